import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { commonPoints } from './common-points.ts'

/** Several hands of 100 points over the same aims, from cuts of a line of 100. */
const hands = fc.integer({ min: 1, max: 8 }).chain((aims) =>
  fc.array(
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: aims - 1, maxLength: aims - 1 }).map((cuts) => {
      const sorted = [0, ...cuts.toSorted((a, b) => a - b), 100]
      return sorted.slice(1).map((cut, at) => cut - (sorted[at] ?? 0))
    }),
    { minLength: 2, maxLength: 6 },
  ),
)

test('it is the published measure: 100 less half the distance, averaged over pairs', () => {
  fc.assert(
    fc.property(hands, (given) => {
      const pairs = given.flatMap((a, at) => given.slice(at + 1).map((b) => [a, b] as const))
      const each = pairs.map(
        ([a, b]) => 100 - a.reduce((sum, points, aim) => sum + Math.abs(points - (b[aim] ?? 0)), 0) / 2,
      )
      const mean = each.reduce((sum, points) => sum + points, 0) / pairs.length
      assert.ok(Math.abs(commonPoints(given).index - mean) < 1e-9)
    }),
  )
})

test('the same for all is 100, nothing in common is 0, and the order of councils and aims changes nothing', () => {
  assert.equal(
    commonPoints([
      [60, 40],
      [60, 40],
      [60, 40],
    ]).index,
    100,
  )
  assert.equal(
    commonPoints([
      [100, 0],
      [0, 100],
    ]).index,
    0,
  )
  fc.assert(
    fc.property(hands, (given) => {
      const { index, spreads } = commonPoints(given)
      assert.ok(index >= 0 && index <= 100)
      assert.equal(commonPoints(given.toReversed()).index, index)
      assert.equal(commonPoints(given.map((hand) => hand.toReversed())).index, index)
      assert.equal(
        index === 100,
        spreads.every((spread) => spread === 0),
      )
    }),
  )
})

test('hands that cannot be compared are refused by name', () => {
  assert.throws(() => commonPoints([[100]]), /two councils/)
  assert.throws(
    () =>
      commonPoints([
        [60, 40],
        [60, 30],
      ]),
    /hands\[1\]: adds up to 90/,
  )
  assert.throws(() => commonPoints([[60, 40], [100]]), /has 1 aims/)
  assert.throws(
    () =>
      commonPoints([
        [60, 40],
        [50.5, 49.5],
      ]),
    /whole points/,
  )
})
