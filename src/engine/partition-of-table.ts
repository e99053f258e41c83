import { lowestMember, membersOf, requireNumbers, sizeOf, type Coalition } from './coalition.ts'
import type { LongWork } from './long-work.ts'
import { searchPartition, type Candidate, type FoundPartition } from './partition-search.ts'

/**
 * A good map of 21 to about 26 councils when the worth of every group is known: too many to try every map, few enough
 * to look at every group once.
 *
 * Give each council the most it can bring, its best group's worth for each member. No map is worth more than all of
 * these together, and every group falls short of its members' by some loss. So a good map uses groups with little
 * loss: the search is given those, and the bound says how much a map with any other group could be worth at most.
 *
 * @param values what every group is worth, indexed by `Coalition`
 * @param most how many groups to give to the search
 *
 * Cost: a few passes over 2^n groups, and the search.
 */
export function searchPartitionOfTable(
  values: Float64Array,
  n: number,
  { most = 20_000, ...options }: LongWork & { readonly width?: number; readonly most?: number } = {},
): FoundPartition {
  requireNumbers(values, n)
  const brings = mostEachBrings(values, n)
  const ceiling = brings.reduce((sum, part) => sum + part, 0)
  const { groups, lossOfOthers } = groupsWithLeastLoss(values, brings, most)
  const alone = Array.from({ length: n }, (_, i) => values[2 ** i]!)
  const candidates = groups
    .filter((group) => (group & (group - 1)) !== 0)
    .map((group): Candidate => ({ members: membersOf(group), value: values[group]! }))
  const found = searchPartition(alone, candidates, options)
  const bound = Math.max(found.bound, ceiling - lossOfOthers)
  return { ...found, bound, proved: bound <= found.value }
}

function mostEachBrings(values: Float64Array, n: number): number[] {
  const brings = Array.from({ length: n }, () => Number.NEGATIVE_INFINITY)
  for (let group = 1; group < values.length; group++) {
    const each = values[group]! / sizeOf(group)
    for (let rest = group; rest !== 0; rest &= rest - 1) {
      const i = lowestMember(rest)
      if (each > brings[i]!) brings[i] = each
    }
  }
  return brings
}

/** At most `most` groups, none with more loss than a limit, and the least loss of any group left out. */
function groupsWithLeastLoss(values: Float64Array, brings: readonly number[], most: number) {
  const lossOf = (group: Coalition) => membersOf(group).reduce((sum, i) => sum + brings[i]!, -values[group]!)
  let kept: { group: Coalition; loss: number }[] = []
  let lossOfOthers = Number.POSITIVE_INFINITY
  for (let group = 1; group < values.length; group++) {
    const loss = lossOf(group)
    if (loss >= lossOfOthers) continue
    kept.push({ group, loss })
    if (kept.length < 2 * most) continue
    kept.sort((a, b) => a.loss - b.loss)
    lossOfOthers = kept[most]!.loss
    kept = kept.slice(0, most)
  }
  kept.sort((a, b) => a.loss - b.loss)
  if (kept.length > most) lossOfOthers = kept[most]!.loss
  return { groups: kept.slice(0, most).map(({ group }) => group), lossOfOthers }
}
