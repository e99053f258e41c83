import type { RoundId } from '#platform/id.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import type { NextStep } from '#ui/next-step.ts'
import { nextFor, type Next } from './next-step.ts'
import { nextWords } from './next-words.ts'
import { ownRatingFor, trustFor } from './queries.ts'
import type { TrustReads } from './store.ts'

/** The one next step of this person in a round, for the partnership's own page: its kind, and in words. */
export async function trustNextFor(
  deps: TrustReads,
  viewer: Viewer,
  id: RoundId,
): Promise<{ readonly type: Next['type']; readonly step: NextStep }> {
  const view = actsForCouncil(viewer)
    ? await ownRatingFor(deps, viewer, id)
    : { ...(await trustFor(deps, viewer, id)), sheets: [] }
  const next = nextFor(view, viewer)
  return { type: next.type, step: nextWords(view, viewer, next) }
}
