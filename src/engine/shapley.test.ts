import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { shapley, sumsByMember } from './shapley.ts'
import { hasMember, sizeOf } from './coalition.ts'

const threeCouncils = new Float64Array([0, 60, 50, 80, 40, 76, 66, 96])

/** A table of whole numbers for 1 to 6 partners: exact to add, so that only the method is compared. */
const table = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 2 ** n - 1, maxLength: 2 ** n - 1 }),
  )
  .map((costs) => new Float64Array([0, ...costs]))

const partners = (values: Float64Array) => Math.log2(values.length)

function close(actual: ArrayLike<number>, expected: ArrayLike<number>, within = 1e-9) {
  assert.equal(actual.length, expected.length)
  Array.from(expected).forEach((value, i) => {
    assert.ok(Math.abs(actual[i]! - value) <= within, `${i}: ${actual[i]} should be ${value}`)
  })
}

/** The definition itself: what each adds on arrival, averaged over every order. */
function averageOverAllOrders(values: Float64Array): number[] {
  const n = partners(values)
  const added = Array.from({ length: n }, () => 0)
  let orders = 0
  const walk = (here: number, order: readonly number[]) => {
    if (order.length === n) {
      orders++
      let before = 0
      for (const i of order) {
        const after = before | (1 << i)
        added[i]! += values[after]! - values[before]!
        before = after
      }
    }
    for (let i = 0; i < n; i++) if (!hasMember(here, i)) walk(here | (1 << i), [...order, i])
  }
  walk(0, [])
  return added.map((sum) => sum / orders)
}

test('the three councils of the description pay 41, 31 and 24', () => {
  close(shapley(threeCouncils, 3), [41, 31, 24])
})

test('a council on its own pays its own cost, and two split their saving equally', () => {
  close(shapley(new Float64Array([0, 5]), 1), [5])
  close(shapley(new Float64Array([0, 11, 7, 15]), 2), [9.5, 5.5])
})

test('the shares are the average over every order of joining', () => {
  fc.assert(
    fc.property(table, (values) => {
      close(shapley(values, partners(values)), averageOverAllOrders(values))
    }),
    { numRuns: 1000 },
  )
})

test('the shares add up to the whole bill', () => {
  fc.assert(
    fc.property(table, (values) => {
      const sum = shapley(values, partners(values)).reduce((a, b) => a + b, 0)
      assert.ok(Math.abs(sum - values.at(-1)!) < 1e-9)
    }),
  )
})

test('the shares of two services together are the shares of each, added', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.infiniteStream(fc.integer({ min: -500, max: 500 })),
      (n, stream) => {
        const draw = () => new Float64Array(2 ** n).map((_, s) => (s === 0 ? 0 : stream.next().value))
        const [waste, tax] = [draw(), draw()]
        const together = shapley(
          waste.map((cost, s) => cost + tax[s]!),
          n,
        )
        const wasteShares = shapley(waste, n)
        const taxShares = shapley(tax, n)
        close(
          together,
          wasteShares.map((share, i) => share + taxShares[i]!),
        )
      },
    ),
  )
})

test('the one-pass sums agree with adding up each council’s groups one by one, across block boundaries', () => {
  for (const n of [1, 10, 11, 12, 13]) {
    const values = new Float64Array(2 ** n).map((_, s) => (s * 7919) % 1009)
    const weights = new Float64Array(n + 1).map((_, k) => k * k + 1)
    const slow = Array.from({ length: n }, (_, i) => {
      let sum = 0
      values.forEach((value, s) => {
        if (hasMember(s, i)) sum += weights[sizeOf(s)]! * value
      })
      return sum
    })
    assert.deepEqual([...sumsByMember(values, n, weights)], slow)
  }
})

test('a cost that is missing, infinite or not a number is refused by name', () => {
  assert.throws(() => shapley(threeCouncils, 4), /values: 4 partners have 16 groups/)
  assert.throws(
    () => shapley(threeCouncils.with(5, Number.NaN), 3),
    /values\[5\]: give a finite number .* not NaN/,
  )
  assert.throws(
    () => shapley(threeCouncils.with(7, Number.POSITIVE_INFINITY), 3),
    /values\[7\].*not Infinity/,
  )
  assert.throws(() => shapley(threeCouncils.with(0, 1), 3), /the empty group must cost 0/)
  const huge = new Float64Array([0, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308, 1e308])
  assert.throws(() => shapley(huge, 3), /values: the amounts are too large to add up/)
})
