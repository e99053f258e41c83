import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'
import { roundLinks } from '#modules/round/index.ts'

type Round = RoundId | ':round'
/** The code of a council, or the gap in a route. */
type Council = AuthorityCode

/** Every address of this module; those that all rounds have are the round's own. */
export const links = {
  ...roundLinks('trust'),
  place: (partnership: PartnershipId | ':partnership') => `/partnerships/${partnership}/trust`,
  visibility: (round: Round) => `/trust/${round}/visibility`,
  rate: (round: Round, council: Council) => `/trust/${round}/rate/${council}`,
  result: (round: Round) => `/trust/${round}/result`,
  pair: (round: Round, council: Council) => `/trust/${round}/result/${council}`,
  ourselves: (round: Round) => `/trust/${round}/ourselves`,
  paper: (round: Round, format: string) => `/trust/${round}/papers/${format}`,
}
