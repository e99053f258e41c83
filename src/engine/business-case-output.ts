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

/** Adds its share of the case to the outputs, from the numbers drawn. */
export type Part = (x: Float64Array, out: Float64Array) => void

/** The worth of £1 in each year of the case. */
export function caseFactors(input: CaseInput): Float64Array {
  const schedule = typeof input.discount === 'number' ? flatRate(input.discount) : input.discount
  return discountFactors(schedule, input.lastYear)
}
