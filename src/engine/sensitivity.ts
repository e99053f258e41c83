import { fromNormal, quantileOf } from './distribution.ts'
import type { InputSampler } from './input-sampler.ts'
import { normalQuantile } from './normal.ts'
import { mean, preciseSum } from './summary.ts'
import type { Result } from './switching.ts'

/** How the result moves when one input goes from its low to its high estimate, the rest in the middle. */
export type TornadoBar = {
  readonly input: string
  readonly low: number
  readonly high: number
  readonly resultAtLow: number
  readonly resultAtHigh: number
  /** The length of the bar: how far apart the two results are. */
  readonly swing: number
}

/**
 * The tornado: each uncertain input at its tenth and ninetieth of a hundred, the others at their middle; longest
 * bar first. It looks at one input at a time, so it takes no notice of correlations: say so beside it. Cost: two
 * evaluations an input.
 */
export function tornado(result: Result, inputs: InputSampler): TornadoBar[] {
  const bars = inputs.names.flatMap((input, i): TornadoBar[] => {
    if (!inputs.isUncertain[i]!) return []
    const [low, high] = [quantileOf(inputs.values[i]!, 0.1), quantileOf(inputs.values[i]!, 0.9)]
    const at = (value: number) => {
      const changed = inputs.middle.slice()
      changed[i] = value
      return result(changed)
    }
    const [resultAtLow, resultAtHigh] = [at(low), at(high)]
    return [{ input, low, high, resultAtLow, resultAtHigh, swing: Math.abs(resultAtHigh - resultAtLow) }]
  })
  return bars.sort((a, b) => b.swing - a.swing)
}

/** The place of each number among all, from 1; equal numbers share the average of their places. O(n log n). */
export function ranks(values: ArrayLike<number>): Float64Array {
  // Sorting plain numbers and looking each one up is several times as fast as sorting places by a comparison.
  const ascending = Float64Array.from(values).sort()
  const different = new Float64Array(ascending.length)
  const places = new Float64Array(ascending.length)
  let kinds = 0
  for (let from = 0; from < ascending.length;) {
    let to = from + 1
    while (to < ascending.length && ascending[to] === ascending[from]) to++
    different[kinds] = ascending[from]!
    places[kinds++] = (from + to + 1) / 2
    from = to
  }
  const ranked = new Float64Array(values.length)
  for (let i = 0; i < ranked.length; i++) ranked[i] = places[placeOf(values[i]!, different, kinds)]!
  return ranked
}

/** Where a number stands among the first `count` of a list in ascending order that holds it. */
function placeOf(value: number, ascending: Float64Array, count: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Pearson's correlation; null when either never varies. O(n). */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [meanA, meanB] = [mean(a), mean(b)]
  const term = new Float64Array(a.length)
  const terms = (f: (i: number) => number) => {
    for (let i = 0; i < term.length; i++) term[i] = f(i)
    return preciseSum(term)
  }
  const squareA = terms((i) => (a[i]! - meanA) ** 2)
  const squareB = terms((i) => (b[i]! - meanB) ** 2)
  if (squareA === 0 || squareB === 0) return null
  return terms((i) => (a[i]! - meanA) * (b[i]! - meanB)) / Math.sqrt(squareA * squareB)
}

/** Spearman's rank correlation: 1 when the order of the one is the order of the other. O(n log n). */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return correlation(ranks(a), ranks(b))
}

/**
 * The rank correlation of each uncertain input with an output, over the draws that gave it; strongest first.
 * O(inputs x n log n).
 */
export function rankCorrelations(
  inputs: InputSampler,
  output: ArrayLike<number>,
  from = 0,
): { input: string; spearman: number | null }[] {
  const wanted = inputs.names.flatMap((_, i) => (inputs.isUncertain[i]! ? [i] : []))
  const columns = wanted.map(() => new Float64Array(output.length))
  const drawn = new Float64Array(inputs.names.length)
  for (let r = 0; r < output.length; r++) {
    inputs.draw(from + r, drawn)
    for (const [k, i] of wanted.entries()) columns[k]![r] = drawn[i]!
  }
  const outputRanks = ranks(output)
  return wanted
    .map((i, k) => ({ input: inputs.names[i]!, spearman: correlation(ranks(columns[k]!), outputRanks) }))
    .sort((a, b) => Math.abs(b.spearman ?? 0) - Math.abs(a.spearman ?? 0))
}

/** A result as a function of one number from 0 to 1 for each uncertain input: its place in its own range. */
export type OnCube = { readonly names: readonly string[]; readonly f: (place: ArrayLike<number>) => number }

/**
 * The result on the unit cube, for the methods that want it (Morris, Sobol). Places are kept within .0005 of the
 * ends, where a range may be infinite; certain inputs stay put. Correlations are left out: those methods assume
 * none. Cost: one quantile for each input, and one evaluation, a call.
 */
export function onCube(result: Result, inputs: InputSampler): OnCube {
  const wanted = inputs.names.flatMap((_, i) => (inputs.isUncertain[i]! ? [i] : []))
  const shapes = wanted.map((i) => fromNormal(inputs.values[i]!))
  const f = (place: ArrayLike<number>): number => {
    const numbers = inputs.middle.slice()
    for (const [k, i] of wanted.entries()) {
      numbers[i] = shapes[k]!(normalQuantile(Math.min(0.9995, Math.max(0.0005, place[k]!))))
    }
    return result(numbers)
  }
  return { names: wanted.map((i) => inputs.names[i]!), f }
}
