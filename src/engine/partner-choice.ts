import { demand } from './bad-input.ts'
import { connectedPart, neighboursOf } from './links.ts'
import { hasMember, membersOf, requireNumbers, sizeOf, type Coalition } from './coalition.ts'

/** Which groups are allowed, and what counts as best. */
export type GroupWish = {
  /** The council that would run the service; every group must hold it. Leave out when it does not matter. */
  readonly host?: number
  readonly fewest?: number
  readonly most?: number
  /** Pairs that can work together; a group must hang together through them. */
  readonly links?: readonly (readonly [number, number])[]
  /** What each council would bring (volume), and how much the service can take. */
  readonly volumes?: readonly number[]
  readonly capacity?: number
  /** By the group's whole saving, or by the saving for each member. */
  readonly by?: 'total' | 'per-head'
}

export type RankedGroup = { readonly group: Coalition; readonly value: number; readonly score: number }

/**
 * The groups worth most among those allowed, best first: the best one to join, and what the next best would lose.
 *
 * @param values what every group is worth (its saving), indexed by `Coalition`
 * @param count how many to list
 * @returns fewer, or none, when the wishes leave fewer
 * @throws BadInput for a host who is no partner, or a capacity without volumes
 *
 * Cost: one pass over 2^n groups.
 */
export function bestGroupsFor(
  values: Float64Array,
  n: number,
  wish: GroupWish = {},
  count = 2,
): RankedGroup[] {
  requireNumbers(values, n)
  const { host, fewest = 1, most = n, links, volumes, capacity, by = 'total' } = wish
  demand(
    host === undefined || (Number.isInteger(host) && host >= 0 && host < n),
    'host',
    `must be a partner, 0 to ${n - 1}`,
  )
  demand(
    (volumes === undefined) === (capacity === undefined),
    'capacity',
    'and volumes must be given together',
  )
  demand(volumes === undefined || volumes.length === n, 'volumes', `give ${n} volumes, one for each partner`)
  const neighbours = links && neighboursOf(links, n)
  const ranked: RankedGroup[] = []
  for (let group = 1; group < values.length; group++) {
    if (host !== undefined && !hasMember(group, host)) continue
    const size = sizeOf(group)
    if (size < fewest || size > most) continue
    const score = by === 'total' ? values[group]! : values[group]! / size
    if (ranked.length === count && score <= ranked[count - 1]!.score) continue
    if (volumes && membersOf(group).reduce((sum, i) => sum + volumes[i]!, 0) > capacity!) continue
    if (neighbours && !hangsTogether(group, neighbours)) continue
    let at = ranked.length
    while (at > 0 && ranked[at - 1]!.score < score) at--
    ranked.splice(at, 0, { group, value: values[group]!, score })
    if (ranked.length > count) ranked.pop()
  }
  return ranked
}

function hangsTogether(group: Coalition, neighbours: readonly Coalition[]): boolean {
  return connectedPart(group, neighbours) === group
}
