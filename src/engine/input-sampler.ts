import { binder, correlate, type CorrelationPair, type NamedRepair } from './copula.ts'
import { certainValue, fromNormal, likelyValue, quantileOf, type Uncertain } from './distribution.ts'
import { normalQuantile } from './normal.ts'
import { isRecord, numberProblems, type Problem, wholeProblems } from './problem.ts'
import { keyOf, philox, unitFrom, use } from './random.ts'
import { mostDimensions } from './sobol-directions.ts'
import { sobolPoints } from './sobol-points.ts'

/** An uncertain number of a model, with the name correlations and charts use. */
export type NamedInput = { readonly name: string; readonly value: Uncertain }

/** Where the luck comes from. */
export type Chance = {
  readonly seed: number
  /** How correlated inputs hang together: `t` adds joint extremes (4 degrees of freedom is the usual stress). */
  readonly copula?: 'gaussian' | { readonly t: number }
  /**
   * Even points instead of plain chance: `sets` scramblings (at least 8) of `each` points, one after another. The
   * first dimensions are the most even: name the inputs that matter most in `first`.
   */
  readonly sobol?: { readonly sets: number; readonly each: number; readonly first?: readonly string[] }
}

/** Draws every input of a model. The same replicate always gives the same numbers. */
export type InputSampler = {
  readonly names: readonly string[]
  readonly values: readonly Uncertain[]
  readonly chance: Chance
  /** What was changed in the correlations to make them possible; null when nothing had to be. */
  readonly repair: NamedRepair | null
  /** Every input at its most likely value. */
  readonly likely: Float64Array
  /** Every input at its middle value: half the draws lie below. */
  readonly middle: Float64Array
  readonly isUncertain: readonly boolean[]
  draw(replicate: number, out: Float64Array): void
}

/** What is wrong with correlations, as data: unknown or repeated names, values outside -1 to 1. */
export function pairProblems(pairs: unknown, names: readonly string[], field: string): Problem[] {
  if (pairs === undefined) return []
  if (!Array.isArray(pairs))
    return [{ field, problem: 'are not a list', mend: 'give pairs with between and spearman' }]
  const seen = new Set<string>()
  return pairs.flatMap((pair: unknown, i): Problem[] => {
    const where = `${field}[${i}]`
    if (!isRecord(pair) || !Array.isArray(pair['between']) || pair['between'].length !== 2) {
      return [{ field: `${where}.between`, problem: 'is not two names', mend: 'name the two inputs' }]
    }
    const [a, b]: unknown[] = pair['between']
    const unknown = [a, b].find((name) => typeof name !== 'string' || !names.includes(name))
    if (unknown !== undefined) {
      return [
        {
          field: `${where}.between`,
          problem: `names ${JSON.stringify(unknown)}, not an uncertain input`,
          mend: 'use an input of this case',
        },
      ]
    }
    const key = [String(a), String(b)].sort((x, y) => (x < y ? -1 : 1)).join('\n')
    if (a === b || seen.has(key)) {
      return [
        {
          field: `${where}.between`,
          problem: 'repeats a pair or names one input twice',
          mend: 'give each pair once',
        },
      ]
    }
    seen.add(key)
    return numberProblems(pair['spearman'], `${where}.spearman`, { atLeast: -1, atMost: 1 })
  })
}

/** What is wrong with where the luck comes from, as data. */
export function chanceProblems(chance: unknown, field: string): Problem[] {
  if (!isRecord(chance)) return [{ field, problem: 'is missing', mend: 'give a seed' }]
  const { copula, sobol } = chance
  const problems = wholeProblems(chance['seed'], `${field}.seed`, {
    atLeast: 0,
    atMost: Number.MAX_SAFE_INTEGER,
  })
  if (copula !== undefined && copula !== 'gaussian') {
    const degrees = isRecord(copula) ? copula['t'] : undefined
    problems.push(...wholeProblems(degrees, `${field}.copula.t`, { atLeast: 2, atMost: 60 }))
    if (problems.length === 0 && Number(degrees) % 2 === 1) {
      problems.push({
        field: `${field}.copula.t`,
        problem: `is ${Number(degrees)}`,
        mend: 'give an even number',
      })
    }
  }
  if (isRecord(sobol)) {
    problems.push(
      ...wholeProblems(sobol['sets'], `${field}.sobol.sets`, { atLeast: 8, atMost: 1000 }),
      ...wholeProblems(sobol['each'], `${field}.sobol.each`, { atLeast: 2, atMost: 2 ** 24 }),
    )
  }
  return problems
}

