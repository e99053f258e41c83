import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { loadSolver } from '#platform/highs.ts'
import { anyCosts, anySavings, gameOfAnyKind } from '#test/engine/make-games.ts'
import { membersOf } from './coalition.ts'
import {
  groupPropensityToDisrupt,
  groupsBetterAlone,
  leastCore,
  propensityToDisrupt,
  stabilityOf,
} from './core.ts'
import { largestExcesses, measureOf, type Measure } from './excess.ts'
import { costGame, jointCost, savings, standAloneCosts, type Game } from './game.ts'
import type { LpRow } from './lp.ts'
import { gatelyShares } from './share-rules.ts'
import { solveExactly } from './simplex.ts'

const solveWithHighs = await loadSolver()
const pays = (shares: ArrayLike<number>, group: number) =>
  membersOf(group).reduce((sum, i) => sum + shares[i]!, 0)

/** The least core with every group written into one exact linear programme. */
function leastCoreInOne(game: Game, measure: Measure): number {
  const n = game.players.length
  const all = 2 ** n - 1
  const row = (group: number, last: number, atLeast: number, atMost: number): LpRow => ({
    coefficients: [...Array.from({ length: n }, (_, i) => (group & (1 << i) ? 1 : 0)), last],
    atLeast,
    atMost,
  })
  const rows = [row(all, 0, jointCost(game), jointCost(game))]
  for (let group = 1; group < all; group++) {
    rows.push(
      row(group, -measureOf(measure, group, game.values), Number.NEGATIVE_INFINITY, game.values[group]!),
    )
  }
  const free = Array.from({ length: n + 1 }, () => Number.POSITIVE_INFINITY)
  const answer = solveExactly({
    minimise: [...free.slice(1).map(() => 0), 1],
    lower: free.map((x) => -x),
    upper: free,
    rows,
  })
  assert.equal(answer.status, 'optimal')
  return answer.status === 'optimal' ? answer.value : Number.NaN
}

test('the least core is the answer of one linear programme with every group in it', () => {
  fc.assert(
    fc.property(gameOfAnyKind(5), fc.constantFrom<Measure>('total', 'perHead'), (game, measure) => {
      const least = leastCore(game, solveWithHighs, { measure })
      assert.ok(least)
      assert.ok(Math.abs(least.epsilon - leastCoreInOne(game, measure)) < 1e-9)
      const worst = stabilityOf(game, least.shares, 1, measure).worst[0]!
      assert.ok(Math.abs(worst.excess - least.epsilon) < 1e-6)
      assert.equal(leastCore(game, solveExactly, { measure })?.epsilon, least.epsilon)
    }),
    { numRuns: 1000 },
  )
})

test('the balance counts every council once and, when the core is empty, costs less than everybody together', () => {
  let empty = 0
  fc.assert(
    fc.property(fc.oneof(anyCosts(5), anySavings(5)), (game) => {
      const least = leastCore(game, solveExactly)
      assert.ok(least)
      game.players.forEach((_, i) => {
        const covered = least.balance.reduce(
          (sum, { group, weight }) => (group & (1 << i) ? sum + weight : sum),
          0,
        )
        assert.ok(Math.abs(covered - 1) < 1e-12)
      })
      for (const { weight } of least.balance) assert.ok(weight > 0)
      const cost = least.balance.reduce((sum, { group, weight }) => sum + weight * game.values[group]!, 0)
      assert.ok(Math.abs(cost - least.aloneTogether) < 1e-9)
      assert.equal(least.coreIsEmpty, least.aloneTogether < least.joint - 1e-12)
      if (least.coreIsEmpty) empty++
    }),
    { numRuns: 1000 },
  )
  assert.ok(empty > 50)
})

test('any two of three councils who can save it all can be bought off only by a charge of a third of it', () => {
  const majority = costGame(['A', 'B', 'C'], [0, 1, 1, 1, 1, 1, 1, 2])
  const least = leastCore(majority, solveExactly)
  assert.ok(least)
  assert.ok(least.coreIsEmpty)
  assert.ok(Math.abs(least.epsilon - 1 / 3) < 1e-15)
  assert.deepEqual(
    least.balance.map(({ group, weight }) => [group, weight]).sort(([a], [b]) => a! - b!),
    [
      [3, 0.5],
      [5, 0.5],
      [6, 0.5],
    ],
  )
  assert.equal(least.aloneTogether, 1.5)
  assert.equal(leastCore(costGame(['A'], [0, 5]), solveExactly), null)
})

