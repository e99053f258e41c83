import { approvalStanding, type Approval } from '#modules/partnership/index.ts'
import { canonical, sha256 } from '#platform/canonical.ts'
import type { AuthorityCode, Id, PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { amountOf, figureFaults, neededMeasures, takesPart, type Figure } from './figure.ts'

export type BaselineService = { readonly id: string; readonly name: string; readonly unit: string }

/** Somebody who will go on doing a task their own way, what that costs a year, and until when. */
export type Deviation = {
  readonly council: AuthorityCode
  readonly what: string
  readonly yearlyPence: number
  readonly endsOn: string
}

/** One task in scope, and whose way of doing it wins: a council's, or a new way of all (null). */
export type Task = {
  readonly id: string
  readonly service: string
  readonly name: string
  readonly inScope: boolean
  readonly processOf: AuthorityCode | null
  readonly deviations: readonly Deviation[]
  readonly seen: number
}

/** Where every council stands today, as this viewer may see it: figures that are not shared are not in it. */
export type Baseline = {
  readonly id: Id<'baseline'>
  readonly partnership: PartnershipId
  readonly version: number
  /** The financial year whose prices the figures are in: `2026-27`. */
  readonly year: string
  readonly reason: string | null
  readonly startedFor: AuthorityCode
  readonly startedAt: Date
  readonly lockedAt: Date | null
  /** The hash that was confirmed; null until it is locked. */
  readonly hash: string | null
  /** The councils that take part: those that have joined and not left, in alphabetical order. */
  readonly councils: readonly {
    readonly code: AuthorityCode
    readonly name: string
    readonly shortName: string
  }[]
  readonly services: readonly BaselineService[]
  readonly figures: readonly Figure[]
  readonly tasks: readonly Task[]
  readonly shared: readonly AuthorityCode[]
  readonly approvals: readonly Approval[]
}

/** The subject under which councils confirm a baseline (`partnership_approval`). */
export const baselineSubject = 'business-case.baseline'

/** What the councils confirm: every figure with its source and owner, every task, the year. Who typed it is no part of it. */
export function baselineHash(baseline: Baseline): string {
  const { version, year, services, figures, tasks, councils } = baseline
  return sha256(
    canonical({
      version,
      year,
      councils: councils.map(({ code }) => code).toSorted(),
      services: services.map(({ id, name, unit }) => ({ id, name, unit })).toSorted(byText(({ id }) => id)),
      figures: figures
        .map(({ council, service, measure, value, source, owner }) => ({
          council,
          service,
          measure,
          value,
          source,
          owner,
        }))
        .toSorted(byText(({ council, service, measure }) => `${council} ${service} ${measure}`)),
      tasks: tasks
        .map(({ id, service, name, inScope, processOf, deviations }) => ({
          id,
          service,
          name,
          inScope,
          processOf,
          deviations: deviations.map((each) => ({ ...each })),
        }))
        .toSorted(byText(({ id }) => id)),
    }),
  )
}

function byText<Row>(key: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => (key(a) < key(b) ? -1 : 1)
}

/** Which councils have confirmed the text as it stands. */
export function confirmationOf(baseline: Baseline) {
  return approvalStanding(
    baseline.councils.map(({ code }) => code),
    baseline.approvals,
    baseline.hash ?? baselineHash(baseline),
  )
}

/** Why something cannot be done with a baseline. */
export type BaselineRefusal =
  | { readonly type: 'locked' }
  | { readonly type: 'not-locked' }
  | { readonly type: 'role' }
  | { readonly type: 'not-leading' }
  | { readonly type: 'not-finance' }
  | { readonly type: 'no-service' }
  | { readonly type: 'alone' }
  | { readonly type: 'not-shared'; readonly council: AuthorityCode }
  | {
      readonly type: 'missing'
      readonly council: AuthorityCode
      readonly service: string
      readonly measure: string
    }
  | {
      readonly type: 'fault'
      readonly council: AuthorityCode
      readonly service: string
      readonly fault: string
    }
  | { readonly type: 'too-few'; readonly service: string }
  /** A council and the one that replaces it, both at the table: its costs would count twice. */
  | { readonly type: 'old-and-new'; readonly old: AuthorityCode; readonly next: AuthorityCode }
  | { readonly type: 'confirmed-already' }
  | { readonly type: 'shared-already' }
  | { readonly type: 'changed' }

/** Which councils come after which, for telling that somebody is at the table twice. */
export type Successions = readonly { readonly from: AuthorityCode; readonly to: AuthorityCode }[]

const writers: readonly string[] = ['lead', 'deputy', 'contributor']

/** Whether this person writes figures for their council. Staff who only answer surveys do not. */
export function writesFigures(by: Pick<CouncilViewer, 'role' | 'office'>): boolean {
  return writers.includes(by.role) && by.office !== 'staff' && by.office !== 'member'
}

export function writeBlockers(
  baseline: Pick<Baseline, 'lockedAt'>,
  by: Pick<CouncilViewer, 'role' | 'office'>,
): BaselineRefusal[] {
  return [
    ...(writesFigures(by) ? [] : [{ type: 'role' as const }]),
    ...(baseline.lockedAt === null ? [] : [{ type: 'locked' as const }]),
  ]
}

/** Why a council cannot show its figures to the partners yet. Half a set of figures would be read as a whole one. */
export function shareBlockers(
  baseline: Baseline,
  by: Pick<CouncilViewer, 'role' | 'council'>,
): BaselineRefusal[] {
  return [
    ...(by.role === 'lead' || by.role === 'deputy' ? [] : [{ type: 'not-leading' as const }]),
    ...(baseline.lockedAt === null ? [] : [{ type: 'locked' as const }]),
    ...(baseline.shared.includes(by.council) ? [{ type: 'shared-already' as const }] : []),
    ...(baseline.services.length === 0 ? [{ type: 'no-service' as const }] : []),
    ...gapsOf(baseline, by.council),
  ]
}

/** What a council has still to fill in or to put right, service by service. */
export function gapsOf(baseline: Baseline, council: AuthorityCode): BaselineRefusal[] {
  const { services, figures } = baseline
  return services.flatMap(({ id: service }): BaselineRefusal[] =>
    takesPart(figures, council, service)
      ? [
          ...neededMeasures
            .filter((measure) => amountOf(figures, { council, service, measure }) === null)
            .map((measure) => ({ type: 'missing' as const, council, service, measure })),
          ...figureFaults(figures, council, service).map((fault) => ({
            type: 'fault' as const,
            council,
            service,
            fault: fault.type,
          })),
        ]
      : [],
  )
}

/** The services that some council has. One that nobody has is a slip, and is left out of everything. */
export function usedServices({ councils, services, figures }: Baseline): BaselineService[] {
  return services.filter(({ id }) => councils.some(({ code }) => takesPart(figures, code, id)))
}

/** Why nothing can be worked out from this baseline yet. It need not be locked for that. */
export function useBlockers(baseline: Baseline, successions: Successions): BaselineRefusal[] {
  const { councils, services, figures, shared } = baseline
  const codes = councils.map(({ code }) => code)
  return [
    ...(codes.length < 2 ? [{ type: 'alone' as const }] : []),
    ...(usedServices(baseline).length === 0 ? [{ type: 'no-service' as const }] : []),
    ...codes
      .filter((code) => !shared.includes(code))
      .map((council) => ({ type: 'not-shared' as const, council })),
    ...codes.filter((code) => shared.includes(code)).flatMap((code) => gapsOf(baseline, code)),
    ...services
      .filter(({ id }) => codes.filter((code) => takesPart(figures, code, id)).length === 1)
      .map(({ id }) => ({ type: 'too-few' as const, service: id })),
    ...successions
      .filter(({ from, to }) => codes.includes(from) && codes.includes(to))
      .map(({ from, to }) => ({ type: 'old-and-new' as const, old: from, next: to })),
  ]
}

/** Why this person cannot confirm the figures for their council. Only section 151 officers do. */
export function confirmBlockers(
  baseline: Baseline,
  by: Pick<CouncilViewer, 'office' | 'council'>,
  successions: Successions,
): BaselineRefusal[] {
  if (baseline.lockedAt !== null) return [{ type: 'locked' }]
  const hasConfirmed = confirmationOf(baseline).approved.includes(by.council)
  return [
    ...(by.office === 'section-151' ? [] : [{ type: 'not-finance' as const }]),
    ...(hasConfirmed ? [{ type: 'confirmed-already' as const }] : []),
    ...useBlockers(baseline, successions),
  ]
}

export function correctBlockers(
  baseline: Pick<Baseline, 'lockedAt'>,
  by: Pick<CouncilViewer, 'role'>,
): BaselineRefusal[] {
  return [
    ...(by.role === 'lead' || by.role === 'deputy' ? [] : [{ type: 'not-leading' as const }]),
    ...(baseline.lockedAt === null ? [{ type: 'not-locked' as const }] : []),
  ]
}
