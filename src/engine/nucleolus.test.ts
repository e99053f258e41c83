import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { loadSolver } from '#platform/highs.ts'
import { majorityGame, randomGame } from '#test/engine/known-games.ts'
import { costGame, savingsGame, standAloneCosts, wholeUnits, type Game } from './game.ts'
import { checkKohlberg, type Certificate } from './kohlberg.ts'
import { Cancelled } from './long-work.ts'
import type { LpRow } from './lp.ts'
import { findNucleolus, nucleolus, prenucleolus } from './nucleolus.ts'
import { plus, rational } from './rational.ts'
import { measureOf, type Measure } from './excess.ts'
import { hasMember } from './coalition.ts'
import { solveExactly } from './simplex.ts'

const solveWithHighs = await loadSolver()
const names = (n: number) => Array.from({ length: n }, (_, i) => `Council ${i + 1}`)

const worths = (low: number, high: number, sizes = [2, 3, 3, 3, 4]) =>
  fc
    .constantFrom(...sizes)
    .chain((n) =>
      fc.array(fc.integer({ min: low, max: high }), { minLength: 2 ** n - 1, maxLength: 2 ** n - 1 }),
    )
    .map((values) => savingsGame(names(Math.log2(values.length + 1)), [0, ...values]))

/** Many ties, as when councils are alike; few ties; and worths of single councils left at nothing. */
const anyGame = fc.oneof(worths(0, 3), worths(-40, 40))

/**
 * The nucleolus by its definition, with every group written out: bring the loudest complaint down; then ask of each
 * group in turn whether it could complain less loudly without anyone exceeding the level. Those that could not are
 * fixed; and again. Slow, but free of the shortcuts of the method under test.
 */
function byDefinition(game: Game, limitSingles: boolean, measure: Measure): number[] | null {
  const n = game.players.length
  const costs = wholeUnits(game)
  const fixed = new Map<number, number>()
  const all = 2 ** n - 1
  const members = (group: number) => Array.from({ length: n }, (_, i) => (hasMember(group, i) ? 1 : 0))
  const size = (group: number) => measureOf(measure, group, costs)
  for (;;) {
    const conditions = (level: number | null): LpRow[] => [
      { coefficients: [...members(all), 0], atLeast: costs[all]!, atMost: costs[all]! },
      ...Array.from({ length: all - 1 }, (_, k) => k + 1).map((group) => {
        const known = fixed.get(group)
        if (known !== undefined) {
          return { coefficients: [...members(group), 0], atLeast: known - 1e-9, atMost: known + 1e-9 }
        }
        const free = level === null && size(group) > 0
        const atMost = costs[group]! + (free || level === null ? 0 : level * size(group) + 1e-9)
        const coefficients = [...members(group), free ? -size(group) : 0]
        return { coefficients, atLeast: Number.NEGATIVE_INFINITY, atMost }
      }),
    ]
    const solve = (minimise: number[], level: number | null) =>
      solveWithHighs({
        minimise,
        lower: Array.from({ length: n + 1 }, () => Number.NEGATIVE_INFINITY),
        upper: Array.from({ length: n + 1 }, (_, i) =>
          limitSingles && i < n ? costs[2 ** i]! : Number.POSITIVE_INFINITY,
        ),
        rows: conditions(level),
      })
    const lowest = solve([...members(0), 1], null)
    if (lowest.status !== 'optimal') return null
    const level = lowest.x[n]!
    let settledSome = false
    for (let group = 1; group < all; group++) {
      if (fixed.has(group)) continue
      const best = solve([...members(group), 0], level)
      assert.equal(best.status, 'optimal')
      if (best.status === 'optimal' && best.value > costs[group]! + level * size(group) - 1e-6) {
        fixed.set(group, best.value)
        settledSome = true
      }
    }
    assert.ok(settledSome)
    const singles = Array.from({ length: n }, (_, i) => fixed.get(2 ** i))
    if (singles.every((share) => share !== undefined)) return singles
    if (fixed.size === all - 1) return null
  }
}

