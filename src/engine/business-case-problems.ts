import { caseInputNames, type CaseInput } from './business-case-input.ts'
import { discountProblems } from './discount.ts'
import { uncertainProblems } from './uncertain-problems.ts'
import { pairProblems } from './input-sampler.ts'
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

const sharings = ['usage', 'equal', 'stand-alone', 'key', 'equal-savings', 'shapley']
const mostYears = 125
const mostPartners = 12

const caseFields = [
  'name',
  'lastYear',
  'discount',
  'priceBase',
  'partners',
  'services',
  'items',
  'transfers',
  'sharing',
  'optimism',
  'realisation',
  'correlations',
]
const memberFields = ['partner', 'volume', 'profile', 'fixedAlone', 'unitAlone', 'integration']
const itemFields = ['name', 'partner', 'kind', 'counts', 'amounts', 'factor', 'isForecast']

/** What is wrong with a business case, as data: field, problem and what to do. Empty when nothing is. O(inputs). */
export function caseProblems(input: unknown): Problem[] {
  if (!isRecord(input))
    return [{ field: 'input', problem: 'is not a record', mend: 'give partners and services' }]
  const first = frameProblems(input)
  if (first.length > 0) return first
  const partners: unknown[] = Array.isArray(input['partners']) ? input['partners'] : []
  const names = partners.map((partner) => (isRecord(partner) ? partner['name'] : undefined))
  const years = Number(input['lastYear']) + 1
  const services: unknown[] = Array.isArray(input['services']) ? input['services'] : []
  const problems = [
    ...nameProblems(names, (i) => `partners[${i}].name`),
    ...nameProblems(
      services.map((service) => (isRecord(service) ? service['name'] : undefined)),
      (i) => `services[${i}].name`,
    ),
    ...nameProblems(
      listOf(input['items']).map((item) => (isRecord(item) ? item['name'] : undefined)),
      (i) => `items[${i}].name`,
    ),
    ...services.flatMap((service, k) => serviceProblems(service, `services[${k}]`, names, years)),
    ...listOf(input['items']).flatMap((item, k) => itemProblems(item, `items[${k}]`, names, years)),
    ...listOf(input['transfers']).flatMap((t, k) => transferProblems(t, `transfers[${k}]`, names, years)),
    ...partners.flatMap((p, i) =>
      isRecord(p)
        ? [
            ...unknownProblems(p, `partners[${i}]`, ['name', 'key']),
            ...numberProblems(p['key'] ?? 0, `partners[${i}].key`, { atLeast: 0 }),
          ]
        : [],
    ),
  ]
  if (problems.length > 0) return problems
  const total = partners.reduce<number>((sum, p) => sum + (isRecord(p) ? Number(p['key'] ?? 0) : 0), 0)
  if (input['sharing'] === 'key' && !(total > 0)) {
    return [
      {
        field: 'partners[0].key',
        problem: 'and the other keys add up to nought',
        mend: 'give a key above 0',
      },
    ]
  }
  const inputs = caseInputNames(input as CaseInput)
  const clash = inputs.find((name, i) => inputs.indexOf(name) !== i)
  if (clash !== undefined) {
    const problem = `give two inputs the name "${clash}"`
    return [{ field: 'services', problem, mend: 'rename a service, partner or item so that all differ' }]
  }
  return pairProblems(input['correlations'], inputs, 'correlations')
}

