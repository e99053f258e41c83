import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { betaCdf, betaQuantile, logGamma } from './beta.ts'
import { certainValue, fromNormal, likelyValue, meanOf, quantileOf, type Uncertain } from './distribution.ts'
import { uncertainProblems } from './uncertain-problems.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { pertFromNormal, pertParameters, pertSd } from './pert.ts'

const pert = { low: 0, likely: 2, high: 10 }

function isNear(actual: number, expected: number, within: number) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

test('PERT (0, 2, 10) has the published mean, spread and quantiles', () => {
  assert.deepEqual(pertParameters(pert), { alpha: 1.8, beta: 4.2 })
  assert.deepEqual(pertParameters({ low: 10, likely: 12, high: 20 }), { alpha: 1.8, beta: 4.2 })
  isNear(quantileOf({ low: 10, likely: 12, high: 20 }, 0.9), 15.453341, 5e-7)
  isNear(fromNormal({ low: 10, likely: 12, high: 20 })(normalQuantile(0.9)), 15.453341, 5e-7)
  assert.equal(meanOf(pert), 3)
  isNear(pertSd(pert), 1.732051, 5e-7)
  isNear(quantileOf(pert, 0.1), 0.899021, 5e-7)
  isNear(quantileOf(pert, 0.5), 2.766723, 5e-7)
  isNear(quantileOf(pert, 0.9), 5.453341, 5e-7)
})

test('the gamma function meets its whole and half values', () => {
  isNear(logGamma(10), Math.log(362_880), 1e-13)
  isNear(logGamma(0.5), Math.log(Math.PI) / 2, 1e-14)
  isNear(logGamma(0.25), 1.2880225246980774, 1e-14)
})

/** The area by adding up the density, 4,000 steps of Simpson's rule. */
function slowArea(x: number, alpha: number, beta: number): number {
  const f = (t: number) => t ** (alpha - 1) * (1 - t) ** (beta - 1)
  const h = x / 4000
  let sum = f(0) + f(x)
  for (let k = 1; k < 4000; k++) sum += (k % 2 === 1 ? 4 : 2) * f(k * h)
  return ((sum * h) / 3) * Math.exp(logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta))
}

test('the beta area equals adding up its density on 1,000 random shapes', () => {
  const shape = fc.double({ min: 3, max: 9, noNaN: true })
  fc.assert(
    fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (alpha, beta, x) => {
      isNear(betaCdf(x, alpha, beta), slowArea(x, alpha, beta), 1e-9)
    }),
    { numRuns: 1000 },
  )
})

test('the beta quantile undoes the area, also near the ends and for shapes near 1', () => {
  const shape = fc.oneof(
    fc.double({ min: 1, max: 5, noNaN: true }),
    fc.constantFrom(1, 1.0001, 4.9999, 5, 0.5, 50),
  )
  const share = fc.oneof(
    fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    fc.constantFrom(1e-15, 1e-10, 1e-5),
  )
  fc.assert(
    fc.property(shape, shape, share, (alpha, beta, u) => {
      const x = betaQuantile(u, alpha, beta)
      isNear(betaCdf(x, alpha, beta) / u, 1, 1e-10)
    }),
    { numRuns: 1000 },
  )
  assert.equal(betaQuantile(0, 2, 3), 0)
  assert.equal(betaQuantile(1, 2, 3), 1)
})

test('the fast PERT draw is within 1e-9 of the range of the exact one, whatever the estimate', () => {
  const likely = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5))
  const shape = fc.constantFrom(4, 4, 1, 0, 20)
  fc.assert(
    fc.property(likely, shape, fc.double({ min: -8.2, max: 8.2, noNaN: true }), (likely, shape, z) => {
      const estimate = { low: 0, likely, high: 1, shape }
      const { alpha, beta } = pertParameters(estimate)
      const tail = normalCdf(-Math.abs(z))
      const exact = z < 0 ? betaQuantile(tail, alpha, beta) : 1 - betaQuantile(tail, beta, alpha)
      isNear(pertFromNormal(estimate)(z), exact, 1e-9)
    }),
    { numRuns: 1000 },
  )
})

const every: Uncertain[] = [
  7,
  pert,
  { kind: 'pert', low: -3, likely: -3, high: 4, shape: 2 },
  { kind: 'triangular', low: 1, likely: 2, high: 5 },
  { kind: 'uniform', low: -1, high: 1 },
  { kind: 'normal', mean: 3, sd: 2 },
  { kind: 'lognormal', median: 10, spread: 0.4 },
  { kind: 'sure', low: 90, high: 110, sure: 0.9 },
  { kind: 'discrete', values: [5, 1, 3], chances: [0.2, 0.5, 0.3] },
]

test('every kind is drawn from a normal number exactly where its quantile says, and averages to its mean', () => {
  for (const value of every) {
    const draw = fromNormal(value)
    let sum = 0
    for (let k = 0; k < 20_000; k++) {
      const u = (k + 0.5) / 20_000
      const x = draw(normalQuantile(u))
      if (k % 400 === 0) isNear(x, quantileOf(value, u), 1e-8)
      sum += x
    }
    isNear(sum / 20_000, meanOf(value), 3e-3)
  }
})

