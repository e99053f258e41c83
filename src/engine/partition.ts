import { demand } from './bad-input.ts'
import { grandCoalition, requireNumbers, type Coalition } from './coalition.ts'
import { atStage, type LongWork } from './long-work.ts'

/** A way of dividing all councils into groups that work together, and what it is worth in all. */
export type Partition = { readonly groups: readonly Coalition[]; readonly value: number }

export type BestPartition = {
  readonly best: Partition
  /** The best of all the others; null for a single council. */
  readonly second: Partition | null
  /** Whether everybody together is as good as the best. */
  readonly allTogetherIsBest: boolean
  /** What is lost by choosing everybody together instead of the best. */
  readonly regretOfAllTogether: number
}

/** 3^n / 2 steps: 16 partners 40 ms, 18 half a second, 20 five seconds. */
export const MOST_FOR_EXACT_PARTITION = 20

/**
 * The best way to divide a region into partnerships: the partition whose groups are worth most in all, and the second
 * best, so that a council can see what a preferred map would cost.
 *
 * @param values what every group is worth (its saving), indexed by `Coalition`; use minus the cost to minimise cost
 * @throws BadInput above 20 partners: `searchPartition` goes further
 *
 * Cost: 3^n / 2 steps and 16 x 2^n bytes. Looks only at splits that contain a group's lowest member, so that each split
 * is seen once. Source: Yeh (1986), Rothkopf, Pekeč and Harstad (1998).
 */
export function bestPartition(values: Float64Array, n: number, work: LongWork = {}): BestPartition {
  requireNumbers(values, n)
  demand(
    n <= MOST_FOR_EXACT_PARTITION,
    'players',
    `at most ${MOST_FOR_EXACT_PARTITION} partners, not ${n}; use searchPartition`,
  )
  const { total, first } = bestSplits(values, n, work)
  const all = grandCoalition(n)
  const best = { groups: groupsOf(first, all), value: total[all]! }
  const together = values[all]!
  return {
    best,
    second: secondBest(values, n, total, first),
    allTogetherIsBest: together >= best.value,
    regretOfAllTogether: best.value - together,
  }
}

/**
 * How much a given partition falls short of the best. 0 when it is the best. In the unit of the values. O(groups).
 */
export function regretOf(values: Float64Array, groups: readonly Coalition[], best: number): number {
  demandPartition(groups, values.length - 1)
  return best - groups.reduce((sum, group) => sum + values[group]!, 0)
}

/**
 * The best total for every group (its superadditive cover), and the first part of a partition that attains it: the one
 * with the group's lowest member. A group is only split where that is better.
 */
export function bestSplits(
  values: Float64Array,
  n: number,
  work: LongWork = {},
): { total: Float64Array; first: Int32Array } {
  const total = Float64Array.from(values)
  const first = new Int32Array(values.length)
  const all = grandCoalition(n)
  for (let group = 1; group <= all; group++) {
    if ((group & 0xffff) === 0) atStage(work, 'splitting groups', group, all)
    const lowest = group & -group
    const rest = group ^ lowest
    let best = values[group]!
    let bestFirst = group
    // Every proper part that holds the lowest member: the lowest plus some, but not all, of the rest.
    for (let others = rest; others !== 0;) {
      others = (others - 1) & rest
      const part = others | lowest
      const value = values[part]! + total[group ^ part]!
      if (value > best) {
        best = value
        bestFirst = part
      }
    }
    total[group] = best
    first[group] = bestFirst
  }
  return { total, first }
}

/** The groups of the best partition of one group. */
export function groupsOf(first: Int32Array, group: Coalition): Coalition[] {
  const groups: Coalition[] = []
  for (let rest = group; rest !== 0; rest &= ~first[rest]!) groups.push(first[rest]!)
  return groups
}

/**
 * The best partition other than the best. It differs from the best in some first group: walk down the best partition,
 * and at each step try every other part with the lowest member left, finishing the rest as well as can be.
 */
function secondBest(
  values: Float64Array,
  n: number,
  total: Float64Array,
  first: Int32Array,
): Partition | null {
  let second: Partition | null = null
  let kept = 0
  let keptGroups: Coalition[] = []
  for (let rest = grandCoalition(n); rest !== 0; rest &= ~first[rest]!) {
    const lowest = rest & -rest
    const others = rest ^ lowest
    for (let some = others; ; some = (some - 1) & others) {
      const part = some | lowest
      if (part !== first[rest]) {
        const value = kept + values[part]! + total[rest ^ part]!
        if (!second || value > second.value) {
          second = { groups: [...keptGroups, part, ...groupsOf(first, rest ^ part)], value }
        }
      }
      if (some === 0) break
    }
    kept += values[first[rest]!]!
    keptGroups = [...keptGroups, first[rest]!]
  }
  return second
}

function demandPartition(groups: readonly Coalition[], all: Coalition): void {
  let seen = 0
  groups.forEach((group, k) => {
    demand(group > 0 && (group & ~all) === 0, `groups[${k}]`, 'names nobody, or somebody who is no partner')
    demand((group & seen) === 0, `groups[${k}]`, 'names a council that is already in another group')
    seen |= group
  })
  demand(seen === all, 'groups', 'must name every council once')
}
