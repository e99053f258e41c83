import { demand, demandFinite } from './bad-input.ts'
import { atStage, type LongWork } from './long-work.ts'
import { uniform, use } from './random.ts'
import { sobolPoints } from './sobol-points.ts'
import { mostDimensions } from './sobol-directions.ts'
import { mean, quantile, sorted, variance } from './summary.ts'

/** The shares of the result's variance that one input explains, with 95 % bootstrap intervals. */
export type SobolIndex = {
  /** By itself. */
  readonly first: number
  readonly firstRange: { readonly lo: number; readonly hi: number }
  /** Together with everything it takes part in. */
  readonly total: number
  readonly totalRange: { readonly lo: number; readonly hi: number }
}

/**
 * Sobol indices on scrambled Sobol points: first order after Saltelli et al. 2010, total after Jansen 1999. Costs
 * n (d + 2) evaluations. Estimates may stray a little outside 0 to 1: clip them only for display. For inputs that
 * depend on each other the shares do not add up: use `shapleyEffects`.
 *
 * @param f the result for places in the unit cube
 * @param d number of inputs, at most 80
 * @param n points, best a power of two
 *
 * Throws `BadInput` for sizes out of range or a result that is no number. Source: Saltelli and others (2010);
 * Jansen (1999).
 */
export function sobolIndices(
  f: (place: Float64Array) => number,
  d: number,
  { n, seed, resamples = 200 }: { n: number; seed: number; resamples?: number },
  work?: LongWork,
): SobolIndex[] {
  demand(
    d >= 1 && 2 * d <= mostDimensions,
    'inputs',
    `are ${d}; Sobol indices take 1 to ${mostDimensions / 2}`,
  )
  demand(n >= 16, 'n', `is ${n}; give at least 16 points`)
  const { atA, atB, mixed } = evaluations(f, d, n, seed, work)
  for (const column of [atA, atB, ...mixed]) for (const value of column) demandFinite(value, 'result')
  const whole = spread(atA, atB)
  demand(whole > 0, 'result', 'never changes; there is no variance to explain')
  const draws = Array.from({ length: resamples }, (_, b) =>
    Int32Array.from({ length: n }, (_, k) => Math.floor(uniform(seed, b, k, 0, use.bootstrap) * n)),
  )
  return mixed.map((at) => {
    const [first, total] = indices(atA, atB, at, undefined)
    const samples = draws.map((rows) => indices(atA, atB, at, rows))
    return {
      first,
      firstRange: rangeOf(samples.map((pair) => pair[0])),
      total,
      totalRange: rangeOf(samples.map((pair) => pair[1])),
    }
  })
}

function evaluations(
  f: (place: Float64Array) => number,
  d: number,
  n: number,
  seed: number,
  work: LongWork | undefined,
): { atA: Float64Array; atB: Float64Array; mixed: Float64Array[] } {
  const points = sobolPoints(2 * d, seed)
  const both = new Float64Array(2 * d)
  const [atA, atB] = [new Float64Array(n), new Float64Array(n)]
  const mixed = Array.from({ length: d }, () => new Float64Array(n))
  for (let k = 0; k < n; k++) {
    if (k % 256 === 0) atStage(work, 'Sobol indices', k, n)
    points.fill(k, 0, both)
    const place = both.slice(0, d)
    atA[k] = f(place)
    atB[k] = f(both.slice(d))
    for (let i = 0; i < d; i++) {
      const own = place[i]!
      place[i] = both[d + i]!
      mixed[i]![k] = f(place)
      place[i] = own
    }
  }
  return { atA, atB, mixed }
}

function spread(atA: Float64Array, atB: Float64Array): number {
  const all = new Float64Array(2 * atA.length)
  all.set(atA)
  all.set(atB, atA.length)
  return variance(all)
}

function indices(
  atA: Float64Array,
  atB: Float64Array,
  at: Float64Array,
  rows: Int32Array | undefined,
): readonly [number, number] {
  const n = atA.length
  const centre = mean(atA)
  let [first, total, sum, squares] = [0, 0, 0, 0]
  for (let r = 0; r < n; r++) {
    const k = rows === undefined ? r : rows[r]!
    const [a, b] = [atA[k]! - centre, atB[k]! - centre]
    const moved = at[k]! - atA[k]!
    first += b * moved
    total += moved * moved
    sum += a + b
    squares += a * a + b * b
  }
  const whole = (squares - (sum * sum) / (2 * n)) / (2 * n - 1)
  return [first / n / whole, total / (2 * n) / whole]
}

function rangeOf(samples: readonly number[]): { lo: number; hi: number } {
  const order = sorted(samples)
  return { lo: quantile(order, 0.025), hi: quantile(order, 0.975) }
}
