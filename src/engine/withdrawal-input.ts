import type { ServiceCosts, Sticky } from './cost-function.ts'
import { discountProblems, type DiscountSchedule } from './discount.ts'
import { likelyValue, type Uncertain } from './distribution.ts'
import { uncertainProblems } from './uncertain-problems.ts'
import {
  choiceProblems,
  isRecord,
  nameProblems,
  numberProblems,
  numbersProblems,
  type Problem,
  unknownProblems,
  wholeProblems,
} from './problem.ts'

/** One council in a partnership that somebody may leave. Money in one unit throughout, yearly unless said. */
export type WithdrawalPartner<N = Uncertain> = {
  readonly name: string
  /** Its volume of work in a year, above 0. */
  readonly volume: N
  /** One-off cost of setting up again after leaving. */
  readonly reestablish?: N
  /** It leaves only when the gain is above this. */
  readonly inertia?: number
  /** What it would turn to: its own service at a mark-up (0.1 for 10 %), or another partnership at a price. */
  readonly outside?: { readonly markUp?: number; readonly annual?: number; readonly oneOff?: number }
  /** Its weight when sharing is by `key`. */
  readonly key?: number
  /** Chance of being forced out (by law, merger or politics) in a year; one for all years, or one each. */
  readonly hazard?: number | readonly number[]
}

/** Everything `withdraw` needs, as plain JSON or YAML. */
export type WithdrawalOf<N> = {
  readonly partners: readonly WithdrawalPartner<N>[]
  readonly costs:
    | ({ readonly kind: 'service' } & ServiceCosts<N>)
    /** One bill whoever is in; `alone` is what the service is worth to each, or costs it elsewhere. */
    | { readonly kind: 'platform'; readonly annual: number; readonly alone: readonly number[] }
    /** The yearly cost of every group, in the order of their bit masks, 0 first. */
    | { readonly kind: 'table'; readonly values: readonly number[] }
  /** Years of agreement that remain, this one included. */
  readonly horizon: number
  /** Years between giving notice and being gone. */
  readonly notice: number
  readonly discount: number | DiscountSchedule
  readonly sticky: Sticky & { readonly contractEnds?: number }
  readonly sharing: 'equal-savings' | 'usage' | 'shapley' | 'equal' | 'stand-alone' | 'key'
  /** Who receives leavers' fees: in proportion to harm (unless said), by volume, or equally. */
  readonly receipts?: 'harm' | 'volume' | 'equal'
  readonly minimumMembers?: number
  /** The name of the host, without whom the service ends unless there is a successor. */
  readonly host?: string
  readonly successor?: string
}

/** An input in which numbers may be uncertain. */
export type WithdrawalInput = WithdrawalOf<Uncertain>

/** An input whose uncertain numbers have been settled. */
export type CertainWithdrawal = WithdrawalOf<number>

const sharings = ['equal-savings', 'usage', 'shapley', 'equal', 'stand-alone', 'key']
export const mostMembers = 16

const inputFields = [
  'partners',
  'costs',
  'horizon',
  'notice',
  'discount',
  'sticky',
  'sharing',
  'receipts',
  'minimumMembers',
  'host',
  'successor',
]
const partnerFields = ['name', 'volume', 'reestablish', 'inertia', 'outside', 'key', 'hazard']
const serviceFields = [
  'kind',
  'fixedAlone',
  'unitAlone',
  'elasticityAlone',
  'fixedShared',
  'unitShared',
  'elasticity',
  'coordination',
  'coordinationPower',
]

/**
 * What is wrong with a withdrawal input, as data: field, problem, and what to do. Empty when nothing is. O(inputs).
 */
export function withdrawalProblems(input: unknown): Problem[] {
  if (!isRecord(input))
    return [{ field: 'input', problem: 'is not a record', mend: 'give partners and costs' }]
  const { partners, horizon, notice } = input
  if (!Array.isArray(partners) || partners.length < 2 || partners.length > mostMembers) {
    const problem = Array.isArray(partners) ? `are ${partners.length}` : 'are not a list of them'
    return [{ field: 'partners', problem, mend: `name 2 to ${mostMembers} partners` }]
  }
  const list: unknown[] = partners
  const problems = [
    ...unknownProblems(input, '', inputFields),
    ...list.flatMap((partner, i) => partnerProblems(partner, `partners[${i}]`)),
    ...nameProblems(
      list.map((partner) => (isRecord(partner) ? partner['name'] : undefined)),
      (i) => `partners[${i}].name`,
    ),
    ...costProblems(input['costs'], list.length),
    ...wholeProblems(horizon, 'horizon', { atLeast: 1, atMost: 125 }),
    ...wholeProblems(notice, 'notice', { atLeast: 0, atMost: 50 }),
    ...stickyProblems(input['sticky']),
    ...choiceProblems(input['sharing'], 'sharing', sharings),
    ...choiceProblems(input['receipts'] ?? 'harm', 'receipts', ['harm', 'volume', 'equal']),
    ...wholeProblems(input['minimumMembers'] ?? 2, 'minimumMembers', { atLeast: 1, atMost: mostMembers }),
    ...memberProblems(input['host'], 'host', list),
    ...memberProblems(input['successor'], 'successor', list),
  ]
  if (typeof input['discount'] === 'number') {
    problems.push(...numberProblems(input['discount'], 'discount', { atLeast: -0.5, atMost: 1 }))
  } else problems.push(...discountProblems(input['discount'], 'discount'))
  if (input['sharing'] === 'key' && problems.length === 0) problems.push(...keyProblems(list))
  return problems
}

