import { demand, demandFinite } from './bad-input.ts'

/** One rater's row: a number a unit (a level, a count), or null where nothing was given. */
export type Ratings = readonly (readonly (number | null)[])[]

/**
 * What "further apart" means: *nominal*, only same or different; *ordinal*, by how many answers lie between;
 * *interval*, by the square of the difference.
 */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval'

/** Krippendorff's alpha with its parts, or the reason that it does not exist. */
export type Alpha =
  | {
      kind: 'alpha'
      /** 1: all alike; 0: no better than chance; below 0: worse than chance. */
      alpha: number
      observed: number
      expected: number
      /** How many values have another to be compared with. */
      pairable: number
    }
  | { kind: 'undefined'; because: 'nothing-to-compare' | 'one-value-only' }

/** Units in the form the sums need: values of pairable units only, flat, with where each unit begins. */
export type PairableUnits = { values: Float64Array; starts: Int32Array; raters: number }

/**
 * Krippendorff's alpha: how far raters agree beyond chance, for any number of raters and with missing answers.
 *
 * `ratings[r][u]` is what rater r gave to unit u. A unit with fewer than two values is left out, as the method
 * says. Throws `BadInput` for rows of unequal length or a value that is not finite. O(n log n) in the number of
 * values n. Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
 */
export function krippendorffAlpha(ratings: Ratings, metric: AlphaMetric): Alpha {
  const units = pairableUnits(ratings)
  return alphaOf(units, metric, null)
}

/** Checks the ratings and keeps the units that at least two raters rated. O(raters × units). */
export function pairableUnits(ratings: Ratings): PairableUnits {
  demand(ratings.length > 0, 'ratings', 'needs at least one rater')
  const width = ratings[0]!.length
  for (const [rater, row] of ratings.entries()) {
    demand(row.length === width, `ratings[${rater}]`, `has ${row.length} units where the first has ${width}`)
  }
  const values: number[] = []
  const starts: number[] = []
  for (let unit = 0; unit < width; unit += 1) {
    const start = values.length
    for (const [rater, row] of ratings.entries()) {
      const value = row[unit] ?? null
      if (value === null) continue
      demandFinite(value, `ratings[${rater}][${unit}]`)
      values.push(value)
    }
    if (values.length - start >= 2) starts.push(start)
    else values.length = start
  }
  starts.push(values.length)
  return { values: Float64Array.from(values), starts: Int32Array.from(starts), raters: ratings.length }
}

/**
 * Alpha of units counted `weight[u]` times each (once each where null), which is what resampling needs.
 *
 * Ordinal disagreement is the squared difference of mid-ranks, so both it and interval reduce to sums of squares:
 * over the ordered pairs of m values, Σ(x−y)² = 2(mΣx² − (Σx)²). Nominal counts the pairs that differ.
 */
export function alphaOf(units: PairableUnits, metric: AlphaMetric, weights: Int32Array | null): Alpha {
  const { starts } = units
  const scores = metric === 'ordinal' ? midRanks(units, weights) : units.values
  const pooled =
    metric === 'nominal' ? pooledDifferences(units, weights) : pooledSquares(units, scores, weights)
  const { count, disagreement } = pooled
  if (count < 2) return { kind: 'undefined', because: 'nothing-to-compare' }
  const expected = disagreement / (count * (count - 1))
  if (!(expected > 0)) return { kind: 'undefined', because: 'one-value-only' }
  let within = 0
  for (let unit = 0; unit + 1 < starts.length; unit += 1) {
    const weight = weights === null ? 1 : weights[unit]!
    if (weight === 0) continue
    const [from, to] = [starts[unit]!, starts[unit + 1]!]
    const pairs = metric === 'nominal' ? differences(scores, from, to) : squares(scores, from, to)
    within += (weight * pairs) / (to - from - 1)
  }
  const observed = within / count
  return { kind: 'alpha', alpha: 1 - observed / expected, observed, expected, pairable: count }
}

/** Σ(x−y)² over ordered pairs of one unit, taken about its first value so that large values lose no digits. */
function squares(scores: Float64Array, from: number, to: number): number {
  const origin = scores[from]!
  let sum = 0
  let square = 0
  for (let at = from; at < to; at += 1) {
    const value = scores[at]! - origin
    sum += value
    square += value * value
  }
  return 2 * ((to - from) * square - sum * sum)
}

/** How many ordered pairs of one unit differ. */
function differences(scores: Float64Array, from: number, to: number): number {
  let differing = 0
  for (let a = from; a < to; a += 1) {
    for (let b = a + 1; b < to; b += 1) if (scores[a] !== scores[b]) differing += 2
  }
  return differing
}

function pooledSquares(units: PairableUnits, scores: Float64Array, weights: Int32Array | null) {
  const centre = meanOf(units, scores, weights)
  let square = 0
  forEachValue(units, weights, (at, weight) => {
    const value = scores[at]! - centre.mean
    square += weight * value * value
  })
  return { count: centre.count, disagreement: 2 * centre.count * square }
}

function meanOf(units: PairableUnits, scores: Float64Array, weights: Int32Array | null) {
  // About the first value, so that equal values have exactly no spread.
  const origin = scores[0] ?? 0
  let count = 0
  let sum = 0
  forEachValue(units, weights, (at, weight) => {
    count += weight
    sum += weight * (scores[at]! - origin)
  })
  return { count, mean: count === 0 ? origin : origin + sum / count }
}

function pooledDifferences(units: PairableUnits, weights: Int32Array | null) {
  const totals = [...valueCounts(units, weights).values()]
  const count = totals.reduce((sum, total) => sum + total, 0)
  return { count, disagreement: totals.reduce((sum, total) => sum + total * (count - total), 0) }
}

/** How often each value occurs among pairable values, counting each unit by its weight. */
export function valueCounts(units: PairableUnits, weights: Int32Array | null): Map<number, number> {
  const counts = new Map<number, number>()
  forEachValue(units, weights, (at, weight) => {
    const value = units.values[at]!
    counts.set(value, (counts.get(value) ?? 0) + weight)
  })
  return counts
}

/** Each value's middle place among all pairable values: δ²(c,k) of the ordinal metric is their difference squared. */
function midRanks(units: PairableUnits, weights: Int32Array | null): Float64Array {
  const counts = valueCounts(units, weights)
  const middle = new Map<number, number>()
  let below = 0
  for (const value of [...counts.keys()].sort((a, b) => a - b)) {
    const here = counts.get(value)!
    middle.set(value, below + here / 2)
    below += here
  }
  return units.values.map((value) => middle.get(value) ?? 0)
}

function forEachValue(
  { starts }: PairableUnits,
  weights: Int32Array | null,
  visit: (at: number, weight: number) => void,
): void {
  for (let unit = 0; unit + 1 < starts.length; unit += 1) {
    const weight = weights === null ? 1 : weights[unit]!
    if (weight === 0) continue
    for (let at = starts[unit]!; at < starts[unit + 1]!; at += 1) visit(at, weight)
  }
}
