import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BadInput } from './bad-input.ts'
import { centreOf, hexMap, leastAssignment, type Place } from './hex-map.ts'

const places = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 6 }),
    easting: fc.integer({ min: 0, max: 600_000 }),
    northing: fc.integer({ min: 0, max: 1_000_000 }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 40 },
)

test('every place has one hexagon and no hexagon has two places', () => {
  fc.assert(
    fc.property(places, (all) => {
      const cells = hexMap(all)
      assert.deepEqual(cells.map(({ id }) => id).sort(), all.map(({ id }) => id).sort())
      assert.equal(new Set(cells.map(({ column, row }) => `${column} ${row}`)).size, all.length)
      assert.ok(cells.every(({ column, row }) => column >= 0 && row >= 0))
    }),
    { numRuns: 40 },
  )
})

test('the order in which places come changes nothing', () => {
  fc.assert(
    fc.property(places, (all) => assert.deepEqual(hexMap(all.toReversed()), hexMap(all))),
    { numRuns: 30 },
  )
})

test('places far apart keep their sides: what is north stays north, what is east stays east', () => {
  const cities: Place[] = [
    { id: 'Cardiff', easting: 318_000, northing: 176_000 },
    { id: 'Edinburgh', easting: 325_000, northing: 673_000 },
    { id: 'London', easting: 530_000, northing: 180_000 },
    { id: 'Newcastle', easting: 425_000, northing: 564_000 },
  ]
  const at = new Map(hexMap(cities).map(({ id, column, row }) => [id, centreOf(column, row)]))
  const [x, y] = [(id: string) => at.get(id)?.[0] ?? 0, (id: string) => at.get(id)?.[1] ?? 0]
  assert.ok(y('Edinburgh') < y('Newcastle') && y('Newcastle') < y('London'))
  assert.ok(x('Cardiff') < x('London') && x('Edinburgh') < x('London'))
})

test('the assignment costs as little as the best of all orders', () => {
  const matrix = fc.integer({ min: 1, max: 5 }).chain((n) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 6, maxLength: 6 }), {
      minLength: n,
      maxLength: n,
    }),
  )
  fc.assert(
    fc.property(matrix, (costs) => {
      const chosen = leastAssignment(costs)
      assert.equal(new Set(chosen).size, costs.length)
      const cost = chosen.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? 0), 0)
      assert.equal(cost, cheapest(costs, new Set()))
    }),
  )
})

function cheapest([row, ...rest]: readonly (readonly number[])[], used: ReadonlySet<number>): number {
  if (!row) return 0
  const choices = row.flatMap((cost, column) =>
    used.has(column) ? [] : [cost + cheapest(rest, new Set([...used, column]))],
  )
  return Math.min(...choices)
}

test('two places of one name, or one that is nowhere, are refused', () => {
  const one = { id: 'a', easting: 1, northing: 1 }
  assert.throws(() => hexMap([one, one]), BadInput)
  assert.throws(() => hexMap([{ ...one, easting: Number.NaN }]), /places\[0\]\.easting/)
  assert.deepEqual(hexMap([]), [])
})
