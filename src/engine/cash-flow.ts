import { demand, demandFinite } from './bad-input.ts'
import { preciseSum } from './summary.ts'

/** Money by year, year 0 first; what comes in is positive. Any unit. */
export type CashFlow = ArrayLike<number>

/** The worth today of money by year. `factors` from `discountFactors`, at least as long. O(years). */
export function presentValue(flow: CashFlow, factors: ArrayLike<number>): number {
  demand(factors.length >= flow.length, 'factors', `cover ${factors.length} of ${flow.length} years`)
  return preciseSum(Float64Array.from(flow, (amount, year) => amount * factors[year]!))
}

/**
 * Benefits for each £1 of cost, both as positive worths today; null when there is no cost to compare with. O(1).
 */
export function benefitCostRatio(benefits: number, costs: number): number | null {
  return costs > 0 ? benefits / costs : null
}

/**
 * The first year from which the running total stays at nought or above, or null when it never does. Plain totals by
 * custom; pass discounted amounts for the discounted payback. O(years).
 */
export function paybackYear(flow: CashFlow): number | null {
  let total = 0
  let since: number | null = null
  for (let year = 0; year < flow.length; year++) {
    total += flow[year]!
    if (total < 0) since = null
    else since ??= year
  }
  return since
}

/**
 * The level amount, paid in each of years 1 to the last, that is worth as much as the present value given.
 * O(years).
 */
export function equivalentAnnual(value: number, factors: ArrayLike<number>): number | null {
  demandFinite(value, 'value')
  const annuity = preciseSum(Array.from(factors).slice(1))
  return annuity > 0 ? value / annuity : null
}

/** How often the flow changes from paying to receiving or back, noughts skipped. */
export function signChanges(flow: CashFlow): number {
  let changes = 0
  let last = 0
  for (let year = 0; year < flow.length; year++) {
    const sign = Math.sign(flow[year]!)
    if (sign !== 0 && last !== 0 && sign !== last) changes++
    if (sign !== 0) last = sign
  }
  return changes
}

/**
 * The rate of interest at which the flow is worth nothing, or null: it is only meaningful when the flow changes
 * sign exactly once, and then there is exactly one above -100 %. Found by halving on log(1 + rate). O(years), some
 * 100 times.
 */
export function internalRate(flow: CashFlow): number | null {
  if (signChanges(flow) !== 1) return null
  const worth = (log: number) => {
    let total = 0
    for (let year = flow.length - 1; year >= 0; year--) total = total * Math.exp(-log) + flow[year]!
    return total
  }
  const reach = Math.min(20, 600 / flow.length)
  let [low, high] = [-reach, reach]
  const rising = worth(low) < worth(high)
  if (worth(low) * worth(high) > 0) return null
  for (let step = 0; step < 200 && high - low > 1e-16; step++) {
    const middle = (low + high) / 2
    if (worth(middle) < 0 === rising) low = middle
    else high = middle
  }
  return Math.expm1((low + high) / 2)
}
