import { demand } from './bad-input.ts'
import { atStage, type LongWork } from './long-work.ts'
import { rational, toNumber } from './rational.ts'
import { addMember, countCells, nobodyCounted, withoutMemberCounted } from './swing-count.ts'

/** A joint committee: a motion passes when the votes for it reach the quota. Votes are whole numbers. */
export type Committee = { readonly weights: readonly number[]; readonly quota: number }

export type VotingPower = {
  /** Groups that a member's vote turns from losing to winning. Exact. */
  readonly swings: readonly bigint[]
  /** The part of all groups of others in which the member's vote decides (Penrose-Banzhaf), 0 to 1. */
  readonly penroseBanzhaf: readonly number[]
  /** The same as shares that add up to 1; null when nobody ever decides. */
  readonly banzhaf: readonly number[] | null
  /** The part of all orders of voting in which the member's vote is the one that carries the motion; adds up to 1. */
  readonly shapleyShubik: readonly number[]
  /** Groups that win, of the 2^n there are. */
  readonly winning: bigint
  /** The part of all groups that win: how easily the committee decides. */
  readonly decisiveness: number
  /** Part of winning groups that a member can stop by leaving, and of losing groups it can carry by joining (Coleman). */
  readonly powerToPrevent: readonly number[]
  readonly powerToInitiate: readonly number[]
  /** Members without whom nothing passes; who pass anything alone; whose vote never decides. */
  readonly vetoers: readonly number[]
  readonly dictator: number | null
  readonly dummies: readonly number[]
}

/** Beyond this the table of counts would take gigabytes. */
const MOST_CELLS = 3e7
export const MOST_MEMBERS = 60

/**
 * Who can swing a joint committee. A council with a tenth of the votes may decide far more, or far less, than a tenth.
 *
 * @throws BadInput for weights that are not whole and not negative, a quota that cannot be reached or asks for nothing,
 *   more than 60 members, or weights so fine that the counts would not fit in memory
 *
 * Counts groups by number and weight, exactly, instead of listing them: n^2 x quota steps, so 51 members with 538
 * votes take milliseconds. Source: Penrose (1946), Banzhaf (1965), Shapley and Shubik (1954), Coleman (1971). O(n^2
 * x quota) time.
 */
export function votingPower({ weights, quota }: Committee, work: LongWork = {}): VotingPower {
  const n = weights.length
  demandVotes(weights, quota, 'weights', 'quota')
  const width = quota
  demand((n + 1) * width <= MOST_CELLS, 'quota', 'is too large to count up to; give votes in larger units')

  // Losing groups only: rows by number of members, columns by weight below the quota.
  const losing = nobodyCounted([n + 1, width])
  for (const weight of weights) addMember(losing, [1, weight])
  const swingsBySize = memoised(weights, (weight, i) => {
    atStage(work, 'counting swings', i, n)
    const others = withoutMemberCounted(losing, [1, weight])
    return Array.from({ length: n }, (_, size) => {
      const row = size * width
      return countCells(others, row + Math.max(0, quota - weight), row + width)
    })
  })
  const winning = 2n ** BigInt(n) - countCells(losing, 0, losing.low.length)
  return powerFrom(swingsBySize, winning)
}

/** Turns swings by number of others into every index. Used for double majorities too. */
export function powerFrom(swingsBySize: readonly (readonly bigint[])[], winning: bigint): VotingPower {
  const n = swingsBySize.length
  const swings = swingsBySize.map((bySize) => bySize.reduce((sum, count) => sum + count, 0n))
  const orders = factorials(n)
  const allOrders = orders.at(-1)!
  const pivots = swingsBySize.map((bySize) =>
    bySize.reduce((sum, count, size) => sum + count * orders[size]! * orders[n - 1 - size]!, 0n),
  )
  return {
    ...powerFromSwings(swings, winning),
    shapleyShubik: pivots.map((count) => toNumber(rational(count, allOrders))),
  }
}

/** Everything that follows from the number of swings alone. Everybody together wins and nobody loses, so no count is 0. */
export function powerFromSwings(
  swings: readonly bigint[],
  winning: bigint,
): Omit<VotingPower, 'shapleyShubik'> {
  const n = swings.length
  const all = 2n ** BigInt(n)
  const part = (count: bigint, of: bigint) => toNumber(rational(count, of))
  const total = swings.reduce((sum, count) => sum + count, 0n)
  const who = (holds: (count: bigint) => boolean) => swings.flatMap((count, i) => (holds(count) ? [i] : []))
  return {
    swings,
    penroseBanzhaf: swings.map((count) => part(count, all / 2n)),
    banzhaf: total === 0n ? null : swings.map((count) => part(count, total)),
    winning,
    decisiveness: part(winning, all),
    powerToPrevent: swings.map((count) => part(count, winning)),
    powerToInitiate: swings.map((count) => part(count, all - winning)),
    // A vetoer turns every winning group it is in; so the groups it turns are all the winning ones.
    vetoers: who((count) => count === winning),
    dictator: who((count) => count === all / 2n)[0] ?? null,
    dummies: who((count) => count === 0n),
  }
}

/** One partner's say in decisions against its part of the bill. */
export type PowerAgainstCost = {
  readonly player: number
  readonly powerShare: number
  readonly costShare: number
  /** Power share less cost share: above 0, it decides more than it pays for. */
  readonly deviation: number
}

/**
 * Each partner's share of the power beside its share of the cost.
 *
 * @param power an index that adds up to 1, such as `shapleyShubik`
 * @param costs what each pays, none negative, not all 0
 *
 * O(n).
 */
export function powerAgainstCost(power: readonly number[], costs: readonly number[]): PowerAgainstCost[] {
  demand(
    power.length === costs.length,
    'costs',
    `give ${power.length} amounts, one for each member, not ${costs.length}`,
  )
  const bad = costs.findIndex((cost) => !Number.isFinite(cost) || cost < 0)
  demand(bad < 0, `costs[${bad}]`, 'must be an amount that is not negative')
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  demand(total > 0, 'costs', 'add up to nothing')
  return power.map((powerShare, player) => {
    const costShare = costs[player]! / total
    return { player, powerShare, costShare, deviation: powerShare - costShare }
  })
}

/** Checks votes and a quota, naming what is wrong. */
export function demandVotes(
  weights: readonly number[],
  quota: number,
  weightsField: string,
  quotaField: string,
): void {
  const n = weights.length
  demand(n >= 1 && n <= MOST_MEMBERS, weightsField, `give 1 to ${MOST_MEMBERS} members, not ${n}`)
  weights.forEach((weight, i) => {
    const whole = Number.isSafeInteger(weight) && weight >= 0
    demand(
      whole,
      `${weightsField}[${i}]`,
      `must be a whole number of votes, not ${weight}; scale fractions up`,
    )
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  demand(
    Number.isSafeInteger(quota) && quota > 0,
    quotaField,
    `must be a whole number of votes above 0, not ${quota}`,
  )
  demand(quota <= total, quotaField, `cannot be reached: it is ${quota}, and there are only ${total} votes`)
}

/** Members with the same weight have the same power: work it out once for each weight. */
function memoised<T>(weights: readonly number[], compute: (weight: number, index: number) => T): T[] {
  const known = new Map<number, T>()
  return weights.map((weight, i) => {
    const before = known.get(weight)
    if (before !== undefined) return before
    const value = compute(weight, i)
    known.set(weight, value)
    return value
  })
}

function factorials(n: number): bigint[] {
  const list = [1n]
  for (let k = 1; k <= n; k++) list.push(list[k - 1]! * BigInt(k))
  return list
}
