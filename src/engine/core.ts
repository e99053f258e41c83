import { demandNumbers } from './bad-input.ts'
import { grandCoalition, type Coalition } from './coalition.ts'
import { largestExcesses, type Complaint, type Measure } from './excess.ts'
import { jointSaving, separableCosts, standAloneCosts, wholeUnits, type Game } from './game.ts'
import { atStage, type LongWork } from './long-work.ts'
import { lowestLevel, startSearch } from './lowest-level.ts'
import type { SolveLp } from './lp.ts'
import { dividedBy, exactly, plus, rational, times, toNumber, ZERO, type Rational } from './rational.ts'
import { settle } from './settle.ts'
import { solveExactly } from './simplex.ts'

/**
 * How a division stands with every group: it is in the core when no group of councils would pay less on its own.
 * `worst` lists the groups closest to leaving, or furthest beyond it, with what they would gain by going alone.
 */
export type Stability = { readonly inCore: boolean; readonly worst: readonly Complaint[] }

/** What counts as nothing beside a game's costs: rounding in the last digits is no reason to leave. */
export function tolerance(game: Game): number {
  return 1e-9 * game.largest
}

/**
 * Whether any group would do better alone under these shares, and the groups nearest to it.
 *
 * @param shares what each council pays, in the game's unit, adding up to the joint cost
 * @param count how many groups to list
 * @param measure how to rank them; whether the division is in the core does not depend on it
 *
 * Cost: one pass over 2^n groups. Source: D. B. Gillies (1953); for cost sharing H. P. Young (1994).
 */
export function stabilityOf(
  game: Game,
  shares: ArrayLike<number>,
  count = 10,
  measure: Measure = 'total',
): Stability {
  demandNumbers(shares, game.players.length, 'shares')
  const saved = Array.from(standAloneCosts(game), (alone, i) => alone - shares[i]!)
  const worst = largestExcesses(game.values, saved, { count, measure })
  const [loudest] = measure === 'total' ? worst : largestExcesses(game.values, saved, { count: 1 })
  return { inCore: loudest === undefined || loudest.excess <= tolerance(game), worst }
}

/**
 * Every group that would do better alone, largest gain first, at most `most` of them. Shares in the game’s unit.
 * O(2^n).
 */
export function groupsBetterAlone(game: Game, shares: ArrayLike<number>, most = 1000): Complaint[] {
  demandNumbers(shares, game.players.length, 'shares')
  const saved = Array.from(standAloneCosts(game), (alone, i) => alone - shares[i]!)
  return largestExcesses(game.values, saved, { count: most, above: tolerance(game) })
}

/**
 * The least core: how far the loudest complaint can be brought down, and the proof.
 *
 * `epsilon` above 0 means that no division keeps everybody from doing better in some smaller group; it is then the
 * smallest uniform charge for leaving that would hold the partnership together (for `perHead`, the smallest charge for
 * each leaving council). At or below 0 the core is not empty, and -epsilon is the slack every group can be left with.
 */
export type LeastCore = {
  readonly epsilon: number
  readonly coreIsEmpty: boolean
  /** One division that attains it; there may be others. */
  readonly shares: Float64Array
  /**
   * Groups and weights that count every council exactly once. No division can do better, because what these groups
   * pay together is, in those proportions, the whole joint cost. When the core is empty this is the proof: going their
   * own ways they would together pay `aloneTogether`, which is less than `joint`.
   */
  readonly balance: readonly { readonly group: Coalition; readonly weight: number }[]
  readonly aloneTogether: number
  readonly joint: number
}

/**
 * @returns the least core, or null for a single council, which has no groups to lose, and for a proportional measure
 *   when groups that cost nothing cannot all be kept from paying
 *
 * Cost: a few linear programmes of n + 1 unknowns and passes over 2^n groups. Exact: `epsilon` is the nearest number to
 * a fraction. Source: Shapley and Shubik (1966); Bondareva (1963) and Shapley (1967) for the balance.
 */
export function leastCore(
  game: Game,
  solveLp: SolveLp,
  { measure = 'total', ...work }: LongWork & { readonly measure?: Measure } = {},
): LeastCore | null {
  const costs = wholeUnits(game)
  const n = game.players.length
  if (n < 2) return null
  atStage(work, 'bringing the loudest complaint down', 0, 1)
  for (const solver of [solveLp, solveExactly]) {
    const search = startSearch(costs, n, false, measure)
    const lowest = lowestLevel(search, solver)
    if (typeof lowest === 'string') return null
    const level = settle(search, lowest)
    if (!level) continue
    const perUnit = rational(1n, 10n ** BigInt(game.decimals))
    const together = [...level.groups, ...level.limits]
    const covered = together.reduce((sum, { group, weight }) => (group & 1 ? plus(sum, weight) : sum), ZERO)
    const once = (weight: Rational) => dividedBy(weight, covered)
    const aloneTogether = together.reduce(
      (sum, { group, weight }) => plus(sum, times(once(weight), exactly(costs[group]!))),
      ZERO,
    )
    const inMoney = (units: Rational) => toNumber(times(units, perUnit))
    const alone = standAloneCosts(game)
    return {
      epsilon: measure === 'proportional' ? toNumber(level.excess) : inMoney(level.excess),
      coreIsEmpty: level.excess.num > 0n,
      shares: alone.map((cost, i) => cost - lowest.saved[i]! / 10 ** game.decimals),
      balance: together.map(({ group, weight }) => ({ group, weight: toNumber(once(weight)) })),
      aloneTogether: inMoney(aloneTogether),
      joint: game.values[grandCoalition(n)]!,
    }
  }
  throw new Error('the least core was found but could not be proved; please report this game')
}

/**
 * Propensity to disrupt: for each council, what the others would lose if it left, for each pound it would lose itself.
 * Above about 1 a council is in a position to ask for more; Gately's rule makes it equal for all. `Infinity` when
 * leaving would cost it nothing but would cost others something; below 0 when somebody would gain by its leaving.
 *
 * Source: D. Gately (1974); cost: n steps. O(n).
 */
export function propensityToDisrupt(game: Game, shares: ArrayLike<number>): number[] {
  demandNumbers(shares, game.players.length, 'shares')
  const separable = separableCosts(game)
  return Array.from(standAloneCosts(game), (alone, i) =>
    ratio(shares[i]! - separable[i]!, alone - shares[i]!),
  )
}

/**
 * The same for a group that leaves together: (saving of the rest now - saving of the rest alone) / (its own loss).
 * O(n).
 */
export function groupPropensityToDisrupt(game: Game, shares: ArrayLike<number>, group: Coalition): number {
  demandNumbers(shares, game.players.length, 'shares')
  const rest = grandCoalition(game.players.length) & ~group
  const pays = (g: Coalition) =>
    game.players.reduce((sum, _, i) => (g & (1 << i) ? sum + shares[i]! : sum), 0)
  return ratio(game.values[rest]! - pays(rest), game.values[group]! - pays(group))
}

function ratio(othersLose: number, selfLoses: number): number {
  return othersLose === 0 ? 0 : othersLose / selfLoses
}

/** Whether dividing the joint cost so that nobody pays more than alone is possible at all. O(n). */
export function everybodyCanGain(game: Game): boolean {
  return jointSaving(game) >= -tolerance(game)
}
