import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { Cancelled } from './long-work.ts'
import { doubleMajorityByCounting, doubleMajorityByListing, doubleMajorityPower } from './double-majority.ts'
import { powerAgainstCost, votingPower, type Committee, type VotingPower } from './voting-power.ts'

const committee = (most: number, least = 1): fc.Arbitrary<Committee> =>
  fc
    .record({
      weights: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }),
      part: fc.integer({ min: 1, max: 100 }),
    })
    .filter(({ weights }) => weights.some((w) => w > 0))
    .map(({ weights, part }) => {
      const total = weights.reduce((a, b) => a + b, 0)
      return { weights, quota: Math.max(1, Math.ceil((total * part) / 100)) }
    })

/** By listing every group and every order of a small committee. */
function listed(n: number, wins: (group: number) => boolean) {
  const swings = Array.from({ length: n }, () => 0)
  let winning = 0
  for (let group = 0; group < 2 ** n; group++) {
    if (wins(group)) winning++
    for (let i = 0; i < n; i++)
      if (!(group & (1 << i)) && !wins(group) && wins(group | (1 << i))) swings[i]!++
  }
  const pivots = Array.from({ length: n }, () => 0)
  const walk = (here: number, left: readonly number[]) => {
    for (const i of left) {
      const next = here | (1 << i)
      const rest = left.filter((j) => j !== i)
      if (!wins(here) && wins(next)) pivots[i]! += factorial(rest.length)
      walk(next, rest)
    }
  }
  walk(
    0,
    Array.from({ length: n }, (_, i) => i),
  )
  return { swings, winning, shapleyShubik: pivots.map((p) => p / factorial(n)) }
}

const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1))
const weightOf = ({ weights }: Committee, group: number) =>
  weights.reduce((sum, w, i) => (group & (1 << i) ? sum + w : sum), 0)

function agrees(power: VotingPower, slow: ReturnType<typeof listed>) {
  assert.deepEqual(power.swings.map(Number), slow.swings)
  assert.equal(Number(power.winning), slow.winning)
  power.shapleyShubik.forEach((s, i) => assert.ok(Math.abs(s - slow.shapleyShubik[i]!) < 1e-12))
}

test('power is what listing every group and every order of voting gives', () => {
  fc.assert(
    fc.property(committee(6), (c) => {
      const power = votingPower(c)
      agrees(
        power,
        listed(c.weights.length, (group) => weightOf(c, group) >= c.quota),
      )
    }),
    { numRuns: 1000 },
  )
})

const twoCommittees = (most: number) =>
  committee(most).chain((first) =>
    fc.tuple(
      fc.constant(first),
      committee(first.weights.length, first.weights.length).filter(
        (c) => c.weights.length === first.weights.length,
      ),
    ),
  )

test('with two majorities at once both ways of counting give what listing gives', () => {
  fc.assert(
    fc.property(twoCommittees(5), ([first, second]) => {
      const slow = listed(first.weights.length, (group) => {
        return weightOf(first, group) >= first.quota && weightOf(second, group) >= second.quota
      })
      agrees(doubleMajorityByListing(first, second), slow)
      agrees(doubleMajorityByCounting(first, second), slow)
      agrees(doubleMajorityPower(first, second), slow)
    }),
    { numRuns: 1000 },
  )
})

test('a second majority that everybody always has changes nothing, with as many as forty members', () => {
  const weights = Array.from({ length: 40 }, (_, i) => (i % 7) + 1)
  const total = weights.reduce((a, b) => a + b, 0)
  const single = votingPower({ weights, quota: Math.ceil(total * 0.55) })
  const double = doubleMajorityPower(
    { weights, quota: Math.ceil(total * 0.55) },
    { weights: weights.map(() => 1), quota: 1 },
  )
  assert.deepEqual(double.swings, single.swings)
  assert.equal(double.winning, single.winning)
  double.shapleyShubik.forEach((s, i) => assert.ok(Math.abs(s - single.shapleyShubik[i]!) < 1e-12))
})

