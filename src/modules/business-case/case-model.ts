import type { CaseInput, CaseItem, CaseService, ServiceMember } from '#engine/business-case-input.ts'
import { caseProblems } from '#engine/business-case-problems.ts'
import type { Problem } from '#engine/problem.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { usedServices, type Baseline, type BaselineService } from './baseline.ts'
import {
  benefitKinds,
  type CaseParts,
  type CostLine,
  type Frame,
  type OptionId,
  type ServicePlan,
} from './case-part.ts'
import { phaseOf, rampOf, strandedYears, uncertainOf, yearsOf } from './case-years.ts'
import { amountOf, takesPart } from './figure.ts'

/** The case as the engine computes it, for one option. Amounts in pounds of the baseline's year. */
export type CaseModelled = {
  readonly input: CaseInput
  /** What the engine itself would refuse; empty in a case that passed its own rules. */
  readonly problems: readonly Problem[]
  /** The name by which the engine knows each council. */
  readonly partnerOf: Readonly<Record<AuthorityCode, string>>
}

/** Builds the engine's input of one option from a baseline and the parts of a case. Pure; no figure is made up here. */
export function modelOf(
  { baseline, parts, frame, name }: { baseline: Baseline; parts: CaseParts; frame: Frame; name: string },
  option: OptionId,
): CaseModelled {
  const years = frame.lastYear + 1
  const partnerOf = partnerNames(baseline)
  const nameOf = (code: AuthorityCode) => partnerOf[code] ?? code
  const chosen = servicesIn(baseline, parts, option)
  const names = uniqueNames()
  const context = { baseline, years, nameOf, names }
  const shared = option === 'share' || option === 'share-less'
  const services = chosen.flatMap(({ service, plan }) =>
    shared ? sharedService(context, service, plan) : standingService(context, service),
  )
  const items = [
    ...(shared ? chosen.flatMap(({ service, plan }) => strandedItems(context, service, plan)) : []),
    ...lineItems(context, parts, option),
    ...(shared ? riskItems(context, parts) : []),
  ]
  const input: CaseInput = {
    name,
    lastYear: frame.lastYear,
    discount: { bands: frame.discount.value },
    priceBase: `${baseline.year} prices`,
    partners: baseline.councils.map(({ code }) => ({
      name: nameOf(code),
      ...(frame.sharing === 'key' ? { key: (frame.keys[code] ?? 0) / 100 } : {}),
    })),
    services,
    ...(items.length > 0 ? { items } : {}),
    ...(shared ? transfersIn(context, parts) : {}),
    sharing: frame.sharing,
    ...(frame.optimism ? { optimism: { integration: frame.optimism.value / 10_000 } } : {}),
    ...(frame.realisation ? { realisation: realised(frame.realisation.value) } : {}),
  }
  return { input, problems: caseProblems(input), partnerOf }
}

function realised({ p10, p50, p90 }: { p10: number; p50: number; p90: number }) {
  return { kind: 'percentiles' as const, p10: p10 / 100, p50: p50 / 100, p90: p90 / 100 }
}

type Context = {
  readonly baseline: Baseline
  readonly years: number
  readonly nameOf: (code: AuthorityCode) => string
  readonly names: (wanted: string) => string
}

/** Short names where they differ, so that charts have room; whole names where two are alike. */
function partnerNames({ councils }: Baseline): Record<AuthorityCode, string> {
  const short = councils.map(({ shortName }) => shortName)
  const isPlain = new Set(short).size === short.length
  return Object.fromEntries(councils.map(({ code, name, shortName }) => [code, isPlain ? shortName : name]))
}

/** The engine knows every line by its name: a second of the same name gets a number. */
function uniqueNames(): (wanted: string) => string {
  const used = new Map<string, number>()
  return (wanted) => {
    const count = (used.get(wanted) ?? 0) + 1
    used.set(wanted, count)
    return count === 1 ? wanted : `${wanted} (${count})`
  }
}

type Planned = { readonly service: BaselineService; readonly plan: ServicePlan }

/** The services an option shares. Options that share nothing keep one in view, unmoved, so that there is something to add up. */
function servicesIn(baseline: Baseline, parts: CaseParts, option: OptionId): Planned[] {
  const planned = usedServices(baseline).flatMap((service) => {
    const plan = parts.services[service.id]
    return plan ? [{ service, plan }] : []
  })
  if (option === 'share') return planned
  if (option === 'share-less') return planned.filter(({ plan }) => plan.inShareLess)
  return planned.slice(0, 1)
}

function membersOf({ baseline }: Context, service: BaselineService): AuthorityCode[] {
  return baseline.councils
    .map(({ code }) => code)
    .filter((code) => takesPart(baseline.figures, code, service.id))
}

/** What a council pays alone today: its fixed part, and what each unit of its work costs on top. Pounds. */
export function aloneToday(
  baseline: Baseline,
  council: AuthorityCode,
  service: string,
): { volume: number; fixedAlone: number; unitAlone: number } {
  const amount = (measure: 'cost' | 'fixed' | 'volume') =>
    amountOf(baseline.figures, { council, service, measure }) ?? 0
  const volume = amount('volume')
  const varying = amount('cost') - amount('fixed')
  return {
    volume,
    fixedAlone: amount('fixed') / 100,
    unitAlone: volume > 0 ? varying / 100 / volume : 0,
  }
}

