import { bestInCore, stakes } from './core-programme.ts'
import { groupsBetterAlone, leastCore, tolerance } from './core.ts'
import type { Complaint } from './excess.ts'
import { standAloneCosts, type Game } from './game.ts'
import type { SolveLp } from './lp.ts'

/** One council pays more so that another pays less. */
export type Transfer = { readonly from: number; readonly to: number; readonly amount: number }

/** What it takes to stop every group from doing better alone. */
export type SmallestFix = {
  /**
   * `stable`: nothing to do. `fixed`: these transfers leave no group better off alone. `no-stable-split`: no division
   * does that; these transfers lead to the nearest one that keeps the loudest complaint as low as it can be.
   */
  readonly outcome: 'stable' | 'fixed' | 'no-stable-split'
  readonly objections: readonly Complaint[]
  readonly transfers: readonly Transfer[]
  /** The sum of the transfers. */
  readonly moved: number
  readonly shares: Float64Array
  /** The largest gain any group could still make by leaving; above 0 only without a stable split. */
  readonly leftover: number
}

/**
 * The smallest amount of money that has to change hands, against the shares given, so that no group of councils would
 * do better alone; and between whom. When there is no such division, the least bad one.
 *
 * @param shares what each council pays now, in the game's unit, adding up to the joint cost
 *
 * Several fixes may move equally little; this is one of them. Cost: a least core and a few linear programmes of 2n
 * unknowns, each with a pass over 2^n groups.
 */
export function smallestFix(game: Game, shares: ArrayLike<number>, solveLp: SolveLp): SmallestFix {
  const objections = groupsBetterAlone(game, shares)
  const asTheyAre = Float64Array.from(shares)
  if (objections.length === 0) {
    return { outcome: 'stable', objections, transfers: [], moved: 0, shares: asTheyAre, leftover: 0 }
  }
  const least = leastCore(game, solveLp)
  const level = least?.coreIsEmpty ? least.epsilon : 0
  const fixed = nearestBySum(game, asTheyAre, level, solveLp) ?? least?.shares ?? asTheyAre
  const transfers = transfersBetween(asTheyAre, fixed, tolerance(game))
  return {
    outcome: level > 0 ? 'no-stable-split' : 'fixed',
    objections,
    transfers,
    moved: transfers.reduce((sum, { amount }) => sum + amount, 0),
    shares: fixed,
    leftover: level,
  }
}

/**
 * The division no group's excess in which is above `level`, with the smallest sum of changes. Unknowns: the extra each
 * pays over its stand-alone cost, then how much of that is a rise on what it pays now.
 */
export function nearestBySum(
  game: Game,
  from: ArrayLike<number>,
  level: number,
  solveLp: SolveLp,
): Float64Array | null {
  const n = game.players.length
  const scale = stakes(game)
  const now = Array.from(standAloneCosts(game), (alone, i) => (from[i]! - alone) / scale)
  const each = <T>(value: T) => Array.from({ length: n }, () => value)
  return bestInCore(
    game,
    level,
    {
      scale,
      minimise: [...each(0), ...each(1)],
      lower: [...each(Number.NEGATIVE_INFINITY), ...each(0)],
      upper: each(Number.POSITIVE_INFINITY).concat(each(Number.POSITIVE_INFINITY)),
      rows: now.map((extra, i) => {
        const coefficients = [...each(0), ...each(0)]
        coefficients[i] = -1
        coefficients[n + i] = 1
        return { coefficients, atLeast: -extra, atMost: Number.POSITIVE_INFINITY }
      }),
    },
    solveLp,
  )
}

/** Who pays whom to get from one division to another, largest first; at most n - 1 transfers. */
export function transfersBetween(from: ArrayLike<number>, to: ArrayLike<number>, ignore: number): Transfer[] {
  const change = Array.from(from, (share, i) => to[i]! - share)
  const transfers: Transfer[] = []
  for (;;) {
    const payer = change.indexOf(Math.max(...change))
    const payee = change.indexOf(Math.min(...change))
    const amount = Math.min(change[payer]!, -change[payee]!)
    if (!(amount > ignore)) return transfers
    transfers.push({ from: payer, to: payee, amount })
    change[payer]! -= amount
    change[payee]! += amount
  }
}
