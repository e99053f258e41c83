import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as engine from 'handfast/engine'

/*
 * The public face with input it cannot compute with: each call is refused with the field that is wrong. A silent NaN,
 * or a number that looks like an answer, fails here.
 */

const pair = engine.costGame(['A', 'B'], [0, 1, 1, 1])
const holed = Float64Array.of(0, Number.NaN, 1, 2)
const whole = Float64Array.of(0, 1, 1, 2)
const leaving = {
  partners: [
    { name: 'A', volume: 1, reestablish: 0 },
    { name: 'B', volume: 2, reestablish: 0 },
  ],
  costs: {
    kind: 'service',
    fixedAlone: 1,
    unitAlone: 1,
    fixedShared: 1,
    unitShared: 1,
    elasticity: 1,
    coordination: 0,
  },
  horizon: 4,
  notice: 1,
  discount: 0.035,
  sticky: { share: 0, years: 1 },
  sharing: 'usage',
  receipts: 'volume',
} as const
const model = engine.withdrawal(leaving)
const plain = { fixedAlone: 1, unitAlone: 1, fixedShared: 1, unitShared: 1, elasticity: 1, coordination: 0 }

const refusals: readonly [field: string, call: () => unknown][] = [
  ['players', () => engine.costGame([], [0])],
  [
    'players',
    () =>
      engine.costGame(
        Array.from({ length: 31 }, (_, i) => `${i}`),
        [0],
      ),
  ],
  ['costs', () => engine.costGame(['A', 'B'], [0, 1, 1])],
  ['costs[1] (A)', () => engine.costGame(['A'], [0, Number.POSITIVE_INFINITY])],
  ['players[1]', () => engine.costGame(['A', 'A'], [0, 1, 1, 1])],
  ['members', () => engine.coalitionOf([31, 32])],
  ['values[1]', () => engine.shapley(holed, 2)],
  ['values[1]', () => engine.dividends(holed, 2)],
  ['values[1]', () => engine.banzhafValue(holed, 2)],
  ['values[1]', () => engine.owenShares(holed, 2, [1, 2])],
  ['values[1]', () => engine.bestPartition(holed, 2)],
  ['values[1]', () => engine.bestGroupsFor(holed, 2)],
  ['values[1]', () => engine.searchPartitionOfTable(holed, 2)],
  ['weights[0]', () => engine.weightedShapley(whole, 2, [0, 1])],
  ['key[1]', () => engine.proportionalShares(pair, [1, -1])],
  ['shares', () => engine.stabilityOf(pair, [1])],
  ['shares[0]', () => engine.stabilityOf(pair, [Number.NaN, 1])],
  ['shares', () => engine.groupsBetterAlone(pair, [1])],
  ['shares', () => engine.propensityToDisrupt(pair, [1])],
  ['shares[1]', () => engine.groupPropensityToDisrupt(pair, [1, Number.NaN], 1)],
  ['shares', () => engine.smallestFix(pair, [1], engine.solveExactly)],
  ['shares', () => engine.chargeInPence(pair, [1])],
  ['poundsPerUnit', () => engine.chargeInPence(pair, [0.5, 0.5], 0)],
  ['wanted', () => engine.nearestInCore(pair, [1], 0)],
  ['pounds', () => engine.penceFromPounds(Number.NaN)],
  ['weights', () => engine.splitPence(100, [0, 0])],
  ['quota', () => engine.votingPower({ weights: [1, 1], quota: 3 })],
  ['costs', () => engine.powerAgainstCost([0.5], [1, 2])],
  ['groups', () => engine.regretOf(new Float64Array(4), [1], 0)],
  ['volumes[0]', () => engine.costTable(plain, [-1, 1])],
  ['volumes[1]', () => engine.costTable(plain, [1, Number.NaN])],
  ['volume', () => engine.calibrate({ volume: 0, cost: 1, fixedShare: 0.5 }, 0.9)],
  ['fixedShare', () => engine.calibrate({ volume: 1, cost: 1, fixedShare: 2 }, 0.9)],
  ['discount.bands[0].rate', () => engine.discountFactors(engine.flatRate(-2), 3)],
  ['priceIndex', () => engine.deflate([1], [0], 0)],
  ['factors', () => engine.presentValue([1, 2, 3], [1])],
  ['value', () => engine.equivalentAnnual(Number.NaN, [1, 1])],
  ['seed', () => engine.uniform(-1, 0, 0, 0, 0)],
  ['u', () => engine.betaQuantile(2, 1, 1)],
  ['alpha', () => engine.betaQuantile(0.5, -1, 1)],
  ['u', () => engine.quantileOf({ kind: 'uniform', low: 0, high: 1 }, 3)],
  [
    'matrix[0][1]',
    () =>
      engine.correlationRoot([
        [1, 2],
        [2, 1],
      ]),
  ],
  ['happened', () => engine.chanceInterval(5, 3)],
  ['happened', () => engine.chanceInterval(Number.NaN, 3)],
  ['outOf', () => engine.chanceInterval(0, 0)],
  ['b', () => engine.pairedDifference([1, 2], [1])],
  ['values', () => engine.quantile([], 0.5)],
  ['values', () => engine.summarise([])],
  ['dimensions', () => engine.sobolPoints(0)],
  ['chunks', () => engine.joinChunks([])],
  ['parts', () => engine.stretches(10, 0)],
  ['result', () => engine.morris(() => Number.NaN, 2, { seed: 1 })],
  ['result', () => engine.sobolIndices(() => Number.NaN, 2, { n: 32, seed: 1 })],
  ['netBenefits', () => engine.perfectInformation([])],
  ['fees', () => engine.rightToLeave(leaving, [1], { seed: 1, runs: 10 })],
  ['fees[0]', () => engine.settlement(model, [0], [Number.NaN, 1])],
  // Someone without types can still ask for what there is not.
  ['kind', () => engine.feesOf(model, JSON.parse('"market"'))],
  ['seed', () => engine.orderRange(model, [0], -1)],
  ['alpha', () => engine.designFees(leaving, { seed: 1, alpha: 2, byYear: 1 })],
  ['ratings', () => engine.krippendorffAlpha([], 'nominal')],
]

for (const [i, [field, call]] of refusals.entries()) {
  const what = /engine\.(\w+)\(/.exec(String(call))?.[1] ?? 'the engine'
  test(`${what} refuses bad input and names ${field} (${i + 1})`, () => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof engine.BadInput, String(error))
      assert.equal(error.field, field)
      assert.doesNotMatch(error.message, /undefined|\[object/)
      return true
    })
  })
}
