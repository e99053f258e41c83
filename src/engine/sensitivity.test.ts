import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { inputSampler } from './input-sampler.ts'
import { morris } from './morris.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { correlation, onCube, rankCorrelations, ranks, spearman, tornado } from './sensitivity.ts'
import { switchingValues } from './switching.ts'
import { shapleyEffects } from './shapley-effects.ts'
import { sobolIndices } from './sobol.ts'

function isNear(actual: number | null, expected: number, within: number) {
  assert.ok(actual !== null && Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

/** Ishigami's function with 7 and .1, on the unit cube. */
function ishigami(place: ArrayLike<number>): number {
  const [a, b, c] = [0, 1, 2].map((i) => Math.PI * (2 * place[i]! - 1)) as [number, number, number]
  return Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a)
}

const firstOrder = [0.3139, 0.4424, 0]
const totalOrder = [0.5576, 0.4424, 0.2437]

test("Sobol indices of Ishigami's function are the published ones, inside their intervals", () => {
  const found = sobolIndices(ishigami, 3, { n: 4096, seed: 1 })
  for (const [i, index] of found.entries()) {
    isNear(index.first, firstOrder[i]!, 0.01)
    isNear(index.total, totalOrder[i]!, 0.01)
    assert.ok(index.firstRange.lo < firstOrder[i]! + 0.01 && index.firstRange.hi > firstOrder[i]! - 0.01)
    assert.ok(index.totalRange.lo < index.total && index.total < index.totalRange.hi)
  }
})

test('for a sum, first and total order are the shares of the variance, on 1,000 random sums', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }), (weights) => {
      const f = (place: ArrayLike<number>) => weights.reduce((sum, w, i) => sum + w * place[i]!, 0)
      const whole = weights.reduce((sum, w) => sum + w * w, 0)
      for (const [i, { first, total }] of sobolIndices(f, weights.length, {
        n: 256,
        seed: 3,
        resamples: 2,
      }).entries()) {
        isNear(first, weights[i]! ** 2 / whole, 0.035)
        isNear(total, weights[i]! ** 2 / whole, 0.035)
      }
    }),
    { numRuns: 1000 },
  )
  assert.throws(() => sobolIndices(() => 1, 2, { n: 64, seed: 1 }), /no variance/)
})

test('screening finds the slope of each input of a sum exactly, with no scatter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 999 }),
      (weights, seed) => {
        const f = (place: ArrayLike<number>) => weights.reduce((sum, w, i) => sum + w * place[i]!, 5)
        for (const [i, { mu, muStar, sigma }] of morris(f, weights.length, {
          trajectories: 4,
          seed,
        }).entries()) {
          isNear(mu, weights[i]!, 1e-9)
          isNear(muStar, Math.abs(weights[i]!), 1e-9)
          isNear(sigma, 0, 1e-9)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('screening stays in the cube and tells an input that acts with others from one that acts alone', () => {
  const visited: number[] = []
  const found = morris(
    (place) => {
      visited.push(...place)
      return place[0]! + place[1]! * place[2]!
    },
    3,
    { seed: 5, levels: 6 },
  )
  assert.ok(visited.every((x) => x >= -1e-12 && x <= 1 + 1e-12))
  isNear(found[0]!.sigma, 0, 1e-9)
  assert.ok(found[1]!.sigma > 0.1)
  assert.throws(() => morris(() => 0, 1, { seed: 1, levels: 5 }), /even/)
})

const sampler = inputSampler(
  [
    { name: 'a', value: { kind: 'uniform', low: 0, high: 10 } },
    { name: 'b', value: { kind: 'uniform', low: 0, high: 1 } },
    { name: 'c', value: 7 },
  ],
  [],
  { seed: 1 },
)

test('the tornado puts the input that moves the result most first', () => {
  const bars = tornado((x) => 2 * x[0]! - 30 * x[1]! + x[2]!, sampler)
  assert.deepEqual(
    bars.map(({ input }) => input),
    ['b', 'a'],
  )
  isNear(bars[0]!.swing, 24, 1e-9)
  isNear(bars[1]!.resultAtLow, 2 - 15 + 7, 1e-9)
  isNear(bars[1]!.resultAtHigh, 18 - 15 + 7, 1e-9)
})

test('rank correlations are taken over the draws that gave the result', () => {
  const drawn = new Float64Array(3)
  const output = Float64Array.from({ length: 500 }, (_, r) => {
    sampler.draw(r, drawn)
    return drawn[0]! ** 3
  })
  const found = rankCorrelations(sampler, output)
  assert.deepEqual(
    found.map(({ input }) => input),
    ['a', 'b'],
  )
  isNear(found[0]!.spearman, 1, 1e-12)
  isNear(found[1]!.spearman, 0, 0.15)
})

test('ranks share their place between equals, and rank correlation is the textbook formula without ties', () => {
  assert.deepEqual([...ranks([30, 10, 20, 10])], [4, 1.5, 3, 1.5])
  assert.equal(correlation([1, 1], [1, 2]), null)
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 3, maxLength: 30 }), (list) => {
      const other = list.map((x, i) => (x * 7919 + i) % 10_007)
      if (new Set(other).size < other.length) return
      const n = list.length
      const [p, q] = [ranks(list), ranks(other)]
      const squares = p.reduce((sum, x, i) => sum + (x - q[i]!) ** 2, 0)
      isNear(spearman(list, other), 1 - (6 * squares) / (n * (n * n - 1)), 1e-9)
    }),
    { numRuns: 1000 },
  )
})

