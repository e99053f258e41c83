import { demand, demandFinite, demandNumbers } from './bad-input.ts'
import { MOST_PARTNERS, sizeOf, sumsByCoalition } from './coalition.ts'

/**
 * What one service costs a year, alone and together. Money in one unit throughout; volume in any unit of work
 * (transactions, users, cases).
 *
 *     alone     fixedAlone + unitAlone x volume ^ elasticityAlone
 *     together  fixedShared + unitShared x total volume ^ elasticity + coordination x (members - 1) ^ coordinationPower
 */
export type ServiceCosts<N = number> = {
  readonly fixedAlone: N
  readonly unitAlone: N
  /** How cost grows with volume, over 0 and up to 1: 1 is in proportion, .9 grows more slowly. */
  readonly elasticityAlone?: N
  readonly fixedShared: N
  readonly unitShared: N
  readonly elasticity: N
  readonly coordination: N
  /** 1 unless said: each further member costs as much as the one before. */
  readonly coordinationPower?: N
}

/** Capacity that cannot shrink at once: the share left after s years is share x (1 - s/years), or share x e^(-decay s). */
export type Sticky =
  | { readonly share: number; readonly years: number }
  | { readonly share: number; readonly decay: number }

/**
 * The yearly cost of one partner by itself with this volume, in the unit of the coefficients; the fixed cost even
 * for no volume. O(1).
 */
export function aloneCost(service: ServiceCosts, volume: number): number {
  return service.fixedAlone + service.unitAlone * volume ** (service.elasticityAlone ?? service.elasticity)
}

/**
 * The yearly cost of at least two members together with this total volume. In the unit of the coefficients. O(1).
 */
export function sharedCost(service: ServiceCosts, volume: number, members: number): number {
  const coordination = service.coordination * (members - 1) ** (service.coordinationPower ?? 1)
  return service.fixedShared + service.unitShared * volume ** service.elasticity + coordination
}

/**
 * The yearly cost of every group of partners, indexed by `Coalition`: nobody 0, one alone, two or more together.
 * 2^n powers: n = 20 takes about 0.1 s. At most 30 partners. O(2^n).
 */
export function costTable(service: ServiceCosts, volumes: ArrayLike<number>): Float64Array {
  demand(
    volumes.length <= MOST_PARTNERS,
    'volumes',
    `name ${volumes.length} partners; at most ${MOST_PARTNERS}`,
  )
  demandNumbers(volumes, volumes.length, 'volumes')
  const negative = Array.from(volumes).findIndex((volume) => volume < 0)
  demand(negative < 0, `volumes[${negative}]`, 'is negative; give a volume from 0 up')
  const table = sumsByCoalition(volumes)
  for (let group = 1; group < table.length; group++) {
    const members = sizeOf(group)
    const volume = table[group]!
    table[group] = members === 1 ? aloneCost(service, volume) : sharedCost(service, volume, members)
  }
  return table
}

/**
 * By how many per cent the variable and fixed cost together rise when volume rises by 1 %: below 1, a bigger
 * service is cheaper a unit. Its inverse above 1 measures economies of scale. O(1).
 */
export function costElasticity(service: ServiceCosts, volume: number): number {
  const variable = service.unitShared * volume ** service.elasticity
  return (service.elasticity * variable) / (service.fixedShared + variable)
}

/**
 * The unit coefficient that gives a known total cost at a known volume, of which a known share is fixed. Throws
 * `BadInput` for shares outside 0 to 1 and volumes not above 0. O(1).
 */
export function calibrate(
  known: { volume: number; cost: number; fixedShare: number },
  elasticity: number,
): { fixed: number; unit: number } {
  demandFinite(known.cost, 'cost')
  demand(known.volume > 0 && known.volume < Infinity, 'volume', `is ${known.volume}; give one above 0`)
  demand(known.fixedShare >= 0 && known.fixedShare <= 1, 'fixedShare', `is ${known.fixedShare}; give 0 to 1`)
  demand(
    elasticity > 0 && elasticity <= 1,
    'elasticity',
    `is ${elasticity}; give a number above 0, at most 1`,
  )
  const fixed = known.cost * known.fixedShare
  return { fixed, unit: (known.cost - fixed) / known.volume ** elasticity }
}

/**
 * The elasticity and unit coefficient through two known points (volume, cost), the fixed cost given. Refuses points
 * that no such curve joins: equal volumes, or a cost not above the fixed cost. O(1).
 */
export function fitElasticity(
  points: readonly [{ volume: number; cost: number }, { volume: number; cost: number }],
  fixed: number,
): { elasticity: number; unit: number } {
  const [a, b] = points
  demand(
    a.volume > 0 && b.volume > 0 && a.volume !== b.volume,
    'points',
    'need two different volumes above 0',
  )
  demand(a.cost > fixed && b.cost > fixed, 'points', `need costs above the fixed cost of ${fixed}`)
  const elasticity = Math.log((b.cost - fixed) / (a.cost - fixed)) / Math.log(b.volume / a.volume)
  return { elasticity, unit: (a.cost - fixed) / a.volume ** elasticity }
}

/** The share of surplus capacity still being paid for s years after members left; nought before. O(1). */
export function stickyShare(sticky: Sticky, s: number): number {
  if (s < 0) return 0
  if ('decay' in sticky) return sticky.share * Math.exp(-sticky.decay * s)
  return sticky.years > 0 ? sticky.share * Math.max(0, 1 - s / sticky.years) : 0
}

/**
 * What a service costs s years after it shrank: its lean cost, plus the sticky share of what it cost before. O(1).
 */
export function strandedCost(lean: number, before: number, sticky: Sticky, s: number): number {
  return lean + stickyShare(sticky, s) * Math.max(0, before - lean)
}

/** The parts of a year's cost while a service moves from many to one. All in money of the year. */
export type YearOfMoving = {
  /** Share of the work moved by the end of this year and of the year before, 0 to 1. */
  readonly moved: number
  readonly movedBefore: number
  /** The share of the moved part's old cost that must be paid a second time in the year it moves. */
  readonly doubleRunning: number
  /** The share of the integration cost that falls in this year. */
  readonly phase: number
}

/**
 * (1 - moved) alone + moved shared + double running + integration. Moving work back is not paid for twice. O(1).
 */
export function movingCost(year: YearOfMoving, alone: number, shared: number, integration: number): number {
  const { moved, movedBefore, doubleRunning, phase } = year
  return (
    (1 - moved) * alone +
    moved * shared +
    doubleRunning * Math.max(0, moved - movedBefore) * alone +
    phase * integration
  )
}
