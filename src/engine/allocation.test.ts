import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  airport,
  anyCosts,
  bankruptcy,
  closeTo,
  concaveCosts,
  convexGame,
  gameOfAnyKind,
  reordered,
  shifted,
  withDummy,
  withTwins,
} from '#test/engine/make-games.ts'
import { allocate, allocateAll } from './allocation.ts'
import { explainUndefined } from './allocation-words.ts'
import { leastCore, tolerance } from './core.ts'
import { isConvex, isSuperadditive } from './game-properties.ts'
import { costGame, jointCost, savings, standAloneCosts, type Game } from './game.ts'
import { SIMPLE_RULES, type Rule, type RuleId } from './sharing-rule.ts'
import { solveExactly } from './simplex.ts'

const solveLp = solveExactly

/** Every rule, with what it needs made up for a game of n. Unions pair councils off; links make a chain. */
function everyRule(n: number): Rule[] {
  const key = Array.from({ length: n }, (_, i) => i + 1)
  const unions = key.flatMap((_, i) => (i % 2 === 0 ? [(1 << i) | (i + 1 < n ? 1 << (i + 1) : 0)] : []))
  return [
    ...SIMPLE_RULES.map((rule) => ({ rule })),
    { rule: 'proportional', key },
    { rule: 'least-core', key },
    { rule: 'core-nearest', key },
    { rule: 'core-nearest', key, give: key },
    { rule: 'scrb' },
    { rule: 'weighted-shapley', weights: key },
    { rule: 'owen', unions },
    { rule: 'weighted-coalition', unions, unionWeights: unions.map((_, k) => k + 1) },
    { rule: 'myerson', links: key.slice(1).map((i) => [i - 2, i - 1] as const) },
  ]
}

function sharesOf(game: Game, rule: Rule): readonly number[] | null {
  const found = allocate(game, rule, solveLp)
  return found.defined ? found.shares : null
}

const simple = (...ids: RuleId[]) => ids as (typeof SIMPLE_RULES)[number][]
const scale = (game: Game) => Math.max(1, tolerance(game) * 1e3)

test('under every rule the shares add up to the joint cost, or the rule says why it has no answer', () => {
  const why = new Set<string>()
  fc.assert(
    fc.property(gameOfAnyKind(5), (game) => {
      for (const found of allocateAll(game, everyRule(game.players.length), solveLp)) {
        if (!found.defined) {
          why.add(found.why)
          assert.ok(explainUndefined(found.why).endsWith('.'))
          continue
        }
        const sum = found.shares.reduce((a, b) => a + b, 0)
        assert.ok(Math.abs(sum - jointCost(game)) <= 1e-7 * scale(game), `${found.rule}: ${sum}`)
        const alone = standAloneCosts(game)
        found.savings.forEach((saving, i) => assert.equal(saving, alone[i]! - found.shares[i]!))
      }
    }),
    { numRuns: 250 },
  )
  assert.ok(why.has('dearer-together') && why.has('least-above-most'), [...why].join())
})