function partnerProblems(partner: unknown, field: string): Problem[] {
  if (!isRecord(partner)) return [{ field, problem: 'is not a partner', mend: 'give a name and a volume' }]
  const { hazard, outside } = partner
  const problems = [
    ...unknownProblems(partner, field, partnerFields),
    ...uncertainProblems(partner['volume'], `${field}.volume`, Number.MIN_VALUE),
    ...uncertainProblems(partner['reestablish'] ?? 0, `${field}.reestablish`, 0),
    ...numberProblems(partner['inertia'] ?? 0, `${field}.inertia`),
    ...numberProblems(partner['key'] ?? 0, `${field}.key`, { atLeast: 0 }),
  ]
  const bounds = { atLeast: 0, atMost: 1 }
  if (Array.isArray(hazard)) problems.push(...numbersProblems(hazard, `${field}.hazard`, bounds))
  else problems.push(...numberProblems(hazard ?? 0, `${field}.hazard`, bounds))
  if (isRecord(outside)) {
    problems.push(
      ...unknownProblems(outside, `${field}.outside`, ['markUp', 'annual', 'oneOff']),
      ...numberProblems(outside['markUp'] ?? 0, `${field}.outside.markUp`, { atLeast: -1 }),
      ...numberProblems(outside['annual'] ?? 0, `${field}.outside.annual`),
      ...numberProblems(outside['oneOff'] ?? 0, `${field}.outside.oneOff`),
    )
  }
  return problems
}

function costProblems(costs: unknown, n: number): Problem[] {
  if (!isRecord(costs))
    return [{ field: 'costs', problem: 'are missing', mend: 'give a service, platform or table' }]
  if (costs['kind'] === 'table') {
    const problems = numbersProblems(costs['values'], 'costs.values', { length: 2 ** n })
    if (problems.length > 0 || !Array.isArray(costs['values']) || costs['values'][0] === 0) return problems
    return [{ field: 'costs.values[0]', problem: 'is the cost of nobody', mend: 'make it 0' }]
  }
  if (costs['kind'] === 'platform') {
    return [
      ...numberProblems(costs['annual'], 'costs.annual', { atLeast: 0 }),
      ...numbersProblems(costs['alone'], 'costs.alone', { length: n, atLeast: 0 }),
    ]
  }
  const problems = choiceProblems(costs['kind'], 'costs.kind', ['service', 'platform', 'table'])
  problems.push(...unknownProblems(costs, 'costs', serviceFields))
  for (const name of ['fixedAlone', 'unitAlone', 'fixedShared', 'unitShared', 'coordination']) {
    problems.push(...uncertainProblems(costs[name], `costs.${name}`, 0))
  }
  for (const name of ['elasticity', 'elasticityAlone', 'coordinationPower']) {
    if (name === 'elasticity' || costs[name] !== undefined) {
      problems.push(...uncertainProblems(costs[name], `costs.${name}`, 0))
    }
  }
  return problems
}

function stickyProblems(sticky: unknown): Problem[] {
  const field = 'sticky'
  if (!isRecord(sticky)) return [{ field, problem: 'is missing', mend: 'give share and years (0 for none)' }]
  const name = 'decay' in sticky ? 'decay' : 'years'
  return [
    ...unknownProblems(sticky, field, ['share', name, 'contractEnds']),
    ...numberProblems(sticky['share'], 'sticky.share', { atLeast: 0, atMost: 1 }),
    ...numberProblems(sticky[name], `sticky.${name}`, { atLeast: 0 }),
    ...numberProblems(sticky['contractEnds'] ?? 0, 'sticky.contractEnds', { atLeast: 0 }),
  ]
}

function memberProblems(name: unknown, field: string, partners: readonly unknown[]): Problem[] {
  if (name === undefined) return []
  if (partners.some((partner) => isRecord(partner) && partner['name'] === name)) return []
  return [{ field, problem: 'is not one of the partners', mend: 'use the name of a partner' }]
}

function keyProblems(partners: readonly unknown[]): Problem[] {
  const total = partners.reduce<number>(
    (sum, partner) => sum + (isRecord(partner) ? Number(partner['key'] ?? 0) : 0),
    0,
  )
  if (total > 0) return []
  return [
    { field: 'partners[0].key', problem: 'and the other keys add up to nought', mend: 'give a key above 0' },
  ]
}

/** The input with every uncertain number at its most likely value. O(inputs). */
export function atLikely(input: WithdrawalInput): CertainWithdrawal {
  return settle(input, likelyValue)
}

/** The input with every uncertain number settled by a rule, in a fixed order: partners first, then costs. */
export function settle(input: WithdrawalInput, value: (uncertain: Uncertain) => number): CertainWithdrawal {
  const partners = input.partners.map((partner) => ({
    ...partner,
    volume: value(partner.volume),
    reestablish: value(partner.reestablish ?? 0),
  }))
  const { costs } = input
  if (costs.kind !== 'service') return { ...input, partners, costs }
  const service = {
    kind: 'service' as const,
    fixedAlone: value(costs.fixedAlone),
    unitAlone: value(costs.unitAlone),
    fixedShared: value(costs.fixedShared),
    unitShared: value(costs.unitShared),
    elasticity: value(costs.elasticity),
    elasticityAlone: value(costs.elasticityAlone ?? costs.elasticity),
    coordination: value(costs.coordination),
    coordinationPower: value(costs.coordinationPower ?? 1),
  }
  return { ...input, partners, costs: service }
}
