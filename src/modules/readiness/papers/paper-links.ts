import type { RoundId } from '#platform/id.ts'
import { links } from '../links.ts'

type Round = RoundId | ':round'

/** Every address under a round's papers. A file's ending says what comes. */
export const paperLinks = {
  papers: links.papers,
  report: (round: Round) => `${links.papers(round)}/report`,
  file: (round: Round, name: string) => `${links.papers(round)}/${name}`,
  answersIn: (round: Round) => `${links.papers(round)}/answers-in`,
  check: (round: Round) => `${links.papers(round)}/answers-in/check`,
  drop: (round: Round) => `${links.papers(round)}/answers-in/drop`,
  done: (round: Round) => `${links.papers(round)}/answers-in/done`,
  undo: (round: Round) => `${links.papers(round)}/answers-in/undo`,
  copy: (round: Round) => `/readiness/${round}/my-copy.zip`,
}