/**
 * Prepares the drawing of inputs. Independent inputs cost some 60 ns a draw; k correlated ones k^2/2
 * multiplications more. With a t copula the rank correlation comes out slightly below what was asked (the formula
 * is exact for the normal copula only). Throws `BadInput` as the checks of its inputs say. Cost: O(k^3) once for k
 * correlated inputs.
 */
export function inputSampler(
  inputs: readonly NamedInput[],
  pairs: readonly CorrelationPair[],
  chance: Chance,
): InputSampler {
  const values = inputs.map(({ value }) => value)
  const names = inputs.map(({ name }) => name)
  const isUncertain = values.map((value) => certainValue(value) === undefined)
  const correlated = correlate(names, pairs, isUncertain)
  const likely = Float64Array.from(values, likelyValue)
  // Made at the first draw: a case computed once, at its likely values, needs none of them.
  let shapes: ((z: number) => number)[] | undefined
  const uncertain = names.flatMap((_, i) => (isUncertain[i]! ? [i] : []))
  const normals = new Float64Array(names.length)
  const fill = normalFiller(byImportance(uncertain, names, chance), chance)
  const bind =
    correlated === null
      ? () => {}
      : binder(correlated, chance.seed, typeof chance.copula === 'object' ? chance.copula.t : undefined)
  const draw = (replicate: number, out: Float64Array): void => {
    shapes ??= values.map(fromNormal)
    out.set(likely)
    fill(replicate, normals)
    bind(replicate, normals)
    for (let k = 0; k < uncertain.length; k++) {
      const i = uncertain[k]!
      out[i] = shapes[i]!(normals[i]!)
    }
  }
  const middle = Float64Array.from(values, (value) => quantileOf(value, 0.5))
  return { names, values, chance, repair: correlated?.repair ?? null, likely, middle, isUncertain, draw }
}

/**
 * Writes an independent standard normal number for every uncertain input. Input i always has the half i mod 2 of
 * block i / 2, wherever the others stand, so that making one input certain leaves the luck of the rest alone.
 */
function normalFiller(
  uncertain: readonly number[],
  chance: Chance,
): (replicate: number, out: Float64Array) => void {
  if (chance.sobol !== undefined) return sobolFiller(uncertain, chance.seed, chance.sobol)
  const [key0, key1] = keyOf(chance.seed)
  const words = new Uint32Array(4)
  const blocks = Int32Array.from(new Set(uncertain.map((i) => i >>> 1)))
  const first = Array.from(blocks, (block) => uncertain.includes(2 * block))
  const second = Array.from(blocks, (block) => uncertain.includes(2 * block + 1))
  return (replicate, out) => {
    for (let b = 0; b < blocks.length; b++) {
      const block = blocks[b]!
      philox(replicate, block, 0, use.inputs, key0, key1, words)
      if (first[b]!) out[2 * block] = normalQuantile(unitFrom(words[0]!, words[1]!))
      if (second[b]!) out[2 * block + 1] = normalQuantile(unitFrom(words[2]!, words[3]!))
    }
  }
}

/** The uncertain inputs with those named first in front, in that order. */
function byImportance(uncertain: readonly number[], names: readonly string[], chance: Chance): number[] {
  const first = (chance.sobol?.first ?? [])
    .map((name) => names.indexOf(name))
    .filter((i) => uncertain.includes(i))
  return [...first, ...uncertain.filter((i) => !first.includes(i))]
}

/** Even points for as many inputs as there are dimensions; plain chance for the rest, which matter least. */
function sobolFiller(
  uncertain: readonly number[],
  seed: number,
  { each }: { each: number },
): (replicate: number, out: Float64Array) => void {
  const even = uncertain.slice(0, mostDimensions)
  const rest = uncertain.slice(mostDimensions)
  if (even.length === 0) return () => {}
  const points = sobolPoints(even.length, seed)
  const coordinates = new Float64Array(even.length)
  const plain = normalFiller(rest, { seed })
  return (replicate, out) => {
    points.fill(replicate % each, Math.floor(replicate / each), coordinates)
    for (let d = 0; d < even.length; d++) out[even[d]!] = normalQuantile(coordinates[d]!)
    plain(replicate, out)
  }
}