test('a place on the cube is a place in the range; certain inputs stay put', () => {
  const { names, f } = onCube((x) => x[0]! + 100 * x[1]! + 1000 * x[2]!, sampler)
  assert.deepEqual(names, ['a', 'b'])
  isNear(f([0.5, 0.25]), 5 + 25 + 7000, 1e-9)
})

test("Shapley effects of Ishigami's function split what inputs do together", () => {
  const f = (z: Float64Array) => ishigami(Array.from(z, normalCdf))
  const one = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]
  const { effects, variance } = shapleyEffects(f, one, { outer: 3000, inner: 3, seed: 2 })
  const shares = [0.3139 + 0.2437 / 2, 0.4424, 0.2437 / 2]
  for (const [i, share] of shares.entries()) isNear(effects[i]! / variance, share, 0.03)
  isNear(
    effects.reduce((sum, x) => sum + x, 0),
    variance,
    1e-9 * variance,
  )
})

test('Shapley effects of two dependent inputs of a sum are those of the closed form', () => {
  const [s, t, rho] = [2, 1, 0.6]
  const { effects } = shapleyEffects(
    (z) => s * z[0]! + t * z[1]!,
    [
      [1, rho],
      [rho, 1],
    ],
    { outer: 6000, inner: 3, seed: 2 },
  )
  // Song, Nelson & Staum: s^2 (1 - rho^2/2) + s t rho + t^2 rho^2/2, and the same with s and t exchanged.
  isNear(effects[0]!, s * s * (1 - rho ** 2 / 2) + s * t * rho + (t * t * rho ** 2) / 2, 0.15)
  isNear(effects[1]!, t * t * (1 - rho ** 2 / 2) + s * t * rho + (s * s * rho ** 2) / 2, 0.15)
  assert.throws(
    () =>
      shapleyEffects(
        () => 0,
        [
          [1, 1],
          [1, 1],
        ],
        { seed: 1 },
      ),
    /correlations/,
  )
  assert.ok(normalQuantile(0.5) === 0)
})

test('the search for a switching value never leaves its range, and finds the nearest of several', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 0, max: 99 }),
      (likely, at) => {
        const inputs = inputSampler([{ name: 'volume', value: likely }], [], { seed: 1 })
        const root = (4 * likely * at) / 100
        const seen: number[] = []
        const [found] = switchingValues((x) => {
          seen.push(x[0]!)
          return x[0]! - root
        }, inputs)
        assert.ok(seen.every((x) => x >= 0 && x <= 4 * likely))
        isNear(found!.value, root, 1e-9 * likely)
      },
    ),
    { numRuns: 1000 },
  )
  const inputs = inputSampler([{ name: 'x', value: { kind: 'uniform', low: 0, high: 10 } }], [], { seed: 1 })
  const [near] = switchingValues((x) => (x[0]! - 4) * (x[0]! - 9), inputs)
  isNear(near!.value, 4, 1e-9)
  assert.ok(near!.isLikely)
  assert.equal(switchingValues(() => 1, inputs)[0]!.value, null)
})

test('a result that is no number is refused, not averaged', () => {
  const broken = () => Number.NaN
  assert.throws(() => sobolIndices(broken, 2, { n: 64, seed: 1 }), /result: must be a finite number/)
  assert.throws(() => morris(broken, 2, { seed: 1 }), /result/)
  assert.throws(
    () =>
      shapleyEffects(
        broken,
        [
          [1, 0],
          [0, 1],
        ],
        { seed: 1 },
      ),
    /result/,
  )
})

test('Shapley effects of a sum are the closed form, on 1,000 random sums of inputs that may depend on each other', () => {
  let [off, runs] = [0, 0]
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
      fc.constantFrom(-0.8, -0.3, 0, 0.5, 0.9),
      fc.integer({ min: 0, max: 10_000 }),
      (weights, rho, seed) => {
        const [a, b, c] = weights as [number, number, number]
        const { effects } = shapleyEffects(
          (z) => a * z[0]! + b * z[1]! + c * z[2]!,
          [
            [1, rho, 0],
            [rho, 1, 0],
            [0, 0, 1],
          ],
          { seed, outer: 100, inner: 3 },
        )
        // Owen (2014), two dependent inputs: each its own part, half of what they share, and what moves between them.
        const between = (rho * rho * (b * b - a * a)) / 2
        const expected = [a * a + rho * a * b + between, b * b + rho * a * b - between, c * c]
        const whole = expected.reduce((x, y) => x + y, 0)
        effects.forEach((effect, i) => isNear(effect / whole, expected[i]! / whole, 0.45))
        off += effects[0]! / whole - expected[0]! / whole
        runs++
      },
    ),
    { numRuns: 1000 },
  )
  // Chance shifts one run by some hundredths; over all of them it cancels.
  isNear(off / runs, 0, 0.01)
})
