import type { Authority } from '#content/authority.ts'
import { budgetedServiceIds, type BudgetedService, type ServiceBudget } from '#content/service-budget.ts'

/** Everything a group is scored on. Pounds and parts in a hundred, as people type them; each can be changed. */
export type Assumptions = {
  /** Pounds a year for each person who lives there; null where no budget has a line for the service. */
  readonly costPerHead: number | null
  /** Of the middle council's cost, the part that would not grow with more people: parts in a hundred. */
  readonly fixedShare: number
  /** How the rest grows with people: 1 is in proportion. */
  readonly elasticity: number
  /** Pounds a year for each council beyond the first. */
  readonly coordination: number
  /** Pounds a year for each kilometre between two of the group. */
  readonly perKilometre: number
  /** Pounds a year for each step of difference between two, in people, place and kind, as `/partner-finding/like` counts it. */
  readonly perStep: number
  /** Chance in a hundred, each year, that one council leaves. */
  readonly leaving: number
  /** Of a saving that is worked out, the part that comes true: parts in a hundred. */
  readonly realised: number
}

export type AssumptionName = keyof Assumptions

/** How each is asked for, who says so, and within what it must lie. */
export const assumptionWords: Readonly<
  Record<
    AssumptionName,
    {
      readonly label: string
      readonly says: string
      readonly href?: string
      readonly least: number
      readonly most: number
      readonly prefix?: string
      readonly suffix?: string
    }
  >
> = {
  costPerHead: {
    label: 'What the service costs a year for each person who lives there',
    says: 'The middle one of the English councils that run the service: budgets for 2021 to 2022, MHCLG, Open Government Licence v3.0. Old, and net of income.',
    href: 'https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing',
    least: 0.01,
    most: 5000,
    prefix: '£',
  },
  fixedShare: {
    label: 'The part of the cost that would stay the same with more people',
    says: 'Our assumption, and the one that decides most. Elston and Dixon (2020) found no link between shared back offices and lower administrative cost in over 300 English councils: try 0 too.',
    href: 'https://discovery.researcher.life/article/the-effect-of-shared-service-centers-on-administrative-intensity-in-english-local-government-a-longitudinal-evaluation/8b67a0e754af3767bd9bf248e96e9762',
    least: 0,
    most: 90,
    suffix: '%',
  },
  elasticity: {
    label: 'How the rest grows with people: 1 is in proportion, less is slower',
    says: 'Our assumption: in proportion. A number below 1 says that each further person costs less.',
    least: 0.5,
    most: 1,
  },
  coordination: {
    label: 'What it costs a year to work together, for each council beyond the first',
    says: 'Our assumption: about one post. Elston, Rackwitz and Bel (2023) found that what sharing itself makes councils depend on is what ends it.',
    least: 0,
    most: 10_000_000,
    prefix: '£',
  },
  perKilometre: {
    label: 'What each kilometre between two of the group costs a year',
    says: 'Our assumption: travel and time. Half of the real pairs in the register are within 25 km.',
    least: 0,
    most: 100_000,
    prefix: '£',
  },
  perStep: {
    label: 'What each step of difference between two of the group costs a year',
    says: 'Our assumption: two ways of working under one roof. A step is what councils usually differ by from the middle one.',
    least: 0,
    most: 1_000_000,
    prefix: '£',
  },
  leaving: {
    label: 'The chance that a council leaves in a year',
    says: 'From the arrangements in our register: 16 endings in 1,177 years of one council each, so 1.4 in a hundred. They are those that somebody wrote about.',
    href: '/register/endings',
    least: 0,
    most: 50,
    suffix: '%',
  },
  realised: {
    label: 'The part of a saving that is worked out which comes true',
    says: 'From ten forecasts of English councils that can be held against what was reported: about half. The sample is small, and leans to what made the news.',
    least: 0,
    most: 120,
    suffix: '%',
  },
}

export const assumptionNames = Object.keys(assumptionWords) as readonly AssumptionName[]

/** What is assumed when nobody says otherwise. */
export function usualAssumptions(costPerHead: number | null): Assumptions {
  return {
    costPerHead,
    fixedShare: 15,
    elasticity: 1,
    coordination: 40_000,
    perKilometre: 200,
    perStep: 5_000,
    leaving: 1.4,
    realised: 50,
  }
}

function isBudgeted(service: string): service is BudgetedService {
  return budgetedServiceIds.some((id) => id === service)
}

const budgetOf: Readonly<Record<string, string>> = { waste: 'waste-collection', housing: 'housing-strategy' }

/** The planned spending on a service, by council; empty where budgets have no line for it. Pounds a year. */
export function plannedFor(service: string, budgets: readonly ServiceBudget[]): ReadonlyMap<string, number> {
  const line = budgetOf[service] ?? service
  if (!isBudgeted(line)) return new Map()
  return new Map(budgets.map(({ code, thousands }) => [code, thousands[line] * 1000]))
}

/** The middle cost for each person of the councils that run a service; null where budgets have no line for it. */
export function usualCostPerHead(
  service: string,
  councils: readonly Authority[],
  budgets: readonly ServiceBudget[],
): number | null {
  const planned = plannedFor(service, budgets)
  const each = runningIt(service, councils, budgets)
    .flatMap(({ code, populationMid2020 }) => {
      const spent = planned.get(code)
      return spent === undefined || spent <= 0 ? [] : [spent / populationMid2020]
    })
    .sort((a, b) => a - b)
  const middle = each[Math.floor(each.length / 2)]
  return middle === undefined ? null : Math.round(middle * 100) / 100
}

/**
 * English councils that run a service: those of a tier of which most have planned spending on it. Where budgets have no line
 * (computers, lawyers, payroll) every council does.
 */
export function runningIt(
  service: string,
  councils: readonly Authority[],
  budgets: readonly ServiceBudget[],
): Authority[] {
  const english = councils.filter(({ nation }) => nation === 'England')
  const planned = plannedFor(service, budgets)
  if (planned.size === 0) return english
  const tiers = new Set(
    [...Map.groupBy(english, ({ tier }) => tier)].flatMap(([tier, each]) => {
      const spending = each.filter(({ code }) => Math.abs(planned.get(code) ?? 0) >= 20_000).length
      return spending * 2 > each.length ? [tier] : []
    }),
  )
  return english.filter(({ tier }) => tiers.has(tier))
}
