/** Limits and what they rest on. */
export type Limits = {
  mean: number
  averageMovingRange: number
  lower: number
  upper: number
  /** How many whole values they rest on. */
  from: number
  /** Moving ranges screened out as too large. */
  screened: number
}

/**
 * XmR limits: mean ± 2.66 × the mean moving range, which is 3 ÷ 1.128 deviations.
 *
 * With `screen`, moving ranges above 3.267 × their mean are left out and the mean taken once more. Both lists must
 * not be empty. O(n). Source: Wheeler, Understanding Variation.
 */
export function limitsOf(values: readonly number[], ranges: readonly number[], screen: boolean): Limits {
  // About the first value, so that equal values have exactly that mean.
  const origin = values[0]!
  const mean = origin + averageOf(values.map((value) => value - origin))
  const all = averageOf(ranges)
  const kept = screen ? ranges.filter((range) => range <= 3.267 * all) : ranges
  const averageMovingRange = averageOf(kept)
  const reach = 2.66 * averageMovingRange
  return {
    mean,
    averageMovingRange,
    lower: mean - reach,
    upper: mean + reach,
    from: values.length,
    screened: ranges.length - kept.length,
  }
}

function averageOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
