import { demand, demandFinite } from './bad-input.ts'
import { normalQuantile } from './normal.ts'

/** A probability with the range it plausibly lies in. */
export type ChanceInterval = { readonly p: number; readonly lo: number; readonly hi: number }

/** What is said about one output of a simulation. */
export type Summary = {
  readonly mean: number
  /** Standard error of the mean: how far it would move with other draws. */
  readonly se: number
  readonly sd: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/**
 * The sum of numbers, keeping what rounding would lose (A. Neumaier, 1974). The order is the order of the list, so
 * the same list always gives the same bits. O(n).
 */
export function preciseSum(values: ArrayLike<number>): number {
  return partialSums(values)(values.length)
}

/** The sum of the first so many numbers, asked for ever more of them: each is added once. */
function partialSums(values: ArrayLike<number>): (count: number) => number {
  let sum = 0
  let lost = 0
  let added = 0
  return (count) => {
    for (; added < count; added++) {
      const value = values[added]!
      const next = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
      sum = next
    }
    return sum + lost
  }
}

/**
 * The numbers less one number, as a new list. A plain loop: `Float64Array.from` with a function takes some twenty times
 * as long, and a report asks for this a hundred times.
 */
function lessEach(values: ArrayLike<number>, one: number): Float64Array {
  const less = new Float64Array(values.length)
  for (let i = 0; i < less.length; i++) less[i] = values[i]! - one
  return less
}

/**
 * The average of at least one number, reckoned from the first, so that equal numbers average to exactly themselves
 * and a certain case stays what it was to the last bit.
 */
export function mean(values: ArrayLike<number>): number {
  demand(values.length > 0, 'values', 'are empty; give at least one number')
  const first = values[0]!
  return first + preciseSum(lessEach(values, first)) / values.length
}

/** The sample variance (divided by n - 1); nought for one number. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values)
  if (values.length < 2) return 0
  const squares = lessEach(values, centre)
  for (let i = 0; i < squares.length; i++) squares[i]! **= 2
  return preciseSum(squares) / (values.length - 1)
}

/** The numbers in ascending order, as a new list. O(n log n). */
export function sorted(values: ArrayLike<number>): Float64Array {
  const list = values instanceof Float64Array ? values.slice() : Float64Array.from(values)
  return list.sort()
}

/**
 * The value below which a share u of the numbers lies: type 7 of R. J. Hyndman and Y. Fan (1996), the spreadsheet's
 * PERCENTILE. `ascending` must be sorted. O(1). Source: Hyndman and Fan (1996).
 */
export function quantile(ascending: ArrayLike<number>, u: number): number {
  demand(ascending.length > 0, 'values', 'are empty; give at least one number')
  const place = (ascending.length - 1) * u
  const below = Math.floor(place)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!
  return low + (place - below) * (high - low)
}

/**
 * The ranks (counted from 1) between which the true quantile lies with the confidence given, whatever the shape of
 * the distribution: n u ± z sqrt(n u (1 - u)), rounded outwards. 1,000 draws and u = .9 give ranks 881 and 919.
 */
export function quantileRanks(n: number, u: number, confidence = 0.95): { lower: number; upper: number } {
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt(n * u * (1 - u))
  return {
    lower: Math.max(1, Math.floor(n * u - half)),
    upper: Math.min(n, Math.ceil(n * u + half)),
  }
}

/** A quantile with its interval, from numbers in ascending order. O(1). */
export function quantileInterval(
  ascending: ArrayLike<number>,
  u: number,
  confidence = 0.95,
): { value: number; lo: number; hi: number } {
  const { lower, upper } = quantileRanks(ascending.length, u, confidence)
  return { value: quantile(ascending, u), lo: ascending[lower - 1]!, hi: ascending[upper - 1]! }
}

/**
 * How often something happened, with E. B. Wilson's score interval (1927): 37 of 1,000 is .02696 to .05058. When it
 * never happened the upper end is the rule of three, 3/n (and likewise from above when it always did). Throws
 * `BadInput` for counts that are none. O(1). Source: Wilson (1927).
 */
export function chanceInterval(happened: number, outOf: number, confidence = 0.95): ChanceInterval {
  demand(outOf > 0 && outOf < Infinity, 'outOf', 'is nought; a chance needs at least one run')
  demand(happened >= 0 && happened <= outOf, 'happened', `is ${happened}; give a count from 0 to ${outOf}`)
  demand(confidence > 0 && confidence < 1, 'confidence', `is ${confidence}; give a share between 0 and 1`)
  const p = happened / outOf
  if (happened === 0) return { p, lo: 0, hi: Math.min(1, 3 / outOf) }
  if (happened === outOf) return { p, lo: Math.max(0, 1 - 3 / outOf), hi: 1 }
  const z = normalQuantile(0.5 + confidence / 2)
  const shrink = 1 + (z * z) / outOf
  const middle = (p + (z * z) / (2 * outOf)) / shrink
  const half = (z / shrink) * Math.sqrt((p * (1 - p)) / outOf + (z * z) / (4 * outOf * outOf))
  return { p, lo: middle - half, hi: middle + half }
}

/**
 * Mean with its standard error, and the tenth, fiftieth and ninetieth of each hundred. `order` is the same numbers in
 * ascending order, for those who have it already. O(n log n).
 */
export function summarise(values: ArrayLike<number>, order = sorted(values)): Summary {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) demandFinite(values[i]!, `values[${i}]`)
  }
  const sd = Math.sqrt(variance(values))
  return {
    mean: mean(values),
    se: sd / Math.sqrt(values.length),
    sd,
    p10: quantile(order, 0.1),
    p50: quantile(order, 0.5),
    p90: quantile(order, 0.9),
  }
}

