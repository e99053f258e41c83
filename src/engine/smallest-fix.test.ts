import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { anyCosts, anySavings, concaveCosts } from '#test/engine/make-games.ts'
import { allocate } from './allocation.ts'
import { leastCore, stabilityOf } from './core.ts'
import { equalProfitShares } from './equal-profit.ts'
import { costGame, jointCost, standAloneCosts, type Game } from './game.ts'
import type { LpRow } from './lp.ts'
import { nearestInCore } from './nearest-in-core.ts'
import { solveExactly } from './simplex.ts'
import { smallestFix, transfersBetween } from './smallest-fix.ts'

const solveLp = solveExactly
const unlimited = (count: number) => Array.from({ length: count }, () => Number.POSITIVE_INFINITY)

/** Every group's condition, with room for `extra` more unknowns. */
function everyGroup(game: Game, level: number, extra: number): LpRow[] {
  const n = game.players.length
  const all = 2 ** n - 1
  return Array.from({ length: all }, (_, k) => k + 1).map((group) => ({
    coefficients: Array.from({ length: n + extra }, (_, i) => (i < n && group & (1 << i) ? 1 : 0)),
    atLeast: group === all ? jointCost(game) : Number.NEGATIVE_INFINITY,
    atMost: game.values[group]! + (group === all ? 0 : level),
  }))
}

const fairShares = (game: Game) => {
  const found = allocate(game, { rule: 'equal' }, solveLp)
  assert.ok(found.defined)
  return found.shares
}

test('no smaller sum of money than the fix’s would stop every group from doing better alone', () => {
  const seen = { stable: 0, fixed: 0, 'no-stable-split': 0 }
  fc.assert(
    fc.property(fc.oneof(anyCosts(4), anySavings(4), concaveCosts(4)), (game) => {
      const n = game.players.length
      const shares = fairShares(game)
      const fix = smallestFix(game, shares, solveLp)
      seen[fix.outcome]++
      const least = leastCore(game, solveLp)!
      assert.equal(fix.outcome === 'no-stable-split', least.coreIsEmpty)
      const level = Math.max(0, least.epsilon)
      const worst = stabilityOf(game, fix.shares, 1).worst[0]!
      assert.ok(worst.excess <= level + 1e-5)

      const rises = shares.map((share, i) => ({
        coefficients: Array.from({ length: 2 * n }, (_, k) => (k === i ? -1 : k === n + i ? 1 : 0)),
        atLeast: -share,
        atMost: Number.POSITIVE_INFINITY,
      }))
      const slow = solveExactly({
        minimise: Array.from({ length: 2 * n }, (_, k) => (k < n ? 0 : 1)),
        lower: Array.from({ length: 2 * n }, (_, k) => (k < n ? Number.NEGATIVE_INFINITY : 0)),
        upper: unlimited(2 * n),
        rows: [...everyGroup(game, level + 1e-9, n), ...rises],
      })
      assert.equal(slow.status, 'optimal')
      if (slow.status !== 'optimal') return
      assert.ok(Math.abs(slow.value - fix.moved) < 1e-5, `${fix.moved} should be ${slow.value}`)

      const after = Float64Array.from(shares)
      for (const { from, to, amount } of fix.transfers) {
        assert.ok(amount > 0)
        after[from]! += amount
        after[to]! -= amount
      }
      after.forEach((share, i) => assert.ok(Math.abs(share - fix.shares[i]!) < 1e-5))
    }),
    { numRuns: 1000 },
  )
  assert.ok(Math.min(...Object.values(seen)) > 50, JSON.stringify(seen))
})

test('two towns that share a £15m plant equally owe the smaller one half a million', () => {
  const towns = costGame(['A', 'B'], [0, 11, 7, 15])
  const fix = smallestFix(towns, [7.5, 7.5], solveExactly)
  assert.equal(fix.outcome, 'fixed')
  assert.deepEqual(fix.objections, [{ group: 2, excess: 0.5 }])
  assert.equal(fix.transfers.length, 1)
  assert.ok(Math.abs(fix.transfers[0]!.amount - 0.5) < 1e-7)
  assert.deepEqual([fix.transfers[0]!.from, fix.transfers[0]!.to], [0, 1])
})

test('a split that holds needs nothing', () => {
  const towns = costGame(['A', 'B'], [0, 11, 7, 15])
  const fix = smallestFix(towns, [9.5, 5.5], solveExactly)
  assert.deepEqual(
    { ...fix, shares: [...fix.shares] },
    {
      outcome: 'stable',
      objections: [],
      transfers: [],
      moved: 0,
      shares: [9.5, 5.5],
      leftover: 0,
    },
  )
})

