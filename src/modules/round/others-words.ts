import type { Viewer } from '#platform/viewer.ts'
import { presentParties, type Round } from './round.ts'

/** What the other councils are doing, as far as the terms let it be known; `doing` is what they do before they seal. */
export function othersWords(round: Round, viewer: Viewer, doing: 'answering' | 'rating'): string[] {
  const present = presentParties(round)
  if (round.mode === 'private' || present.length < 2) return []
  const others = present.filter(({ council }) => council !== viewer.council)
  if (round.state === 'offered')
    return others.map(
      ({ shortName, approvedTerms }) =>
        `${shortName} ${approvedTerms ? 'has agreed the terms' : 'has not agreed the terms yet'}.`,
    )
  if (round.state !== 'open') return []
  const { sealed, names } = round.seals
  if (names === null)
    return [`${sealed} of ${present.length} councils have sealed. The terms do not say which.`]
  return others.map(
    ({ council, shortName }) =>
      `${shortName} ${names.includes(council) ? 'has sealed' : `is still ${doing}`}.`,
  )
}