/** The share of draws below nought. */
export function chanceBelow(values: ArrayLike<number>, limit = 0): ChanceInterval {
  let below = 0
  for (let i = 0; i < values.length; i++) if (values[i]! < limit) below++
  return chanceInterval(below, values.length)
}

/** The average of the worst share of the draws: what the bad outcomes look like once one is in them. O(n log n). */
export function expectedShortfall(values: ArrayLike<number>, share: number): number {
  const worst = Math.max(1, Math.ceil(values.length * share))
  return mean(sorted(values).subarray(0, worst))
}

/**
 * Compares two alternatives draw by draw, on the same luck: the mean difference and its paired standard error.
 * Throws `BadInput` for lists of unequal length. O(n).
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>): { mean: number; se: number } {
  demand(a.length === b.length, 'b', `has ${b.length} draws and a has ${a.length}; compare equal runs`)
  const differences = Float64Array.from(a, (value, i) => value - b[i]!)
  return { mean: mean(differences), se: Math.sqrt(variance(differences) / differences.length) }
}

/** The average after each of about `points` equal stretches of the run: a settled run ends flat. */
export function runningMean(values: ArrayLike<number>, points = 50): { n: number; mean: number }[] {
  const steps = Math.min(points, values.length)
  const sum = partialSums(lessEach(values, values[0] ?? 0))
  return Array.from({ length: steps }, (_, i) => {
    const n = Math.round(((i + 1) * values.length) / steps)
    return { n, mean: values[0]! + sum(n) / n }
  })
}

/** The averages of the two halves of a run, and how many standard errors of their difference lie between them. */
export function splitHalf(values: ArrayLike<number>): { first: number; second: number; apart: number } {
  demand(values.length >= 4, 'values', 'are fewer than 4; a half needs two')
  const all = Float64Array.from(values)
  const half = Math.floor(all.length / 2)
  const [a, b] = [all.subarray(0, half), all.subarray(half)]
  const [first, second] = [mean(a), mean(b)]
  const error = Math.sqrt(variance(a) / a.length + variance(b) / b.length)
  return { first, second, apart: error === 0 ? 0 : Math.abs(first - second) / error }
}
