import { demand } from './bad-input.ts'
import { lowestMember, type Coalition } from './coalition.ts'

/** For each partner the group of its neighbours. Throws `BadInput` naming a link to somebody who is no partner. */
export function neighboursOf(links: readonly (readonly [number, number])[], n: number): Coalition[] {
  const neighbours = Array.from({ length: n }, () => 0)
  links.forEach(([a, b], k) => {
    for (const end of [a, b]) {
      const known = Number.isInteger(end) && end >= 0 && end < n
      demand(known, `links[${k}]`, `names partner ${end}; partners are 0 to ${n - 1}`)
    }
    neighbours[a]! |= 1 << b
    neighbours[b]! |= 1 << a
  })
  return neighbours
}

/** The members of the group that its lowest-numbered member can reach without leaving the group. */
export function connectedPart(group: Coalition, neighbours: readonly Coalition[]): Coalition {
  let reached = group & -group
  let frontier = reached
  while (frontier !== 0) {
    const i = lowestMember(frontier)
    frontier &= frontier - 1
    const next = neighbours[i]! & group & ~reached
    reached |= next
    frontier |= next
  }
  return reached
}
