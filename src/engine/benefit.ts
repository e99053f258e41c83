import { demand, demandDistinct } from './bad-input.ts'
import type { Pence } from './money.ts'
import { readPeriod } from './period.ts'

/** One period's promise or delivery. */
export type BenefitAmount = { period: string; amountPence: Pence }

/** What was delivered, and whether anybody else would believe it. */
export type Delivery = BenefitAmount & { hasEvidence: boolean; checkedByFinance: boolean }

/** Why delivery differs from the promise: negative lost it, positive added to it. */
export type BenefitReason = { reason: string; amountPence: Pence }

/** A promised benefit with what has come of it. Money is whole pence. */
export type Benefit = {
  id: string
  /** The version of the agreed baseline that the promise is measured from. */
  baselineVersion: string
  promised: readonly BenefitAmount[]
  delivered: readonly Delivery[]
  /** What is still expected, for periods after `upTo`. */
  forecast?: readonly BenefitAmount[]
  reasons?: readonly BenefitReason[]
}

/** Where a benefit stands, and the arithmetic that says so. All in pence. */
export type BenefitReport = {
  id: string
  baselineVersion: string
  status: 'not-due' | 'on-track' | 'at-risk' | 'delivered' | 'not-delivered'
  promisedTotalPence: Pence
  promisedToDatePence: Pence
  /** Delivered with evidence and checked by finance. Only this counts. */
  deliveredPence: Pence
  /** Claimed, without evidence or without a finance check. */
  notYetEvidencedPence: Pence
  /** Delivered less promised, to date: negative is behind. */
  differencePence: Pence
  /** Delivered and forecast less promised, over the whole life. */
  expectedDifferencePence: Pence
  /** From promised to delivered, step by step; the amounts sum exactly. */
  waterfall: readonly WaterfallStep[]
}

/** One step of the waterfall; `level` is where it ends. */
export type WaterfallStep = {
  kind: 'promised' | 'reason' | 'not-yet-evidenced' | 'unexplained' | 'delivered'
  label: string | null
  amountPence: Pence
  levelPence: Pence
}

/** The share of what was promised to date that still counts as on track. */
const ON_TRACK_FROM = 0.9

/**
 * Holds what a benefit promised against what it has delivered up to and including the period `upTo`.
 *
 * Only delivery with evidence and a finance check counts; the rest is "not yet evidenced" and shown as such. The
 * waterfall starts at what was promised to date and ends at what was delivered; what no reason covers is a step of
 * its own. Status: *not-due* before the first promise; *delivered* when the whole promise has come; after the last
 * promised period *not-delivered* otherwise; *on-track* from `onTrackFrom` (0.9) of the promise to date; else
 * *at-risk*. Throws `BadInput` for broken periods or money that is not whole pence. O(n log n).
 * Source: this project's own rule, `docs/methods/benefits.md`.
 */
export function benefitReport(benefit: Benefit, upTo: string, onTrackFrom = ON_TRACK_FROM): BenefitReport {
  demand(onTrackFrom > 0 && onTrackFrom <= 1, 'onTrackFrom', 'must lie above 0 and not above 1')
  const { id, baselineVersion, promised, delivered, forecast = [], reasons = [] } = benefit
  demand(promised.length > 0, `${id}.promised`, 'needs at least one promised amount')
  const now = readPeriod(upTo, 'upTo')
  const at = (period: string, field: string) => {
    const read = readPeriod(period, field)
    demand(read.kind === now.kind, field, `is a ${read.kind} where "upTo" is a ${now.kind}`)
    return read.index
  }
  for (const [name, list] of [
    ['promised', promised],
    ['delivered', delivered],
    ['forecast', forecast],
  ] as const) {
    checkAmounts(list, `${id}.${name}`)
  }
  for (const [index, { amountPence }] of reasons.entries()) {
    demandPence(amountPence, `${id}.reasons[${index}].amountPence`)
  }
  const due = promised.filter(({ period }, i) => at(period, `${id}.promised[${i}].period`) <= now.index)
  const come = delivered.filter(({ period }, i) => at(period, `${id}.delivered[${i}].period`) <= now.index)
  const ahead = forecast.filter(({ period }, i) => at(period, `${id}.forecast[${i}].period`) > now.index)
  const counted = come.filter(({ hasEvidence, checkedByFinance }) => hasEvidence && checkedByFinance)
  const promisedTotalPence = sumOf(promised)
  const promisedToDatePence = sumOf(due)
  const deliveredPence = sumOf(counted)
  const notYetEvidencedPence = sumOf(come) - deliveredPence
  return {
    id,
    baselineVersion,
    status: statusOf({
      due: due.length,
      ended: due.length === promised.length,
      promisedTotalPence,
      deliveredPence,
      isOnTrack: deliveredPence >= onTrackFrom * promisedToDatePence,
    }),
    promisedTotalPence,
    promisedToDatePence,
    deliveredPence,
    notYetEvidencedPence,
    differencePence: deliveredPence - promisedToDatePence,
    expectedDifferencePence: deliveredPence + sumOf(ahead) - promisedTotalPence,
    waterfall: waterfallOf({ promisedToDatePence, deliveredPence, notYetEvidencedPence, reasons }),
  }
}

function statusOf(facts: {
  due: number
  ended: boolean
  promisedTotalPence: Pence
  deliveredPence: Pence
  isOnTrack: boolean
}): BenefitReport['status'] {
  const { due, ended, promisedTotalPence, deliveredPence, isOnTrack } = facts
  if (due === 0) return 'not-due'
  if (deliveredPence >= promisedTotalPence) return 'delivered'
  if (ended) return 'not-delivered'
  return isOnTrack ? 'on-track' : 'at-risk'
}

function waterfallOf(facts: {
  promisedToDatePence: Pence
  deliveredPence: Pence
  notYetEvidencedPence: Pence
  reasons: readonly BenefitReason[]
}): WaterfallStep[] {
  const { promisedToDatePence, deliveredPence, notYetEvidencedPence, reasons } = facts
  let levelPence = promisedToDatePence
  const steps: WaterfallStep[] = [
    { kind: 'promised', label: null, amountPence: promisedToDatePence, levelPence },
  ]
  const move = (kind: WaterfallStep['kind'], label: string | null, amountPence: Pence) => {
    if (amountPence === 0) return
    levelPence += amountPence
    steps.push({ kind, label, amountPence, levelPence })
  }
  for (const { reason, amountPence } of reasons) move('reason', reason, amountPence)
  move('not-yet-evidenced', null, 0 - notYetEvidencedPence)
  move('unexplained', null, deliveredPence - levelPence)
  steps.push({ kind: 'delivered', label: null, amountPence: deliveredPence, levelPence })
  return steps
}

function checkAmounts(amounts: readonly BenefitAmount[], field: string): void {
  demandDistinct(
    amounts.map(({ period }) => period),
    field,
  )
  for (const [index, { amountPence }] of amounts.entries()) {
    demandPence(amountPence, `${field}[${index}].amountPence`)
  }
}

function demandPence(amount: number, field: string): void {
  demand(Number.isSafeInteger(amount), field, `must be a whole number of pence, not ${String(amount)}`)
}

const sumOf = (amounts: readonly BenefitAmount[]): Pence =>
  amounts.reduce((sum, { amountPence }) => sum + amountPence, 0)
