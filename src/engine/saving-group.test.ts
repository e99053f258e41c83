import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Cancelled } from './long-work.ts'
import { bestSavingGroups, mergeSavingGroups, savingTable, type SavingGame } from './saving-group.ts'
import { shapley } from './shapley.ts'

const game = fc
  .record({
    volumes: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 5, maxLength: 7 }),
    fixed: fc.integer({ min: 0, max: 200 }),
    power: fc.constantFrom(0.8, 0.95, 1),
    coordination: fc.integer({ min: 0, max: 80 }),
    apart: fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(Infinity)), {
      minLength: 21,
      maxLength: 21,
    }),
  })
  .map(({ volumes, fixed, power, coordination, apart }): SavingGame => {
    const n = volumes.length
    const costs = new Float64Array(n * n)
    let at = 0
    for (let a = 0; a < n; a++)
      for (let b = a + 1; b < n; b++) costs[a * n + b] = costs[b * n + a] = apart[at++]!
    return {
      costs: {
        fixedAlone: fixed,
        unitAlone: 1,
        fixedShared: fixed,
        unitShared: 1,
        elasticity: power,
        coordination,
      },
      volumes,
      pairs: { n, costs },
      lasting: [1, 1, 0.9, 0.8, 0.7, 0.6],
    }
  })

/** The same by trying every subset and dividing by all orders. */
function byHand(given: SavingGame, size: number) {
  const found: { members: number[]; expected: number }[] = []
  for (let mask = 0; mask < 2 ** given.pairs.n; mask++) {
    const members = Array.from({ length: given.pairs.n }, (_, i) => i).filter((i) => mask & (1 << i))
    if (members.length !== size) continue
    const table = savingTable(given, members)
    const whole = table.at(-1)!
    if (!(whole > 0) || !Number.isFinite(whole)) continue
    // A pair out of reach is in a smaller group too, where it is worth less than nothing.
    const finite = table.map((value) => (Number.isFinite(value) ? value : -1e12))
    const given2 = shapley(finite, size)
    const stable = Array.from({ length: 2 ** size - 2 }, (_, k) => k + 1).every((group) => {
      const sum = given2.reduce((total, part, i) => (group & (1 << i) ? total + part : total), 0)
      return finite[group]! - sum <= 1e-9 * whole
    })
    if (stable) found.push({ members, expected: whole * given.lasting[size]! })
  }
  return found.sort((a, b) => b.expected - a.expected)
}

test('the best groups are those that trying every group finds', () => {
  fc.assert(
    fc.property(game, fc.integer({ min: 2, max: 5 }), (given, size) => {
      const best = bestSavingGroups(given, { size, keep: 4 })
      const tried = byHand(given, size).slice(0, 4)
      assert.equal(best.groups.length, tried.length)
      for (const [at, { expected }] of best.groups.entries())
        assert.ok(Math.abs(expected - tried[at]!.expected) <= 1e-9 * Math.max(1, expected))
    }),
    { numRuns: 300 },
  )
})

test('cut up in any way and joined again it is the same to the bit', () => {
  fc.assert(
    fc.property(game, fc.integer({ min: 2, max: 5 }), fc.integer({ min: 0, max: 7 }), (given, size, cut) => {
      const whole = bestSavingGroups(given, { size, keep: 3 })
      const parts = [
        bestSavingGroups(given, { size, keep: 3, from: 0, to: cut }),
        bestSavingGroups(given, { size, keep: 3, from: cut }),
      ]
      const joined = mergeSavingGroups(parts, 3)
      assert.deepEqual(joined.groups, whole.groups)
      assert.equal(joined.scored, whole.scored)
    }),
    { numRuns: 200 },
  )
})

test('groups that hold a council are those of all that begin with it, whole or cut up', () => {
  fc.assert(
    fc.property(game, fc.integer({ min: 2, max: 5 }), fc.integer({ min: 0, max: 7 }), (given, size, cut) => {
      const all = bestSavingGroups(given, { size, keep: 1000 }).groups.filter(
        ({ members }) => members[0] === 0,
      )
      const parts = [
        bestSavingGroups(given, { size, keep: 1000, holding: 0, to: cut }),
        bestSavingGroups(given, { size, keep: 1000, holding: 0, from: cut }),
      ]
      const whole = bestSavingGroups(given, { size, keep: 1000, holding: 0 })
      assert.deepEqual(whole.groups, all)
      const joined = mergeSavingGroups(parts, 1000)
      assert.deepEqual(joined.groups, all)
      assert.equal(joined.scored, whole.scored)
    }),
    { numRuns: 200 },
  )
})

test('two councils that share one fixed cost save it once, less what lies between them', () => {
  const given: SavingGame = {
    costs: {
      fixedAlone: 100,
      unitAlone: 1,
      fixedShared: 100,
      unitShared: 1,
      elasticity: 1,
      coordination: 30,
    },
    volumes: [50, 70, 10],
    pairs: { n: 3, costs: Float64Array.from([0, 5, Infinity, 5, 0, 80, Infinity, 80, 0]) },
    lasting: [1, 1, 0.5],
  }
  const { groups, scored } = bestSavingGroups(given, { size: 2, keep: 5 })
  assert.deepEqual(groups, [{ members: [0, 1], saving: 65, expected: 32.5 }])
  assert.equal(scored, 2)
})

test('it stops when it is told to, and refuses what it cannot score', () => {
  const given = fc.sample(game, 1)[0]!
  assert.throws(() => bestSavingGroups(given, { size: 2, keep: 1 }, { signal: { aborted: true } }), Cancelled)
  assert.throws(() => bestSavingGroups(given, { size: 6, keep: 1 }), /from 2 to 5/)
  assert.throws(
    () => bestSavingGroups({ ...given, volumes: Array.from(given.volumes, () => 0) }, { size: 2, keep: 1 }),
    /above 0/,
  )
})
