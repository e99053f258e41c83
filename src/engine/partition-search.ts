import { demand, demandFinite } from './bad-input.ts'
import { atStage, type LongWork } from './long-work.ts'

/** A group that might be formed, by its members' numbers, and what it is worth. */
export type Candidate = { readonly members: readonly number[]; readonly value: number }

export type FoundPartition = {
  readonly groups: readonly Candidate[]
  readonly value: number
  /** No partition can be worth more than this. Equal to `value` when the best was proved. */
  readonly bound: number
  readonly proved: boolean
}

/**
 * A good way to divide many councils into partnerships, when there are too many to try every division: 21 and more, up
 * to several hundred. Only the groups offered are considered; a council in none of the chosen ones stands alone.
 *
 * Councils are placed one after another. Of the part-built maps that have placed the same councils only the best is
 * kept, and of all others the `width` most promising by what the rest could at most be worth. The answer comes with a
 * bound, so that it is known how far it can be from the best.
 *
 * @param alone what each council is worth alone
 * @param candidates groups of two or more
 * @param width how many part-built maps to keep at each step; more is slower and closer to the best
 * @throws BadInput naming a candidate with a member who is no council, or named twice
 *
 * Cost: about n x width x candidates for each council.
 */
export function searchPartition(
  alone: readonly number[],
  candidates: readonly Candidate[],
  { width = 1000, ...work }: LongWork & { readonly width?: number } = {},
): FoundPartition {
  const n = alone.length
  alone.forEach((value, i) => demandFinite(value, `alone[${i}]`))
  const byFirst = groupsByFirstMember(n, candidates, alone)
  const ahead = potentials(n, candidates, alone)
  const waiting = Array.from({ length: n + 1 }, () => new Map<string, PartBuilt>())
  const nothing = { placed: new Uint8Array(n), value: 0, last: null, before: null }
  waiting[0]!.set('', { ...nothing, hope: ahead.reduce((sum, most) => sum + most, 0) })
  let dropped = Number.NEGATIVE_INFINITY

  for (let i = 0; i < n; i++) {
    atStage(work, 'placing councils', i, n)
    const kept = [...waiting[i]!.values()].sort((a, b) => b.hope - a.hope)
    if (kept.length > width) dropped = Math.max(dropped, kept[width]!.hope)
    for (const map of kept.slice(0, width)) {
      for (const group of byFirst[i]!) {
        if (group.members.some((m) => map.placed[m] === 1)) continue
        const next = extend(map, group, ahead)
        let first = i + 1
        while (first < n && next.placed[first] === 1) first++
        const key = next.placed.subarray(first).join('')
        const same = waiting[first]!.get(key)
        if (!same || same.value < next.value) waiting[first]!.set(key, next)
      }
    }
    waiting[i]!.clear()
  }
  const [best] = waiting[n]!.values()
  demand(best !== undefined, 'alone', 'name at least one council')
  const bound = Math.max(best.value, dropped)
  return { groups: chosen(best), value: best.value, bound, proved: bound <= best.value }
}

type PartBuilt = {
  readonly placed: Uint8Array
  readonly value: number
  /** Value so far plus the most that those not yet placed could bring. */
  readonly hope: number
  readonly last: Candidate | null
  readonly before: PartBuilt | null
}

function extend(map: PartBuilt, group: Candidate, ahead: readonly number[]): PartBuilt {
  const placed = map.placed.slice()
  let hope = map.hope + group.value
  for (const m of group.members) {
    placed[m] = 1
    hope -= ahead[m]!
  }
  return { placed, value: map.value + group.value, hope, last: group, before: map }
}

/** For each council the most it can bring: the largest value for each member of any group it is in. */
function potentials(n: number, candidates: readonly Candidate[], alone: readonly number[]): number[] {
  const most = [...alone]
  for (const { members, value } of candidates) {
    for (const m of members) most[m] = Math.max(most[m]!, value / members.length)
  }
  return most.slice(0, n)
}

function groupsByFirstMember(
  n: number,
  candidates: readonly Candidate[],
  alone: readonly number[],
): Candidate[][] {
  const byFirst: Candidate[][] = alone.map((value, i) => [{ members: [i], value }])
  candidates.forEach(({ members, value }, k) => {
    demandFinite(value, `candidates[${k}].value`)
    const known = members.every((m) => Number.isInteger(m) && m >= 0 && m < n)
    demand(known && members.length > 0, `candidates[${k}].members`, `must be councils 0 to ${n - 1}`)
    demand(new Set(members).size === members.length, `candidates[${k}].members`, 'names a council twice')
    byFirst[Math.min(...members)]!.push({ members, value })
  })
  return byFirst
}

function chosen(map: PartBuilt): Candidate[] {
  const groups: Candidate[] = []
  for (let step: PartBuilt | null = map; step?.last; step = step.before) groups.push(step.last)
  return groups.reverse()
}