test('two councils with the same costs in every group pay the same', () => {
  const rules = simple(
    'equal',
    'equal-savings',
    'ensc',
    'gately',
    'shapley',
    'tau',
    'nucleolus',
    'prenucleolus',
  )
  fc.assert(
    fc.property(gameOfAnyKind(4).map(withTwins), (game) => {
      for (const rule of [...rules.map((id) => ({ rule: id })), { rule: 'scrb' } as const]) {
        const shares = sharesOf(game, rule)
        if (shares) assert.ok(Math.abs(shares[0]! - shares[1]!) <= 1e-6 * scale(game), rule.rule)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a council that always adds just its own cost pays just its own cost', () => {
  const rules = simple('shapley', 'tau', 'gately', 'nucleolus', 'prenucleolus')
  fc.assert(
    fc.property(gameOfAnyKind(4), fc.integer({ min: 0, max: 30 }), (base, cost) => {
      const game = withDummy(base, cost)
      const n = game.players.length
      const unions = [1, ...Array.from({ length: n - 2 }, (_, i) => 2 << i), 1 << (n - 1)]
      for (const rule of [
        ...rules.map((id) => ({ rule: id })),
        { rule: 'weighted-shapley', weights: Array.from({ length: n }, (_, i) => i + 1) } as const,
        { rule: 'owen', unions } as const,
      ]) {
        const shares = sharesOf(game, rule)
        if (shares)
          assert.ok(Math.abs(shares.at(-1)! - cost) <= 1e-6 * scale(game), `${rule.rule}: ${shares.at(-1)}`)
      }
    }),
    { numRuns: 1000 },
  )
})

test('shares of two services added are the shares of both together, for the additive rules', () => {
  const key = [3, 1, 2]
  const rules: Rule[] = [
    ...simple('shapley', 'ensc', 'equal-savings', 'equal').map((rule) => ({ rule })),
    { rule: 'proportional', key },
    { rule: 'weighted-shapley', weights: key },
    { rule: 'owen', unions: [3, 4] },
    { rule: 'weighted-coalition', unions: [3, 4], unionWeights: [1, 2] },
  ]
  fc.assert(
    fc.property(anyCosts(3, 3), anyCosts(3, 3), (one, two) => {
      const both = costGame(
        one.players,
        one.values.map((cost, group) => cost + two.values[group]!),
      )
      for (const rule of rules) {
        const [a, b] = [sharesOf(one, rule)!, sharesOf(two, rule)!]
        assert.ok(
          closeTo(
            sharesOf(both, rule)!,
            a.map((share, i) => share + b[i]!),
            1e-9 * 1e3,
          ),
          rule.rule,
        )
      }
    }),
    { numRuns: 1000 },
  )
})

test('a cost of one’s own is simply added to one’s share, and a change of currency changes every share alike', () => {
  const rules = simple('equal-savings', 'ensc', 'gately', 'shapley', 'tau', 'nucleolus', 'prenucleolus')
  const perHead = simple('per-capita-nucleolus', 'per-capita-prenucleolus')
  fc.assert(
    fc.property(
      gameOfAnyKind(4),
      fc.constantFrom(1e-6, 0.5, 3, 1e9),
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 4 }),
      (game, factor, own) => {
        const n = game.players.length
        const moved = shifted(
          game,
          factor,
          own.slice(0, n).map((amount) => amount * factor),
        )
        for (const id of [...rules, ...perHead]) {
          const before = sharesOf(game, { rule: id })
          const after = sharesOf(moved, { rule: id })
          assert.equal(before === null, after === null, id)
          if (!before || !after) continue
          const expected = before.map((share, i) => factor * (share + own[i]!))
          assert.ok(
            closeTo(after, expected, factor * 1e-6 * scale(game)),
            `${id}: ${after.join()} for ${expected.join()}`,
          )
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('listing the councils in another order changes nothing but the order', () => {
  fc.assert(
    fc.property(gameOfAnyKind(4), fc.nat(), (game, turn) => {
      const n = game.players.length
      const order = game.players.map((_, i) => (i + turn) % n)
      const other = reordered(game, order)
      for (const rule of SIMPLE_RULES) {
        if (rule === 'equal-profit') continue
        const before = sharesOf(game, { rule })
        const after = sharesOf(other, { rule })
        assert.equal(before === null, after === null)
        if (!before || !after) continue
        const expected = order.map((from) => before[from]!)
        assert.ok(closeTo(after, expected, 1e-6 * scale(game)), rule)
      }
    }),
    { numRuns: 1000 },
  )
})

test('nobody pays more than alone under the nucleolus and, when working together pays for all groups, Shapley’s', () => {
  fc.assert(
    fc.property(gameOfAnyKind(5), (game) => {
      const alone = standAloneCosts(game)
      const fair = (rule: RuleId) => {
        const shares = sharesOf(game, { rule } as Rule)
        shares?.forEach((share, i) => assert.ok(share <= alone[i]! + 1e-7 * scale(game), `${rule} ${i}`))
      }
      fair('nucleolus')
      fair('tau')
      if (isSuperadditive(game)?.holds) {
        fair('shapley')
        fair('gately')
      }
    }),
    { numRuns: 1000 },
  )
})

test('when the core is not empty the nucleolus is in it and is the prenucleolus too', () => {
  let stable = 0
  fc.assert(
    fc.property(gameOfAnyKind(5), (game) => {
      const least = leastCore(game, solveLp)!
      const pre = allocate(game, { rule: 'prenucleolus' }, solveLp)
      assert.ok(pre.defined && pre.proof)
      assert.ok(Math.abs(pre.worst[0]!.excess - least.epsilon) <= 1e-7 * scale(game))
      const nucleolus = allocate(game, { rule: 'nucleolus' }, solveLp)
      if (least.coreIsEmpty) {
        assert.equal(pre.inCore, false)
        if (nucleolus.defined) assert.ok(nucleolus.worst[0]!.excess >= least.epsilon - 1e-7 * scale(game))
        return
      }
      stable++
      assert.ok(nucleolus.defined && nucleolus.inCore)
      assert.deepEqual(nucleolus.shares, pre.shares)
    }),
    { numRuns: 1000 },
  )
  assert.ok(stable > 60)
})

test('with scale economies, or whenever a game is convex, Shapley’s shares leave no group better off alone', () => {
  fc.assert(
    fc.property(fc.oneof(convexGame(5), concaveCosts(5)), (game) => {
      const found = allocate(game, { rule: 'shapley' }, solveLp)
      assert.ok(found.defined)
      // Rounding to pence can undo convexity by a penny.
      if (isConvex(game)?.holds) assert.ok(found.inCore)
      else assert.ok(found.worst[0]!.excess <= 0.05)
    }),
    { numRuns: 1000 },
  )
})

test('with scale economies nobody’s Shapley share falls when another council leaves', () => {
  fc.assert(
    fc.property(convexGame(5, 3), fc.nat(), (game, pick) => {
      const n = game.players.length
      const leaver = pick % n
      const stay = game.players.map((_, i) => i).filter((i) => i !== leaver)
      const rest = costGame(
        stay.map((i) => game.players[i]!),
        Float64Array.from({ length: 2 ** (n - 1) }, (_, group) => {
          const low = group & (2 ** leaver - 1)
          return game.values[low | ((group ^ low) << 1)]!
        }),
      )
      const before = sharesOf(game, { rule: 'shapley' })!
      const after = sharesOf(rest, { rule: 'shapley' })!
      stay.forEach((i, k) => assert.ok(after[k]! >= before[i]! - 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('on a runway each length is paid for equally by those who need it (Shapley)', () => {
  fc.assert(
    fc.property(airport(6), ({ needs, game }) => {
      const steps = [0, ...needs].sort((a, b) => a - b)
      const expected = needs.map((need) =>
        steps.slice(1).reduce((sum, step, k) => {
          const users = needs.filter((other) => other >= step).length
          return step <= need ? sum + (step - steps[k]!) / users : sum
        }, 0),
      )
      assert.ok(closeTo(sharesOf(game, { rule: 'shapley' })!, expected, 1e-9))
    }),
    { numRuns: 1000 },
  )
})

test('a bankrupt estate is divided as the Talmud has it by the nucleolus', () => {
  fc.assert(
    fc.property(bankruptcy(5), ({ estate, claims, game }) => {
      const half = claims.reduce((a, b) => a + b, 0) / 2
      const equalUpTo = (limits: readonly number[], total: number) => {
        let level = 0
        let left = total
        const order = [...limits].sort((a, b) => a - b)
        order.forEach((limit, k) => {
          const step = Math.min(limit - level, left / (order.length - k))
          level += step
          left -= step * (order.length - k)
        })
        return limits.map((limit) => Math.min(limit, level))
      }
      const halves = claims.map((claim) => claim / 2)
      const talmud =
        estate <= half
          ? equalUpTo(halves, estate)
          : equalUpTo(halves, 2 * half - estate).map((loss, i) => claims[i]! - loss)
      const shares = sharesOf(game, { rule: 'nucleolus' })!
      assert.ok(
        closeTo(
          shares.map((share) => -share),
          talmud,
          1e-9,
        ),
      )
    }),
    { numRuns: 1000 },
  )
})

test('two councils split their saving equally under every rule that looks at savings', () => {
  fc.assert(
    fc.property(anyCosts(2), (game) => {
      const alone = standAloneCosts(game)
      const saving = savings(game)[3]!
      const expected = alone.map((cost) => cost - saving / 2)
      for (const rule of SIMPLE_RULES) {
        if (['equal', 'equal-profit'].includes(rule) || rule.startsWith('proportional')) continue
        const shares = sharesOf(game, { rule })
        if (shares) assert.ok(closeTo(shares, expected, 1e-9), `${rule} ${shares.join()}`)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a rule that needs a stable division says that there is none', () => {
  const game = costGame(['A', 'B', 'C'], [0, 10, 10, 15, 10, 15, 15, 30])
  assert.deepEqual(allocate(game, { rule: 'equal-profit' }, solveLp), {
    rule: 'equal-profit',
    defined: false,
    why: 'core-is-empty',
  })
  const adjusted = allocate(game, { rule: 'core-nearest', key: [1, 1, 1] }, solveLp)
  assert.ok(adjusted.defined)
  assert.deepEqual(adjusted.notes, [{ type: 'core-is-empty', epsilon: 5 }])
  assert.ok(closeTo(adjusted.shares, [10, 10, 10], 1e-9))
})

test('an unknown rule, a key of the wrong length and weights of nothing are refused by name', () => {
  const game = costGame(['A', 'B'], [0, 3, 4, 5])
  const tryRule = (rule: unknown) => () => allocate(game, rule as Rule, solveLp)
  assert.throws(tryRule({ rule: 'by-lot' }), /rule: there is no sharing rule called "by-lot"/)
  assert.throws(tryRule({ rule: 'proportional', key: [1] }), /key: give 2 figures/)
  assert.throws(
    tryRule({ rule: 'proportional', key: [1, -1] }),
    /key\[1\]: must not be negative, but B has -1/,
  )
  assert.throws(tryRule({ rule: 'proportional', key: [0, 0] }), /key: adds up to nothing/)
  assert.throws(tryRule({ rule: 'weighted-shapley', weights: [1, 0] }), /weights\[1\]: must be above 0/)
  assert.throws(tryRule({ rule: 'core-nearest', key: [1, 1], give: [1, 0] }), /give\[1\]: must be above 0/)
  assert.throws(tryRule({ rule: 'owen', unions: [1] }), /unions: must name every partner once/)
  assert.throws(tryRule({ rule: 'owen', unions: [3, 1] }), /unions\[1\]: names a partner that is already/)
  assert.throws(tryRule({ rule: 'myerson', links: [[0, 2]] }), /links\[0\]: names partner 2/)
})
