import { demand } from './bad-input.ts'
import { betaQuantile } from './beta.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { pertFromNormal, pertParameters } from './pert.ts'

/** Lowest, most likely and highest, drawn as a PERT distribution. The weight of the middle is `shape`, usually 4, at most 20. */
export type Pert = {
  readonly kind?: 'pert'
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly shape?: number
}

/**
 * A number that may not be known exactly. A plain number is certain. "I am 90 % sure it is between" is `sure`.
 * Every form is drawn from one standard normal number, so that copulas and quasi-random points apply to all.
 */
export type Uncertain =
  | number
  | Pert
  | { readonly kind: 'triangular'; readonly low: number; readonly likely: number; readonly high: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly spread: number }
  | { readonly kind: 'sure'; readonly low: number; readonly high: number; readonly sure: number }
  | { readonly kind: 'discrete'; readonly values: readonly number[]; readonly chances: readonly number[] }
  /** The tenth, the middle and the ninetieth of a hundred: half a normal curve on each side of the middle. */
  | { readonly kind: 'percentiles'; readonly p10: number; readonly p50: number; readonly p90: number }
  /** Something that may happen: nought when it does not, else a PERT range. */
  | {
      readonly kind: 'event'
      readonly chance: number
      readonly low: number
      readonly likely: number
      readonly high: number
    }

/** The one value of a number that is not uncertain after all, or undefined. */
export function certainValue(value: Uncertain): number | undefined {
  if (typeof value === 'number') return value
  if (value.kind === 'normal') return value.sd === 0 ? value.mean : undefined
  if (value.kind === 'lognormal') return value.spread === 0 ? value.median : undefined
  if (value.kind === 'discrete') {
    const sure = value.chances.indexOf(1)
    return sure < 0 ? undefined : value.values[sure]
  }
  if (value.kind === 'percentiles') return value.p10 === value.p90 ? value.p50 : undefined
  if (value.kind === 'event') {
    if (value.chance === 0) return 0
    return value.chance === 1 && value.low === value.high ? value.low : undefined
  }
  return value.low === value.high ? value.low : undefined
}

/**
 * The value most people would call "the estimate": the most likely one, or the middle where there is none. O(1).
 */
export function likelyValue(value: Uncertain): number {
  const certain = certainValue(value)
  if (certain !== undefined) return certain
  if (typeof value !== 'number' && 'likely' in value && value.kind !== 'event') return value.likely
  return quantileOf(value, 0.5)
}

/**
 * Turns a standard normal number into a draw of this distribution. PERT goes through a table whose error is below
 * 1e-9 of the range; the others are exact to rounding. O(1) a draw, some 10 ns; PERT lays its table down first,
 * about 1 ms.
 */
export function fromNormal(value: Uncertain): (z: number) => number {
  const certain = certainValue(value)
  if (certain !== undefined) return () => certain
  if (typeof value === 'number') return () => value
  switch (value.kind) {
    case 'normal':
      return (z) => value.mean + value.sd * z
    case 'lognormal':
      return (z) => value.median * Math.exp(value.spread * z)
    case 'sure': {
      const half = normalQuantile(0.5 + value.sure / 2)
      return (z) => (value.low + value.high) / 2 + (((value.high - value.low) / 2) * z) / half
    }
    case 'percentiles':
      return (z) => value.p50 + (z / tenth) * (z < 0 ? value.p50 - value.p10 : value.p90 - value.p50)
    case 'event':
      return eventFromNormal(value)
    case 'triangular':
    case 'uniform':
    case 'discrete':
      return (z) => quantileOf(value, normalCdf(z))
    default:
      return pertFromNormal(value)
  }
}

/** The value below which a share u of the distribution lies, exactly (no table). O(1), or O(values) for a list. */
export function quantileOf(value: Uncertain, u: number): number {
  demand(u >= 0 && u <= 1, 'u', `is ${u}; give a share from 0 to 1`)
  const certain = certainValue(value)
  if (certain !== undefined || typeof value === 'number') return certain ?? Number.NaN
  switch (value.kind) {
    case 'normal':
    case 'lognormal':
    case 'sure':
    case 'percentiles':
      return fromNormal(value)(normalQuantile(u))
    case 'event':
      return eventQuantile(value, u)
    case 'uniform':
      return value.low + u * (value.high - value.low)
    case 'triangular':
      return triangularQuantile(value, u)
    case 'discrete':
      return discreteQuantile(value, u)
    default: {
      const { alpha, beta } = pertParameters(value)
      return value.low + (value.high - value.low) * betaQuantile(u, alpha, beta)
    }
  }
}

/** How many standard deviations the tenth of a hundred lies from the middle. */
const tenth = normalQuantile(0.9)

type Event = Extract<Uncertain, { kind: 'event' }>

/** A loss (below nought) sorts below "does not happen", a gain above it, so that the quantile rises with u. */
function eventQuantile({ chance, low, likely, high }: Event, u: number): number {
  const isLoss = high <= 0 && low < 0
  const happens = isLoss ? u < chance : u > 1 - chance
  if (!happens) return 0
  const place = isLoss ? u / chance : (u - (1 - chance)) / chance
  return quantileOf({ low, likely, high }, Math.min(1, Math.max(0, place)))
}

/** As `eventQuantile`, with the range looked up in its table. */
function eventFromNormal(value: Event): (z: number) => number {
  const { chance, low, likely, high } = value
  const isLoss = high <= 0 && low < 0
  const range = fromNormal({ low, likely, high })
  return (z) => {
    const u = normalCdf(z)
    if (isLoss ? u >= chance : u <= 1 - chance) return 0
    const place = isLoss ? u / chance : (u - (1 - chance)) / chance
    return range(normalQuantile(Math.min(1 - 1e-15, Math.max(1e-15, place))))
  }
}

function triangularQuantile(value: { low: number; likely: number; high: number }, u: number): number {
  const { low, likely, high } = value
  const turn = (likely - low) / (high - low)
  if (u <= turn) return low + Math.sqrt(u * (high - low) * (likely - low))
  return high - Math.sqrt((1 - u) * (high - low) * (high - likely))
}

function discreteQuantile(
  value: { values: readonly number[]; chances: readonly number[] },
  u: number,
): number {
  let sum = 0
  const order = value.values.map((_, i) => i).sort((a, b) => value.values[a]! - value.values[b]!)
  for (const i of order) {
    sum += value.chances[i]!
    if (u <= sum) return value.values[i]!
  }
  return value.values[order.at(-1)!]!
}

/** The average of the distribution. O(1), or O(values) for a list. */
export function meanOf(value: Uncertain): number {
  const certain = certainValue(value)
  if (certain !== undefined || typeof value === 'number') return certain ?? Number.NaN
  switch (value.kind) {
    case 'normal':
      return value.mean
    case 'lognormal':
      return value.median * Math.exp(value.spread ** 2 / 2)
    case 'sure':
    case 'uniform':
      return (value.low + value.high) / 2
    case 'triangular':
      return (value.low + value.likely + value.high) / 3
    case 'percentiles': {
      const spread = (value.p90 - value.p50 - (value.p50 - value.p10)) / tenth
      return value.p50 + spread / Math.sqrt(2 * Math.PI)
    }
    case 'event':
      return value.chance * meanOf({ low: value.low, likely: value.likely, high: value.high })
    case 'discrete':
      return value.values.reduce((sum, x, i) => sum + x * value.chances[i]!, 0)
    default: {
      const shape = value.shape ?? 4
      return (value.low + shape * value.likely + value.high) / (shape + 2)
    }
  }
}
