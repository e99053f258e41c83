import { demand, demandNumbers } from './bad-input.ts'
import type { PairCosts } from './best-group.ts'
import { aloneCost, sharedCost, type ServiceCosts } from './cost-function.ts'
import { atStage, type LongWork } from './long-work.ts'
import { shapley } from './shapley.ts'

/**
 * What groups are scored on. Money a year in one unit.
 *
 * `pairs` is what it costs a year that two are in one group (the road between them, what they do differently); infinity
 * rules the pair out. `lasting[k]` is the share of a saving that is expected to last when k councils must all stay.
 */
export type SavingGame = {
  readonly costs: ServiceCosts
  readonly volumes: ArrayLike<number>
  readonly pairs: PairCosts
  readonly lasting: readonly number[]
}

/** A group, what it saves a year while it lasts, and what of that is expected. Members ascend. */
export type SavingGroup = {
  readonly members: readonly number[]
  readonly saving: number
  readonly expected: number
}

/** The best stable groups, and how many there were of each other kind. */
export type SavingGroups = {
  readonly groups: readonly SavingGroup[]
  readonly scored: number
  /** Would have been kept, but a smaller group in them does better alone. */
  readonly unstable: number
}

/**
 * Which groups to score. `from` and `to` bound the first member, so that workers can each take a part. With `holding` only
 * groups are scored whose first member that is; `from` and `to` then bound the second.
 */
export type SavingSearch = {
  readonly size: number
  readonly keep: number
  readonly holding?: number
  readonly from?: number
  readonly to?: number
}

/**
 * Scores every group of `size` (2 to 5) whose pairs are all within reach, and keeps the `keep` of most expected saving
 * that are stable: that save something, and in which nobody does better in a smaller group of its members when the saving
 * is divided by the Shapley value. Split by `from`/`to` and joined by `mergeSavingGroups` the answer is the same to the bit.
 *
 * Throws `BadInput` for sizes out of range or volumes that are not above 0, and `Cancelled` when `work` says stop.
 * O(groups within reach), about 50 ns each; a few microseconds more for those that are kept.
 */
export function bestSavingGroups(game: SavingGame, search: SavingSearch, work?: LongWork): SavingGroups {
  const { costs, volumes, pairs } = game
  const { n, costs: pairCost } = pairs
  const { size, keep, holding, from = 0, to = n } = search
  checkGame(game, search)
  const fixed = holding === undefined ? 0 : 1
  const alone = Float64Array.from(volumes, (volume) => aloneCost(costs, volume))
  const share = game.lasting[size]!
  const kept: SavingGroup[] = []
  const members: number[] = []
  let [scored, unstable, worst] = [0, 0, 0]

  const score = (last: number, volume: number, apart: number, separate: number) => {
    scored += 1
    const saving = separate - sharedCost(costs, volume, size) - apart
    if (!(saving * share > worst)) return
    const group = [...members, last]
    if (!isStable(game, alone, group)) {
      unstable += 1
      return
    }
    insert(kept, { members: group, saving, expected: saving * share }, keep)
    if (kept.length === keep) worst = kept.at(-1)!.expected
  }
  const grow = (start: number, end: number, volume: number, apart: number, separate: number) => {
    const isLast = members.length === size - 1
    for (let next = start; next < end; next += 1) {
      if (members.length === fixed) atStage(work, 'scoring groups', next - start, end - start)
      let total = apart
      for (let i = 0; i < members.length; i += 1) total += pairCost[members[i]! * n + next]!
      // A pair out of reach: no group that grows from here can hold it.
      if (total === Number.POSITIVE_INFINITY) continue
      const together = volume + volumes[next]!
      const sum = separate + alone[next]!
      if (isLast) score(next, together, total, sum)
      else {
        members.push(next)
        grow(next + 1, n, together, total, sum)
        members.pop()
      }
    }
  }
  if (holding === undefined) grow(from, Math.min(to, n), 0, 0, 0)
  else {
    members.push(holding)
    grow(Math.max(from, holding + 1), Math.min(to, n), volumes[holding]!, 0, alone[holding]!)
  }
  return { groups: kept, scored, unstable }
}

