import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { boundedShares, compositeKey, trueUp } from './composite-share.ts'

const anyBill = fc.integer({ min: 0, max: 10_000_000_00 })
const anyKeys = fc.array(
  fc.record({
    part: fc.integer({ min: 0, max: 1000 }),
    low: fc.integer({ min: 0, max: 500_000_00 }),
    room: fc.integer({ min: 0, max: 9_000_000_00 }),
  }),
  { minLength: 2, maxLength: 8 },
)

describe('composite shares', () => {
  test('every allocation adds up to the bill in pence and keeps to its floors and caps, or says why there is none', () => {
    fc.assert(
      fc.property(anyBill, anyKeys, (bill, councils) => {
        fc.pre(councils.some(({ part }) => part > 0))
        const key = compositeKey([{ key: councils.map(({ part }) => part), weight: 1 }], councils.length)
        const bounds = councils.map(({ low, room }) => ({ least: low, most: low + room }))
        const shared = boundedShares(bill, key, bounds)
        const [floors, caps] = [
          bounds.reduce((a, b) => a + b.least, 0),
          bounds.reduce((a, b) => a + b.most, 0),
        ]
        if (!shared.defined)
          return assert.ok(shared.why === 'floors-above-bill' ? floors > bill : caps < bill)
        assert.equal(
          shared.pence.reduce((a, b) => a + b, 0),
          bill,
        )
        for (const [i, paid] of shared.pence.entries()) {
          assert.ok(
            Number.isInteger(paid) && paid >= bounds[i]!.least && paid <= bounds[i]!.most,
            `${i} pays ${paid}`,
          )
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('without bounds it is the proportion; a cap is shared out by the same key', () => {
    const none = { least: 0, most: 1e12 }
    const equal = boundedShares(90_00, [1 / 3, 1 / 3, 1 / 3], [none, none, none])
    assert.deepEqual(equal.defined && equal.pence, [3000, 3000, 3000])
    const capped = boundedShares(90_00, [1 / 3, 1 / 3, 1 / 3], [{ least: 0, most: 2000 }, none, none])
    assert.deepEqual(capped, { defined: true, pence: [2000, 3500, 3500], atLeast: [], atMost: [0] })
    const floored = boundedShares(100_00, [0.1, 0.45, 0.45], [{ least: 2000, most: 10000 }, none, none])
    assert.deepEqual(floored.defined && floored.pence, [2000, 4000, 4000])
    assert.deepEqual(floored.defined && floored.atLeast, [0])
  })

  test('keys are mixed by weight, whatever their units', () => {
    const key = compositeKey(
      [
        { key: [1, 1], weight: 50 },
        { key: [300, 100], weight: 50 },
      ],
      2,
    )
    assert.deepEqual(key, [0.625, 0.375])
    assert.throws(() => compositeKey([{ key: [1, 1], weight: 0 }], 2), /add up to nothing/)
    assert.throws(() => compositeKey([{ key: [1, -1], weight: 1 }], 2), /figures from 0 up/)
  })

  test('a true-up adds up to what is still to be paid, to the penny', () => {
    fc.assert(
      fc.property(
        anyBill,
        fc.array(
          fc.record({ used: fc.integer({ min: 1, max: 999 }), paid: fc.integer({ min: 0, max: 1e9 }) }),
          { minLength: 2, maxLength: 8 },
        ),
        (bill, councils) => {
          const paid = councils.map((each) => each.paid)
          const owed = trueUp(
            bill,
            councils.map(({ used }) => used),
            paid,
          )
          assert.equal(
            owed.reduce((a, b) => a + b, 0),
            bill - paid.reduce((a, b) => a + b, 0),
          )
        },
      ),
    )
    assert.deepEqual(trueUp(120_00, [1, 2], [5000, 5000]), [-1000, 3000])
  })
})
