import { grandCoalition, lowestMember, membersOf, sumsByCoalition, type Coalition } from './coalition.ts'
import { measureOf, type Measure } from './excess.ts'
import { wholeUnits, type Game } from './game.ts'
import {
  compare,
  isZero,
  overCommonDenominator,
  plus,
  rational,
  type Rational,
  signOf,
  times,
  ZERO,
} from './rational.ts'
import { emptySpace, freeDirections, learn, remainderOf, type RowSpace } from './row-space.ts'

/**
 * The proof that a division is the nucleolus, as it was found: level by level, from the loudest complaint down, the
 * groups that hold the level where it is. All amounts are exact, in the game's whole units.
 */
export type Certificate = {
  /** The prenucleolus lets a council pay more than on its own; the nucleolus does not. */
  readonly kind: 'nucleolus' | 'prenucleolus'
  readonly measure: Measure
  readonly shares: readonly Rational[]
  readonly levels: readonly Level[]
}

/** Groups whose complaint is exactly `excess`, and limits exactly reached, with weights above 0 that balance them. */
export type Level = {
  readonly excess: Rational
  readonly groups: readonly Weighted[]
  readonly limits: readonly Weighted[]
}

export type Weighted = { readonly group: Coalition; readonly weight: Rational }

export type KohlbergCheck = {
  readonly holds: boolean
  /** What is wrong, in words; empty when the proof holds. */
  readonly failures: readonly string[]
  /** By how much, in units, the worst group exceeds its level; 0 when none does. */
  readonly largestViolation: number
  /** Groups that do so, a few dozen at most. */
  readonly tooLoud: readonly Coalition[]
}

/**
 * Checks a certificate without trusting how it was found.
 *
 * Kohlberg's theorem: a division is the (pre)nucleolus exactly when, at every level, the groups complaining that
 * loudly or more are balanced: they can be given weights so that every council is counted equally often. Then any
 * change that helps one of them hurts another. It is enough to do this where a level settles something new, so at most
 * n - 1 times; groups whose total is already settled can be left out.
 *
 * The check: (1) the shares add up to the joint cost, and no limit is passed; (2) each level's groups have just that
 * excess, and their weights are above 0 and balance given the levels before; (3) levels never rise and at the end
 * every share is settled; (4) a pass over all 2^n groups finds none above its level.
 *
 * Cost: n^4 exact fractions and one pass over 2^n groups. Source: E. Kohlberg (1971); simplified criterion by
 * Benedek, Fliege and Nguyen (2021).
 */
export function checkKohlberg(game: Game, certificate: Certificate): KohlbergCheck {
  const costs = wholeUnits(game)
  const { shares, levels } = certificate
  const n = game.players.length
  const failures: string[] = []
  const everybody = grandCoalition(n)
  const cost = (group: Coalition) => rational(BigInt(costs[group]!))
  const pays = (group: Coalition) =>
    shares.reduce((sum, x, i) => (group & (1 << i) ? plus(sum, x) : sum), ZERO)
  const size = (group: Coalition) => rational(BigInt(measureOf(certificate.measure, group, costs)))

  if (compare(pays(everybody), cost(everybody)) !== 0)
    failures.push('the shares do not add up to the joint cost')
  if (certificate.kind === 'nucleolus') {
    shares.forEach((share, i) => {
      if (compare(share, cost(2 ** i)) > 0) failures.push(`${game.players[i]} pays more than on its own`)
    })
  }

  const space = emptySpace(n)
  learn(space, everybody, cost(everybody))
  const settled = [freeDirections(space)]
  levels.forEach(({ excess, groups, limits }, k) => {
    const before = levels[k - 1]
    const name = `level ${k + 1}`
    if (before && compare(excess, before.excess) > 0) failures.push(`${name} is above the one before it`)
    if (groups.length === 0) failures.push(`${name} names no group`)
    for (const { group } of groups) {
      const exact = plus(cost(group), times(excess, size(group)))
      if (compare(pays(group), exact) !== 0) failures.push(`${name}: group ${group} has another excess`)
    }
    for (const { group } of limits) {
      if (!isLimit(certificate, group, size)) failures.push(`${name}: group ${group} has no limit of its own`)
      if (compare(pays(group), cost(group)) !== 0)
        failures.push(`${name}: group ${group} is not at its limit`)
    }
    if (!balances(space, [...groups, ...limits])) failures.push(`${name}: its groups do not balance`)
    for (const { group } of [...groups, ...limits]) learn(space, group, pays(group))
    settled.push(freeDirections(space))
  })
  if (space.equations.length < n) failures.push('the levels do not settle every share')

  const { largestViolation, tooLoud } = worstAboveLevel(costs, certificate, settled)
  if (tooLoud.length > 0) failures.push('a group has a larger excess than its level allows')
  return { holds: failures.length === 0, failures, largestViolation, tooLoud }
}

