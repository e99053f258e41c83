import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  correlationProblems,
  correlationRoot,
  nearestCorrelation,
  pearsonFromSpearman,
} from './correlation.ts'
import { symmetricEigen } from './eigen.ts'

const entry = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000)
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((n) =>
    fc
      .array(entry, { minLength: n * n, maxLength: n * n })
      .map((values) =>
        Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_, j) => (i === j ? 1 : values[Math.max(i, j) * n + Math.min(i, j)]!)),
        ),
      ),
  )

const least = (matrix: number[][]) => Math.min(...symmetricEigen(matrix).values)
const apart = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]) =>
  Math.sqrt(a.flat().reduce((sum, x, k) => sum + (x - b.flat()[k]!) ** 2, 0))

test('half in ranks is .517638 between the normals', () => {
  assert.ok(Math.abs(pearsonFromSpearman(0.5) - 0.517638) < 5e-7)
  assert.equal(pearsonFromSpearman(0), 0)
  assert.ok(Math.abs(pearsonFromSpearman(1) - 1) < 1e-15)
})

test("Higham's published example moves by .5278, to .7607 and .1573", () => {
  const { matrix, distance, largestChange } = nearestCorrelation([
    [1, 1, 0],
    [1, 1, 1],
    [0, 1, 1],
  ])
  assert.ok(Math.abs(matrix[0]![1]! - 0.7607) < 5e-5)
  assert.ok(Math.abs(matrix[0]![2]! - 0.1573) < 5e-5)
  assert.ok(Math.abs(distance - 0.5278) < 5e-5)
  assert.equal(largestChange.from, 1)
})

test('a repaired table is a correlation matrix, and one that was needs no repair', () => {
  fc.assert(
    fc.property(table, (matrix) => {
      const repair = nearestCorrelation(matrix)
      assert.ok(least(repair.matrix) > -1e-9)
      for (const [i, row] of repair.matrix.entries()) assert.equal(row[i], 1)
      assert.ok(Math.abs(apart(matrix, repair.matrix) - repair.distance) < 1e-12)
      if (least(matrix) > 1e-9) assert.deepEqual(repair.matrix, matrix)
    }),
    { numRuns: 1000 },
  )
})

test('no other correlation matrix of three is nearer (compared with 1,000 tables, 120 neighbours each)', () => {
  const three = fc.tuple(entry, entry, entry)
  const step = fc.array(fc.tuple(entry, entry, entry), { minLength: 120, maxLength: 120 })
  const make = ([a, b, c]: readonly number[]) => [
    [1, a!, b!],
    [a!, 1, c!],
    [b!, c!, 1],
  ]
  const isPossible = ([a, b, c]: readonly number[]) =>
    Math.max(...[a, b, c].map((x) => Math.abs(x!))) <= 1 &&
    1 + 2 * a! * b! * c! - a! ** 2 - b! ** 2 - c! ** 2 >= 0
  let repaired = 0
  fc.assert(
    fc.property(three, step, (wanted, steps) => {
      const { matrix, distance } = nearestCorrelation(make(wanted))
      if (distance > 0) repaired++
      const found = [matrix[0]![1]!, matrix[0]![2]!, matrix[1]![2]!]
      for (const [k, move] of steps.entries()) {
        const other = found.map((x, i) => x + move[i]! * 10 ** -(k % 4))
        if (isPossible(other)) assert.ok(apart(make(wanted), make(other)) >= distance - 1e-6)
      }
    }),
    { numRuns: 1000 },
  )
  assert.ok(repaired > 50)
})

test('the root times its mirror is the matrix, also when one input is fixed by the others', () => {
  const check = (matrix: number[][]) => {
    const n = matrix.length
    const root = correlationRoot(matrix)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0
        for (let k = 0; k < n; k++) sum += root[i * n + k]! * root[j * n + k]!
        assert.ok(Math.abs(sum - matrix[i]![j]!) < 1e-7, `${sum} ${matrix[i]![j]!}`)
      }
    }
  }
  check([
    [1, 1, 0],
    [1, 1, 0],
    [0, 0, 1],
  ])
  fc.assert(
    fc.property(table, (matrix) => check(nearestCorrelation(matrix).matrix)),
    { numRuns: 1000 },
  )
})

test('a table that is no correlation matrix is refused with its cell', () => {
  const fields = (matrix: unknown) => correlationProblems(matrix, 'correlation').map(({ field }) => field)
  assert.deepEqual(
    fields([
      [1, 0.5],
      [0.5, 1],
    ]),
    [],
  )
  assert.deepEqual(
    fields([
      [1, 0.5],
      [0.4, 1],
    ]),
    ['correlation[1][0]'],
  )
  assert.deepEqual(
    fields([
      [1, 0.5],
      [0.5, 2],
    ]),
    ['correlation[1][1]'],
  )
  assert.deepEqual(
    fields([
      [1, 0.5],
      [0.5, 0.9],
    ]),
    ['correlation[1][1]'],
  )
  assert.deepEqual(fields([[1, 0.5]]), ['correlation[0]'])
  assert.deepEqual(
    fields([
      [1, Number.NaN],
      [Number.NaN, 1],
    ]),
    ['correlation[0][1]', 'correlation[1][0]'],
  )
  assert.deepEqual(fields('none'), ['correlation'])
})
