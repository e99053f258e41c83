import { normalQuantile } from './normal.ts'
import { chanceInterval, mean, variance } from './summary.ts'

/**
 * When a simulation has run long enough. A headline amount is settled when the 95 % half-width of its mean is below a
 * share of its size, or below a plain amount; a headline chance when the half-width of its interval is.
 */
export type Target = {
  /** Share of the size of the mean, such as 0.01. */
  readonly share: number
  /** Amount, in the unit of the output, that is near enough whatever the mean: £10,000. */
  readonly amount: number
  /** For chances: about 3,500 draws are needed at a chance of one in ten with 0.01. */
  readonly chance: number
}

/** One per cent of the amount or £10,000, and one in a hundred for chances. */
export const usualTarget: Target = { share: 0.01, amount: 10_000, chance: 0.01 }

/** The 95 % half-width of a mean over these draws. O(n). */
export function halfWidth(values: ArrayLike<number>): number {
  return normalQuantile(0.975) * Math.sqrt(variance(values) / values.length)
}

/** Whether the mean of these draws is known well enough. O(n). */
export function isSettled(values: ArrayLike<number>, target: Target): boolean {
  if (values.length < 100) return false
  return halfWidth(values) <= Math.max(target.amount, target.share * Math.abs(mean(values)))
}

/** Whether a chance is known well enough. O(1). */
export function isChanceSettled(happened: number, outOf: number, target: Target): boolean {
  if (outOf < 100) return false
  const { lo, hi } = chanceInterval(happened, outOf)
  return (hi - lo) / 2 <= target.chance
}
