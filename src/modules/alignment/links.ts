import type { PartnershipId, RoundId } from '#platform/id.ts'
import { roundLinks } from '#modules/round/index.ts'
import { client } from './exercise.ts'

type Partnership = PartnershipId | ':partnership'
type Round = RoundId | ':round'

/** Every address of this module; those that all rounds have are the round's own. */
export const links = {
  ...roundLinks(client),
  hub: (id: Partnership) => `/partnerships/${id}/alignment`,
  start: (id: Partnership, kind: string) => `/partnerships/${id}/alignment/new/${kind}`,
  timeline: (id: Partnership) => `/partnerships/${id}/alignment/timeline`,
  removeEvent: (id: Partnership) => `/partnerships/${id}/alignment/timeline/remove`,
  heads: (id: Partnership) => `/partnerships/${id}/alignment/heads`,
  writeHeads: (id: Partnership) => `/partnerships/${id}/alignment/heads/write`,
  approveHeads: (id: Partnership) => `/partnerships/${id}/alignment/heads/approve`,
  headsFile: (id: Partnership, format: string) =>
    `/partnerships/${id}/alignment/heads/heads-of-terms.${format}`,
  session: (id: Partnership) => `/partnerships/${id}/alignment/session`,
  sessionStep: (id: Partnership, step: string) => `/partnerships/${id}/alignment/session/${step}`,
  agendaFile: (id: Partnership, format: string) =>
    `/partnerships/${id}/alignment/session/pre-nup-session.${format}`,
  agenda: (id: Partnership) => `/partnerships/${id}/alignment/session/agenda`,
  ask: (round: Round) => `/${client}/${round}/asked`,
  answer: (round: Round, item: string) => `/${client}/${round}/answer/${item}`,
  result: (round: Round) => `/${client}/${round}/result`,
  meeting: (round: Round) => `/${client}/${round}/meeting`,
  accept: (round: Round, item: string) => `/${client}/${round}/result/${item}/accept`,
  ownCopy: (round: Round) => `/${client}/${round}/own-copy`,
  ownFile: (round: Round) => `/${client}/${round}/own-copy.json`,
  resultFile: (round: Round, format: string) => `/${client}/${round}/result.${format}`,
}
