import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { penceFromPounds, poundsFromPence, roundToPence, splitPence } from './money.ts'

const weights = fc
  .array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 12 })
  .filter((w) => w.some((x) => x > 0))

test('ten pounds between three is 3.34, 3.33 and 3.33', () => {
  assert.deepEqual(splitPence(1000, [1, 1, 1]), [334, 333, 333])
  assert.deepEqual(splitPence(600_000_000, [1, 1, 1]), [200_000_000, 200_000_000, 200_000_000])
  assert.deepEqual(splitPence(100, [0, 3, 1]), [0, 75, 25])
})

test('the parts are whole pence, add up exactly, and none is a penny or more from its due', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), weights, (total, w) => {
      const parts = splitPence(total, w)
      const sum = w.reduce((a, b) => a + b, 0)
      assert.equal(
        parts.reduce((a, b) => a + b, 0),
        total,
      )
      parts.forEach((part, i) => {
        assert.ok(Number.isSafeInteger(part))
        assert.ok(Math.abs(part - (total * w[i]!) / sum) < 1 + 1e-2)
      })
    }),
    { numRuns: 1000 },
  )
})

test('the left-over pennies agree with a count in exact whole numbers', () => {
  const small = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      small.filter((w) => w.some((x) => x > 0)),
      (total, w) => {
        const sum = w.reduce((a, b) => a + b, 0)
        const floors = w.map((x) => Math.floor((total * x) / sum))
        const left = total - floors.reduce((a, b) => a + b, 0)
        const lucky = w
          .map((x, i) => ({ i, remainder: (total * x) % sum }))
          .sort((a, b) => b.remainder - a.remainder || a.i - b.i)
          .slice(0, left)
        const expected = floors.map((f, i) => f + (lucky.some((l) => l.i === i) ? 1 : 0))
        const parts = splitPence(total, w)
        // Two remainders that are equal as fractions may differ in the last bit as floating point: then a penny may go
        // to another of the equals, but never to anyone with a smaller remainder.
        const worst = Math.min(...lucky.map((l) => l.remainder), sum)
        parts.forEach((part, i) => {
          if (part !== expected[i]) assert.equal((total * w[i]!) % sum, worst)
        })
      },
    ),
    { numRuns: 1000 },
  )
})

test('shares that do not add up to the bill are refused rather than rounded away', () => {
  assert.deepEqual(roundToPence([33.333333, 33.333333, 33.333334], 10_000), [3333, 3333, 3334])
  assert.throws(
    () => roundToPence([30, 30, 30], 10_000),
    /add up to 90 pounds, not to the total of 100 pounds/,
  )
  assert.throws(() => roundToPence([Number.NaN, 30], 10_000), /add up to NaN/)
})

test('a penny too many is taken from the last of those who have the smallest part of one', () => {
  assert.deepEqual(roundToPence([33.34, 33.34, 33.34], 10_000), [3334, 3333, 3333])
  assert.deepEqual(roundToPence([33.345, 33.34, 33.34], 10_001), [3334, 3334, 3333])
  assert.deepEqual(splitPence(7, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]), [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
})

test('shares may miss the total by a penny each and by the last digit of a large number, and by no more', () => {
  assert.deepEqual(roundToPence([0.02, 0.02], 2), [1, 1])
  assert.throws(() => roundToPence([0.02, 0.03], 2), /shares/)
  assert.deepEqual(roundToPence([1e11 + 0.05], 1e13), [1e13])
  assert.deepEqual(roundToPence([1e11 - 0.05], 1e13), [1e13])
  assert.throws(() => roundToPence([1e11 + 0.12], 1e13), /shares/)
})

test('weights that cannot share anything are refused by name', () => {
  assert.throws(() => splitPence(100, [0, 0]), /weights: they add up to nothing/)
  assert.throws(() => splitPence(100, [1, -1]), /weights\[1\]: give a number that is not negative/)
  assert.throws(() => splitPence(100, [Number.NaN]), /weights\[0\]/)
  assert.throws(() => splitPence(1.5, [1]), /whole number of pence, not 1.5/)
  assert.deepEqual(splitPence(100, [1e308, 1e308]), [50, 50])
})

test('pounds become pence to the nearest penny and come back', () => {
  assert.equal(penceFromPounds(12.34), 1234)
  assert.equal(penceFromPounds(-0.125), -13)
  assert.equal(poundsFromPence(1234), 12.34)
  assert.throws(() => penceFromPounds(Number.POSITIVE_INFINITY), /pounds: Infinity/)
})