/**
 * What every group of some councils saves a year, indexed by `Coalition`; nothing for one alone. At most 10 councils. O(2^n n²).
 */
export function savingTable(game: SavingGame, members: readonly number[]): Float64Array {
  demand(members.length >= 1 && members.length <= 10, 'members', 'name 1 to 10 councils')
  const alone = Float64Array.from(game.volumes, (volume) => aloneCost(game.costs, volume))
  return tableOf(game, alone, members)
}

/** Joins the parts that workers return: the most expected first, then by members. O(parts × keep). */
export function mergeSavingGroups(parts: readonly SavingGroups[], keep: number): SavingGroups {
  const sum = (of: (part: SavingGroups) => number) => parts.reduce((whole, part) => whole + of(part), 0)
  return {
    groups: parts
      .flatMap(({ groups }) => groups)
      .toSorted(byExpected)
      .slice(0, keep),
    scored: sum(({ scored }) => scored),
    unstable: sum(({ unstable }) => unstable),
  }
}

function tableOf({ costs, volumes, pairs }: SavingGame, alone: Float64Array, members: readonly number[]) {
  const table = new Float64Array(2 ** members.length)
  for (let group = 1; group < table.length; group += 1) {
    let [count, volume, separate, apart] = [0, 0, 0, 0]
    for (const [i, member] of members.entries()) {
      if ((group & (1 << i)) === 0) continue
      count += 1
      volume += volumes[member]!
      separate += alone[member]!
      for (let j = 0; j < i; j += 1)
        if ((group & (1 << j)) !== 0) apart += pairs.costs[members[j]! * pairs.n + member]!
    }
    if (count > 1) table[group] = separate - sharedCost(costs, volume, count) - apart
  }
  return table
}

/** Whether no smaller group gets more by itself than its members are given in the whole. */
function isStable(game: SavingGame, alone: Float64Array, members: readonly number[]): boolean {
  const table = tableOf(game, alone, members)
  const whole = table[table.length - 1]!
  if (!(whole > 0)) return false
  const given = shapley(table, members.length)
  for (let group = 1; group < table.length - 1; group += 1) {
    let sum = 0
    for (let i = 0; i < members.length; i += 1) if ((group & (1 << i)) !== 0) sum += given[i]!
    if (table[group]! - sum > 1e-9 * whole) return false
  }
  return true
}

function insert(kept: SavingGroup[], group: SavingGroup, keep: number) {
  let at = kept.length
  // Groups come in order of their members, so equals keep that order.
  while (at > 0 && kept[at - 1]!.expected < group.expected) at -= 1
  kept.splice(at, 0, group)
  if (kept.length > keep) kept.pop()
}

function byExpected(a: SavingGroup, b: SavingGroup): number {
  if (a.expected !== b.expected) return b.expected - a.expected
  for (const [index, member] of a.members.entries())
    if (member !== b.members[index]) return member - b.members[index]!
  return 0
}

function checkGame({ volumes, pairs, lasting }: SavingGame, { size, keep, holding = 0 }: SavingSearch): void {
  demand(
    Number.isInteger(holding) && holding >= 0 && holding < Math.max(1, pairs.n),
    'holding',
    'must be one of the councils',
  )
  demand(Number.isInteger(size) && size >= 2 && size <= 5, 'size', 'must be from 2 to 5 councils')
  demand(Number.isInteger(keep) && keep >= 1, 'keep', 'must be a whole number of at least 1')
  demandNumbers(volumes, pairs.n, 'volumes')
  demand(
    Array.from(volumes).every((volume) => volume > 0),
    'volumes',
    'must be above 0',
  )
  const share = lasting[size]
  demand(share !== undefined && share >= 0 && share <= 1, `lasting[${size}]`, 'must lie from 0 to 1')
}
