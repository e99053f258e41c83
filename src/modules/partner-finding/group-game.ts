import type { Authority } from '#content/authority.ts'
import { calibrate } from '#engine/cost-function.ts'
import { likenessOf } from '#engine/likeness.ts'
import type { SavingGame } from '#engine/saving-group.ts'
import { councilFeatures, geography, usualWeights } from './features.ts'
import type { Assumptions } from './group-assumptions.ts'
import { kilometresBetween, tableOf } from './likeness-of-councils.ts'

/** What a search is for. `withCouncil` is a council that every group must hold. */
export type GroupWanted = {
  readonly service: string
  readonly withCouncil: string | null
  readonly size: number
  /** Kilometres between any two of the group, or null for no limit. */
  readonly reach: number | null
  readonly assumptions: Assumptions & { readonly costPerHead: number }
}

/** How many years a saving is looked at. */
export const horizonYears = 10

/** The share of ten years of savings that is left when each of so many councils may leave in any year, and one is enough. */
export function lastingShare(size: number, leaving: number): number {
  let sum = 0
  for (let year = 1; year <= horizonYears; year += 1) sum += (1 - leaving / 100) ** (size * year)
  return sum / horizonYears
}

/** Everybody a group can be made of: the council asked for first, then those within reach of it, or all. */
export function candidates(
  councils: readonly Authority[],
  { withCouncil, reach }: Pick<GroupWanted, 'withCouncil' | 'reach'>,
): Authority[] {
  const own = councils.find(({ code }) => code === withCouncil)
  if (!own) return [...councils]
  const near = councils.filter(
    (each) => each !== own && (reach === null || kilometresBetween(own, each) <= reach),
  )
  return [own, ...near]
}

/**
 * The game that groups are scored in: people as volume, in thousands; one cost curve through the middle council, alone or
 * together; and what lies between two. Pounds a year. O(n² × features).
 */
export function savingGame(councils: readonly Authority[], wanted: GroupWanted): SavingGame {
  const { assumptions, reach } = wanted
  const volumes = councils.map(({ populationMid2020 }) => populationMid2020 / 1000)
  const middle = volumes.toSorted((a, b) => a - b)[Math.floor(volumes.length / 2)] ?? 1
  const { fixed, unit } = calibrate(
    {
      volume: middle,
      cost: assumptions.costPerHead * middle * 1000,
      fixedShare: assumptions.fixedShare / 100,
    },
    assumptions.elasticity,
  )
  return {
    costs: {
      fixedAlone: fixed,
      unitAlone: unit,
      fixedShared: fixed,
      unitShared: unit,
      elasticity: assumptions.elasticity,
      coordination: assumptions.coordination,
    },
    volumes,
    pairs: { n: councils.length, costs: between(councils, assumptions, reach) },
    lasting: [1, 1, 2, 3, 4, 5].map(
      (size) => lastingShare(size, assumptions.leaving) * (assumptions.realised / 100),
    ),
  }
}

function between(
  councils: readonly Authority[],
  assumptions: Assumptions,
  reach: number | null,
): Float64Array {
  const n = councils.length
  // Spending is left out: some made no return, and a pair that cannot be compared could be in no group.
  const money = councilFeatures.filter(({ group }) => group === 'money').map(({ id }) => id)
  const weights = { ...usualWeights, ...Object.fromEntries([...geography, ...money].map((id) => [id, 0])) }
  const table = tableOf(councils, weights)
  const costs = new Float64Array(n * n)
  for (const [a, one] of councils.entries())
    for (let b = a + 1; b < n; b += 1) {
      const other = councils[b]
      if (!other) continue
      const km = kilometresBetween(one, other)
      const likeness = likenessOf(table, a, b)
      const cost =
        likeness.kind === 'distance' && (reach === null || km <= reach)
          ? km * assumptions.perKilometre + likeness.distance * assumptions.perStep
          : Number.POSITIVE_INFINITY
      costs[a * n + b] = cost
      costs[b * n + a] = cost
    }
  return costs
}