function sharedService(context: Context, service: BaselineService, plan: ServicePlan): CaseService[] {
  const { baseline, years, nameOf } = context
  const codes = membersOf(context, service)
  const profile = Array.from({ length: years }, (_, year) => (1 + plan.growth / 10_000) ** year)
  const members = codes.map((code): ServiceMember => ({
    partner: nameOf(code),
    ...aloneToday(baseline, code, service.id),
    ...(plan.growth === 0 ? {} : { profile }),
    integration: uncertainOf(plan.moving[code] ?? { shape: 'known', likely: 0 }),
  }))
  if (members.length < 2) return []
  return [
    {
      name: service.name,
      members,
      ...(codes.includes(plan.host) ? { host: nameOf(plan.host) } : {}),
      fixedShared: uncertainOf(plan.fixedShared),
      unitShared: uncertainOf(plan.unitShared),
      elasticity: plan.elasticity / 100,
      elasticityAlone: 1,
      coordination: uncertainOf(plan.coordination),
      integration: uncertainOf(plan.setUp),
      doubleRunning: plan.doubleRunning / 10_000,
      ramp: rampOf(plan, years),
      phase: phaseOf(plan, years),
      ...(plan.priceDrift === 0 ? {} : { priceDrift: plan.priceDrift / 10_000 }),
    },
  ]
}

/** A service that stays where it is: nothing moves, so nothing is saved and nothing spent. */
function standingService(context: Context, service: BaselineService): CaseService[] {
  const members = membersOf(context, service).map((code) => ({
    partner: context.nameOf(code),
    ...aloneToday(context.baseline, code, service.id),
  }))
  if (members.length < 2) return []
  return [
    {
      name: service.name,
      members,
      fixedShared: 0,
      unitShared: 0,
      elasticity: 1,
      coordination: 0,
      ramp: Array.from({ length: context.years }, () => 0),
    },
  ]
}

/** What a council goes on paying of its old fixed cost after its work has moved. */
function strandedItems(context: Context, service: BaselineService, plan: ServicePlan): CaseItem[] {
  const { baseline, years, nameOf, names } = context
  const hasAny =
    plan.strandedYears > 0 && (plan.strandedShare.shape !== 'known' || plan.strandedShare.likely > 0)
  if (!hasAny) return []
  const pattern = strandedYears(rampOf(plan, years), plan.strandedYears)
  return membersOf(context, service).flatMap((code): CaseItem[] => {
    const { fixedAlone } = aloneToday(baseline, code, service.id)
    if (fixedAlone === 0) return []
    return [
      {
        name: names(`${service.name}: cost left behind at ${nameOf(code)}`),
        partner: nameOf(code),
        kind: 'cost',
        amounts: pattern.map((share) => share * fixedAlone),
        factor: uncertainOf(plan.strandedShare, 10_000),
      },
    ]
  })
}

function lineItems(context: Context, { lines }: CaseParts, option: OptionId): CaseItem[] {
  return Object.values(lines)
    .filter(({ options }) => options.includes(option))
    .map((line) => lineItem(context, line))
}

function lineItem({ years, nameOf, names }: Context, line: CostLine): CaseItem {
  const isBenefit = benefitKinds.includes(line.kind)
  return {
    name: names(line.name),
    ...(line.council === null ? {} : { partner: nameOf(line.council) }),
    kind: isBenefit ? 'benefit' : 'cost',
    counts: line.counts,
    amounts: yearsOf(line.falls, years),
    factor: uncertainOf(line.amount),
    ...(isBenefit ? { isForecast: true } : {}),
  }
}

function riskItems({ years, nameOf, names }: Context, { risks }: CaseParts): CaseItem[] {
  return Object.values(risks).map(({ kind, what, chance, amount, council, falls }) => ({
    name: names(what),
    ...(council === null ? {} : { partner: nameOf(council) }),
    kind: kind === 'risk' ? ('cost' as const) : ('benefit' as const),
    amounts: yearsOf(falls, years),
    factor: {
      kind: 'event' as const,
      chance: chance / 10_000,
      low: (amount.shape === 'known' ? amount.likely : amount.low) / 100,
      likely: (amount.shape === 'sure' ? (amount.low + amount.high) / 2 : amount.likely) / 100,
      high: (amount.shape === 'known' ? amount.likely : amount.high) / 100,
    },
  }))
}

function transfersIn(
  { years, nameOf, names }: Context,
  { transfers }: CaseParts,
): Pick<CaseInput, 'transfers'> {
  const all = Object.values(transfers)
  if (all.length === 0) return {}
  return {
    transfers: all.map(({ name, from, to, amountPence, falls }) => ({
      name: names(name),
      from: nameOf(from),
      to: nameOf(to),
      amounts: yearsOf(falls, years).map((share) =>
        falls.type === 'by-year' ? share : (share * amountPence) / 100,
      ),
    })),
  }
}
