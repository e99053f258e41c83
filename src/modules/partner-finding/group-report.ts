import type { Authority } from '#content/authority.ts'
import { membersOf } from '#engine/coalition.ts'
import { bestGroupsFor } from '#engine/partner-choice.ts'
import { savingTable, type SavingGame, type SavingGroup } from '#engine/saving-group.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { savingGame, type GroupWanted } from './group-game.ts'
import { kilometresBetween } from './likeness-of-councils.ts'

/** One of the best groups, as the page tells of it. Pence a year. */
export type GroupLine = {
  readonly councils: readonly AuthorityCode[]
  readonly expectedPence: number
  /** With a fifth, and with eleven tenths, of what is worked out coming true: the spread of ten real forecasts. */
  readonly lowPence: number
  readonly highPence: number
  readonly furthestKm: number
  /** Whether it would still save something if half as much of the cost stayed the same. */
  readonly savesWithHalf: boolean
  /** The smaller group within it that saves most for each of its members; null for two. */
  readonly within: readonly AuthorityCode[] | null
}

/** What the best groups come to, the most expected first. O(n² × features): for a thread of its own. */
export function groupLines(
  councils: readonly Authority[],
  wanted: GroupWanted,
  { game, groups }: { readonly game: SavingGame; readonly groups: readonly SavingGroup[] },
): GroupLine[] {
  if (groups.length === 0) return []
  const { fixedShare, realised } = wanted.assumptions
  const half = savingGame(councils, {
    ...wanted,
    assumptions: { ...wanted.assumptions, fixedShare: fixedShare / 2 },
  })
  return groups.map(({ members, expected }) => {
    const named = members.flatMap((at) => councils[at] ?? [])
    const table = savingTable(game, members)
    const [inner] = bestGroupsFor(table, members.length, {
      fewest: 2,
      most: Math.max(2, members.length - 1),
      by: 'per-head',
    })
    const lasting = realised === 0 ? 0 : expected / (realised / 100)
    return {
      councils: named.map(({ code }) => code),
      expectedPence: pence(expected),
      lowPence: pence(lasting * 0.2),
      highPence: pence(lasting * 1.1),
      furthestKm: Math.max(...named.flatMap((a) => named.map((b) => kilometresBetween(a, b)))),
      savesWithHalf: (savingTable(half, members).at(-1) ?? 0) > 0,
      within:
        members.length > 2 && inner && inner.value > 0
          ? membersOf(inner.group).flatMap((at) => named[at]?.code ?? [])
          : null,
    }
  })
}

/** To two figures: more would look like a fact. */
function pence(pounds: number): number {
  if (!(pounds > 0)) return 0
  const step = 10 ** Math.max(0, Math.floor(Math.log10(pounds)) - 1)
  return Math.round(pounds / step) * step * 100
}
