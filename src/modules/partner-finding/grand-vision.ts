import type { Arrangement } from '#content/arrangement.ts'
import type { Authority } from '#content/authority.ts'
import { kilometresBetween } from './likeness-of-councils.ts'

/** A plan as far as it is known: what would be shared, by whom, and whether a large supplier is to carry it. */
export type Plan = {
  readonly services: readonly string[]
  readonly councils: readonly Authority[]
  readonly largeSupplier: boolean
}

/** What makes a plan a grand vision: each is a reason on its own to begin smaller. */
export type GrandReason =
  | { readonly type: 'many-services'; readonly count: number }
  | { readonly type: 'unlike-powers' }
  | { readonly type: 'unlike-size'; readonly times: number; readonly large: string; readonly small: string }
  | { readonly type: 'far-apart'; readonly km: number }
  | { readonly type: 'many-councils'; readonly count: number }
  | { readonly type: 'large-supplier' }

export type GrandType = GrandReason['type']

/** From here on it is many. Judgement, not law: real cases of each size are listed beside it. */
export const manyServices = 4
export const manyCouncils = 5
const unlikeTimes = 3
const farKm = 57

const whole = ['all-staff', 'many-services', 'back-office']

/** The reasons to call a plan a grand vision; an empty list for one that begins small. */
export function grandReasons({ services, councils, largeSupplier }: Plan): GrandReason[] {
  const reasons: GrandReason[] = []
  const count = services.length
  if (count >= manyServices || services.some((id) => whole.includes(id)))
    reasons.push({ type: 'many-services', count: Math.max(count, 1) })
  if (new Set(councils.map(({ tier }) => tier)).size > 1) reasons.push({ type: 'unlike-powers' })
  const bySize = councils.toSorted((a, b) => b.populationMid2020 - a.populationMid2020)
  const [large, small] = [bySize[0], bySize.at(-1)]
  if (large && small && large.populationMid2020 >= unlikeTimes * small.populationMid2020)
    reasons.push({
      type: 'unlike-size',
      times: Math.round(large.populationMid2020 / small.populationMid2020),
      large: large.shortName,
      small: small.shortName,
    })
  const furthest = Math.max(0, ...councils.flatMap((a) => councils.map((b) => kilometresBetween(a, b))))
  if (furthest > farKm) reasons.push({ type: 'far-apart', km: Math.round(furthest) })
  if (councils.length >= manyCouncils) reasons.push({ type: 'many-councils', count: councils.length })
  if (largeSupplier) reasons.push({ type: 'large-supplier' })
  return reasons
}

/** A real arrangement and in what it resembles the plan. */
export type RealCase = { readonly arrangement: Arrangement; readonly shares: readonly GrandType[] }

/**
 * Real arrangements that resemble a plan in what makes it grand, those that share the most and the rarest first; how they went is for the page
 * to say. Only what has ended, in whole or in part, or never came about: what still goes on has not been answered yet.
 */
export function casesLike(
  reasons: readonly GrandReason[],
  arrangements: readonly Arrangement[],
  authorities: readonly Authority[],
  most = 5,
): RealCase[] {
  const wanted = new Set(reasons.map(({ type }) => type))
  const byCode = new Map(authorities.map((each) => [each.code, each]))
  const alike = arrangements
    .filter(({ status }) => ['ended', 'partly-ended', 'not-proceeded'].includes(status))
    .map((arrangement) => {
      const councils = arrangement.members.flatMap(({ council }) => byCode.get(council) ?? [])
      const largeSupplier = arrangement.forms.some((form) => form === 'joint-venture' || form === 'contract')
      const own = grandReasons({ services: arrangement.services, councils, largeSupplier })
      return { arrangement, shares: own.map(({ type }) => type).filter((type) => wanted.has(type)) }
    })
    .filter(({ shares }) => shares.length > 0)
  const howMany = (type: GrandType) => alike.filter(({ shares }) => shares.includes(type)).length
  const weight = ({ shares }: RealCase) => shares.reduce((sum, type) => sum + 1 / howMany(type), 0)
  return alike
    .toSorted((a, b) => weight(b) - weight(a) || (a.arrangement.name < b.arrangement.name ? -1 : 1))
    .slice(0, most)
}
