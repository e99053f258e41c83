import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { groupIntraclass, raterIntraclass } from './intraclass.ts'

const near = (a: number | null, b: number, within: number) =>
  assert.ok(a !== null && Math.abs(a - b) <= within, `${a} is not ${b}`)

/** Six things rated by four judges: Shrout and Fleiss (1979), table 2, with four digits as the R package psych gives. */
const SHROUT_AND_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
]

test("the six correlations of Shrout and Fleiss's judges are the published ones", () => {
  const found = raterIntraclass(SHROUT_AND_FLEISS)
  assert.ok(found.kind === 'icc')
  near(found.single.icc1, 0.1657, 0.00005)
  near(found.single.icc2, 0.2898, 0.00005)
  near(found.single.icc3, 0.7148, 0.00005)
  near(found.average.icc1, 0.4428, 0.00005)
  near(found.average.icc2, 0.6201, 0.00005)
  near(found.average.icc3, 0.9093, 0.00005)
})

/** Groups of the sizes, mean squares and count that a published table gives, made from two values a group. */
function groupsWith(given: { groups: number; size: number; between: number; within: number }): number[][] {
  const { groups, size, between, within } = given
  const half = Math.sqrt((within * (groups * size - groups)) / (groups * size))
  const step = Math.sqrt((between * (groups - 1)) / (groups * size))
  return Array.from({ length: groups }, (_, group) => {
    const mean = group % 2 === 0 ? step : -step
    return Array.from({ length: size }, (_, person) => mean + (person % 2 === 0 ? half : -half))
  })
}

test('ICC(1) and ICC(2) follow from the mean squares as Bliese has them', () => {
  // Mean squares of well-being in 99 army companies (Bliese): ICC(1) .0434, ICC(2) .7717, at mean size 74.566.
  const found = groupIntraclass(groupsWith({ groups: 100, size: 74, between: 3.459004, within: 0.789646 }))
  assert.ok(found.kind === 'icc')
  near(found.meanSquareBetween, 3.459004, 1e-6)
  near(found.meanSquareWithin, 0.789646, 1e-6)
  near(found.icc1, 0.0434, 0.0005)
  near(found.icc2, 0.7717128, 1e-6)
})

test('people who agree within councils that differ give both correlations as one', () => {
  const found = groupIntraclass([[2, 2], [4, 4, 4], [], [5, 5]])
  assert.ok(found.kind === 'icc')
  assert.deepEqual([found.icc1, found.icc2, found.groups, found.people], [1, 1, 3, 7])
})

test('groups that cannot be compared are said to be undefined, with the reason', () => {
  assert.deepEqual(groupIntraclass([[1, 2], []]), { kind: 'undefined', because: 'fewer-than-two-groups' })
  assert.deepEqual(groupIntraclass([[1], [2]]), { kind: 'undefined', because: 'nobody-repeats' })
  const alike = [
    [0.1, 0.1, 0.1],
    [0.1, 0.1],
  ]
  assert.deepEqual(groupIntraclass(alike), { kind: 'undefined', because: 'groups-do-not-differ' })
  assert.deepEqual(
    groupIntraclass([
      [1, 2],
      [2, 1],
    ]),
    { kind: 'undefined', because: 'groups-do-not-differ' },
  )
  assert.deepEqual(
    raterIntraclass([
      [0.1, 0.1],
      [0.1, 0.1],
    ]),
    { kind: 'undefined', because: 'no-difference' },
  )
})

test('things that do not differ leave the dependability of the mean undefined, not infinite', () => {
  const found = raterIntraclass([
    [1, 2, 3],
    [1, 2, 3],
  ])
  assert.ok(found.kind === 'icc')
  assert.deepEqual([found.average.icc1, found.average.icc3], [null, null])
})

test('broken tables are refused by the place', () => {
  assert.throws(() => groupIntraclass([[1, Number.POSITIVE_INFINITY], [1]]), /groups\[0\]\[1\]/)
  assert.throws(() => raterIntraclass([[1, 2]]), /ratings: needs at least two/)
  assert.throws(() => raterIntraclass([[1, 2], [1]]), /ratings\[1\]/)
})

const anyTable = fc
  .record({ things: fc.integer({ min: 2, max: 7 }), raters: fc.integer({ min: 2, max: 5 }) })
  .chain(({ things, raters }) =>
    fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: raters, maxLength: raters }), {
      minLength: things,
      maxLength: things,
    }),
  )

/** ICC(1) as the mean cross-product of pairs within a group over the pooled variance: no analysis of variance. */
function icc1ByPairs(table: readonly (readonly number[])[]): { above: number; below: number } {
  const k = table[0]!.length
  const n = table.length
  const all = table.flat()
  const squares = (values: readonly number[]) => {
    let sum = 0
    for (const a of values) for (const b of values) sum += (a - b) ** 2 / 2
    return sum / values.length
  }
  const within = table.reduce((sum, row) => sum + squares(row), 0) / (n * (k - 1))
  const between = (squares(all) - table.reduce((sum, row) => sum + squares(row), 0)) / (n - 1)
  return { above: between - within, below: between + (k - 1) * within }
}

test('equal groups give the same ICC(1) by three routes on a thousand random tables', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const raters = raterIntraclass(table)
      const groups = groupIntraclass(table)
      const { above, below } = icc1ByPairs(table)
      if (raters.kind === 'undefined') assert.ok(below < 1e-9)
      else near(raters.single.icc1, above / below, 1e-9)
      if (groups.kind === 'icc') {
        near(groups.icc1, above / below, 1e-9)
        if (raters.kind === 'icc') near(raters.average.icc1, groups.icc2, 1e-9)
      }
    }),
    { numRuns: 1000 },
  )
})