test('"90 % sure it is between" puts a twentieth on either side', () => {
  isNear(quantileOf({ kind: 'sure', low: 90, high: 110, sure: 0.9 }, 0.05), 90, 1e-9)
  isNear(quantileOf({ kind: 'sure', low: 90, high: 110, sure: 0.9 }, 0.95), 110, 1e-9)
})

test('an estimate with equal ends is a plain number, bit for bit', () => {
  const point = { low: 0.1 + 0.2, likely: 0.1 + 0.2, high: 0.1 + 0.2 }
  assert.equal(certainValue(point), 0.1 + 0.2)
  assert.equal(fromNormal(point)(1.7), 0.1 + 0.2)
  assert.equal(quantileOf(point, 0.3), 0.1 + 0.2)
  assert.equal(meanOf(point), 0.1 + 0.2)
  assert.equal(certainValue({ kind: 'discrete', values: [4, 5], chances: [0, 1] }), 5)
  assert.equal(certainValue({ kind: 'normal', mean: 4, sd: 0 }), 4)
  assert.equal(likelyValue(pert), 2)
  assert.equal(likelyValue({ kind: 'uniform', low: 0, high: 4 }), 2)
})

test('an estimate that is no estimate is refused with its field', () => {
  const fields = (value: unknown) => uncertainProblems(value, 'volume', 0).map(({ field }) => field)
  for (const value of every.filter((v) => typeof v === 'number' || v.kind !== 'pert')) {
    assert.deepEqual(uncertainProblems(value, 'volume'), [])
  }
  assert.deepEqual(fields(Number.NaN), ['volume'])
  assert.deepEqual(fields(Infinity), ['volume'])
  assert.deepEqual(fields(-1), ['volume'])
  assert.deepEqual(fields(undefined), ['volume'])
  assert.deepEqual(fields({ low: 3, likely: 2, high: 5 }), ['volume.likely'])
  assert.deepEqual(fields({ low: 1, likely: 2, high: 1.5 }), ['volume.high'])
  assert.deepEqual(fields({ low: -1, likely: 2, high: 5 }), ['volume.low'])
  assert.deepEqual(fields({ low: 1, likely: '2', high: 5 }), ['volume.likely'])
  assert.deepEqual(fields({ kind: 'guess' }), ['volume.kind'])
  assert.deepEqual(fields({ kind: 'discrete', values: [1, 2], chances: [0.5, 0.6] }), ['volume.chances'])
  assert.deepEqual(fields({ kind: 'discrete', values: [1, 2], chances: [1] }), ['volume.chances'])
  assert.deepEqual(fields({ kind: 'normal', mean: 1, sd: -1 }), ['volume.sd'])
  assert.deepEqual(fields({ kind: 'sure', low: 1, high: 2, sure: 1 }), ['volume.sure'])
  assert.deepEqual(fields({ low: 0, likely: 1, high: 2, shape: -4 }), ['volume.shape'])
})

test('percentiles are met exactly, however unlike the two sides are', () => {
  const seen = { kind: 'percentiles', p10: 0.2, p50: 0.5, p90: 1.1 } as const
  assert.deepEqual(uncertainProblems(seen, 'x'), [])
  for (const [u, wanted] of [
    [0.1, 0.2],
    [0.5, 0.5],
    [0.9, 1.1],
  ] as const)
    assert.ok(Math.abs(quantileOf(seen, u) - wanted) < 1e-12)
  assert.equal(likelyValue(seen), 0.5)
  const draw = fromNormal(seen)
  const many = Array.from({ length: 200_000 }, (_, i) => draw(normalQuantile((i + 0.5) / 200_000)))
  assert.ok(Math.abs(many.reduce((a, b) => a + b, 0) / many.length - meanOf(seen)) < 1e-4)
  assert.match(uncertainProblems({ ...seen, p10: 0.6 }, 'x')[0]?.problem ?? '', /less than p10/)
})

test('an event happens as often as it says, and then lies in its range', () => {
  for (const [low, likely, high] of [
    [100, 200, 400],
    [-400, -200, -100],
  ] as const) {
    const event = { kind: 'event', chance: 0.3, low, likely, high } as const
    assert.deepEqual(uncertainProblems(event, 'x'), [])
    const draw = fromNormal(event)
    const many = Array.from({ length: 20_000 }, (_, i) => draw(normalQuantile((i + 0.5) / 20_000)))
    const happened = many.filter((value) => value !== 0)
    assert.ok(Math.abs(happened.length / many.length - 0.3) < 0.001)
    assert.ok(happened.every((value) => value >= low && value <= high))
    assert.ok(Math.abs(many.reduce((a, b) => a + b, 0) / many.length - meanOf(event)) < 0.5)
    assert.ok(
      many.every((value, i) => i === 0 || value >= many[i - 1]!),
      'rises with the draw, as copulas need',
    )
  }
  assert.equal(certainValue({ kind: 'event', chance: 0, low: 1, likely: 2, high: 3 }), 0)
  assert.match(
    uncertainProblems({ kind: 'event', chance: 0.5, low: -1, likely: 0, high: 1 }, 'x')[0]?.mend ?? '',
    /two events/,
  )
  assert.match(
    uncertainProblems({ kind: 'event', chance: 30, low: 0, likely: 0, high: 1 }, 'x')[0]?.field ?? '',
    /chance/,
  )
})