test('shares of power add up to one, swings go in pairs with the winning groups, and quotas mirror each other', () => {
  fc.assert(
    fc.property(committee(14), (c) => {
      const power = votingPower(c)
      const total = c.weights.reduce((a, b) => a + b, 0)
      assert.ok(Math.abs(power.shapleyShubik.reduce((a, b) => a + b, 0) - 1) < 1e-12)
      assert.ok(Math.abs(power.banzhaf!.reduce((a, b) => a + b, 0) - 1) < 1e-12)
      const all = 2 ** c.weights.length
      assert.equal(power.decisiveness, Number(power.winning) / all)
      power.swings.forEach((swings, i) => {
        assert.equal(power.penroseBanzhaf[i], (2 * Number(swings)) / all)
        assert.ok(Math.abs(power.powerToPrevent[i]! - Number(swings) / Number(power.winning)) < 1e-12)
        assert.ok(
          Math.abs(power.powerToInitiate[i]! - Number(swings) / (all - Number(power.winning))) < 1e-12,
        )
      })
      for (const count of power.swings) assert.equal((count + power.winning) % 2n, 0n)
      for (const i of power.dummies) assert.equal(power.shapleyShubik[i], 0)
      if (power.dictator !== null) assert.equal(power.shapleyShubik[power.dictator], 1)
      c.weights.forEach((weight, i) => {
        assert.equal(power.vetoers.includes(i), total - weight < c.quota)
        if (weight === 0) assert.ok(power.dummies.includes(i))
      })
      const mirror = votingPower({ weights: c.weights, quota: total - c.quota + 1 })
      assert.deepEqual(mirror.swings, power.swings)
      assert.deepEqual(mirror.shapleyShubik, power.shapleyShubik)
    }),
    { numRuns: 1000 },
  )
})

test('sixty equal members are counted exactly, far above what floating point can hold', () => {
  const power = votingPower({ weights: Array.from({ length: 60 }, () => 1), quota: 31 })
  // A vote decides when exactly 30 of the other 59 are in favour.
  let ways = 1n
  for (let k = 1n; k <= 30n; k++) ways = (ways * (60n - k)) / k
  assert.deepEqual(
    power.swings,
    Array.from({ length: 60 }, () => ways),
  )
  power.shapleyShubik.forEach((s) => assert.ok(Math.abs(s - 1 / 60) < 1e-15))
})

test('a member with more than the quota is a dictator, has a veto, and leaves the others nothing', () => {
  const power = votingPower({ weights: [1, 5, 1], quota: 4 })
  assert.deepEqual([power.dictator, power.vetoers, power.dummies], [1, [1], [0, 2]])
  const veto = votingPower({ weights: [3, 1, 1], quota: 4 })
  assert.deepEqual([veto.dictator, veto.vetoers, veto.dummies], [null, [0], []])
})

test('the Treaty of Rome left Luxembourg with a vote and no power', () => {
  const power = votingPower({ weights: [4, 4, 4, 2, 2, 1], quota: 12 })
  assert.deepEqual(power.dummies, [5])
  assert.deepEqual(power.vetoers, [])
  assert.equal(power.dictator, null)
  const [germany] = powerAgainstCost(power.shapleyShubik, [28, 28, 28, 8, 8, 0])
  assert.ok(Math.abs(germany!.deviation - (7 / 30 - 0.28)) < 1e-12)
})

test('votes that are not whole, quotas out of reach and committees too large are refused by name', () => {
  assert.throws(
    () => votingPower({ weights: [1.5], quota: 1 }),
    /weights\[0\]: must be a whole number of votes/,
  )
  assert.throws(
    () => votingPower({ weights: [1, 2], quota: 4 }),
    /quota: cannot be reached: it is 4, .* 3 votes/,
  )
  assert.throws(
    () => votingPower({ weights: [1, 2], quota: 0 }),
    /quota: must be a whole number of votes above 0/,
  )
  assert.throws(
    () => votingPower({ weights: Array.from({ length: 61 }, () => 1), quota: 1 }),
    /1 to 60 members/,
  )
  assert.throws(() => votingPower({ weights: [1e9, 1e9], quota: 1e9 }), /quota: is too large to count up to/)
  const many = { weights: Array.from({ length: 30 }, () => 1000), quota: 20000 }
  assert.throws(() => doubleMajorityPower(many, many), /second.quota: times the first quota/)
  assert.throws(() => powerAgainstCost([1], [0]), /costs: add up to nothing/)
  assert.throws(() => powerAgainstCost([0.5, 0.5], [-1, 3]), /costs\[0\]: must be an amount/)
  assert.throws(() => powerAgainstCost([0.5, 0.5], [1, Number.NaN]), /costs\[1\]: must be an amount/)
  assert.throws(
    () => powerAgainstCost([0.5, 0.5], [1, Number.POSITIVE_INFINITY]),
    /costs\[1\]: must be an amount/,
  )
  assert.deepEqual(
    powerAgainstCost([1, 0], [0.25, 0.25]).map((each) => each.deviation),
    [0.5, -0.5],
  )
  const stop = { signal: { aborted: true } }
  assert.throws(() => votingPower({ weights: [1, 2], quota: 2 }, stop), Cancelled)
})
