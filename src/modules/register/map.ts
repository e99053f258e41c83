import type { Authority } from '#content/authority.ts'
import type { HexCell } from '#engine/hex-map.ts'
import type { HexKind } from '#ui/chart/hex-map.ts'
import { isCouncil, isGoing, type Entry } from './entry.ts'
import type { MapLayout } from './map-layout.ts'

/** A council on the map: where its hexagon lies and what is known of it. The list beside the map is made of the same. */
export type MapCouncil = {
  readonly council: Authority
  readonly cell: HexCell
  readonly kind: HexKind
  readonly going: readonly Entry[]
  readonly past: readonly Entry[]
}

/** Every council of today with what it takes part in; what a council took part in that it replaced counts as past. */
export function mapOf(
  councils: readonly Authority[],
  entries: readonly Entry[],
  layout: MapLayout,
): MapCouncil[] {
  return councils.map((council) => {
    const own = entries.filter(({ members }) => members.some((member) => isCouncil(member, council.slug)))
    const isPresent = (entry: Entry) =>
      isGoing(entry) &&
      entry.members.some((member) => member.slug === council.slug && member.role !== 'former')
    const now = own.filter(isPresent)
    const past = own.filter((entry) => !now.includes(entry))
    const cell = layout.get(council.code) ?? { id: council.code, column: 0, row: 0 }
    return { council, cell, kind: kindOf(now.length, past.length), going: now, past }
  })
}

function kindOf(going: number, past: number): HexKind {
  if (going === 0) return past === 0 ? 'none' : 'past'
  return going === 1 ? 'one' : going === 2 ? 'two' : 'more'
}
