import { demand, demandFinite } from './bad-input.ts'
import { hasMember, membersOf } from './coalition.ts'
import { correlationRoot, type Matrix } from './correlation.ts'
import { atStage, type LongWork } from './long-work.ts'
import { normalQuantile } from './normal.ts'
import { fillUniforms, use } from './random.ts'
import { shapley } from './shapley.ts'
import { variance } from './summary.ts'

/** Each input's fair share of the variance of the result, in the result's unit squared; they add up to the whole. */
export type ShapleyEffects = { readonly effects: Float64Array; readonly variance: number }

/**
 * Who is to blame for the uncertainty when inputs depend on each other: the worth of a group of inputs is the
 * variance explained by knowing them, Var(E[Y | X_u]), and the engine's own Shapley rule divides it
 * (A. B. Owen 2014; Song, Nelson & Staum 2016). For each of 2^d - 2 groups, `outer` times fix the group and draw the
 * rest `inner` times given it: 2^d x outer x inner evaluations, so at most 12 inputs.
 *
 * @param f the result as a function of one standard normal number for each input
 * @param matrix correlations of those normals
 *
 * Cost: O(2^d x outer x inner) evaluations. Source: Owen (2014); Song, Nelson and Staum (2016).
 */
export function shapleyEffects(
  f: (normals: Float64Array) => number,
  matrix: Matrix,
  { outer = 1000, inner = 4, seed }: { outer?: number; inner?: number; seed: number },
  work?: LongWork,
): ShapleyEffects {
  const d = matrix.length
  demand(
    d >= 1 && d <= 12,
    'inputs',
    `are ${d}; Shapley effects take 1 to 12 (choose those that matter most)`,
  )
  const root = correlationRoot(matrix)
  const whole = variance(sample(f, root, d, outer * inner, seed))
  demandFinite(whole, 'result')
  const explained = new Float64Array(2 ** d)
  for (let group = 1; group < explained.length - 1; group++) {
    atStage(work, 'Shapley effects', group, explained.length)
    explained[group] = whole - meanRestVariance(f, matrix, group, { outer, inner, seed })
  }
  explained[explained.length - 1] = whole
  return { effects: shapley(explained, d), variance: whole }
}

function sample(
  f: (normals: Float64Array) => number,
  root: Float64Array,
  d: number,
  count: number,
  seed: number,
): Float64Array {
  const [free, z] = [new Float64Array(d), new Float64Array(d)]
  return Float64Array.from({ length: count }, (_, r) => {
    fillNormals(seed, r, 0, free)
    multiply(root, d, free, z)
    return f(z)
  })
}

/** The average over fixed group values of the variance that is left: E[Var(Y | X_group)]. */
function meanRestVariance(
  f: (normals: Float64Array) => number,
  matrix: Matrix,
  group: number,
  { outer, inner, seed }: { outer: number; inner: number; seed: number },
): number {
  const d = matrix.length
  const fixed = membersOf(group)
  const rest = matrix.flatMap((_, i) => (hasMember(group, i) ? [] : [i]))
  // Cholesky in the order fixed-then-rest draws the rest given the fixed: the top rows do not see the later numbers.
  const order = [...fixed, ...rest]
  const root = correlationRoot(order.map((i) => order.map((j) => matrix[i]![j]!)))
  const isTriangular = order.every((_, i) => root.subarray(i * d + i + 1, (i + 1) * d).every((x) => x === 0))
  demand(
    isTriangular,
    'correlations',
    'fix one input by the others; leave out inputs that say the same twice',
  )
  const [free, ordered, z] = [new Float64Array(d), new Float64Array(d), new Float64Array(d)]
  const later = new Float64Array(rest.length)
  const results = new Float64Array(inner)
  let sum = 0
  for (let r = 0; r < outer; r++) {
    fillNormals(seed, r, 2 * group + 1, free)
    for (let k = 0; k < inner; k++) {
      fillNormals(seed, r * inner + k, 2 * group + 2, later)
      free.set(later, fixed.length)
      multiply(root, d, free, ordered)
      for (const [place, i] of order.entries()) z[i] = ordered[place]!
      results[k] = f(z)
    }
    sum += variance(results)
  }
  demandFinite(sum, 'result')
  return sum / outer
}

function fillNormals(seed: number, replicate: number, stream: number, out: Float64Array): void {
  fillUniforms(seed, replicate, stream, use.conditional, out)
  for (let i = 0; i < out.length; i++) out[i] = normalQuantile(out[i]!)
}

function multiply(root: Float64Array, d: number, free: Float64Array, out: Float64Array): void {
  for (let i = 0; i < d; i++) {
    let sum = 0
    for (let j = 0; j < d; j++) sum += root[i * d + j]! * free[j]!
    out[i] = sum
  }
}
