import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { LinearProgramme } from '#engine/lp.ts'
import { solveExactly } from '#engine/simplex.ts'
import { loadSolver } from './highs.ts'

const coefficient = fc.integer({ min: -4, max: 4 })
const limit = fc.integer({ min: -12, max: 12 })

/** Small programmes of every kind: with and without solutions, limits on one side, both or neither. */
const programme: fc.Arbitrary<LinearProgramme> = fc
  .record({ variables: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 0, max: 7 }) })
  .chain(({ variables, rows }) => {
    const many = <T>(arbitrary: fc.Arbitrary<T>, n = variables) =>
      fc.array(arbitrary, { minLength: n, maxLength: n })
    const side = fc.record({
      at: limit,
      width: fc.integer({ min: 0, max: 9 }),
      open: fc.integer({ min: 0, max: 3 }),
    })
    return fc.record({
      minimise: many(coefficient),
      bounds: many(side),
      rows: many(fc.record({ coefficients: many(coefficient), side }), rows),
    })
  })
  .map(({ minimise, bounds, rows }) => {
    const low = (s: { at: number; open: number }) => (s.open & 1 ? Number.NEGATIVE_INFINITY : s.at)
    const high = (s: { at: number; width: number; open: number }) =>
      s.open & 2 ? Number.POSITIVE_INFINITY : s.at + s.width
    return {
      minimise,
      lower: bounds.map(low),
      upper: bounds.map(high),
      rows: rows.map(({ coefficients, side }) => ({ coefficients, atLeast: low(side), atMost: high(side) })),
    }
  })

test('HiGHS and the exact solver agree on every small programme, and their prices prove the optimum', async () => {
  const solveWithHighs = await loadSolver()
  const seen = { optimal: 0, infeasible: 0, unbounded: 0, unsolved: 0 }
  fc.assert(
    fc.property(programme, (lp) => {
      const exact = solveExactly(lp)
      const fast = solveWithHighs(lp)
      seen[exact.status]++
      assert.notEqual(exact.status, 'unsolved')
      if (fast.status === 'unsolved') {
        seen.unsolved++
        return
      }
      assert.equal(fast.status, exact.status)
      if (fast.status !== 'optimal' || exact.status !== 'optimal') return
      assert.ok(Math.abs(fast.value - exact.value) < 1e-7)
      for (const answer of [fast, exact]) provesOptimum(lp, answer)
    }),
    { numRuns: 1500 },
  )
  assert.ok(seen.unsolved < 50, JSON.stringify(seen))
  assert.ok(seen.optimal > 300 && seen.infeasible > 100 && seen.unbounded > 100, JSON.stringify(seen))
})

/** Feasible, and the prices account for the objective and for its value: no cheaper point can exist. */
function provesOptimum(
  lp: LinearProgramme,
  {
    x,
    value,
    rowPrices,
    boundPrices,
  }: { x: readonly number[]; value: number } & Record<'rowPrices' | 'boundPrices', readonly number[]>,
) {
  const close = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} should be ${b}`)
  const dot = (a: readonly number[]) => a.reduce((sum, coefficient, j) => sum + coefficient * x[j]!, 0)
  let bound = 0
  const side = (activity: number, low: number, high: number, price: number) => {
    assert.ok(activity > low - 1e-6 && activity < high + 1e-6)
    if (Math.abs(price) > 1e-9) bound += price * (price > 0 ? low : high)
  }
  lp.rows.forEach((row, r) => side(dot(row.coefficients), row.atLeast, row.atMost, rowPrices[r]!))
  x.forEach((_, j) => side(x[j]!, lp.lower[j]!, lp.upper[j]!, boundPrices[j]!))
  close(dot(lp.minimise), value)
  close(bound, value)
  lp.minimise.forEach((cost, j) => {
    close(
      lp.rows.reduce((sum, row, r) => sum + row.coefficients[j]! * rowPrices[r]!, boundPrices[j]!),
      cost,
    )
  })
}
