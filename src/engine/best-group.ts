import { demand } from './bad-input.ts'
import { likenessOf, type LikenessTable } from './likeness.ts'
import { atStage, type LongWork } from './long-work.ts'

/**
 * Costs of every pair of n councils, row by row: how far two are from making good partners. Infinity rules a pair
 * out (and with it every group that holds both).
 */
export type PairCosts = { n: number; costs: Float64Array }

/** A group and its cost: the mean over its pairs. Members ascend. */
export type ScoredGroup = { members: readonly number[]; cost: number }

/** The best groups found among those scored. */
export type BestGroups = { groups: readonly ScoredGroup[]; scored: number; ruledOut: number }

/** Which groups to score. `from` and `to` bound the first member, so that workers can each take a part. */
export type GroupSearch = { size: number; keep: number; from?: number; to?: number }

/** How many groups `bestGroups` will score before it refuses: about ten seconds' work. */
const MOST_GROUPS = 200_000_000

/**
 * Pair costs from likeness, plus a cost a kilometre between the two where `positions` (easting, northing in metres)
 * are given. A pair of which too little is known is ruled out. O(n² × features).
 */
export function pairCosts(
  table: LikenessTable,
  distance?: { positions: readonly (readonly [number, number])[]; costPerKm: number },
): PairCosts {
  const n = table.ids.length
  const costs = new Float64Array(n * n)
  for (let a = 0; a < n; a += 1) {
    for (let b = a + 1; b < n; b += 1) {
      const likeness = likenessOf(table, a, b)
      const apart = distance === undefined ? 0 : distance.costPerKm * kilometres(distance.positions, a, b)
      const cost = likeness.kind === 'distance' ? likeness.distance + apart : Number.POSITIVE_INFINITY
      costs[a * n + b] = cost
      costs[b * n + a] = cost
    }
  }
  return { n, costs }
}

function kilometres(positions: readonly (readonly [number, number])[], a: number, b: number): number {
  const [from, to] = [positions[a], positions[b]]
  demand(from !== undefined && to !== undefined, 'positions', 'needs one for every council')
  return Math.hypot(from[0] - to[0], from[1] - to[1]) / 1000
}

/**
 * Scores every group of `size` (2 to 6) and keeps the `keep` of least mean pair cost; ties go to the members that
 * come first. Split by `from`/`to` and joined by `mergeGroups` the answer is the same to the bit.
 *
 * Throws `BadInput` for a size out of range or more than 200 million groups, and `Cancelled` when `work` says stop.
 * O(groups), about 10 ns each.
 */
export function bestGroups({ n, costs }: PairCosts, search: GroupSearch, work?: LongWork): BestGroups {
  const { size, keep, from = 0, to = n } = search
  demand(Number.isInteger(size) && size >= 2 && size <= 6, 'size', 'must be from 2 to 6 councils')
  demand(Number.isInteger(keep) && keep >= 1, 'keep', 'must be a whole number of at least 1')
  demand(
    countOf(n, size) <= MOST_GROUPS,
    'size',
    `gives more than ${MOST_GROUPS} groups; choose fewer councils`,
  )
  const pairs = (size * (size - 1)) / 2
  const kept: { members: number[]; sum: number }[] = []
  const members: number[] = []
  let [scored, ruledOut, worst] = [0, 0, Number.POSITIVE_INFINITY]

  const score = (last: number, sum: number) => {
    scored += 1
    if (sum === Number.POSITIVE_INFINITY) ruledOut += 1
    else if (sum < worst || kept.length < keep) {
      insert(kept, { members: [...members, last], sum }, keep)
      if (kept.length === keep) worst = kept.at(-1)!.sum
    }
  }
  const grow = (start: number, end: number, sum: number) => {
    const isLast = members.length === size - 1
    for (let next = start; next < end; next += 1) {
      if (members.length === 0) atStage(work, 'scoring groups', next - start, end - start)
      let total = sum
      for (let i = 0; i < members.length; i += 1) total += costs[members[i]! * n + next]!
      if (isLast) score(next, total)
      else {
        members.push(next)
        grow(next + 1, n, total)
        members.pop()
      }
    }
  }
  grow(from, Math.min(to, n), 0)
  return {
    groups: kept.map((group) => ({ members: group.members, cost: group.sum / pairs })),
    scored,
    ruledOut,
  }
}

/** Joins the parts that workers return. O(parts × keep). */
export function mergeGroups(parts: readonly BestGroups[], keep: number): BestGroups {
  const groups = parts.flatMap((part) => part.groups)
  return {
    groups: groups.toSorted((a, b) => a.cost - b.cost || compareMembers(a.members, b.members)).slice(0, keep),
    scored: parts.reduce((sum, part) => sum + part.scored, 0),
    ruledOut: parts.reduce((sum, part) => sum + part.ruledOut, 0),
  }
}

/** Ranges of first members with about equally many groups each, for so many workers. O(n). */
export function groupChunks(n: number, size: number, workers: number): { from: number; to: number }[] {
  const whole = countOf(n, size)
  const chunks: { from: number; to: number }[] = []
  let from = 0
  for (let worker = 1; worker <= workers && from < n; worker += 1) {
    let to = from
    // The last worker takes everything that is left.
    const left = worker === workers ? -1 : whole * (1 - worker / workers)
    while (to < n && countOf(n - to, size) > left) to += 1
    chunks.push({ from, to })
    from = to
  }
  return chunks
}

function insert(
  kept: { members: number[]; sum: number }[],
  group: { members: number[]; sum: number },
  keep: number,
) {
  let at = kept.length
  // Groups come in order of their members, so equal sums keep that order.
  while (at > 0 && kept[at - 1]!.sum > group.sum) at -= 1
  kept.splice(at, 0, group)
  if (kept.length > keep) kept.pop()
}

function compareMembers(a: readonly number[], b: readonly number[]): number {
  for (const [index, member] of a.entries()) if (member !== b[index]) return member - b[index]!
  return 0
}

/** n choose size. */
function countOf(n: number, size: number): number {
  let count = 1
  for (let i = 0; i < size; i += 1) count = (count * (n - i)) / (i + 1)
  return Math.max(0, Math.round(count))
}
