import type { AuthorityCode } from '#platform/id.ts'
import {
  usedServices,
  useBlockers,
  type Baseline,
  type BaselineRefusal,
  type Successions,
} from './baseline.ts'
import { benefitKinds, type CaseParts, type Falls } from './case-part.ts'
import { fallsFaults, type FallsFault } from './case-years.ts'

/** Why a case cannot be worked out yet. `part` is where it is put right. */
export type CaseRefusal =
  | BaselineRefusal
  | { readonly type: 'no-frame' }
  | { readonly type: 'no-plan'; readonly service: string }
  | { readonly type: 'no-baseline' }
  | { readonly type: 'wrong-years'; readonly part: string; readonly name: string; readonly fault: FallsFault }
  | { readonly type: 'phase'; readonly service: string; readonly adds: number; readonly years: number }
  | { readonly type: 'host-not-in'; readonly service: string }
  | {
      readonly type: 'not-a-partner'
      readonly part: string
      readonly name: string
      readonly council: AuthorityCode
    }
  | { readonly type: 'post-twice'; readonly post: string; readonly names: readonly string[] }
  | { readonly type: 'no-keys' }
  | { readonly type: 'no-services-left' }
  | { readonly type: 'running' }
  | { readonly type: 'engine'; readonly field: string; readonly says: string }

/** Something a reader of the case should be told, though it can be worked out. */
export type CaseWarning =
  | { readonly type: 'no-communication' }
  | { readonly type: 'no-training' }
  | { readonly type: 'not-locked' }
  | { readonly type: 'all-savings-claimed' }
  | { readonly type: 'no-optimism' }
  | { readonly type: 'no-risks' }
  | { readonly type: 'no-required-return'; readonly council: AuthorityCode }
  | { readonly type: 'no-option-words'; readonly option: string }

/** Why this case cannot be run: everything at once, so that it can be put right in one go. */
export function runBlockers(
  baseline: Baseline | null,
  parts: CaseParts,
  successions: Successions = [],
): CaseRefusal[] {
  if (!baseline) return [{ type: 'no-baseline' }]
  const { frame } = parts
  if (!frame) return [...useBlockers(baseline, successions), { type: 'no-frame' }]
  return [
    ...useBlockers(baseline, successions),
    ...planFaults(baseline, parts, frame.lastYear),
    ...yearFaults(parts, frame.lastYear),
    ...strangers(baseline, parts),
    ...postsTwice(parts),
    ...(frame.sharing === 'key' && !baseline.councils.some(({ code }) => (frame.keys[code] ?? 0) > 0)
      ? [{ type: 'no-keys' as const }]
      : []),
  ]
}

function planFaults(baseline: Baseline, parts: CaseParts, lastYear: number): CaseRefusal[] {
  const codes = baseline.councils.map(({ code }) => code)
  return usedServices(baseline).flatMap(({ id: service }): CaseRefusal[] => {
    const plan = parts.services[service]
    if (!plan) return [{ type: 'no-plan', service }]
    const adds = plan.phase.reduce((sum, share) => sum + share, 0)
    const isWrong = plan.phase.length > 0 && (adds !== 100 || plan.phase.length !== lastYear + 1)
    return [
      ...(isWrong ? [{ type: 'phase' as const, service, adds, years: plan.phase.length }] : []),
      ...(codes.includes(plan.host) ? [] : [{ type: 'host-not-in' as const, service }]),
    ]
  })
}

function yearFaults({ lines, transfers, risks }: CaseParts, lastYear: number): CaseRefusal[] {
  const of = (part: string, name: string, falls: Falls): CaseRefusal[] =>
    fallsFaults(falls, lastYear).map((fault) => ({ type: 'wrong-years', part, name, fault }))
  return [
    ...Object.entries(lines).flatMap(([id, line]) => of(`line.${id}`, line.name, line.falls)),
    ...Object.entries(transfers).flatMap(([id, each]) => of(`transfer.${id}`, each.name, each.falls)),
    ...Object.entries(risks).flatMap(([id, risk]) => of(`risk.${id}`, risk.what, risk.falls)),
  ]
}

/** Lines of a council that has left or never joined. */
function strangers(baseline: Baseline, { lines, transfers, risks }: CaseParts): CaseRefusal[] {
  const codes = baseline.councils.map(({ code }) => code)
  const of = (part: string, name: string, councils: readonly (AuthorityCode | null)[]): CaseRefusal[] =>
    councils
      .filter((council) => council !== null && !codes.includes(council))
      .map((council) => ({ type: 'not-a-partner', part, name, council: council ?? '' }))
  return [
    ...Object.entries(lines).flatMap(([id, { name, council }]) => of(`line.${id}`, name, [council])),
    ...Object.entries(transfers).flatMap(([id, { name, from, to }]) =>
      of(`transfer.${id}`, name, [from, to]),
    ),
    ...Object.entries(risks).flatMap(([id, { what, council }]) => of(`risk.${id}`, what, [council])),
  ]
}

/** One post can be saved once. */
function postsTwice({ lines }: CaseParts): CaseRefusal[] {
  const saved = Object.values(lines).filter(
    ({ kind, post, options }) =>
      benefitKinds.includes(kind) && post.trim() !== '' && options.includes('share'),
  )
  const byPost = Map.groupBy(saved, ({ post, council }) => `${council ?? ''} ${post.trim().toLowerCase()}`)
  return [...byPost.values()]
    .filter((same) => same.length > 1)
    .map((same) => ({
      type: 'post-twice',
      post: same[0]?.post.trim() ?? '',
      names: same.map(({ name }) => name),
    }))
}

/** What the case should say of itself. */
export function caseWarnings(
  baseline: Baseline,
  parts: CaseParts,
  /** Councils whose required return is known from elsewhere. */
  asked: readonly AuthorityCode[] = [],
): CaseWarning[] {
  const kinds = Object.values(parts.lines).map(({ kind }) => kind)
  return [
    ...(kinds.includes('communication') ? [] : [{ type: 'no-communication' as const }]),
    ...(kinds.includes('training') ? [] : [{ type: 'no-training' as const }]),
    ...(baseline.lockedAt === null ? [{ type: 'not-locked' as const }] : []),
    ...(parts.frame && parts.frame.realisation === null ? [{ type: 'all-savings-claimed' as const }] : []),
    ...(parts.frame && parts.frame.optimism === null ? [{ type: 'no-optimism' as const }] : []),
    ...(Object.keys(parts.risks).length === 0 ? [{ type: 'no-risks' as const }] : []),
    ...baseline.councils
      .filter(({ code }) => !parts.required[code] && !asked.includes(code))
      .map(({ code }) => ({ type: 'no-required-return' as const, council: code })),
    ...(['do-minimum', 'go-it-alone', 'share-less'] as const)
      .filter((option) => !parts.options[option])
      .map((option) => ({ type: 'no-option-words' as const, option })),
  ]
}
