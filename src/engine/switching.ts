import type { InputSampler } from './input-sampler.ts'
import { quantileOf } from './distribution.ts'

/** The value of one input at which the result crosses nought, the others in the middle of their ranges. */
export type SwitchingValue = {
  readonly input: string
  /** Null when no value looked at makes the difference. */
  readonly value: number | null
  readonly middle: number
  /** Whether that value lies within what was thought possible (1 in 1,000 either way). */
  readonly isLikely: boolean
}

/** A result as a function of every input. It neither keeps nor changes the list it is given. */
export type Result = (inputs: Float64Array) => number

const slices = 24

/**
 * For each uncertain input (or each of all, in a case without uncertain ones), the value nearest its middle at
 * which the result would be nought: "the saving disappears if take-up is below 62 %". Uncertain inputs are searched
 * over their own range and, failing that, from nought to four times their middle; certain ones over the latter
 * only. Some 50 evaluations an input and then halving. Cost: O(inputs) evaluations, some 100 each.
 */
export function switchingValues(result: Result, inputs: InputSampler): SwitchingValue[] {
  const isAsked = inputs.isUncertain.includes(true) ? inputs.isUncertain : inputs.names.map(() => true)
  const asked = inputs.names.flatMap((_, i) => (isAsked[i]! ? [i] : []))
  const changed = inputs.middle.slice()
  return asked.map((i) => {
    const input = inputs.names[i]!
    const middle = inputs.middle[i]!
    const at = (value: number) => {
      changed[i] = value
      const found = result(changed)
      changed[i] = middle
      return found
    }
    if (inputs.isUncertain[i]!) {
      const [low, high] = [quantileOf(inputs.values[i]!, 0.001), quantileOf(inputs.values[i]!, 0.999)]
      const inside = nearestRoot(at, low, middle, high)
      if (inside !== null) return { input, value: inside, middle, isLikely: true }
    }
    const reach = 4 * middle
    const value = middle === 0 ? null : nearestRoot(at, Math.min(0, reach), middle, Math.max(0, reach))
    return { input, value, middle, isLikely: false }
  })
}

/** The nearest place to `middle` where the function crosses nought, on a grid of slices and then by halving. */
function nearestRoot(f: (x: number) => number, low: number, middle: number, high: number): number | null {
  const roots = [low, high].flatMap((end) => firstRoot(f, middle, end))
  return roots.reduce((best: number | null, root) => {
    return best === null || Math.abs(root - middle) < Math.abs(best - middle) ? root : best
  }, null)
}

function firstRoot(f: (x: number) => number, from: number, to: number): number[] {
  let [a, valueAtA] = [from, f(from)]
  if (valueAtA === 0) return [from]
  if (from === to) return []
  for (let k = 1; k <= slices; k++) {
    // The last slice ends at the end itself: rounding must not step outside, where a volume would be negative.
    const b = k === slices ? to : from + ((to - from) * k) / slices
    const valueAtB = f(b)
    if (valueAtB === 0) return [b]
    if (valueAtA < 0 !== valueAtB < 0) return [halve(f, a, b, valueAtA < 0)]
    ;[a, valueAtA] = [b, valueAtB]
  }
  return []
}

function halve(f: (x: number) => number, start: number, end: number, isNegativeAtStart: boolean): number {
  let [a, b] = [start, end]
  for (let step = 0; step < 60; step++) {
    const middle = (a + b) / 2
    if (f(middle) < 0 === isNegativeAtStart) a = middle
    else b = middle
  }
  return (a + b) / 2
}
