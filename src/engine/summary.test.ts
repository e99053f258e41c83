import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { normalQuantile } from './normal.ts'
import { uniform } from './random.ts'
import { halfWidth, isChanceSettled, isSettled, usualTarget } from './stopping.ts'
import {
  chanceBelow,
  chanceInterval,
  expectedShortfall,
  mean,
  pairedDifference,
  preciseSum,
  quantile,
  quantileInterval,
  quantileRanks,
  runningMean,
  splitHalf,
  sorted,
  summarise,
  variance,
} from './summary.ts'

test('the ninetieth of 1,000 draws lies between the draws of rank 881 and 919', () => {
  assert.deepEqual(quantileRanks(1000, 0.9), { lower: 881, upper: 919 })
  const draws = Float64Array.from({ length: 1000 }, (_, i) => i + 1)
  assert.deepEqual(quantileInterval(draws, 0.9), { value: 900.1, lo: 881, hi: 919 })
})

test('37 of 1,000 is a chance of .02696 to .05058', () => {
  const { p, lo, hi } = chanceInterval(37, 1000)
  assert.equal(p, 0.037)
  assert.ok(Math.abs(lo - 0.02696) < 5e-6 && Math.abs(hi - 0.05058) < 5e-6)
})

test('what never happened in n runs may happen 3 times in n, and what always did may fail as often', () => {
  assert.deepEqual(chanceInterval(0, 300), { p: 0, lo: 0, hi: 0.01 })
  assert.deepEqual(chanceInterval(300, 300), { p: 1, lo: 0.99, hi: 1 })
  assert.equal(chanceInterval(0, 2).hi, 1)
})

test("the interval's ends solve Wilson's equation on 1,000 random counts", () => {
  const z = normalQuantile(0.975)
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const happened = Math.min(n - 1, Math.max(1, Math.round(n * share)))
      const { p, lo, hi } = chanceInterval(happened, n)
      for (const end of [lo, hi]) {
        assert.ok(Math.abs(Math.abs(p - end) - z * Math.sqrt((end * (1 - end)) / n)) < 1e-9)
      }
    }),
    { numRuns: 1000 },
  )
})

test('quantiles are those of a spreadsheet', () => {
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75)
  assert.equal(quantile([1, 2, 3, 4], 1), 4)
  assert.equal(quantile([5], 0.9), 5)
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 0, max: 100 }),
      (list, percent) => {
        const order = [...list].sort((a, b) => a - b)
        const place = 1 + (order.length - 1) * (percent / 100)
        const k = Math.min(order.length, Math.floor(place + 1e-12))
        const next = order[Math.min(order.length - 1, k)]!
        const expected = order[k - 1]! + (place - k) * (next - order[k - 1]!)
        assert.ok(Math.abs(quantile(sorted(list), percent / 100) - expected) < 1e-9)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a sum keeps the pennies that a large balance would swallow', () => {
  assert.equal(preciseSum([1e16, 1, -1e16]), 1)
  assert.equal(preciseSum([]), 0)
  assert.equal(mean([1, 2, 6]), 3)
  assert.equal(variance([1, 2, 6]), 7)
  assert.equal(variance([4]), 0)
  assert.throws(() => mean([]), /values: are empty/)
})

test('a summary says mean, standard error and tenths', () => {
  const { mean, se, sd, p10, p50, p90 } = summarise([4, 1, 3, 2, 5])
  assert.deepEqual([mean, p10, p50, p90], [3, 1.4, 3, 4.6])
  assert.ok(Math.abs(sd - Math.sqrt(2.5)) < 1e-15 && Math.abs(se - Math.sqrt(0.5)) < 1e-15)
  assert.throws(() => summarise([1, Number.NaN, 3]), /values\[1\]: must be a finite number/)
  assert.equal(chanceBelow([-1, 0, 2, 3]).p, 0.25)
  assert.equal(expectedShortfall([5, 1, 4, 2, 3, 6, 7, 8, 9, 10], 0.2), 1.5)
})

test('two alternatives on the same luck are compared draw by draw', () => {
  assert.deepEqual(pairedDifference([5, 7, 9], [4, 6, 8]), { mean: 1, se: 0 })
  assert.throws(() => pairedDifference([1], [1, 2]), /compare equal runs/)
})

const draws = (n: number) =>
  Float64Array.from({ length: n }, (_, r) => 100 + 50 * normalQuantile(uniform(1, r, 0, 0, 0)))

test('a run is settled when its half-width is small enough, and not before', () => {
  const few = draws(200)
  const many = draws(20_000)
  assert.ok(!isSettled(few, { ...usualTarget, amount: 0 }))
  assert.ok(isSettled(many, { ...usualTarget, amount: 0 }))
  assert.ok(isSettled(few, usualTarget), '£10,000 is near enough')
  assert.ok(Math.abs(halfWidth(many) - (1.96 * 50) / Math.sqrt(20_000)) < 0.02)
  assert.ok(!isChanceSettled(300, 3000, usualTarget) && isChanceSettled(360, 3600, usualTarget))
  assert.ok(!isSettled(draws(99), usualTarget) && !isChanceSettled(0, 99, usualTarget))
})

test('the running mean ends at the mean and the halves of an honest run agree', () => {
  const list = draws(10_000)
  const path = runningMean(list, 10)
  assert.deepEqual(
    path.map(({ n }) => n),
    [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000],
  )
  assert.equal(path.at(-1)!.mean, mean(list))
  const { first, second, apart } = splitHalf(list)
  assert.ok(apart < 3 && Math.abs((first + second) / 2 - mean(list)) < 1e-9)
  assert.deepEqual(splitHalf([1, 1, 1, 1]), { first: 1, second: 1, apart: 0 })
})