test('where no split is stable the fix says so and names what is left', () => {
  const majority = costGame(['A', 'B', 'C'], [0, 1, 1, 1, 1, 1, 1, 2])
  const fix = smallestFix(majority, [1, 1, 0], solveExactly)
  assert.equal(fix.outcome, 'no-stable-split')
  assert.ok(Math.abs(fix.leftover - 1 / 3) < 1e-12)
  assert.ok(Math.abs(fix.moved - 2 / 3) < 1e-6)
})

test('transfers turn one division into another with one payment fewer than there are councils', () => {
  assert.deepEqual(transfersBetween([5, 5, 5], [8, 4, 3], 1e-9), [
    { from: 0, to: 2, amount: 2 },
    { from: 0, to: 1, amount: 1 },
  ])
})

test('no stable division is nearer to the key, in squared pounds, than the one found', () => {
  let moved = 0
  fc.assert(
    fc.property(
      fc.oneof(anySavings(4), concaveCosts(5), anyCosts(4)),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
      fc.boolean(),
      (game, draws, uneven) => {
        const n = game.players.length
        const give = draws.slice(0, n).map((d) => (uneven ? d : 1))
        const wanted = draws
          .slice(0, n)
          .map((d) => (jointCost(game) * d) / draws.slice(0, n).reduce((a, b) => a + b, 0))
        const least = leastCore(game, solveLp)!
        const level = Math.max(0, least.epsilon)
        const held = least.coreIsEmpty ? least.balance.map(({ group }) => group) : []
        const found = nearestInCore(game, wanted, level, give, held)
        assert.ok(found)
        const scale = 1 + Math.max(...standAloneCosts(game).map(Math.abs), Math.abs(jointCost(game)))
        assert.ok(stabilityOf(game, found, 1).worst[0]!.excess <= level + 1e-6 * scale)
        // Nearest means: from there, every other stable division lies on the far side of what is wanted.
        const pull = wanted.map((w, i) => (w - found[i]!) / give[i]!)
        if (pull.some((p) => Math.abs(p) > 1e-6)) moved++
        const farthest = solveExactly({
          minimise: pull.map((p) => -p),
          lower: unlimited(n).map((x) => -x),
          upper: unlimited(n),
          rows: everyGroup(game, level + 1e-9, 0),
        })
        assert.equal(farthest.status, 'optimal')
        if (farthest.status !== 'optimal') return
        const here = pull.reduce((sum, p, i) => sum + p * found[i]!, 0)
        const size = pull.reduce((sum, p) => sum + Math.abs(p), 0)
        assert.ok(-farthest.value <= here + 1e-5 * (1 + size) * scale)
      },
    ),
    { numRuns: 1000 },
  )
  assert.ok(moved > 200)
})

test('no stable division spreads savings more evenly than equal profit', () => {
  let found = 0
  fc.assert(
    fc.property(fc.oneof(concaveCosts(4), anyCosts(4)), (game) => {
      const n = game.players.length
      const alone = standAloneCosts(game)
      const fast = equalProfitShares(game, solveLp)
      const positive = alone.every((cost) => cost > 0)
      if (!positive) {
        assert.deepEqual(fast, { defined: false, why: 'cost-not-above-nothing' })
        return
      }
      const slow = solveExactly({
        minimise: [...alone.map(() => 0), -1, 1].map(Number),
        lower: unlimited(n + 2).map((x) => -x),
        upper: unlimited(n + 2),
        rows: [
          ...everyGroup(game, 1e-9, 2),
          ...Array.from(alone.keys()).flatMap((i) =>
            [0, 1].map((side) => ({
              coefficients: Array.from({ length: n + 2 }, (_, k) =>
                k === i ? 1 / alone[i]! : k === n + side ? -1 : 0,
              ),
              atLeast: side === 0 ? 0 : Number.NEGATIVE_INFINITY,
              atMost: side === 0 ? Number.POSITIVE_INFINITY : 0,
            })),
          ),
        ],
      })
      assert.equal(fast.defined, slow.status === 'optimal')
      if (!fast.defined || slow.status !== 'optimal') return
      found++
      assert.ok(Math.abs(fast.spread - slow.value) < 1e-6)
      assert.ok(stabilityOf(game, fast.shares, 1).worst[0]!.excess < 1e-4)
    }),
    { numRuns: 1000 },
  )
  assert.ok(found > 200)
})
