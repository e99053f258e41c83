import { formatPounds } from '#ui/format.ts'
import type { OptionFindings } from './run.ts'

/** A chance as people say it: "7 in 10", "19 in 20", "more than 99 in 100". Never rounded to certain. */
export function chanceWords(chance: number): string {
  if (chance > 0.995) return 'more than 99 in 100'
  if (chance < 0.005) return 'less than 1 in 100'
  if (chance >= 0.945 || chance <= 0.055) return `${Math.round(chance * 100)} in 100`
  return `${Math.round(chance * 10)} in 10`
}

/** Pounds of the engine as whole pence. */
export function pence(pounds: number): number {
  return Math.round(pounds * 100)
}

/** A published amount with its unit as people write it: 6 and "£ million a year" is "£6 million a year", less than nothing "−£2 million". */
export function amountWords(amount: number, unit: string): string {
  const sign = amount < 0 ? '−' : ''
  const size = String(Math.abs(amount))
  if (unit.startsWith('£ ')) return `${sign}£${size} ${unit.slice(2)}`
  return unit === 'per cent' ? `${sign}${size}%` : `${sign}${size} ${unit}`
}

/** What the engine calls its inputs, in words. */
const inputNames: Readonly<Record<string, string>> = {
  fixedShared: 'the joint cost that stays the same',
  unitShared: 'the joint cost of each unit of work',
  elasticity: 'how joint cost grows with the work',
  elasticityAlone: 'how cost alone grows with the work',
  coordination: 'what each further council costs',
  coordinationPower: 'how the cost of coordination grows',
  integration: 'the cost of setting up',
  doubleRunning: 'the part paid twice while moving',
  priceDrift: 'price growth above prices in general',
  volume: 'how much work there is',
  fixedAlone: 'the cost alone that stays the same',
  unitAlone: 'the cost alone of each unit of work',
  factor: '',
}

export function inputWords(name: string): string {
  if (name === 'realisation') return 'What comes of the forecast savings'
  const last = name.lastIndexOf('.')
  const of = inputNames[name.slice(last + 1)]
  const where = name.slice(0, last).replace('.', ', ')
  if (of === undefined) return name
  return of === '' ? where : `${where}: ${of}`
}

const inPounds: readonly string[] = [
  'fixedShared',
  'unitShared',
  'coordination',
  'integration',
  'fixedAlone',
  'unitAlone',
]
const inShares: readonly string[] = ['doubleRunning', 'priceDrift']

/** A value of an input of the engine as people write it: pounds, a per cent, or a plain number. */
export function inputAmount(name: string, value: number): string {
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (name === 'realisation' || inShares.includes(last))
    return `${(value * 100).toLocaleString('en-GB', { maximumSignificantDigits: 3 })}%`
  if (inPounds.includes(last)) return formatPounds(pence(value))
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 3 })
}

/** What a council must get out of it, held against what it would get. */
export type RequiredVerdict = {
  readonly asks: 'worth' | 'payback' | 'loss'
  readonly wanted: number
  readonly found: number | null
  readonly isMet: boolean
}

/** Holds a council's required return against a run: the middle outcome, the year of payback, the chance of loss. */
export function requiredVerdicts(
  required: {
    readonly worthPence: number | null
    readonly paybackBy: number | null
    readonly mostChanceOfLoss: number | null
  },
  found: OptionFindings,
  partner: number,
): RequiredVerdict[] {
  const own = found.npv[partner]
  const account = found.ledgers.partners[partner]
  if (!own || !account) return []
  const payback = paybackOf(Array.from(account.net))
  const { worthPence, paybackBy, mostChanceOfLoss } = required
  return [
    ...(worthPence === null
      ? []
      : [
          {
            asks: 'worth' as const,
            wanted: worthPence,
            found: pence(own.p50),
            isMet: pence(own.p50) >= worthPence,
          },
        ]),
    ...(paybackBy === null
      ? []
      : [
          {
            asks: 'payback' as const,
            wanted: paybackBy,
            found: payback,
            isMet: payback !== null && payback <= paybackBy,
          },
        ]),
    ...(mostChanceOfLoss === null
      ? []
      : [
          {
            asks: 'loss' as const,
            wanted: mostChanceOfLoss / 10_000,
            found: own.probNegative.p,
            isMet: own.probNegative.p <= mostChanceOfLoss / 10_000,
          },
        ]),
  ]
}

/** The first year from which the running total stays at nought or above. */
export function paybackOf(net: readonly number[]): number | null {
  let total = 0
  let since: number | null = null
  for (const [year, amount] of net.entries()) {
    total += amount
    if (total >= 0) since ??= year
    else since = null
  }
  return since
}
