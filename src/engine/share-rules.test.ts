import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { closeTo, gameOfAnyKind } from '#test/engine/make-games.ts'
import { propensityToDisrupt } from './core.ts'
import type { Game } from './game.ts'
import {
  equalSavingShares,
  equalShares,
  gatelyShares,
  proportionalShares,
  separableCostShares,
  separablePlusEqualShares,
} from './share-rules.ts'

/* Each simple rule beside its formula, worked out here from the table alone and another way round. */

const key = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 5 })

/** Sums from scratch: what each pays alone, what each adds, and the bill. */
function plain({ values, players }: Game) {
  const all = values.length - 1
  const alone = players.map((_, i) => values[2 ** i]!)
  const adds = players.map((_, i) => values[all]! - values[all - 2 ** i]!)
  return { alone, adds, bill: values[all]!, n: players.length }
}

const add = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const near = (game: Game) => 1e-9 * Math.max(1, game.largest)

test('equal shares, shares by key and equal savings are what their formulas say', () => {
  fc.assert(
    fc.property(gameOfAnyKind(5), key, (game, weights) => {
      const { alone, bill, n } = plain(game)
      assert.ok(
        closeTo(
          equalShares(game),
          alone.map(() => bill / n),
          near(game),
        ),
      )
      const saved = (add(alone) - bill) / n
      assert.ok(
        closeTo(
          equalSavingShares(game),
          alone.map((cost) => cost - saved),
          near(game),
        ),
      )
      const own = weights.slice(0, n)
      if (add(own) > 0) {
        const expected = own.map((weight) => (bill / add(own)) * weight)
        assert.ok(closeTo(proportionalShares(game, own), expected, near(game)))
      } else assert.throws(() => proportionalShares(game, own), /key/)
    }),
    { numRuns: 1000 },
  )
})

test('ENSC is what each adds, and an equal part of what nobody adds', () => {
  fc.assert(
    fc.property(gameOfAnyKind(5), (game) => {
      const { adds, bill, n } = plain(game)
      const rest = bill - add(adds)
      const shares = separablePlusEqualShares(game)
      assert.ok(
        closeTo(
          shares,
          adds.map((cost) => cost + rest / n),
          near(game),
        ),
      )
      // The same from the other side: any two differ by just what they add differently.
      shares.forEach((share, i) =>
        assert.ok(Math.abs(share - shares[0]! - (adds[i]! - adds[0]!)) <= near(game)),
      )
    }),
    { numRuns: 1000 },
  )
})

test('SCRB leaves everybody the same part of what it could still gain, and nothing to whoever gains nothing', () => {
  let seen = 0
  let capped = 0
  fc.assert(
    fc.property(gameOfAnyKind(5), fc.option(key), (game, given) => {
      const { alone, adds, bill, n } = plain(game)
      const benefits = given?.slice(0, n).map((benefit) => 10 * benefit)
      const found = separableCostShares(game, benefits)
      const worth = alone.map((cost, i) => Math.min(cost, benefits?.[i] ?? cost))
      const room = worth.map((least, i) => Math.max(0, least - adds[i]!))
      const rest = bill - add(adds)
      if (!found.defined) {
        assert.ok(add(room) <= near(game) && Math.abs(rest) > near(game))
        return
      }
      seen++
      assert.ok(Math.abs(add([...found.shares]) - bill) <= near(game))
      if (found.clipped.length > 0) capped++
      if (add(room) <= near(game)) return
      found.shares.forEach((share, i) => {
        // Cross-multiplied, so that no division is shared with the method under test.
        assert.ok(Math.abs((share - adds[i]!) * add(room) - rest * room[i]!) <= near(game) * (1 + add(room)))
      })
    }),
    { numRuns: 1000 },
  )
  assert.ok(seen > 500 && capped > 50, `${seen} ${capped}`)
})

test('Gately’s shares are the only ones of the bill that make everybody equally able to disrupt', () => {
  let seen = 0
  fc.assert(
    fc.property(gameOfAnyKind(5), (game) => {
      const { alone, adds, bill } = plain(game)
      const shares = gatelyShares(game)
      const claims = alone.map((cost, i) => cost - adds[i]!)
      if (shares === null) {
        assert.ok(Math.abs(add(claims)) <= near(game) && Math.abs(add(alone) - bill) > near(game))
        return
      }
      assert.ok(Math.abs(add([...shares]) - bill) <= near(game))
      const saving = add(alone) - bill
      shares.forEach((share, i) => {
        assert.ok(
          Math.abs((alone[i]! - share) * add(claims) - saving * claims[i]!) <=
            near(game) * (1 + Math.abs(add(claims))),
        )
      })
      const able = propensityToDisrupt(game, shares)
      const real = able.filter((_, i) => Math.abs(alone[i]! - shares[i]!) > 1e-6 * Math.max(1, game.largest))
      if (real.length > 1) seen++
      for (const ability of real) {
        assert.ok(Math.abs(ability - real[0]!) < 1e-5 * Math.max(1, Math.abs(real[0]!)))
      }
    }),
    { numRuns: 1000 },
  )
  assert.ok(seen > 300, `${seen}`)
})