test('the worst groups are the worst of all groups, in order, by every measure', () => {
  fc.assert(
    fc.property(
      gameOfAnyKind(5),
      fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 5, maxLength: 5 }),
      fc.constantFrom<Measure>('total', 'perHead', 'proportional'),
      (game, draws, measure) => {
        const n = game.players.length
        const shares = draws.slice(0, n)
        const slow = Array.from({ length: 2 ** n - 2 }, (_, k) => k + 1)
          .map((group) => {
            const excess = pays(shares, group) - game.values[group]!
            return { group, excess: excess / (measureOf(measure, group, game.values) || 1) }
          })
          .sort((a, b) => b.excess - a.excess)
        const { worst, inCore } = stabilityOf(game, shares, 10, measure)
        assert.equal(worst.length, Math.min(10, slow.length))
        worst.forEach(({ group, excess }, k) => {
          assert.ok(Math.abs(excess - slow[k]!.excess) < 1e-9)
          const before = worst[k - 1]
          if (before?.excess === excess) assert.ok(before.group < group)
          const again = slow.find((s) => s.group === group)!
          assert.ok(Math.abs(excess - again.excess) < 1e-9)
        })
        const better = slow.filter(({ group }) => pays(shares, group) > game.values[group]! + 1e-6)
        assert.equal(inCore, better.length === 0)
        assert.equal(groupsBetterAlone(game, shares).length, better.length)
      },
    ),
    { numRuns: 1000 },
  )
})

test('the search for the worst groups finds them beyond the first block of members', () => {
  const n = 13
  const costs = new Float64Array(2 ** n).map((_, group) => (group * 7919) % 1009)
  costs[0] = 0
  const saved = Array.from({ length: n }, (_, i) => i * 10)
  const alone = Array.from({ length: n }, (_, i) => costs[2 ** i]!)
  const slow = Array.from({ length: 2 ** n - 2 }, (_, k) => k + 1).map(
    (group) => pays(alone, group) - costs[group]! - pays(saved, group),
  )
  const found = largestExcesses(costs, saved, { count: 2 ** n, skip: (group) => group === 5 })
  assert.deepEqual(
    found.map(({ excess }) => excess),
    slow.filter((_, k) => k !== 4).toSorted((x, y) => y - x),
  )
  const above = largestExcesses(costs, saved, { count: 5, above: 2000 })
  assert.deepEqual(
    above.map(({ excess }) => excess),
    slow.toSorted((x, y) => y - x).slice(0, 5),
  )
})

test('Gately’s rule makes every council equally able to disrupt', () => {
  fc.assert(
    fc.property(anySavings(5), (game) => {
      const shares = gatelyShares(game)
      if (!shares) return
      const alone = standAloneCosts(game)
      const disrupt = propensityToDisrupt(game, shares).filter(
        (_, i) => Math.abs(alone[i]! - shares[i]!) > 1e-6,
      )
      for (const d of disrupt) assert.ok(Math.abs(d - disrupt[0]!) < 1e-6 * Math.max(1, Math.abs(d)))
    }),
    { numRuns: 1000 },
  )
})

test('a group’s propensity to disrupt compares what the others lose with what it loses', () => {
  const game = costGame(['A', 'B', 'C'], [0, 60, 50, 80, 40, 76, 66, 96])
  // Shares 41, 31, 24: without A the others pay 66 instead of 55; A loses 60 - 41.
  assert.ok(Math.abs(propensityToDisrupt(game, [41, 31, 24])[0]! - 11 / 19) < 1e-12)
  assert.ok(Math.abs(groupPropensityToDisrupt(game, [41, 31, 24], 1) - 11 / 19) < 1e-12)
  assert.ok(Math.abs(groupPropensityToDisrupt(game, [41, 31, 24], 6) - 19 / 11) < 1e-12)
  assert.equal(propensityToDisrupt(game, [60, 20, 16])[0], Number.POSITIVE_INFINITY)
  assert.equal(savings(game)[7], 54)
  const withDummy = costGame(['A', 'B'], [0, 3, 4, 7])
  assert.deepEqual(propensityToDisrupt(withDummy, [3, 4]), [0, 0])
})

test('whether a division is in the core does not depend on how complaints are ranked', () => {
  // A could save 1 in a million by going alone: little beside its cost, and yet it would be better off.
  const game = costGame(['A', 'B'], [0, 1_000_000, 1_000_000, 1_900_000])
  for (const measure of ['total', 'perHead', 'proportional'] as const) {
    assert.equal(stabilityOf(game, [1_000_000.5, 899_999.5], 1, measure).inCore, false, measure)
    assert.equal(stabilityOf(game, [1_000_000, 900_000], 1, measure).inCore, true, measure)
  }
})

test('ten groups are listed unless another number is asked for', () => {
  const names = ['A', 'B', 'C', 'D']
  const game = costGame(
    names,
    Float64Array.from({ length: 16 }, (_, group) => 10 * membersOf(group).length),
  )
  assert.equal(stabilityOf(game, [10, 10, 10, 10]).worst.length, 10)
})