/** Limits are what a single council pays alone (nucleolus only), and 0 for a group with no cost to measure by. */
function isLimit({ kind }: Certificate, group: Coalition, size: (group: Coalition) => Rational): boolean {
  return isZero(size(group)) || (kind === 'nucleolus' && (group & (group - 1)) === 0)
}

/** Whether the weights are all above 0 and the weighted groups add up to something already settled. */
function balances(space: RowSpace, groups: readonly Weighted[]): boolean {
  const sum = Array.from({ length: space.n }, () => ZERO)
  for (const { group, weight } of groups) {
    if (signOf(weight) <= 0) return false
    remainderOf(space, group).coefficients.forEach((c, i) => (sum[i] = plus(sum[i]!, times(weight, c))))
  }
  return sum.every(isZero)
}

/**
 * The largest amount by which an unsettled group exceeds its level, over all groups. Runs on ordinary numbers, which
 * are exact while every amount over the common denominator stays below 2^53; where it does not, anything too close to
 * call is decided in exact arithmetic.
 */
function worstAboveLevel(
  costs: Float64Array,
  certificate: Certificate,
  settled: readonly bigint[][][],
): Pick<KohlbergCheck, 'largestViolation' | 'tooLoud'> {
  const { shares, levels, measure } = certificate
  const n = shares.length
  const everybody = grandCoalition(n)
  const { nums, den } = overCommonDenominator([...shares, ...levels.map((level) => level.excess)])
  const paid = nums.slice(0, n)
  const exactLevels = nums.slice(n)
  const level = exactLevels.map(Number)
  const lowest = level.at(-1) ?? Infinity
  const denominator = Number(den)
  const margin = roundingMargin(costs, paid, exactLevels, denominator, measure)
  const low = sumsByCoalition(paid.slice(0, LOW_BITS).map(Number))
  const high = sumsByCoalition(paid.slice(LOW_BITS).map(Number))
  const isSettled = settled.map(settledBy)

  const isAbove = (group: Coalition, excess: number, limit: number, exactLimit: () => bigint) => {
    if (Math.abs(excess - limit) > margin || margin === 0) return excess > limit
    return membersOf(group).reduce((sum, i) => sum + paid[i]!, -BigInt(costs[group]!) * den) > exactLimit()
  }

  let largestViolation = 0
  const tooLoud: Coalition[] = []
  const name = (group: Coalition, above: number) => {
    largestViolation = Math.max(largestViolation, above / denominator)
    if (tooLoud.length < MOST_NAMED) tooLoud.push(group)
  }
  for (let group = 1; group < everybody; group++) {
    const size = measureOf(measure, group, costs)
    const excess = low[group & LOW_MASK]! + high[group >>> LOW_BITS]! - costs[group]! * denominator
    if (size === 0) {
      // With no cost to measure by there is no level either: the group pays nothing, or more than it costs.
      if (isAbove(group, excess, 0, () => 0n)) name(group, excess)
      continue
    }
    if (excess < lowest * size - margin) continue
    // Levels do not rise, so the first one the group is above tells how much must have been settled by then.
    const k = level.findIndex((_, at) =>
      isAbove(group, excess, level[at]! * size, () => exactLevels[at]! * BigInt(size)),
    )
    if (k >= 0 && !isSettled[k]!(group)) name(group, excess - level[k]! * size)
  }
  return { largestViolation, tooLoud }
}

const MOST_NAMED = 48

const LOW_BITS = 12
const LOW_MASK = 2 ** LOW_BITS - 1

/** How far an excess may be off as a floating-point number: 0 while all are whole and short enough to be exact. */
function roundingMargin(
  costs: Float64Array,
  paid: readonly bigint[],
  levels: readonly bigint[],
  denominator: number,
  measure: Measure,
): number {
  const largestCost = costs.reduce((most, cost) => Math.max(most, Math.abs(cost)), 0)
  const largestSize = measure === 'total' ? 1 : measure === 'perHead' ? paid.length : largestCost
  const largestLevel = levels.reduce((most, level) => Math.max(most, Math.abs(Number(level))), 0)
  const sum = paid.reduce((total, x) => total + Math.abs(Number(x)), 0)
  const largest = sum + largestCost * denominator + largestLevel * largestSize
  return largest < Number.MAX_SAFE_INTEGER ? 0 : largest * 2 ** -48
}

/**
 * A test whether each of the directions adds up to 0 over a group. A direction's steps are determinants of 0s and 1s, at
 * most 29 by 29, so below 2^45 (Hadamard's bound): their sums are exact as ordinary numbers.
 */
function settledBy(directions: readonly bigint[][]): (group: Coalition) => boolean {
  const steps = directions.map((direction) => Float64Array.from(direction, Number))
  return (group) => steps.every((direction) => sumOver(direction, group) === 0)
}

function sumOver(amounts: Float64Array, group: Coalition): number {
  let sum = 0
  for (let rest = group; rest !== 0; rest &= rest - 1) sum += amounts[lowestMember(rest)]!
  return sum
}
