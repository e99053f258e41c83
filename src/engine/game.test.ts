import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { loadSolver } from '#platform/highs.ts'
import { anySavings, concaveCosts, convexGame } from '#test/engine/make-games.ts'
import { aggregateMonotonicity } from './aggregate-monotonicity.ts'
import { allocate } from './allocation.ts'
import { chargeInPence } from './charge-in-pence.ts'
import { stabilityOf } from './core.ts'
import { gameProperties } from './game-properties.ts'
import {
  costGame,
  gameFromCostFunction,
  gameFromTable,
  jointSaving,
  savings,
  savingsGame,
  separableCosts,
  standAloneCosts,
  wholeUnits,
} from './game.ts'
import { separableCostShares } from './share-rules.ts'
import { solveExactly } from './simplex.ts'

const solveLp = await loadSolver()
const councils = ['Northshire', 'Midvale', 'Southmere']
const costs = [0, 60, 50, 80, 40, 76, 66, 96]

test('a game can be typed in as a list of groups, in any order', () => {
  const game = gameFromTable(councils, [
    { members: ['Southmere', 'Midvale', 'Northshire'], cost: 96 },
    { members: ['Northshire'], cost: 60 },
    { members: ['Midvale'], cost: 50 },
    { members: ['Southmere'], cost: 40 },
    { members: ['Midvale', 'Northshire'], cost: 80 },
    { members: ['Southmere', 'Northshire'], cost: 76 },
    { members: ['Southmere', 'Midvale'], cost: 66 },
  ])
  assert.deepEqual(game, costGame(councils, costs))
  assert.deepEqual(
    game,
    gameFromCostFunction(councils, (group) => costs[group]!),
  )
  assert.deepEqual([...standAloneCosts(game)], [60, 50, 40])
  assert.deepEqual([...separableCosts(game)], [30, 20, 16])
  assert.equal(jointSaving(game), 54)
  assert.deepEqual([...savings(game)], [0, 0, 0, 30, 0, 24, 24, 54])
})

test('a missing group, a group given twice and an unknown council are named', () => {
  const rows = [
    { members: ['A'], cost: 1 },
    { members: ['B'], cost: 2 },
  ]
  assert.throws(() => gameFromTable(['A', 'B'], rows), /rows: the cost of the group A, B is missing/)
  assert.throws(() => gameFromTable(['A', 'B'], [...rows, rows[0]!]), /rows\[2\]: the group A is given twice/)
  assert.throws(() => gameFromTable(['A'], rows), /rows\[1\].members\[0\]: "B" is not one of the partners/)
  assert.throws(() => gameFromTable(['A', 'A'], rows), /players\[1\]: "A" is already used/)
  assert.throws(
    () => gameFromTable(['A'], [{ members: ['A'], cost: Number.NaN }]),
    /rows\[0\].cost: must be a finite/,
  )
  assert.throws(() => costGame(['A', 'B'], [0, 1, 2]), /costs: 2 partners have 4 groups/)
  assert.throws(
    () => costGame(['A', 'B'], [0, 1, 2, Number.NaN]),
    /costs\[3\] \(A, B\): must be a finite number/,
  )
  assert.throws(() => costGame(['A'], [1, 1]), /costs\[0\]: nobody costs nothing/)
  assert.throws(() => costGame([], [0]), /players: give 1 to 30 partners, not 0/)
  assert.throws(() => costGame(['A'], [0, 1e12], 6), /costs: 1000000000000 with 6 decimals has more digits/)
})

test('amounts are kept as whole pence, or finer where pence would round them', () => {
  assert.equal(costGame(['A'], [0, 12.34]).decimals, 2)
  assert.equal(costGame(['A'], [0, 0.1 + 0.2]).decimals, 1)
  assert.equal(costGame(['A', 'B'], [0, 4.340601956, 1, 5]).decimals, 9)
  assert.equal(costGame(['A', 'B'], [0, 1e9, 1, 1e9 / 3]).decimals, 3)
  assert.deepEqual([...wholeUnits(costGame(['A'], [0, 12.34]))], [0, 1234])
  assert.deepEqual([...wholeUnits(savingsGame(['A'], [0, 2e-9]))], [0, -2])
  assert.equal(costGame(['A'], [0, 12.34], 0).units![1], 12)
})

