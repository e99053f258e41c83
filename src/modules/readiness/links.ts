import type { PartnershipId, RoundId } from '#platform/id.ts'

type Round = RoundId | ':round'
type Item = string

/** Every address of this module. A round's name is its id; a statement's is its own, stable for ever. */
export const links = {
  /** Leads on to the newest round, or to where one is started. */
  place: (partnership: PartnershipId | ':partnership') => `/partnerships/${partnership}/readiness`,
  start: (partnership: PartnershipId | ':partnership') => `/partnerships/${partnership}/readiness/new`,
  round: (round: Round) => `/readiness/${round}`,
  terms: (round: Round) => `/readiness/${round}/terms`,
  offer: (round: Round) => `/readiness/${round}/terms/offer`,
  approve: (round: Round) => `/readiness/${round}/terms/approve`,
  answer: (round: Round, item: Item) => `/readiness/${round}/answer/${item}`,
  staffAnswer: (round: Round, item: Item) => `/readiness/${round}/staff/${item}`,
  closeStaff: (round: Round) => `/readiness/${round}/close-staff`,
  agree: (round: Round, item: Item) => `/readiness/${round}/agree/${item}`,
  note: (round: Round, item: Item) => `/readiness/${round}/note/${item}`,
  check: (round: Round) => `/readiness/${round}/check`,
  seal: (round: Round) => `/readiness/${round}/seal`,
  approveSeal: (round: Round) => `/readiness/${round}/seal/approve`,
  dropSeal: (round: Round) => `/readiness/${round}/seal/drop`,
  sealed: (round: Round) => `/readiness/${round}/sealed`,
  receiptFile: (round: Round) => `/readiness/${round}/receipt.json`,
  breakSeal: (round: Round) => `/readiness/${round}/break-seal`,
  waiting: (round: Round) => `/readiness/${round}/waiting`,
  consent: (round: Round) => `/readiness/${round}/consent`,
  reveal: (round: Round) => `/readiness/${round}/reveal`,
  extend: (round: Round) => `/readiness/${round}/more-time`,
  agreeExtension: (round: Round) => `/readiness/${round}/more-time/agree`,
  withdraw: (round: Round) => `/readiness/${round}/withdraw`,
  cancel: (round: Round) => `/readiness/${round}/cancel`,
  archive: (round: Round) => `/readiness/${round}/archive`,
  board: (round: Round) => `/readiness/${round}/board`,
  card: (round: Round, item: Item) => `/readiness/${round}/board/${item}`,
  conversation: (round: Round, item: Item) => `/readiness/${round}/board/${item}/conversation`,
  action: (round: Round, item: Item) => `/readiness/${round}/board/${item}/action`,
  markAction: (round: Round, item: Item) => `/readiness/${round}/board/${item}/action-done`,
  secondLook: (round: Round, item: Item) => `/readiness/${round}/board/${item}/second-look`,
  agenda: (round: Round) => `/readiness/${round}/agenda`,
  meeting: (round: Round) => `/readiness/${round}/meeting`,
  offices: (round: Round) => `/readiness/${round}/offices`,
  checkReceipt: (round: Round) => `/readiness/${round}/check-receipt`,
  ownFile: (round: Round, item: Item, part: string) => `/readiness/${round}/file/${item}/${part}`,
  openedFile: (round: Round, item: Item, council: string) =>
    `/readiness/${round}/board/${item}/file/${council}`,
  papers: (round: Round) => `/readiness/${round}/papers`,
  movement: (round: Round) => `/readiness/${round}/movement`,
}
