import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { anyCosts, closeTo, gameOfAnyKind, listOf } from '#test/engine/make-games.ts'
import { hasMember, membersOf, sizeOf } from './coalition.ts'
import { jointCost, savings, standAloneCosts, type Game } from './game.ts'
import {
  banzhafValue,
  dividends,
  myersonShares,
  owenShares,
  weightedShapley,
  weightedUnionShares,
} from './harsanyi.ts'
import { sampleShapley, ordersNeeded } from './shapley-sampling.ts'
import { shapley } from './shapley.ts'
import { tauShares } from './tau.ts'

const weightsOf = (n: number) => listOf(fc.integer({ min: 1, max: 5 }), n)
const gameWith = <T>(extra: (n: number) => fc.Arbitrary<T>, most = 4) =>
  anyCosts(most).chain((game) => extra(game.players.length).map((more) => ({ game, more })))

/** What each adds on arrival, averaged over all orders with the chance of each. */
function byOrders(game: Game, chance: (order: readonly number[]) => number): number[] {
  const n = game.players.length
  const shares = Array.from({ length: n }, () => 0)
  const walk = (order: readonly number[]) => {
    if (order.length < n) {
      for (let i = 0; i < n; i++) if (!order.includes(i)) walk([...order, i])
      return
    }
    const weight = chance(order)
    let before = 0
    for (const i of order) {
      const after = before | (1 << i)
      shares[i]! += weight * (game.values[after]! - game.values[before]!)
      before = after
    }
  }
  walk([])
  return shares
}

test('a group costs the sum of the dividends of all groups in it', () => {
  fc.assert(
    fc.property(anyCosts(5), (game) => {
      const dividend = dividends(game.values, game.players.length)
      game.values.forEach((cost, group) => {
        let sum = 0
        for (let part = group; part > 0; part = (part - 1) & group) sum += dividend[part]!
        assert.equal(sum, cost)
      })
    }),
    { numRuns: 1000 },
  )
})

test('weighted Shapley: the last to arrive is drawn by weight, then the last but one, and so on', () => {
  fc.assert(
    fc.property(gameWith(weightsOf), ({ game, more: weights }) => {
      const chance = (order: readonly number[]) => {
        let left = weights.reduce((a, b) => a + b, 0)
        return order.toReversed().reduce((product, i) => {
          const drawn = weights[i]! / left
          left -= weights[i]!
          return product * drawn
        }, 1)
      }
      const n = game.players.length
      assert.ok(closeTo(weightedShapley(game.values, n, weights), byOrders(game, chance), 1e-9))
      assert.ok(
        closeTo(
          weightedShapley(
            game.values,
            n,
            weights.map(() => 7),
          ),
          shapley(game.values, n),
          1e-9,
        ),
      )
    }),
    { numRuns: 1000 },
  )
})

const unionsOf = (n: number) =>
  listOf(fc.integer({ min: 0, max: 2 }), n).map((names) =>
    [0, 1, 2]
      .map((name) => names.reduce((union, own, i) => (own === name ? union | (1 << i) : union), 0))
      .filter(Boolean),
  )