test('the properties of a game come with the groups that break them', () => {
  const { convex, superadditive, monotone, balanced, everybodyCanGain } = gameProperties(
    costGame(councils, costs),
    solveExactly,
  )
  assert.deepEqual(superadditive, { holds: true })
  assert.deepEqual(monotone, { holds: true })
  assert.deepEqual(convex, { holds: true })
  assert.ok(balanced && everybodyCanGain)
  const majority = gameProperties(costGame(councils, [0, 1, 1, 1, 1, 1, 1, 2]), solveExactly)
  assert.deepEqual(majority.convex, { holds: false, first: 5, second: 6, by: 1 })
  assert.equal(majority.balanced, false)
})

test('charges are whole pence that add up, and say when rounding lets a group do better alone by a penny', () => {
  fc.assert(
    fc.property(concaveCosts(5), (game) => {
      const found = allocate(game, { rule: 'nucleolus' }, solveLp)
      assert.ok(found.defined)
      const { pence, inCore, leftCoreByRounding, objections } = chargeInPence(game, found.shares)
      assert.equal(
        pence.reduce((a, b) => a + b, 0),
        Math.round(game.values.at(-1)! * 100),
      )
      assert.equal(leftCoreByRounding, found.inCore && !inCore)
      if (found.inCore) for (const { excess } of objections) assert.ok(excess <= pence.length)
      pence.forEach((p, i) => assert.ok(Math.abs(p - found.shares[i]! * 100) < 1))
    }),
    { numRuns: 1000 },
  )
  // Three councils, 1p saved by any two: a third of a penny each cannot be paid in pence.
  const pennies = costGame(councils, [0, 0.01, 0.01, 0.02, 0.01, 0.02, 0.02, 0.02])
  const third = chargeInPence(pennies, [0.02 / 3, 0.02 / 3, 0.02 / 3])
  assert.deepEqual(third.pence, [1, 1, 0])
  const tight = costGame(councils, [0, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.015])
  assert.ok(stabilityOf(tight, [0.005, 0.005, 0.005]).inCore)
  assert.equal(chargeInPence(tight, [0.005, 0.005, 0.005]).leftCoreByRounding, true)
})

test('a game in millions is charged in pence', () => {
  const { pence } = chargeInPence(costGame(['A', 'B'], [0, 11, 7, 15]), [9.5, 5.5], 1e6)
  assert.deepEqual(pence, [950_000_000, 550_000_000])
})

test('when the whole gets cheaper nobody pays more by Shapley, by equal savings or by the per-capita prenucleolus', () => {
  const rules = ['shapley', 'equal-savings', 'ensc', 'per-capita-prenucleolus'] as const
  fc.assert(
    fc.property(fc.oneof(anySavings(4), convexGame(4)), fc.integer({ min: 1, max: 20 }), (game, fall) => {
      for (const rule of rules) {
        const found = aggregateMonotonicity(game, { rule }, fall, solveLp)
        assert.ok(found.defined && found.holds, rule)
      }
    }),
    { numRuns: 1000 },
  )
})

test('by the nucleolus somebody can pay more because the whole got cheaper', () => {
  let found = false
  fc.assert(
    fc.property(anySavings(5, 4), fc.integer({ min: 1, max: 20 }), (game, fall) => {
      const result = aggregateMonotonicity(game, { rule: 'prenucleolus' }, fall, solveLp)
      if (result.defined && !result.holds) found = true
    }),
    { numRuns: 300, seed: 3 },
  )
  assert.ok(found)
  assert.throws(
    () => aggregateMonotonicity(costGame(['A'], [0, 1]), { rule: 'equal' }, 0, solveLp),
    /fall: must be/,
  )
})

test('SCRB gives no part of the rest to a council whose alternative is cheaper than what it adds', () => {
  const found = separableCostShares(costGame(councils, costs), [60, 15, 40])
  assert.ok(found.defined)
  // B adds 20 but would gain only 15: clipped. The rest, 30, goes 30 : 24 to A and C.
  assert.deepEqual(found.clipped, [1])
  assert.deepEqual(
    [...found.shares].map((share) => Math.round(share * 1e9) / 1e9),
    [46.666666667, 20, 29.333333333],
  )
})
