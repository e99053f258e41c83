import assert from 'node:assert/strict'
import { pearsonFromSpearman } from '#engine/correlation.ts'
import { discountFactors } from '#engine/discount.ts'
import { quantileOf, meanOf } from '#engine/distribution.ts'
import { pertParameters, pertSd } from '#engine/pert.ts'
import { philox } from '#engine/random.ts'
import { sobolIndices } from '#engine/sobol.ts'
import { sobolPoints } from '#engine/sobol-points.ts'
import { variance } from '#engine/summary.ts'

/** The numerical building blocks of a collection of known answers: each name it may ask for, worked out by the engine. */
export function checkNumbers(
  expected: Readonly<Record<string, { readonly value?: unknown; readonly tolerance: number | null }>>,
): void {
  for (const [name, { value, tolerance }] of Object.entries(expected)) {
    const work = CALCULATIONS[name]
    assert.ok(work, `a case asks for "${name}", which is not checked`)
    const wanted = Object.entries(value as Readonly<Record<string, unknown>>)
    assert.ok(wanted.length > 0, name)
    for (const [key, number] of wanted) compare(work(key), number, tolerance!, `${name} ${key}`)
  }
}

function compare(found: unknown, wanted: unknown, tolerance: number, what: string): void {
  if (Array.isArray(wanted)) {
    assert.ok(Array.isArray(found) && found.length === wanted.length, what)
    wanted.forEach((each, i) => compare(found[i], each, tolerance, `${what} ${i}`))
  } else if (typeof wanted === 'number') {
    assert.ok(
      typeof found === 'number' && Math.abs(found - wanted) <= tolerance,
      `${what}: ${String(found)} should be ${wanted}, within ${tolerance}`,
    )
  } else assert.equal(found, wanted, what)
}

const schedule = {
  bands: [
    { fromYear: 1, toYear: 30, rate: 0.035 },
    { fromYear: 31, toYear: 75, rate: 0.03 },
    { fromYear: 76, toYear: 125, rate: 0.025 },
  ],
}

const CALCULATIONS: Readonly<Record<string, (key: string) => unknown>> = {
  discountFactors: (year) => discountFactors(schedule, 125)[Number(year)],
  pert_0_2_10: (key) => PERT[key]?.(),
  spearmanToGaussian: (rank) => pearsonFromSpearman(Number(rank)),
  philox4x32_10: (key) => {
    const all = key.includes('ffffffff') ? 0xffffffff : 0
    const out = new Uint32Array(4)
    philox(all, all, all, all, all, all, out)
    return Array.from(out, (word) => word.toString(16).padStart(8, '0'))
  },
  ishigami_7_0p1: (key) => ishigami()[key],
}

const triple = { low: 0, likely: 2, high: 10 }

const PERT: Readonly<Record<string, () => number>> = {
  alpha: () => pertParameters(triple).alpha,
  beta: () => pertParameters(triple).beta,
  mean: () => meanOf({ kind: 'pert', ...triple }),
  sd: () => pertSd(triple),
  p10: () => quantileOf({ kind: 'pert', ...triple }, 0.1),
  p50: () => quantileOf({ kind: 'pert', ...triple }, 0.5),
  p90: () => quantileOf({ kind: 'pert', ...triple }, 0.9),
}

/** Ishigami's function on the cube of side 2 pi, whose variance is known in closed form; the rest on Sobol points. */
function ishigami(): Readonly<Record<string, unknown>> {
  const [a, b] = [7, 0.1]
  const at = (u: number) => Math.PI * (2 * u - 1)
  const f = (place: Float64Array) => {
    const [x, y, z] = [at(place[0]!), at(place[1]!), at(place[2]!)]
    return Math.sin(x) + a * Math.sin(y) ** 2 + b * z ** 4 * Math.sin(x)
  }
  const indices = sobolIndices(f, 3, { n: 2 ** 14, seed: 1, resamples: 10 })
  return { variance: varianceOf(f), S: indices.map((i) => i.first), ST: indices.map((i) => i.total) }
}

/** The engine's variance of the function over its own scrambled Sobol points. */
function varianceOf(f: (place: Float64Array) => number): number {
  const points = sobolPoints(3, 1)
  const place = new Float64Array(3)
  return variance(
    Float64Array.from({ length: 2 ** 14 }, (_, i) => {
      points.fill(i, 0, place)
      return f(place)
    }),
  )
}
