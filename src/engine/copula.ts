import { correlationRoot, nearestCorrelation, pearsonFromSpearman, type Repair } from './correlation.ts'
import { normalQuantile } from './normal.ts'
import { fillUniforms, use } from './random.ts'
import { studentCdf } from './student.ts'

/** Two inputs that tend to be high together (towards 1) or opposite (towards -1), as a rank correlation. */
export type CorrelationPair = { readonly between: readonly [string, string]; readonly spearman: number }

/** What was changed in correlations to make them possible, with the inputs its rows stand for. */
export type NamedRepair = Repair & { readonly inputs: readonly string[] }

/** Inputs bound together: their places, the root that binds them, and what had to be repaired. */
export type Correlated = {
  readonly places: readonly number[]
  readonly root: Float64Array
  readonly repair: NamedRepair | null
}

/** Works out how the named inputs are bound; null when fewer than two of them are uncertain. */
export function correlate(
  names: readonly string[],
  pairs: readonly CorrelationPair[],
  isUncertain: readonly boolean[],
): Correlated | null {
  const places = names.flatMap((name, i) =>
    isUncertain[i]! && pairs.some(({ between }) => between.includes(name)) ? [i] : [],
  )
  if (places.length < 2) return null
  const matrix = places.map((_, a) => places.map((_, b): number => (a === b ? 1 : 0)))
  for (const { between, spearman } of pairs) {
    const [a, b] = between.map((name) => places.indexOf(names.indexOf(name)))
    if (a === undefined || b === undefined || a < 0 || b < 0) continue
    matrix[a]![b] = pearsonFromSpearman(spearman)
    matrix[b]![a] = matrix[a]![b]!
  }
  const repair = nearestCorrelation(matrix)
  const inputs = places.map((i) => names[i]!)
  return {
    places,
    root: correlationRoot(repair.matrix),
    repair: repair.distance > 0 ? { ...repair, inputs } : null,
  }
}

/**
 * Turns the independent normals of correlated inputs into dependent ones, in place: by the normal copula, or by a t
 * copula when degrees of freedom (an even number) are given.
 */
export function binder(
  { places, root }: Correlated,
  seed: number,
  degrees?: number,
): (replicate: number, normals: Float64Array) => void {
  const n = places.length
  const before = new Float64Array(n)
  const scaleOf = degrees === undefined ? undefined : copulaScale(seed, degrees)
  return (replicate, normals) => {
    for (let a = 0; a < n; a++) before[a] = normals[places[a]!]!
    const scale = scaleOf?.(replicate)
    for (let a = 0; a < n; a++) {
      let sum = 0
      for (let b = 0; b < n; b++) sum += root[a * n + b]! * before[b]!
      normals[places[a]!] = scale === undefined ? sum : fromStudent(sum * scale, degrees!)
    }
  }
}

/** The common stretch of a t copula: the root of nu over a chi-squared number, made from nu/2 uniforms exactly. */
function copulaScale(seed: number, degrees: number): (replicate: number) => number {
  const uniforms = new Float64Array(degrees / 2)
  return (replicate) => {
    fillUniforms(seed, replicate, 0, use.copulaScale, uniforms)
    let logs = 0
    for (const u of uniforms) logs -= 2 * Math.log(u)
    return Math.sqrt(degrees / logs)
  }
}

function fromStudent(t: number, degrees: number): number {
  const tail = Math.max(studentCdf(-Math.abs(t), degrees), 2 ** -54)
  return t < 0 ? normalQuantile(tail) : -normalQuantile(tail)
}
