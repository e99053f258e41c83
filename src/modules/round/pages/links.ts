import type { RoundId } from '#platform/id.ts'

type Round = RoundId | ':round'

/** The addresses that every client's rounds have alike, under the client's own name. */
export function roundLinks(client: string) {
  const at = (round: Round) => `/${client}/${round}`
  return {
    round: at,
    terms: (round: Round) => `${at(round)}/terms`,
    offer: (round: Round) => `${at(round)}/terms/offer`,
    approve: (round: Round) => `${at(round)}/terms/approve`,
    check: (round: Round) => `${at(round)}/check`,
    seal: (round: Round) => `${at(round)}/seal`,
    approveSeal: (round: Round) => `${at(round)}/seal/approve`,
    dropSeal: (round: Round) => `${at(round)}/seal/drop`,
    receiptFile: (round: Round) => `${at(round)}/receipt.json`,
    breakSeal: (round: Round) => `${at(round)}/break-seal`,
    waiting: (round: Round) => `${at(round)}/waiting`,
    reveal: (round: Round) => `${at(round)}/reveal`,
    checkReceipt: (round: Round) => `${at(round)}/check-receipt`,
    withdraw: (round: Round) => `${at(round)}/withdraw`,
    cancel: (round: Round) => `${at(round)}/cancel`,
    archive: (round: Round) => `${at(round)}/archive`,
  }
}

export type RoundLinks = ReturnType<typeof roundLinks>
