import { demand } from './bad-input.ts'
import { leastSquares } from './least-squares.ts'
import { mean, variance } from './summary.ts'

/** Numbers by date and path: `table[date][path]`. */
export type Paths = readonly Float64Array[]

/** The worth of a decision that may be put off, beside deciding now or never. */
export type OptionValue = {
  readonly value: number
  readonly se: number
  /** The worth of the better of deciding now and never. */
  readonly now: number
  /** What being able to wait adds. */
  readonly waiting: number
  /** The share of paths on which the decision is taken at each date. */
  readonly taken: readonly number[]
}

/**
 * The worth of going ahead at the best date or not at all, on simulated paths: at each date, going ahead now is
 * compared with the best guess of the worth of waiting, a curve of third degree in the state over the paths where
 * going ahead would pay (Longstaff & Schwartz 2001). A staged roll-out and a deferred start are both this.
 *
 * @param payoff worth today of going ahead at each date
 * @param state what is known at each date, one number a path: the volume, the price, the saving to date
 *
 * In the unit of the payoff. O(dates x paths). Source: Longstaff and Schwartz (2001).
 */
export function optimalStart(payoff: Paths, state: Paths): OptionValue {
  demandPaths(payoff, state)
  const dates = payoff.length
  const paths = payoff[0]!.length
  const worth = new Float64Array(paths)
  const when = new Int32Array(paths).fill(-1)
  for (let date = dates - 1; date >= 0; date--) {
    const candidates = indicesWhere(paths, (p) => payoff[date]![p]! > 0)
    const wait = date === dates - 1 ? () => 0 : guessFrom(state[date]!, worth, candidates)
    for (const p of candidates) {
      if (payoff[date]![p]! <= wait(p)) continue
      worth[p] = payoff[date]![p]!
      when[p] = date
    }
  }
  const value = mean(worth)
  const now = Math.max(0, mean(payoff[0]!))
  const taken = payoff.map((_, date) => when.reduce((count, d) => count + Number(d === date), 0) / paths)
  return { value, se: Math.sqrt(variance(worth) / paths), now, waiting: value - now, taken }
}

/** The worth of a commitment with and without the right to break it. */
export type ExitRight = {
  readonly committed: number
  readonly withRight: number
  /** What the break clause is worth. */
  readonly right: number
  readonly se: number
  readonly leavesBy: readonly number[]
}

/**
 * The worth of a break clause: at each date a council may leave at a cost instead of taking what the remaining years
 * bring. Each year's choice compares that cost with the best guess of the rest, as above.
 *
 * @param flow worth today of each year's net saving
 * @param state what is known at the start of each year
 * @param exitCost worth today of leaving at the start of each year, positive
 *
 * In the unit of the flow. O(dates x paths).
 */
export function exitRight(flow: Paths, state: Paths, exitCost: ArrayLike<number>): ExitRight {
  demandPaths(flow, state)
  demand(exitCost.length === flow.length, 'exitCost', `has ${exitCost.length} dates; give ${flow.length}`)
  const paths = flow[0]!.length
  const everyone = indicesWhere(paths, () => true)
  const worth = new Float64Array(paths)
  const leaves = new Int32Array(paths).fill(-1)
  for (let date = flow.length - 1; date >= 0; date--) {
    for (let p = 0; p < paths; p++) worth[p]! += flow[date]![p]!
    const rest = guessFrom(state[date]!, worth, everyone)
    for (let p = 0; p < paths; p++) {
      if (rest(p) >= -exitCost[date]!) continue
      worth[p] = -exitCost[date]!
      leaves[p] = date
    }
  }
  const bound = Float64Array.from({ length: paths }, (_, p) => flow.reduce((sum, year) => sum + year[p]!, 0))
  const gain = worth.map((value, p) => value - bound[p]!)
  const leavesBy = flow.map((_, date) => leaves.reduce((n, d) => n + Number(d >= 0 && d <= date), 0) / paths)
  return {
    committed: mean(bound),
    withRight: mean(worth),
    right: mean(gain),
    se: Math.sqrt(variance(gain) / paths),
    leavesBy,
  }
}

function demandPaths(amounts: Paths, state: Paths): void {
  demand(amounts.length > 0 && amounts[0]!.length > 0, 'paths', 'are empty; simulate at least one')
  demand(state.length === amounts.length, 'state', `has ${state.length} dates; give ${amounts.length}`)
  const paths = amounts[0]!.length
  const even = [...amounts, ...state].every((column) => column.length === paths)
  demand(even, 'paths', 'differ in number between dates; give every date the same paths')
}

function indicesWhere(n: number, keep: (i: number) => boolean): number[] {
  return Array.from({ length: n }, (_, i) => i).filter(keep)
}

/** A curve of third degree through worth against state over some paths; the plain average where the state is fixed. */
function guessFrom(
  state: Float64Array,
  worth: Float64Array,
  rows: readonly number[],
): (path: number) => number {
  if (rows.length === 0) return () => 0
  const x = Float64Array.from(rows, (p) => state[p]!)
  const y = Float64Array.from(rows, (p) => worth[p]!)
  const centre = mean(x)
  const scale = Math.sqrt(variance(x))
  const level = mean(y)
  if (!(scale > 0) || rows.length < 8) return () => level
  const features = (value: number, into: Float64Array): void => {
    const t = (value - centre) / scale
    into[0] = 1
    into[1] = t
    into[2] = t * t
    into[3] = t * t * t
  }
  const weights = leastSquares(rows.length, 4, (r, into) => features(x[r]!, into), y)
  const f = new Float64Array(4)
  return (p) => {
    features(state[p]!, f)
    return f[0]! * weights[0]! + f[1]! * weights[1]! + f[2]! * weights[2]! + f[3]! * weights[3]!
  }
}

/**
 * The exact worth of a decision that may be taken at any step of a tree in which one factor goes up or down: for when
 * one uncertainty dominates. O(steps^2).
 *
 * @param chance of going up; `factor` discounts one step
 * @param payoff of deciding at a step after so many ups
 */
export function treeOption(tree: {
  readonly steps: number
  readonly chance: number
  readonly factor: number
  readonly payoff: (step: number, ups: number) => number
  /** Whether deciding before the last step is allowed. */
  readonly early?: boolean
}): { value: number; now: number; waiting: number } {
  const { steps, chance, factor, payoff, early = true } = tree
  demand(Number.isInteger(steps) && steps >= 0 && steps <= 20_000, 'steps', `is ${steps}; give 0 to 20,000`)
  demand(chance >= 0 && chance <= 1, 'chance', `is ${chance}; give a number from 0 to 1`)
  const worth = Float64Array.from({ length: steps + 1 }, (_, ups) => Math.max(0, payoff(steps, ups)))
  for (let step = steps - 1; step >= 0; step--) {
    for (let ups = 0; ups <= step; ups++) {
      const wait = factor * (chance * worth[ups + 1]! + (1 - chance) * worth[ups]!)
      worth[ups] = early ? Math.max(wait, payoff(step, ups)) : wait
    }
  }
  const now = Math.max(0, payoff(0, 0))
  return { value: worth[0]!, now, waiting: worth[0]! - now }
}