test('Owen: the average over the orders in which unions arrive together', () => {
  fc.assert(
    fc.property(gameWith(unionsOf), ({ game, more: unions }) => {
      const n = game.players.length
      const together = (order: readonly number[]) =>
        unions.every((union) => {
          const places = order.flatMap((i, place) => (hasMember(union, i) ? [place] : []))
          return 1 + places.at(-1)! - places[0]! <= places.length
        })
      let count = 0
      byOrders(game, (order) => {
        if (together(order)) count++
        return 0
      })
      const slow = byOrders(game, (order) => (together(order) ? 1 / count : 0))
      assert.ok(closeTo(owenShares(game.values, n, unions), slow, 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('Owen with everybody single, or all in one union, is Shapley; unions pay what Shapley asks of them as blocks', () => {
  fc.assert(
    fc.property(gameWith(unionsOf), ({ game, more: unions }) => {
      const n = game.players.length
      const fair = shapley(game.values, n)
      const singles = game.players.map((_, i) => 1 << i)
      assert.ok(closeTo(owenShares(game.values, n, singles), fair, 1e-9))
      assert.ok(closeTo(owenShares(game.values, n, [2 ** n - 1]), fair, 1e-9))
      const blocks = new Float64Array(2 ** unions.length).map((_, some) => {
        return game.values[membersOf(some).reduce((group, k) => group | unions[k]!, 0)]!
      })
      const blockShares = shapley(blocks, unions.length)
      const shares = owenShares(game.values, n, unions)
      unions.forEach((union, k) => {
        const total = membersOf(union).reduce((sum, i) => sum + shares[i]!, 0)
        assert.ok(Math.abs(total - blockShares[k]!) < 1e-9)
      })
    }),
    { numRuns: 1000 },
  )
})

test('weighted unions: the last union to arrive is drawn by weight; inside a union all orders are alike', () => {
  fc.assert(
    fc.property(
      gameWith((n) => fc.tuple(unionsOf(n), weightsOf(3))),
      ({ game, more: [unions, draws] }) => {
        const n = game.players.length
        const weights = draws.slice(0, unions.length)
        const chance = (order: readonly number[]) => {
          const seen: number[] = []
          for (const i of order) {
            const k = unions.findIndex((union) => hasMember(union, i))
            if (seen.at(-1) === k) continue
            if (seen.includes(k)) return 0
            seen.push(k)
          }
          let left = weights.reduce((a, b) => a + b, 0)
          let product = 1
          for (const k of seen.toReversed()) {
            product *= weights[k]! / left
            left -= weights[k]!
          }
          for (const union of unions) for (let m = 2; m <= sizeOf(union); m++) product /= m
          return product
        }
        assert.ok(closeTo(weightedUnionShares(game.values, n, unions, weights), byOrders(game, chance), 1e-9))
      },
    ),
    { numRuns: 1000 },
  )
})

test('Myerson: Shapley when a group that is not connected pays for its parts', () => {
  const linksOf = (n: number) => fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 6 })
  fc.assert(
    fc.property(gameWith(linksOf, 5), ({ game, more: links }) => {
      const n = game.players.length
      const parts = (group: number): number[] => {
        const label = Array.from({ length: n }, (_, i) => i)
        for (let round = 0; round < n; round++) {
          for (const [a, b] of links) {
            if (!hasMember(group, a) || !hasMember(group, b)) continue
            label[a] = label[b] = Math.min(label[a]!, label[b]!)
          }
        }
        const names = new Set(membersOf(group).map((i) => label[i]))
        return [...names].map((name) =>
          membersOf(group).reduce((p, i) => (label[i] === name ? p | (1 << i) : p), 0),
        )
      }
      const linked = game.values.map((_, group) =>
        parts(group).reduce((sum, part) => sum + game.values[part]!, 0),
      )
      const found = myersonShares(game.values, n, links)
      assert.equal(found === null, parts(2 ** n - 1).length > 1)
      if (found) assert.ok(closeTo(found, shapley(linked, n), 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('Banzhaf: what a council adds, averaged over all groups of the others', () => {
  fc.assert(
    fc.property(anyCosts(5), (game) => {
      const n = game.players.length
      const slow = game.players.map((_, i) => {
        let sum = 0
        game.values.forEach((cost, group) => {
          if (!hasMember(group, i)) sum += game.values[group | (1 << i)]! - cost
        })
        return sum / 2 ** (n - 1)
      })
      assert.ok(closeTo(banzhafValue(game.values, n), slow, 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('tau: everybody the same part of the way from the least it can insist on to the most it can hope for', () => {
  const seen = { yes: 0, no: 0 }
  fc.assert(
    fc.property(gameOfAnyKind(5), (game) => {
      const n = game.players.length
      const saving = savings(game)
      const all = 2 ** n - 1
      const most = game.players.map((_, i) => saving[all]! - saving[all - 2 ** i]!)
      const least = game.players.map((_, i) => {
        let best = Number.NEGATIVE_INFINITY
        for (let group = 1; group <= all; group++) {
          if (!hasMember(group, i)) continue
          const others = membersOf(group).filter((j) => j !== i)
          best = Math.max(best, saving[group]! - others.reduce((sum, j) => sum + most[j]!, 0))
        }
        return best
      })
      const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
      const fits = least.every((r, i) => r <= most[i]! + 1e-6)
      const inRange = total(least) <= saving[all]! + 1e-6 && saving[all]! <= total(most) + 1e-6
      const found = tauShares(game)
      assert.equal(found.defined, fits && inRange)
      seen[found.defined ? 'yes' : 'no']++
      if (!found.defined) return
      const range = total(most) - total(least)
      const part = range > 1e-6 ? (saving[all]! - total(least)) / range : 0
      const alone = standAloneCosts(game)
      const slow = least.map((r, i) => alone[i]! - (r + part * (most[i]! - r)))
      assert.ok(closeTo(found.shares, slow, 1e-6))
      const paid = found.shares.reduce((sum, share) => sum + share, 0)
      assert.ok(Math.abs(paid - jointCost(game)) < 1e-6)
    }),
    { numRuns: 1000 },
  )
  assert.ok(seen.yes > 100 && seen.no > 100, JSON.stringify(seen))
})

test('sampled Shapley shares lie within four standard errors of the exact ones, off to either side, and add up', () => {
  let state = 1
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647
  const off: number[] = []
  fc.assert(
    fc.property(anyCosts(8, 3), (game) => {
      const n = game.players.length
      const costOf = (isIn: Uint8Array) => game.values[isIn.reduce((group, one, i) => group | (one << i), 0)]!
      const { shares, standardErrors, orders } = sampleShapley({ n, costOf }, 200, random)
      assert.equal(orders, 400)
      const exact = shapley(game.values, n)
      shares.forEach((share, i) => {
        if (standardErrors[i]! > 1e-9) off.push((share - exact[i]!) / standardErrors[i]!)
        else assert.ok(Math.abs(share - exact[i]!) < 1e-9)
      })
      const sum = shares.reduce((a, b) => a + b, 0)
      assert.ok(Math.abs(sum - jointCost(game)) < 1e-9)
    }),
    { numRuns: 1000, seed: 1 },
  )
  // Of so many, one in 16,000 is expected beyond four standard errors by luck alone.
  assert.ok(off.length > 3000 && off.filter((z) => Math.abs(z) > 4).length <= 2)
  const average = off.reduce((sum, z) => sum + z, 0) / off.length
  assert.ok(Math.abs(average) < 4 / Math.sqrt(off.length), `${average}`)
  const spread = Math.sqrt(off.reduce((sum, z) => sum + z * z, 0) / off.length)
  assert.ok(spread > 0.95 && spread < 1.05, `${spread}`)
  assert.equal(ordersNeeded({ n: 1, range: 1, error: 0.05, risk: 0.05 }), 738)
  assert.equal(ordersNeeded({ n: 1, range: 1, error: 0.01, risk: 0.05 }), 18445)
  assert.throws(
    () => sampleShapley({ n: 3, costOf: () => Number.NaN }, 5, random),
    /costOf: gave no finite number/,
  )
})
