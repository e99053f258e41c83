import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  anyCosts,
  anySavings,
  assignment,
  bankruptcy,
  closeTo,
  convexGame,
  gameOfAnyKind,
  simpleGame,
} from '#test/engine/make-games.ts'
import { allocate } from './allocation.ts'
import { leastCore, stabilityOf } from './core.ts'
import { costGame, jointCost, savings, standAloneCosts, type Game } from './game.ts'
import { isSuperadditive } from './game-properties.ts'
import { bestPartition } from './partition.ts'
import { shapley } from './shapley.ts'
import { gatelyShares, separableCostShares } from './share-rules.ts'
import { tauShares } from './tau.ts'
import { solveExactly } from './simplex.ts'

const solveLp = solveExactly

function nucleolusOf(game: Game): readonly number[] {
  const found = allocate(game, { rule: 'nucleolus' }, solveLp)
  assert.ok(found.defined && found.proof?.check.holds)
  return found.shares
}

test('Shapley shares of a game are those of its dual, in which a group pays what it adds to everybody else', () => {
  fc.assert(
    fc.property(anyCosts(6), (game) => {
      const all = game.values.length - 1
      const dual = game.values.map((_, group) => game.values[all]! - game.values[all ^ group]!)
      const n = game.players.length
      assert.ok(closeTo(shapley(dual, n), shapley(game.values, n), 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('a council that adds the same to every group in two games pays the same in both (Shapley)', () => {
  fc.assert(
    fc.property(anyCosts(5), anyCosts(5), (game, noise) => {
      const n = game.players.length
      // Change every group without the last council, and its twin with the council, by the same amount.
      const half = game.values.length / 2
      const other = game.values.map((cost, group) => {
        const without = group % half
        return without === 0 ? cost : cost + noise.values[without % noise.values.length]!
      })
      assert.ok(Math.abs(shapley(other, n)[n - 1]! - shapley(game.values, n)[n - 1]!) < 1e-9)
    }),
    { numRuns: 1000 },
  )
})

test('when one group could save more, none of its members saves less by Shapley', () => {
  fc.assert(
    fc.property(anyCosts(5), fc.nat(), fc.integer({ min: 1, max: 30 }), (game, pick, more) => {
      const n = game.players.length
      const group = 1 + (pick % (2 ** n - 1))
      const before = shapley(game.values, n)
      const after = shapley(game.values.with(group, game.values[group]! - more), n)
      before.forEach((share, i) => {
        if (group & (1 << i)) assert.ok(after[i]! < share)
      })
    }),
    { numRuns: 1000 },
  )
})

test('SCRB with stand-alone costs is Gately’s rule unless somebody is clipped; tau is too when none can insist', () => {
  let same = 0
  fc.assert(
    fc.property(gameOfAnyKind(5), (game) => {
      const gately = gatelyShares(game)
      const scrb = separableCostShares(game)
      const within = 1e-6 * Math.max(1, game.largest)
      if (gately && scrb.defined && scrb.clipped.length === 0) {
        same++
        assert.ok(closeTo(scrb.shares, gately, within))
      }
      const tau = tauShares(game)
      if (gately && tau.defined && tau.least.every((claim) => Math.abs(claim) < 1e-9)) {
        assert.ok(closeTo(tau.shares, gately, within))
      }
    }),
    { numRuns: 1000 },
  )
  assert.ok(same > 200)
})

test('for three councils the nucleolus is given by a formula', () => {
  fc.assert(
    fc.property(
      fc.tuple(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
      ),
      ([d1, d2, d3, extra]) => {
        const [ab, ac, bc] = [d1, d2, d3].sort((a, b) => b - a) as [number, number, number]
        const all = ab + extra
        const game = costGame(['A', 'B', 'C'], [0, 0, 0, -ab, 0, -ac, -bc, -all])
        // A is in the two pairs that save most, C in the two that save least.
        const expected =
          all >= 3 * ab
            ? [all / 3, all / 3, all / 3]
            : all >= ab + 2 * ac
              ? [(all + ab) / 4, (all + ab) / 4, (all - ab) / 2]
              : all >= ab + 2 * bc
                ? [(ab + ac) / 2, (all - ac) / 2, (all - ab) / 2]
                : null
        const shares = nucleolusOf(game).map((share) => -share)
        if (expected) assert.ok(closeTo(shares, expected, 1e-9), `${ab} ${ac} ${bc} ${all}: ${shares.join()}`)
        else {
          const least = leastCore(game, solveLp)!
          assert.ok(Math.abs(stabilityOf(game, nucleolusOf(game), 1).worst[0]!.excess - least.epsilon) < 1e-9)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('of a bankrupt estate Shapley gives what first come, first served gives on average over all orders', () => {
  const orders = (list: readonly number[]): number[][] =>
    list.length === 0
      ? [[]]
      : list.flatMap((first) => orders(list.filter((x) => x !== first)).map((rest) => [first, ...rest]))
  fc.assert(
    fc.property(bankruptcy(5), ({ estate, claims, game }) => {
      const all = orders(claims.map((_, i) => i))
      const paid = claims.map(() => 0)
      for (const order of all) {
        let left = estate
        for (const i of order) {
          const part = Math.min(claims[i]!, left)
          paid[i]! += part / all.length
          left -= part
        }
      }
      const shares = shapley(game.values, claims.length).map((cost) => -cost)
      assert.ok(closeTo(shares, paid, 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('the loudest complaint is that of the least core, and louder only where somebody is held at its own cost', () => {
  let held = 0
  fc.assert(
    fc.property(fc.oneof(anyCosts(4), anySavings(5)), (game) => {
      const { epsilon } = leastCore(game, solveLp)!
      const loudest = (rule: 'nucleolus' | 'prenucleolus') => {
        const found = allocate(game, { rule }, solveLp)
        return found.defined ? { excess: found.worst[0]!.excess, shares: found.shares } : null
      }
      assert.ok(Math.abs(loudest('prenucleolus')!.excess - epsilon) < 1e-9)
      const limited = loudest('nucleolus')
      if (!limited) return
      assert.ok(limited.excess >= epsilon - 1e-9)
      if (limited.excess <= epsilon + 1e-9) return
      held++
      const alone = standAloneCosts(game)
      assert.ok(limited.shares.some((share, i) => Math.abs(share - alone[i]!) < 1e-9))
    }),
    { numRuns: 1000 },
  )
  assert.ok(held > 5, `${held}`)
})

test('buyers and sellers: the core is never empty, and the nucleolus is in it', () => {
  fc.assert(
    fc.property(assignment(6), (game) => {
      assert.equal(leastCore(game, solveLp)?.coreIsEmpty, false)
      assert.ok(stabilityOf(game, nucleolusOf(game)).inCore)
    }),
    { numRuns: 1000 },
  )
})

test('in a vote the core gives everything to vetoers, and is empty when there are none', () => {
  fc.assert(
    fc.property(simpleGame(6), (game) => {
      const all = game.values.length - 1
      const vetoers = game.players.map((_, i) => game.values[all - 2 ** i] === 0)
      const alone = standAloneCosts(game)
      if (alone.reduce((sum, cost) => sum + cost, 0) < jointCost(game)) return
      const shares = nucleolusOf(game)
      const least = leastCore(game, solveLp)!
      assert.equal(least.coreIsEmpty, !vetoers.some(Boolean))
      if (!least.coreIsEmpty) shares.forEach((share, i) => assert.ok(vetoers[i] || Math.abs(share) < 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('the best map is worth at least everybody together and everybody apart, and just that when joining always pays', () => {
  fc.assert(
    fc.property(fc.oneof(anySavings(6), convexGame(5)), (game) => {
      const worth = savings(game)
      const { best } = bestPartition(worth, game.players.length)
      assert.ok(best.value >= worth.at(-1)! && best.value >= 0)
      if (isSuperadditive(game)?.holds) assert.ok(Math.abs(best.value - worth.at(-1)!) < 1e-9)
    }),
    { numRuns: 1000 },
  )
})

test('six and seven councils have a proved prenucleolus whose loudest complaint is that of the least core', () => {
  fc.assert(
    fc.property(fc.oneof(anyCosts(7, 6), anySavings(7, 6)), (game) => {
      const found = allocate(game, { rule: 'prenucleolus' }, solveLp)
      assert.ok(found.defined && found.proof?.check.holds)
      const sum = found.shares.reduce((a, b) => a + b, 0)
      assert.ok(Math.abs(sum - jointCost(game)) < 1e-9 * Math.max(1, game.largest))
      assert.ok(Math.abs(found.worst[0]!.excess - leastCore(game, solveLp)!.epsilon) < 1e-9)
    }),
    { numRuns: 150 },
  )
})
