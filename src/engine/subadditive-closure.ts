import { demand } from './bad-input.ts'
import type { Coalition } from './coalition.ts'
import { costGame, wholeUnits, type Game } from './game.ts'
import { bestSplits, MOST_FOR_EXACT_PARTITION } from './partition.ts'
import type { LongWork } from './long-work.ts'

/** A game in which groups may also split up, and where that changes something. */
export type Closure = { readonly game: Game; readonly cheaperSplit: readonly Coalition[] }

/**
 * The cheapest way to serve every group when it may work as several smaller ones (the subadditive closure). Where a
 * group is dearer together than apart it lists the group: published tables sometimes contain such groups by rounding
 * or mistake.
 *
 * Cost: 3^n / 2 steps, up to 20 partners.
 */
export function subadditiveClosure(game: Game, work: LongWork = {}): Closure {
  const { cheapest } = cheapestSplits(game, work)
  const costs = wholeUnits(game)
  const cheaperSplit = Array.from(cheapest.keys()).filter((group) => cheapest[group]! < costs[group]!)
  return {
    game: costGame(
      game.players,
      cheapest.map((units) => units / 10 ** game.decimals),
      game.decimals,
    ),
    cheaperSplit,
  }
}

/**
 * Groups that achieve something together which their parts do not: single councils, and groups cheaper than every way
 * of splitting them. Only these matter for the core; all other objections follow from theirs.
 *
 * Cost: 3^n / 2 steps, up to 20 partners.
 */
export function essentialCoalitions(game: Game, work: LongWork = {}): Coalition[] {
  const costs = wholeUnits(game)
  const { cheapest, n } = cheapestSplits(game, work)
  const essential: Coalition[] = []
  for (let group = 1; group < 2 ** n; group++) {
    if (cheapest[group]! < costs[group]!) continue
    const lowest = group & -group
    const rest = group ^ lowest
    let splits = false
    for (let others = rest; others !== 0 && !splits;) {
      others = (others - 1) & rest
      const part = others | lowest
      splits = cheapest[part]! + cheapest[group ^ part]! <= costs[group]!
    }
    if (!splits) essential.push(group)
  }
  return essential
}

function cheapestSplits(game: Game, work: LongWork): { cheapest: Float64Array; n: number } {
  const n = game.players.length
  demand(n <= MOST_FOR_EXACT_PARTITION, 'players', `at most ${MOST_FOR_EXACT_PARTITION} partners, not ${n}`)
  const { total } = bestSplits(
    wholeUnits(game).map((units) => -units),
    n,
    work,
  )
  return { cheapest: total.map((value) => 0 - value), n }
}
