import { presentParties } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import { formatList } from '#ui/format.ts'
import type { RoundView } from './queries.ts'

/** What the waiting room says first: how many have sealed, and which, if the terms let it be known. */
export function waitingWords(view: RoundView, viewer: Viewer): { headline: string; lead: string } {
  const { round } = view
  const present = presentParties(round)
  const { sealed, names, own } = round.seals
  const named =
    names === null
      ? ''
      : ` Sealed: ${names.length === 0 ? 'none yet' : formatList(present.filter(({ council }) => names.includes(council)).map(({ shortName }) => shortName))}.`
  const headline =
    round.state !== 'open'
      ? 'The waiting room is empty'
      : `${sealed} of ${present.length} councils have sealed`
  const mine = own?.sealedAt
    ? 'Your answers are sealed.'
    : viewer.council === null
      ? ''
      : 'Your council has not sealed yet.'
  const rest =
    round.state === 'open'
      ? `${named}${names === null ? ' The terms do not say which.' : ''} Nobody can read anybody else’s answers until all open together.`
      : ''
  return { headline, lead: `${mine}${rest}`.trim() }
}
