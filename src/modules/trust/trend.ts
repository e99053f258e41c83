import type { Viewer } from '#platform/viewer.ts'
import type { Opened } from './queries.ts'
import { meanInTenths } from './rating.ts'
import { smallestMove } from './result.ts'

/** One line of the trend: what it is about, its value in each round (tenths, or null), and the move since the round before. */
export type TrendRow = {
  readonly about: string
  readonly values: readonly (number | null)[]
  readonly moved: 'up' | 'down' | 'much-the-same' | 'unknown'
}

/**
 * How trust moved from round to round, as far as each round lets this viewer see: the figure where a round opened figures;
 * otherwise the mean of what the partners said of the viewer's own council, or, for a manager, of everybody.
 */
export function trendRows(rounds: readonly Opened[], viewer: Viewer): TrendRow[] {
  if (rounds.length < 2) return []
  const latest = rounds.at(-1)
  return (latest?.statements.statements ?? []).map(({ id, about }) => {
    const values = rounds.map((opened) => valueIn(opened, id, viewer))
    return { about, values, moved: moveOf(values) }
  })
}

function valueIn(opened: Opened, statement: string, viewer: Viewer): number | null {
  if (opened.binding === 'figure') return opened.figures[statement] ?? null
  const said = opened.ratings.flatMap(({ giver, about, ratings }) => {
    const tenths = ratings[statement]
    const counts = giver !== about && (viewer.council === null || about === viewer.council)
    return counts && tenths !== null && tenths !== undefined ? [tenths] : []
  })
  return said.length === 0 ? null : meanInTenths(said)
}

function moveOf(values: readonly (number | null)[]): TrendRow['moved'] {
  const [before, now] = values.slice(-2)
  if (before === null || before === undefined || now === null || now === undefined) return 'unknown'
  if (Math.abs(now - before) < smallestMove) return 'much-the-same'
  return now > before ? 'up' : 'down'
}
