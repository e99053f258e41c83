import { demand } from './bad-input.ts'
import {
  alphaOf,
  pairableUnits,
  valueCounts,
  type AlphaMetric,
  type PairableUnits,
  type Ratings,
} from './concordance.ts'

/** Numbers from 0 up to but not 1, one for each index: the same index always gives the same number. */
export type Uniforms = (index: number) => number

/** Why no coefficient of agreement is given. Each says what was found, for a page to put into words. */
export type VarietyBlocker =
  | { type: 'nothing-to-compare' }
  | { type: 'one-value-only'; value: number }
  | { type: 'mostly-one-value'; value: number; share: number; limit: number }
  | { type: 'too-few-units'; units: number; minimum: number }
  | { type: 'resamples-alike'; degenerate: number; resamples: number }

/** From how little variety on a coefficient is refused. */
export type VarietyLimits = {
  /** The share of all answers at one level above which no coefficient is given. */
  largestShare: number
  /** The fewest statements answered by two or more. */
  fewestUnits: number
}

const USUAL_LIMITS: VarietyLimits = { largestShare: 0.9, fewestUnits: 5 }

/**
 * The reasons not to print a coefficient for these ratings; none means that it may be printed.
 *
 * When nearly everybody gives one level, chance agreement is as high as real agreement and alpha swings from 1 to
 * below 0 on a single answer: a sentence then says more than a number. The limits are this project's judgement,
 * given in `docs/methods/agreement.md`, not a published rule. O(n).
 */
export function varietyBlockers(ratings: Ratings, limits: VarietyLimits = USUAL_LIMITS): VarietyBlocker[] {
  return blockersOf(pairableUnits(ratings), limits)
}

function blockersOf(units: PairableUnits, limits: VarietyLimits): VarietyBlocker[] {
  const answered = units.starts.length - 1
  if (answered === 0) return [{ type: 'nothing-to-compare' }]
  const blockers: VarietyBlocker[] = []
  const counts = [...valueCounts(units, null)].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const [value, most] = counts[0]!
  const share = most / units.values.length
  if (counts.length === 1) blockers.push({ type: 'one-value-only', value })
  else if (share > limits.largestShare) {
    blockers.push({ type: 'mostly-one-value', value, share, limit: limits.largestShare })
  }
  if (answered < limits.fewestUnits) {
    blockers.push({ type: 'too-few-units', units: answered, minimum: limits.fewestUnits })
  }
  return blockers
}

/** Alpha with an interval, or the reasons that there is too little variety to give one. */
export type AgreementReading =
  | {
      kind: 'alpha'
      alpha: number
      low: number
      high: number
      /** Share of resamples the interval holds, such as 0.95. */
      confidence: number
      resamples: number
      /** Resamples in which every value was the same, so that alpha did not exist; left out of the interval. */
      degenerate: number
      units: number
      pairable: number
    }
  | { kind: 'refused'; because: readonly VarietyBlocker[] }

/** How to read agreement; everything but `random` has a usual value. */
export type AgreementOptions = {
  metric?: AlphaMetric
  random: Uniforms
  resamples?: number
  confidence?: number
  limits?: VarietyLimits
}

/**
 * How far raters agree beyond chance, with a percentile bootstrap interval, refused where there is too little
 * variety to say.
 *
 * Units (statements) are drawn with replacement, `resamples` times (1,000), so the interval says how much alpha
 * leans on which statements were asked. Same ratings and same `random`: same answer to the bit. It uses
 * `random(0)` to `random(resamples × units − 1)`. O(resamples × values). Throws `BadInput` as `krippendorffAlpha`,
 * and for a confidence outside 0–1. Source: Krippendorff (2011); Efron, percentile bootstrap (1979), over units.
 */
export function readAgreement(ratings: Ratings, options: AgreementOptions): AgreementReading {
  const { metric = 'ordinal', resamples = 1000, confidence = 0.95, limits = USUAL_LIMITS } = options
  demand(confidence > 0 && confidence < 1, 'confidence', 'must lie between 0 and 1')
  demand(
    Number.isInteger(resamples) && resamples >= 100,
    'resamples',
    'must be a whole number of at least 100',
  )
  const units = pairableUnits(ratings)
  const because = blockersOf(units, limits)
  const whole = alphaOf(units, metric, null)
  if (because.length > 0 || whole.kind === 'undefined') return { kind: 'refused', because }
  const found = resampledAlphas(units, metric, { random: options.random, resamples })
  const degenerate = resamples - found.length
  if (degenerate > resamples / 2) {
    return { kind: 'refused', because: [{ type: 'resamples-alike', degenerate, resamples }] }
  }
  const tail = (1 - confidence) / 2
  return {
    kind: 'alpha',
    alpha: whole.alpha,
    low: quantileOfSorted(found, tail),
    high: quantileOfSorted(found, 1 - tail),
    confidence,
    resamples,
    degenerate,
    units: units.starts.length - 1,
    pairable: whole.pairable,
  }
}

function resampledAlphas(
  units: PairableUnits,
  metric: AlphaMetric,
  { random, resamples }: { random: Uniforms; resamples: number },
): number[] {
  const n = units.starts.length - 1
  const weights = new Int32Array(n)
  const found: number[] = []
  for (let resample = 0; resample < resamples; resample += 1) {
    weights.fill(0)
    for (let draw = 0; draw < n; draw += 1) weights[Math.floor(random(resample * n + draw) * n)]! += 1
    const result = alphaOf(units, metric, weights)
    if (result.kind === 'alpha') found.push(result.alpha)
  }
  return found.sort((a, b) => a - b)
}

/** The type-7 quantile of sorted numbers: linear between order statistics. */
function quantileOfSorted(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (place - below) * (high - low)
}