function frameProblems(input: Record<string, unknown>): Problem[] {
  const { partners, services, discount, optimism } = input
  const problems = [
    ...unknownProblems(input, '', caseFields),
    ...wholeProblems(input['lastYear'], 'lastYear', { atLeast: 1, atMost: mostYears }),
  ]
  if (!Array.isArray(partners) || partners.length < 2 || partners.length > mostPartners) {
    problems.push({
      field: 'partners',
      problem: Array.isArray(partners) ? `are ${partners.length}` : 'are not a list of them',
      mend: `name 2 to ${mostPartners} partners`,
    })
  }
  if (!Array.isArray(services) || services.length === 0) {
    problems.push({ field: 'services', problem: 'are missing', mend: 'describe at least one service' })
  }
  if (typeof discount === 'number') {
    problems.push(...numberProblems(discount, 'discount', { atLeast: -0.5, atMost: 1 }))
  } else problems.push(...discountProblems(discount, 'discount'))
  const { priceBase } = input
  if (priceBase !== undefined && (typeof priceBase !== 'string' || priceBase.trim() === '')) {
    problems.push({
      field: 'priceBase',
      problem: 'is no text',
      mend: 'say which prices, such as 2026-27 prices',
    })
  }
  problems.push(...choiceProblems(input['sharing'], 'sharing', sharings))
  if (isRecord(optimism)) {
    problems.push(
      ...unknownProblems(optimism, 'optimism', ['integration', 'savings']),
      ...numberProblems(optimism['integration'] ?? 0, 'optimism.integration', { atLeast: 0, atMost: 10 }),
      ...numberProblems(optimism['savings'] ?? 0, 'optimism.savings', { atLeast: 0, atMost: 1 }),
    )
  }
  const { realisation } = input
  if (realisation !== undefined) problems.push(...uncertainProblems(realisation, 'realisation'))
  if (realisation !== undefined && isRecord(optimism) && Number(optimism['savings'] ?? 0) > 0) {
    const mend = 'leave one of the two out: they lower the same savings'
    problems.push({ field: 'realisation', problem: 'is given with optimism.savings', mend })
  }
  for (const name of ['items', 'transfers']) {
    if (input[name] !== undefined && !Array.isArray(input[name])) {
      problems.push({ field: name, problem: 'are not a list', mend: 'give a list, or leave it out' })
    }
  }
  return problems
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function serviceProblems(
  service: unknown,
  field: string,
  names: readonly unknown[],
  years: number,
): Problem[] {
  if (!isRecord(service)) return [{ field, problem: 'is not a service', mend: 'give a name and its members' }]
  const members: unknown[] = listOf(service['members'])
  if (members.length < 2) {
    return [
      {
        field: `${field}.members`,
        problem: `are ${members.length}`,
        mend: 'a shared service has at least 2',
      },
    ]
  }
  const problems = [
    ...unknownProblems(service, field, [
      ...serviceNumbers.map(([name]) => name),
      'name',
      'members',
      'host',
      'ramp',
      'phase',
    ]),
    ...members.flatMap((member, i) => memberProblems(member, `${field}.members[${i}]`, names, years)),
    ...nameProblems(
      members.map((member) => (isRecord(member) ? member['partner'] : undefined)),
      (i) => `${field}.members[${i}].partner`,
    ),
    ...numbersProblems(service['ramp'], `${field}.ramp`, { length: years, atLeast: 0, atMost: 1 }),
  ]
  for (const [name, least, needed] of serviceNumbers) {
    if (needed || service[name] !== undefined) {
      problems.push(...uncertainProblems(service[name], `${field}.${name}`, least))
    }
  }
  if (service['phase'] !== undefined)
    problems.push(...phaseProblems(service['phase'], `${field}.phase`, years))
  const isMember = members.some((member) => isRecord(member) && member['partner'] === service['host'])
  if (service['host'] !== undefined && !isMember) {
    problems.push({ field: `${field}.host`, problem: 'is not one of the members', mend: 'name a member' })
  }
  return problems
}

const serviceNumbers = [
  ['fixedShared', 0, true],
  ['unitShared', 0, true],
  ['elasticity', 0, true],
  ['elasticityAlone', 0, false],
  ['coordination', 0, true],
  ['coordinationPower', 0, false],
  ['integration', 0, false],
  ['doubleRunning', 0, false],
  ['priceDrift', -0.5, false],
] as const

function phaseProblems(phase: unknown, field: string, years: number): Problem[] {
  const problems = numbersProblems(phase, field, { length: years, atLeast: 0, atMost: 1 })
  if (problems.length > 0 || !Array.isArray(phase)) return problems
  const total = phase.reduce((sum: number, share: number) => sum + share, 0)
  if (Math.abs(total - 1) <= 1e-9) return []
  return [{ field, problem: `adds up to ${total}`, mend: 'make it add up to 1' }]
}

function memberProblems(member: unknown, field: string, names: readonly unknown[], years: number): Problem[] {
  if (!isRecord(member)) return [{ field, problem: 'is not a member', mend: 'give partner and volume' }]
  const problems = [
    ...unknownProblems(member, field, memberFields),
    ...partnerProblems(member['partner'], `${field}.partner`, names),
    ...uncertainProblems(member['volume'], `${field}.volume`, 0),
    ...uncertainProblems(member['fixedAlone'], `${field}.fixedAlone`, 0),
    ...uncertainProblems(member['unitAlone'], `${field}.unitAlone`, 0),
    ...uncertainProblems(member['integration'] ?? 0, `${field}.integration`, 0),
  ]
  if (member['profile'] !== undefined) {
    problems.push(...numbersProblems(member['profile'], `${field}.profile`, { length: years, atLeast: 0 }))
  }
  return problems
}

function partnerProblems(name: unknown, field: string, names: readonly unknown[]): Problem[] {
  if (names.includes(name)) return []
  return [
    { field, problem: `names ${JSON.stringify(name)}, not a partner`, mend: 'use the name of a partner' },
  ]
}

function itemProblems(item: unknown, field: string, names: readonly unknown[], years: number): Problem[] {
  if (!isRecord(item)) return [{ field, problem: 'is not an item', mend: 'give a name, kind and amounts' }]
  const counts = item['counts'] ?? 'cashable'
  return [
    ...unknownProblems(item, field, itemFields),
    ...(item['partner'] === undefined ? [] : partnerProblems(item['partner'], `${field}.partner`, names)),
    ...choiceProblems(item['kind'], `${field}.kind`, ['cost', 'benefit']),
    ...choiceProblems(counts, `${field}.counts`, ['cashable', 'non-cashable', 'avoided']),
    ...numbersProblems(item['amounts'], `${field}.amounts`, { length: years }),
    ...uncertainProblems(item['factor'] ?? 1, `${field}.factor`),
    ...(typeof (item['isForecast'] ?? false) === 'boolean'
      ? []
      : [{ field: `${field}.isForecast`, problem: 'is neither true nor false', mend: 'say true or false' }]),
  ]
}

function transferProblems(t: unknown, field: string, names: readonly unknown[], years: number): Problem[] {
  if (!isRecord(t)) return [{ field, problem: 'is not a transfer', mend: 'give from, to and amounts' }]
  return [
    ...unknownProblems(t, field, ['name', 'from', 'to', 'amounts']),
    ...partnerProblems(t['from'], `${field}.from`, names),
    ...partnerProblems(t['to'], `${field}.to`, names),
    ...numbersProblems(t['amounts'], `${field}.amounts`, { length: years }),
  ]
}
