import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  benefitCostRatio,
  equivalentAnnual,
  internalRate,
  paybackYear,
  presentValue,
  signChanges,
} from './cash-flow.ts'
import { deflate, discountFactors, discountProblems, flatRate, rateIn } from './discount.ts'

const treasury = {
  bands: [
    { fromYear: 1, toYear: 30, rate: 0.035 },
    { fromYear: 31, toYear: 75, rate: 0.03 },
    { fromYear: 76, toYear: 125, rate: 0.025 },
  ],
}

function isNear(actual: number, expected: number, within: number) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

test("the Treasury's bands give its published factors", () => {
  const factors = discountFactors(treasury, 125)
  assert.equal(factors[0], 1)
  isNear(factors[10]!, 0.708919, 5e-7)
  isNear(factors[30]!, 0.356278, 5e-7)
  isNear(factors[31]!, 0.345901, 5e-7)
  isNear(factors[76]!, 0.091916, 5e-7)
  const middle = discountFactors({ ...treasury, timing: 'middle' }, 31)
  assert.equal(middle[0], 1)
  isNear(middle[1]!, 1.035 ** -0.5, 1e-15)
  isNear(middle[31]!, factors[31]! * 1.03 ** 0.5, 1e-15)
})

test('a factor is the product of its years, on 1,000 random schedules', () => {
  const band = fc.record({
    length: fc.integer({ min: 1, max: 20 }),
    rate: fc.double({ min: -0.02, max: 0.1, noNaN: true }),
  })
  fc.assert(
    fc.property(
      fc.array(band, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 20 }),
      (list, year) => {
        let next = 1
        const bands = list.map(({ length, rate }, i) => {
          const fromYear = next
          next += length
          return i === list.length - 1 ? { fromYear, rate } : { fromYear, toYear: next - 1, rate }
        })
        assert.deepEqual(discountProblems({ bands }, 'discount'), [])
        let product = 1
        for (let t = 1; t <= year; t++) product /= 1 + rateIn({ bands }, t)
        isNear(discountFactors({ bands }, year)[year]!, product, 1e-15 * 50)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a schedule with a gap, an overlap or a nonsense rate is refused with its field', () => {
  const fields = (value: unknown) => discountProblems(value, 'discount').map(({ field }) => field)
  assert.deepEqual(fields(treasury), [])
  assert.deepEqual(fields({ bands: [] }), ['discount.bands'])
  assert.deepEqual(fields({ bands: [{ fromYear: 2, rate: 0.03 }] }), ['discount.bands[0].fromYear'])
  assert.deepEqual(
    fields({
      bands: [
        { fromYear: 1, toYear: 5, rate: 0.03 },
        { fromYear: 7, rate: 0.02 },
      ],
    }),
    ['discount.bands[1].fromYear'],
  )
  assert.deepEqual(
    fields({
      bands: [
        { fromYear: 1, rate: 0.03 },
        { fromYear: 7, rate: 0.02 },
      ],
    }),
    ['discount.bands[1].fromYear'],
  )
  assert.deepEqual(fields({ bands: [{ fromYear: 1, rate: Number.NaN }] }), ['discount.bands[0].rate'])
  assert.deepEqual(fields({ bands: [{ fromYear: 1, rate: 3.5 }] }), ['discount.bands[0].rate'])
  assert.deepEqual(fields({ ...treasury, timing: 'start' }), ['discount.timing'])
  assert.throws(() => discountFactors(treasury, 126), /no rate for year 126/)
})

test('amounts in the money of their year are put into the money of one year', () => {
  assert.deepEqual([...deflate([100, 104, 110], [50, 52, 55], 0)], [100, 100, 100])
  assert.deepEqual([...deflate([100], [100, 125], 1)], [125])
  assert.throws(() => deflate([1, 2], [100], 0), /priceIndex/)
})

test('a worth today is the sum of discounted years', () => {
  isNear(presentValue([-1000, 500, 500, 500], discountFactors(flatRate(0.1), 3)), 243.4259954921111, 1e-10)
  assert.throws(() => presentValue([1, 2, 3], [1, 1]), /factors: cover 2 of 3/)
})

test('payback is the first year from which the running total never falls below nought again', () => {
  assert.equal(paybackYear([-100, 60, 60]), 2)
  assert.equal(paybackYear([-100, 120, -50, 40]), 3)
  assert.equal(paybackYear([-100, 50]), null)
  assert.equal(paybackYear([0, 5]), 0)
})

test('the level amount a year has the same worth', () => {
  const factors = discountFactors(flatRate(0.035), 10)
  const level = equivalentAnnual(1_000_000, factors)!
  isNear(presentValue([0, ...Array.from({ length: 10 }, () => level)], factors), 1_000_000, 1e-6)
  assert.equal(equivalentAnnual(5, [1]), null)
  assert.equal(benefitCostRatio(6, 2), 3)
  assert.equal(benefitCostRatio(6, 0.5), 12)
  assert.equal(benefitCostRatio(6, 0), null)
})

test('a rate of return is given only when the flow changes sign once', () => {
  isNear(internalRate([-100, 110])!, 0.1, 1e-12)
  isNear(internalRate([-70_000, 12_000, 15_000, 18_000, 21_000, 26_000])!, 0.0866, 5e-5)
  isNear(internalRate([100, -150])!, 0.5, 1e-12)
  assert.equal(signChanges([-1, 0, 3, -2]), 2)
  assert.equal(internalRate([-1, 3, -2]), null)
  assert.equal(internalRate([1, 2]), null)
  assert.ok(internalRate([-1, ...Array.from({ length: 125 }, () => 0.05)])! > 0.04)
})

test('at its own rate of return a flow is worth nothing, on 1,000 random flows', () => {
  const flow = fc.tuple(
    fc.integer({ min: 1, max: 999 }),
    fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 }),
  )
  fc.assert(
    fc.property(flow, ([spend, back]) => {
      const money = [-spend, ...back]
      const rate = internalRate(money)
      if (rate === null) return
      const worth = money.reduce((sum, amount, t) => sum + amount * (1 + rate) ** -t, 0)
      assert.ok(Math.abs(worth) < 1e-6 * spend * (1 + Math.abs(rate) ** -1))
    }),
    { numRuns: 1000 },
  )
})
