import { costGame, type Game } from '#engine/game.ts'
import { membersOf, sizeOf, type Coalition } from '#engine/coalition.ts'
import { sharedCost } from '#engine/cost-function.ts'
import type { AuthorityCode } from '#platform/id.ts'

/** What one council would pay by itself, and what the bill might be shared by. Money in whole pence a year. */
export type CouncilFigures = {
  readonly code: AuthorityCode
  readonly name: string
  readonly alone: number
  /** Its volume of work in a year, in the unit that all use; null when not known. */
  readonly volume: number | null
  /** The people it serves; null when not known. */
  readonly people: number | null
}

/** How a group's cost is known: each is named, its saving is named, or it is one bill whoever is in. */
export const methods = ['cost', 'save', 'platform'] as const
export type Method = (typeof methods)[number]

/** The cost function for groups that nobody has priced. Whole pence; `unit` is pence for each unit of work. */
export type GroupCost = {
  readonly fixed: number
  readonly unit: number
  readonly elasticity: number
  readonly coordination: number
}

/** One of the services that the figures are made of: what every group pays for it, in pence a year, numbered as `Coalition`. */
export type ServiceFigures = {
  readonly name: string
  readonly values: readonly number[]
  readonly volumes: readonly number[] | null
}

/** Everything a split is worked out from. `groups` holds pence by group, numbered over `councils` (see `Coalition`). */
export type SplitFigures = {
  readonly councils: readonly CouncilFigures[]
  readonly year: string
  readonly source: string
  readonly owner: string
  /** The one-off cost of setting up, in pence. */
  readonly setUp: number
  readonly method: Method | null
  readonly groups: Readonly<Record<string, number>>
  readonly platform: number | null
  readonly service: GroupCost | null
  /** Where the figures are known by service: as a business case has them. */
  readonly services?: readonly ServiceFigures[]
}

/** Why nothing can be worked out yet. */
export type FiguresFault =
  | { readonly type: 'no-figures' }
  | { readonly type: 'no-method' }
  | { readonly type: 'councils-changed' }
  | { readonly type: 'too-many'; readonly councils: number }
  | { readonly type: 'group-missing'; readonly group: Coalition }
  | { readonly type: 'no-volume'; readonly council: string }
  | { readonly type: 'no-platform' }

/** As many as every rule is worked out for exactly. */
export const mostCouncils = 12

/** The groups of two or more, smallest first; what one pays alone stands with the council. */
export function groupsOf(n: number): Coalition[] {
  return Array.from({ length: 2 ** n }, (_, group) => group)
    .filter((group) => sizeOf(group) > 1)
    .sort((a, b) => sizeOf(a) - sizeOf(b) || a - b)
}

/** The groups that a form has room to ask for: all of them up to four councils, else everybody and everybody but one. */
export function askedGroups(n: number): Coalition[] {
  return groupsOf(n).filter((group) => n <= 4 || sizeOf(group) >= n - 1)
}

/** What each group costs a year in whole pence, or everything that is missing. */
export function gameOf(
  figures: SplitFigures | null,
  present: readonly AuthorityCode[],
): { readonly game: Game } | { readonly refused: readonly FiguresFault[] } {
  if (!figures) return { refused: [{ type: 'no-figures' }] }
  const { councils, method } = figures
  const codes = councils.map(({ code }) => code)
  if (present.length !== codes.length || present.some((code) => !codes.includes(code)))
    return { refused: [{ type: 'councils-changed' }] }
  if (codes.length > mostCouncils) return { refused: [{ type: 'too-many', councils: codes.length }] }
  if (!method) return { refused: [{ type: 'no-method' }] }
  const faults: FiguresFault[] = []
  const costs = Array.from({ length: 2 ** codes.length }, (_, group) => {
    const cost = costOf(figures, group)
    if (typeof cost === 'number') return cost
    faults.push(cost)
    return 0
  })
  return faults.length > 0
    ? { refused: faults.filter((fault, at) => faults.findIndex((each) => isSame(each, fault)) === at) }
    : { game: costGame(codes, costs, 0) }
}

function isSame(a: FiguresFault, b: FiguresFault): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** What one group pays a year, in pence. */
export function costOf(figures: SplitFigures, group: Coalition): number | FiguresFault {
  const members = membersOf(group).map((i) => figures.councils[i]!)
  const apart = members.reduce((sum, { alone }) => sum + alone, 0)
  if (members.length < 2) return apart
  const { method, platform, service, groups } = figures
  if (method === 'platform') return platform ?? { type: 'no-platform' }
  const known = groups[String(group)]
  if (known !== undefined) return method === 'save' ? apart - known : known
  if (method !== 'cost' || !service) return { type: 'group-missing', group }
  const without = members.find(({ volume }) => volume === null)
  if (without) return { type: 'no-volume', council: without.name }
  const volume = members.reduce((sum, each) => sum + (each.volume ?? 0), 0)
  const coefficients = {
    fixedAlone: 0,
    unitAlone: 0,
    fixedShared: service.fixed,
    unitShared: service.unit,
    elasticity: service.elasticity,
    coordination: service.coordination,
  }
  return Math.round(sharedCost(coefficients, volume, members.length))
}
