import { demand } from '#engine/bad-input.ts'
import type { StatementGap } from '#engine/gap.ts'

/** What the answers advise. It may say that nobody is ready, or that less should be shared. */
export type AmbitionAdvice =
  | { readonly type: 'ready' }
  /** No gate stands in the way, but something is below the level needed, unknown or seen differently. */
  | { readonly type: 'talk-first'; readonly conversations: number }
  /** `instead` is the place of the largest smaller ambition that has all its gates met. */
  | { readonly type: 'share-less'; readonly gatesNotMet: number; readonly instead: number }
  | { readonly type: 'not-ready'; readonly gatesNotMet: number }

/**
 * What to advise those who want to go as far as ambition `chosen`. `gaps` holds the rows of the same statements under each
 * ambition, from the smallest ambition to the largest. A gate that is not met outweighs everything else; then the
 * largest smaller ambition without such a gate is named, or none.
 *
 * Throws `BadInput` when `chosen` names no ambition. O(ambitions × statements). Source: this project's own rule,
 * `docs/methods/gap.md`.
 */
export function advise(
  gaps: readonly (readonly Pick<StatementGap, 'group' | 'gateMet'>[])[],
  chosen: number,
): AmbitionAdvice {
  const rows = gaps[chosen]
  demand(rows !== undefined, 'chosen', `must be the place of one of the ${gaps.length} ambitions`)
  const gatesNotMet = rows.filter(({ gateMet }) => gateMet === false).length
  if (gatesNotMet === 0) {
    const conversations = rows.filter(({ group }) => group === 'differ' || group === 'unknown').length
    return conversations === 0 && rows.every(({ group }) => group !== 'not-ready')
      ? { type: 'ready' }
      : { type: 'talk-first', conversations }
  }
  const instead = gaps
    .slice(0, chosen)
    .findLastIndex((each) => each.every(({ gateMet }) => gateMet !== false))
  return instead === -1 ? { type: 'not-ready', gatesNotMet } : { type: 'share-less', gatesNotMet, instead }
}
