import type { Authority } from '#content/authority.ts'
import {
  likenessTable,
  neighboursOf,
  type LikenessTable,
  type Neighbour,
  type PairFeature,
} from '#engine/likeness.ts'
import { betweenFeatures, councilFeatures, type BetweenFeature, type Weights } from './features.ts'

/**
 * Which councils one is held against. `same-kind` is the default: districts with districts, London boroughs with London
 * boroughs. `same-tier` takes in all that have the same powers in the same nation; `nation` every council of the nation.
 */
export const scopes = ['same-kind', 'same-tier', 'nation'] as const
export type Scope = (typeof scopes)[number]

/** Councils alike: those compared, nearest first, and those of whom too little is known. */
export type CouncilsAlike = {
  readonly council: Authority
  readonly scope: Scope
  readonly weights: Weights
  readonly near: readonly (Neighbour & { readonly council: Authority; readonly km: number })[]
  readonly unknown: readonly { readonly council: Authority; readonly missing: readonly string[] }[]
  /** Features that all compared have alike, so that they tell nobody apart. */
  readonly idle: readonly string[]
}

/** The City of London stands with the London boroughs: there is no second council of its kind. */
function kindOf({ kind }: Authority): string {
  return kind === 'city-corporation' ? 'london-borough' : kind
}

/** Everybody a council may be compared with, itself among them. All exist: abolished councils are not in the list. */
export function comparable(all: readonly Authority[], council: Authority, scope: Scope): Authority[] {
  return all.filter(
    (other) =>
      other.nation === council.nation &&
      (scope === 'nation' ||
        (scope === 'same-tier' ? other.tier === council.tier : kindOf(other) === kindOf(council))),
  )
}

/** Kilometres in a straight line between the centres of two councils. */
export function kilometresBetween(a: Authority, b: Authority): number {
  return Math.hypot(a.easting - b.easting, a.northing - b.northing) / 1000
}

/**
 * The table that the engine compares in: councils standardised among themselves. Throws the engine's `BadInput` for
 * weights that are all 0 or out of range. O(councils × features).
 */
export function tableOf(councils: readonly Authority[], weights: Weights): LikenessTable {
  const subjects = councils.map((council) => ({
    id: council.code,
    values: councilFeatures.map((feature) => usable(feature.scale, feature.valueOf(council))),
  }))
  const features = councilFeatures.map(({ id, scale }) => ({ id, scale, weight: weights[id] ?? 0 }))
  const between = betweenFeatures.map(({ id }): PairFeature => ({
    id,
    weight: weights[id] ?? 0,
    apart: (a, b) => apart(id, councils[a], councils[b]),
  }))
  return likenessTable(subjects, features, between)
}

function usable(scale: 'linear' | 'log', value: number | null): number | null {
  return value === null || (scale === 'log' && value <= 0) ? null : value
}

/** 20 km count one, 60 km two, 140 km three: what is near matters more than what is far. A shared county counts nought. */
function apart(id: BetweenFeature['id'], a: Authority | undefined, b: Authority | undefined): number | null {
  if (!a || !b) return null
  if (id === 'distance') return Math.log2(1 + kilometresBetween(a, b) / 20)
  if (id === 'kind') return kindOf(a) === kindOf(b) ? 0 : a.tier === b.tier ? 1 : 2
  const [own, other] = [areaAbove(a), areaAbove(b)]
  return own === null || other === null ? null : own === other ? 0 : 1
}

/** The county for a district, the county itself for a county council, the combined authority for a single-tier council. */
export function areaAbove({ code, kind, county, combinedAuthority }: Authority): string | null {
  return kind === 'county' ? code : (county ?? combinedAuthority)
}

/** Councils most like one, by these weights. Throws `BadInput` for weights that are all 0. O(n × features + n log n). */
export function councilsAlike(
  all: readonly Authority[],
  council: Authority,
  { weights, scope }: { readonly weights: Weights; readonly scope: Scope },
): CouncilsAlike {
  const councils = comparable(all, council, scope)
  const byCode = new Map(councils.map((each) => [each.code, each]))
  const table = tableOf(councils, weights)
  const { near, unknown } = neighboursOf(table, council.code)
  const called = (code: string): Authority => {
    const found = byCode.get(code)
    if (!found) throw new Error(`${code} was compared and is not among the councils.`)
    return found
  }
  return {
    council,
    scope,
    weights,
    near: near.map((one) => {
      const other = called(one.id)
      return { ...one, council: other, km: kilometresBetween(council, other) }
    }),
    unknown: unknown.map(({ id, missing }) => ({ council: called(id), missing })),
    idle: table.scales
      .filter(({ by }) => by === 'does-not-vary' || by === 'nobody-known')
      .map(({ id }) => id),
  }
}