for (const [kind, find] of [
  ['nucleolus', nucleolus],
  ['prenucleolus', prenucleolus],
] as const) {
  test(`the ${kind} is what settling one complaint after another gives, group by group`, () => {
    fc.assert(
      fc.property(anyGame, fc.constantFrom<Measure>('total', 'perHead'), (game, measure) => {
        const fast = find(game, solveWithHighs, { measure })
        const exact = find(game, solveExactly, { measure })
        if (!fast.defined || !exact.defined) {
          assert.equal(fast.defined, exact.defined)
          const alone = standAloneCosts(game).reduce((a, b) => a + b, 0)
          assert.ok(kind === 'nucleolus' && alone < game.values.at(-1)!)
          return
        }
        assert.deepEqual(fast.shares, exact.shares)
        const slow = byDefinition(game, kind === 'nucleolus', measure)
        assert.ok(slow)
        slow.forEach((share, i) => {
          assert.ok(Math.abs(share - fast.shares[i]!) < 1e-5, `${share} should be ${fast.shares[i]}`)
        })
      }),
      { numRuns: 1000 },
    )
  })
}

test('in proportion to cost too, both are what settling one complaint after another gives', () => {
  const dear = fc
    .constantFrom(2, 3, 3, 3, 3, 3, 3, 3, 3, 4)
    .chain((n) => fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2 ** n - 1, maxLength: 2 ** n - 1 }))
    .map((costs) => costGame(names(Math.log2(costs.length + 1)), [0, ...costs]))
  fc.assert(
    fc.property(dear, fc.boolean(), (game, limitSingles) => {
      const find = limitSingles ? nucleolus : prenucleolus
      const found = find(game, solveExactly, { measure: 'proportional' })
      if (!found.defined) {
        const alone = standAloneCosts(game).reduce((a, b) => a + b, 0)
        assert.ok(limitSingles && alone < game.values.at(-1)!)
        return
      }
      assert.ok(found.check.holds)
      const slow = byDefinition(game, limitSingles, 'proportional')
      assert.ok(slow)
      slow.forEach((share, i) => {
        assert.ok(Math.abs(share - found.shares[i]!) < 1e-5, `${share} should be ${found.shares[i]}`)
      })
    }),
    { numRuns: 1000 },
  )
})

test('three towns that could save 6 save 2.5, 2.5 and 1, as described', () => {
  const towns = savingsGame(['A', 'B', 'C'], [0, 0, 0, 4, 0, 1, 1, 6])
  const found = nucleolus(towns, solveExactly)
  assert.ok(found.defined)
  assert.deepEqual([...found.shares], [-2.5, -2.5, -1])
  assert.deepEqual(found.levels, [-1, -2.5])
})

test('where working together costs more than going alone there is no nucleolus, and it says why', () => {
  const dear = costGame(['A', 'B'], [0, 1, 1, 3])
  assert.deepEqual(nucleolus(dear, solveExactly), { defined: false, why: 'dearer-together' })
  const pre = prenucleolus(dear, solveExactly)
  assert.ok(pre.defined)
  assert.deepEqual([...pre.shares], [1.5, 1.5])
})

test('settled totals that are no binary fractions do not seem to break a council’s limit', () => {
  const votes = majorityGame([1, 1, 3, 3, 4, 6], 7)
  for (const solveLp of [solveWithHighs, solveExactly]) {
    const found = nucleolus(votes, solveLp)
    assert.ok(found.defined)
    assert.deepEqual(
      found.shares.map((share) => 0 - share),
      Float64Array.from([0, 0, 0.2, 0.2, 0.2, 0.4]),
    )
    assert.ok(checkKohlberg(votes, found.certificate).holds)
  }
})

test('one council pays its own cost; two split their saving equally; nothing to share leaves own costs', () => {
  const shares = (game: Game) => {
    const found = nucleolus(game, solveWithHighs)
    assert.ok(found.defined)
    return [...found.shares]
  }
  assert.deepEqual(shares(costGame(['A'], [0, 5])), [5])
  assert.deepEqual(shares(costGame(['A', 'B'], [0, 11, 7, 15])), [9.5, 5.5])
  assert.deepEqual(shares(costGame(['A', 'B', 'C'], [0, 1, 2, 3, 4, 5, 6, 7])), [1, 2, 4])
})

