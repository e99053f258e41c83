import type { CaseInput } from './business-case-input.ts'
import { discountFactors, flatRate } from './discount.ts'

/** Where each output stands: whole partnership first, then each partner's worth, then each year's net amount. */
export const outputPlace = {
  npv: 0,
  benefits: 1,
  costs: 2,
  partner: 3,
  year: (partners: number) => 3 + partners,
} as const

/**
 * One part of a case: a service, or all items. It is worked out from the numbers drawn and added up apart, so that who
 * changes one number need not work out the rest again. What it holds is a function of the numbers it saw last alone.
 */
export type Part = {
  /** The numbers it reads: places from..to-1 and, in any part, the share of savings that comes true. */
  readonly from: number
  readonly to: number
  /** Works the part out. */
  see(x: Float64Array): void
  /** What it adds to the partnership's benefits and one-off costs, worth today, term by term in order. */
  readonly benefits: Float64Array
  readonly costs: Float64Array
  /** Adds what it brings each partner and each year. */
  addRest(out: Float64Array): void
}

/** Adds the part's benefits and costs to the outputs. Always in the same order, so that the bits are always the same. */
export function addTotals({ benefits, costs }: Part, out: Float64Array): void {
  let benefit = out[outputPlace.benefits]!
  for (let k = 0; k < benefits.length; k++) benefit += benefits[k]!
  out[outputPlace.benefits] = benefit
  let cost = out[outputPlace.costs]!
  for (let k = 0; k < costs.length; k++) cost += costs[k]!
  out[outputPlace.costs] = cost
}

/** The worth of £1 in each year of the case. */
export function caseFactors(input: CaseInput): Float64Array {
  const schedule = typeof input.discount === 'number' ? flatRate(input.discount) : input.discount
  return discountFactors(schedule, input.lastYear)
}
