import type { DiscountSchedule } from './discount.ts'
import { likelyValue, type Uncertain } from './distribution.ts'
import type { CorrelationPair } from './copula.ts'

/** What a partner brings to one service. Pounds a year in constant prices; volume in any unit of work. */
export type ServiceMember = {
  readonly partner: string
  readonly volume: Uncertain
  /** Volume of each year 0..lastYear as a share of `volume`; 1 in every year unless said. */
  readonly profile?: readonly number[]
  readonly fixedAlone: Uncertain
  readonly unitAlone: Uncertain
  /** One-off cost of moving this partner's work. */
  readonly integration?: Uncertain
}

/** A service that is run alone today and might be run together. See `cost-function.ts` for the curves. */
export type CaseService = {
  readonly name: string
  readonly members: readonly ServiceMember[]
  /** Who pays the bills and recharges the rest; the first member unless said. */
  readonly host?: string
  readonly fixedShared: Uncertain
  readonly unitShared: Uncertain
  readonly elasticity: Uncertain
  readonly elasticityAlone?: Uncertain
  readonly coordination: Uncertain
  readonly coordinationPower?: Uncertain
  /** One-off cost of setting up the joint service, divided by the sharing rule. */
  readonly integration?: Uncertain
  /** The share of a moved part's old cost that is paid a second time in the year it moves. */
  readonly doubleRunning?: Uncertain
  /** The share of the work moved by the end of each year 0..lastYear. */
  readonly ramp: readonly number[]
  /** The share of integration cost that falls in each year; adds up to 1. All in year 0 unless said. */
  readonly phase?: readonly number[]
  /** Real growth of the shared cost a year, over and above prices in general. */
  readonly priceDrift?: Uncertain
}

/** Any other cost or benefit, by year. Without a partner it belongs to all and is divided by the sharing rule. */
export type CaseItem = {
  readonly name: string
  readonly partner?: string
  readonly kind: 'cost' | 'benefit'
  readonly counts?: 'cashable' | 'non-cashable' | 'avoided'
  readonly amounts: readonly number[]
  /** Multiplies every amount; 1 unless said. */
  readonly factor?: Uncertain
  /** A forecast benefit: only the share that `realisation` says comes true. */
  readonly isForecast?: boolean
}

/** Money that passes between partners: nothing to the partnership, something to each. */
export type CaseTransfer = {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly amounts: readonly number[]
}

export type CaseSharing = 'usage' | 'equal' | 'stand-alone' | 'key' | 'equal-savings' | 'shapley'

/** Everything `case` needs, as plain JSON or YAML. Amounts are pounds, costs positive. */
export type CaseInput = {
  readonly name?: string
  /** Years 0..lastYear are appraised; year 0 is now. */
  readonly lastYear: number
  readonly discount: number | DiscountSchedule
  /** The prices that amounts are in, in words ("2026-27 prices"); repeated in the report. */
  readonly priceBase?: string
  readonly partners: readonly { readonly name: string; readonly key?: number }[]
  readonly services: readonly CaseService[]
  readonly items?: readonly CaseItem[]
  readonly transfers?: readonly CaseTransfer[]
  readonly sharing: CaseSharing
  /** Optimism: integration cost is raised by this share, running savings lowered by that. Not also as a risk. */
  readonly optimism?: { readonly integration?: number; readonly savings?: number }
  /**
   * The share of forecast savings that comes true, such as what happened to others' forecasts. 1 unless said. Not
   * together with `optimism.savings`: the two would count the same thing twice.
   */
  readonly realisation?: Uncertain
  readonly correlations?: readonly CorrelationPair[]
}

const perService = [
  'fixedShared',
  'unitShared',
  'elasticity',
  'elasticityAlone',
  'coordination',
  'coordinationPower',
  'integration',
  'doubleRunning',
  'priceDrift',
] as const
const perMember = ['volume', 'fixedAlone', 'unitAlone', 'integration'] as const

/** What correlations and charts call the share of forecast savings that comes true. */
export const realisationName = 'realisation'

/** The numbers of a case in the order they are drawn, with the names correlations and charts use. */
export function caseInputs(input: CaseInput): { name: string; value: Uncertain }[] {
  return [
    ...input.services.flatMap((service) => [
      ...perService.map((name) => ({
        name: `${service.name}.${name}`,
        value: service[name] ?? unsaid(service, name),
      })),
      ...service.members.flatMap((member) =>
        perMember.map((name) => ({
          name: `${service.name}.${member.partner}.${name}`,
          value: member[name] ?? 0,
        })),
      ),
    ]),
    ...(input.items ?? []).map((item) => ({ name: `${item.name}.factor`, value: item.factor ?? 1 })),
    ...(input.realisation === undefined ? [] : [{ name: realisationName, value: input.realisation }]),
  ]
}

/** What a number is when it is left out. The model itself lets a missing elasticity alone follow the shared one. */
function unsaid(service: CaseService, name: (typeof perService)[number]): number {
  if (name === 'elasticityAlone') return likelyValue(service.elasticity)
  return name === 'coordinationPower' ? 1 : 0
}

export function caseInputNames(input: CaseInput): string[] {
  return caseInputs(input).map(({ name }) => name)
}

/** How many numbers stand before the members of a service, and for each member, in `caseInputs`. */
export const serviceStride = perService.length
export const memberStride = perMember.length
