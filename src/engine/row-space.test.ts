import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { anyCosts, listOf } from '#test/engine/make-games.ts'
import { membersOf } from './coalition.ts'
import { measureOf, type Measure } from './excess.ts'
import { costGame } from './game.ts'
import { checkKohlberg } from './kohlberg.ts'
import { findNucleolus } from './nucleolus.ts'
import { positiveBalance } from './positive-balance.ts'
import {
  compare,
  dividedBy,
  exactly,
  minus,
  overCommonDenominator,
  plus,
  rational,
  times,
  toNumber,
  type Rational,
} from './rational.ts'
import { emptySpace, freeDirections, learn, remainderOf, solution, type RowSpace } from './row-space.ts'
import { settledTest } from './settled.ts'
import { solveExactly } from './simplex.ts'

const groupsOf = (n: number, most: number) =>
  fc.array(fc.integer({ min: 1, max: 2 ** n - 1 }), { maxLength: most })
const fraction = fc
  .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 1, max: 12 }))
  .map(([num, den]) => rational(BigInt(num), BigInt(den)))

test('fractions add, multiply and compare as on paper, and come back as the nearest number', () => {
  fc.assert(
    fc.property(fraction, fraction, (a, b) => {
      const value = (x: Rational) => Number(x.num) / Number(x.den)
      assert.ok(Math.abs(toNumber(plus(a, b)) - (value(a) + value(b))) < 1e-12)
      assert.ok(Math.abs(toNumber(times(a, b)) - value(a) * value(b)) < 1e-11)
      assert.equal(compare(minus(a, b), rational(0n)), Math.sign(value(a) - value(b)) + 0)
      if (b.num !== 0n) assert.deepEqual(times(dividedBy(a, b), b), a)
      const { nums, den } = overCommonDenominator([a, b])
      assert.deepEqual([rational(nums[0]!, den), rational(nums[1]!, den)], [a, b])
    }),
    { numRuns: 1000 },
  )
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      assert.equal(toNumber(exactly(x)), x + 0)
    }),
    { numRuns: 1000 },
  )
  const long = rational(10n ** 40n + 1n, 3n * 10n ** 40n)
  assert.equal(toNumber(long), 1 / 3)
  assert.equal(toNumber(rational(-(10n ** 30n), 7n)), -1e30 / 7)
  assert.throws(() => rational(1n, 0n), /denominator 0/)
  assert.throws(() => exactly(Number.NaN), /NaN/)
})

/** A space that has learnt that some groups pay what some hidden shares say. */
function learnt(
  n: number,
  groups: readonly number[],
  shares: readonly Rational[],
): { space: RowSpace; rank: number } {
  const space = emptySpace(n)
  let rank = 0
  for (const group of groups) {
    const total = membersOf(group).reduce((sum, i) => plus(sum, shares[i]!), rational(0n))
    if (learn(space, group, total)) rank++
  }
  return { space, rank }
}

test('what is known of the shares is exactly what follows from the groups that were named', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 6 })
        .chain((n) => fc.tuple(fc.constant(n), groupsOf(n, 8), listOf(fraction, n))),
      ([n, groups, shares]) => {
        const { space, rank } = learnt(n, groups, shares)
        assert.equal(space.equations.length, rank)
        const directions = freeDirections(space)
        assert.equal(directions.length, n - rank)
        const isSettled = settledTest(space)
        for (let group = 0; group < 2 ** n; group++) {
          const { coefficients, known } = remainderOf(space, group)
          const settled = coefficients.every((c) => c.num === 0n)
          const unmoved = directions.every((d) => membersOf(group).reduce((sum, i) => sum + d[i]!, 0n) === 0n)
          assert.equal(unmoved, settled)
          assert.equal(isSettled(group), settled)
          const total = membersOf(group).reduce((sum, i) => plus(sum, shares[i]!), rational(0n))
          const rest = coefficients.reduce((sum, c, i) => plus(sum, times(c, shares[i]!)), known)
          assert.deepEqual(rest, total)
        }
        if (rank === n) assert.deepEqual(solution(space), shares)
      },
    ),
    { numRuns: 1000 },
  )
})

test('weights that balance are above nothing, add up to what is settled, and are found whenever there are any', () => {
  let found = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 5 }).chain((n) => fc.tuple(fc.constant(n), groupsOf(n, 3), groupsOf(n, 6))),
      ([n, settled, groups]) => {
        const nothing = Array.from({ length: n }, () => rational(0n))
        const { space } = learnt(n, [2 ** n - 1, ...settled], nothing)
        const counts = groups.map(() => 1)
        const weights = positiveBalance(space, groups, counts)
        // Second method: is there any level below which all these groups can be brought together without end?
        const rows = groups.map((group) => ({
          coefficients: [...Array.from({ length: n }, (_, i) => (group & (1 << i) ? 1 : 0)), -1],
          atLeast: Number.NEGATIVE_INFINITY,
          atMost: 0,
        }))
        const kept = [2 ** n - 1, ...settled].map((group) => ({
          coefficients: [...Array.from({ length: n }, (_, i) => (group & (1 << i) ? 1 : 0)), 0],
          atLeast: 0,
          atMost: 0,
        }))
        const free = Array.from({ length: n + 1 }, () => Number.POSITIVE_INFINITY)
        const lowest = solveExactly({
          minimise: [...free.slice(1).map(() => 0), 1],
          lower: free.map((x) => -x),
          upper: free,
          rows: [...rows, ...kept],
        })
        assert.equal(weights !== null, lowest.status === 'optimal')
        if (!weights) return
        found++
        assert.ok(weights.every((w) => w.num >= 0n) && weights.some((w) => w.num > 0n))
        const sums = Array.from({ length: n }, (_, i) =>
          groups.reduce(
            (sum, group, k) => plus(sum, times(weights[k]!, remainderOf(space, group).coefficients[i]!)),
            rational(0n),
          ),
        )
        assert.ok(sums.every((sum) => sum.num === 0n))
      },
    ),
    { numRuns: 1000 },
  )
  assert.ok(found > 100)
})

test('a proof for one game is refused for another in which a group it does not name is just above its level', () => {
  let tried = 0
  fc.assert(
    fc.property(
      anyCosts(4, 3),
      fc.constantFrom<Measure>('total', 'perHead'),
      fc.nat(),
      (game, measure, pick) => {
        const certificate = findNucleolus(game, solveExactly, 'prenucleolus', { measure })
        assert.ok(certificate && typeof certificate !== 'string')
        const named = new Set(certificate.levels.flatMap(({ groups }) => groups.map(({ group }) => group)))
        const others = Array.from({ length: game.values.length - 2 }, (_, k) => k + 1).filter(
          (g) => !named.has(g),
        )
        if (others.length === 0) return
        tried++
        const group = others[pick % others.length]!
        const pays = membersOf(group).reduce((sum, i) => sum + toNumber(certificate.shares[i]!), 0)
        const loudest = toNumber(certificate.levels[0]!.excess) * measureOf(measure, group, game.values)
        const cheaper = costGame(game.players, game.values.with(group, Math.floor(pays - loudest) - 1))
        assert.equal(checkKohlberg(game, certificate).holds, true)
        const check = checkKohlberg(cheaper, certificate)
        assert.deepEqual(check.failures, ['a group has a larger excess than its level allows'])
        assert.deepEqual(check.tooLoud, [group])
        assert.ok(check.largestViolation > 0.9)
      },
    ),
    { numRuns: 1000 },
  )
  assert.ok(tried > 100)
})
