import type { InputSampler } from './input-sampler.ts'
import { halfWidth, isSettled, type Target, usualTarget } from './stopping.ts'

/** Something to know before resting a decision on a run: a code for programs, a place, and words. */
export type Warning = { readonly code: string; readonly where: string; readonly text: string }

/** What to say beside a report: correlations that were repaired, a mean that has not settled. */
export function warningsOf(
  inputs: InputSampler,
  total: Float64Array,
  run: { readonly sobol?: unknown; readonly target?: Target },
): Warning[] {
  return [...repairWarnings(inputs), ...settlingWarnings(total, run)]
}

function repairWarnings(inputs: InputSampler): Warning[] {
  const { repair } = inputs
  if (repair === null) return []
  const { row, column, from, to } = repair.largestChange
  const pair = `${repair.inputs[row]} and ${repair.inputs[column]}`
  const text =
    `These correlations cannot all hold at once. The nearest possible ones were used: the largest change is ` +
    `between ${pair}, from ${from.toFixed(3)} to ${to.toFixed(3)}; distance ${repair.distance.toFixed(3)}.`
  return [{ code: 'correlation-repaired', where: 'correlations', text }]
}

function settlingWarnings(
  total: Float64Array,
  run: { readonly sobol?: unknown; readonly target?: Target },
): Warning[] {
  if (run.sobol !== undefined || isSettled(total, run.target ?? usualTarget)) return []
  const text =
    `After ${total.length.toLocaleString('en-GB')} draws the mean is known only to within ` +
    `£${Math.round(halfWidth(total)).toLocaleString('en-GB')} either way. ` +
    'Run more draws before resting a decision on it.'
  return [{ code: 'not-settled', where: 'run.draws', text }]
}
