import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'

type Round = RoundId | ':round'
/** The code of a council, or the gap in a route. */
type Council = AuthorityCode

/** Every address of this module. */
export const links = {
  place: (partnership: PartnershipId | ':partnership') => `/partnerships/${partnership}/trust`,
  round: (round: Round) => `/trust/${round}`,
  terms: (round: Round) => `/trust/${round}/terms`,
  offer: (round: Round) => `/trust/${round}/terms/offer`,
  approve: (round: Round) => `/trust/${round}/terms/approve`,
  visibility: (round: Round) => `/trust/${round}/visibility`,
  rate: (round: Round, council: Council) => `/trust/${round}/rate/${council}`,
  seal: (round: Round) => `/trust/${round}/seal`,
  breakSeal: (round: Round) => `/trust/${round}/break-seal`,
  waiting: (round: Round) => `/trust/${round}/waiting`,
  reveal: (round: Round) => `/trust/${round}/reveal`,
  withdraw: (round: Round) => `/trust/${round}/withdraw`,
  cancel: (round: Round) => `/trust/${round}/cancel`,
  archive: (round: Round) => `/trust/${round}/archive`,
  result: (round: Round) => `/trust/${round}/result`,
  pair: (round: Round, council: Council) => `/trust/${round}/result/${council}`,
  ourselves: (round: Round) => `/trust/${round}/ourselves`,
  paper: (round: Round, format: string) => `/trust/${round}/papers/${format}`,
}