test('the proof fails when the shares are moved by a thousandth, whoever pays whom', () => {
  fc.assert(
    fc.property(worths(-40, 40, [2, 3, 4, 5]), fc.nat(), fc.nat(), (game, from, to) => {
      const n = game.players.length
      const found = findNucleolus(game, solveExactly, 'prenucleolus')
      assert.ok(found && typeof found !== 'string')
      assert.deepEqual(checkKohlberg(game, found), {
        holds: true,
        failures: [],
        largestViolation: 0,
        tooLoud: [],
      })
      const shares = [...found.shares]
      const step = rational(1n, 1000n)
      shares[from % n] = plus(shares[from % n]!, step)
      const payee = (from + 1 + (to % (n - 1))) % n
      shares[payee] = plus(shares[payee]!, rational(-1n, 1000n))
      assert.equal(checkKohlberg(game, { ...found, shares }).holds, false)
    }),
  )
})

test('a proof with a level left out, a weight turned round or a false level is refused', () => {
  const game = randomGame(1, 5, 461078)
  const found = findNucleolus(game, solveExactly, 'nucleolus')
  assert.ok(found && typeof found !== 'string' && found.levels.length >= 2)
  const holds = (changed: Partial<Certificate>) => checkKohlberg(game, { ...found, ...changed }).holds
  assert.ok(holds({}))
  assert.ok(!holds({ levels: found.levels.slice(1) }))
  assert.ok(!holds({ levels: found.levels.slice(0, -1) }))
  assert.ok(!holds({ levels: found.levels.toReversed() }))
  const [first, ...rest] = found.levels
  const [group, ...groups] = first!.groups
  const turned = { ...group!, weight: rational(-1n) }
  assert.ok(!holds({ levels: [{ ...first!, groups: [turned, ...groups] }, ...rest] }))
  assert.ok(!holds({ levels: [{ ...first!, groups }, ...rest] }))
  assert.ok(!holds({ levels: [{ ...first!, limits: [group!] }, ...rest] }))
})

test('a long search reports its stages and can be stopped', () => {
  const stages: number[] = []
  const game = randomGame(1, 6, 7)
  nucleolus(game, solveWithHighs, { onProgress: ({ done }) => stages.push(done) })
  assert.ok(stages.length > 0 && stages[0] === 1)
  assert.throws(() => nucleolus(game, solveWithHighs, { signal: { aborted: true } }), Cancelled)
})

test('shares and levels are in the game’s own unit of money, also where costs are in pence', () => {
  const costs = [0, 6000, 5000, 8000, 4000, 7600, 6600, 9600]
  const pence = costGame(
    ['A', 'B', 'C'],
    costs.map((cost) => cost / 100 + (cost > 0 ? 0.01 : 0)),
  )
  const scaled = costGame(
    ['A', 'B', 'C'],
    costs.map((cost) => cost + Number(cost > 0)),
  )
  for (const measure of ['total', 'perHead', 'proportional'] as const) {
    const [small, large] = [pence, scaled].map((game) => nucleolus(game, solveExactly, { measure }))
    assert.ok(small?.defined && large?.defined)
    const unit = measure === 'proportional' ? 1 : 100
    small.shares.forEach((share, i) => assert.ok(Math.abs(100 * share - large.shares[i]!) < 1e-9, measure))
    assert.equal(small.levels.length, large.levels.length)
    small.levels.forEach((level, k) => assert.ok(Math.abs(unit * level - large.levels[k]!) < 1e-9, measure))
  }
})

test('costs in tenths whose sum is the joint cost leave everybody at its own cost', () => {
  const found = nucleolus(costGame(['A', 'B', 'C'], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]), solveExactly)
  assert.ok(found.defined)
  assert.deepEqual([...found.shares], [0.1, 0.2, 0.4])
})

test('where no group has a cost, there is no nucleolus in proportion to cost, and it says why', () => {
  const free = costGame(['A', 'B', 'C'], [0, 0, 0, 0, 0, 0, 0, 0])
  assert.deepEqual(nucleolus(free, solveExactly, { measure: 'proportional' }), {
    defined: false,
    why: 'nothing-to-measure-by',
  })
})
