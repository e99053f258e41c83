import { type Coalition, grandCoalition, hasMember, lowestMember, sizeOf } from './coalition.ts'
import { aloneCost, sharedCost, stickyShare } from './cost-function.ts'
import { discountFactors, flatRate } from './discount.ts'
import { demand } from './bad-input.ts'
import { refuse } from './problem.ts'
import { type CertainWithdrawal, withdrawalProblems } from './withdrawal-input.ts'

/**
 * A partnership as it stands when somebody asks what leaving would mean: what every group would cost a year, how cost
 * is shared, and what a year's money is worth. Money in one unit; worths are at the date of decision, year 0.
 */
export type Withdrawal = {
  readonly n: number
  /** Those for whom the present capacity was built. */
  readonly founders: Coalition
  /** Yearly cost of a group in the steady state. */
  readonly cost: (group: Coalition) => number
  /** Yearly cost of each partner on its own, and of what it would turn to on leaving. */
  readonly alone: Float64Array
  readonly outside: Float64Array
  readonly volume: Float64Array
  readonly reestablish: Float64Array
  readonly inertia: Float64Array
  readonly input: CertainWithdrawal
  readonly money: LeavingMoney
}

/** What the years after notice are worth. */
export type LeavingMoney = {
  /** D of each year 0..horizon-1. */
  readonly factors: Float64Array
  /** D at the end of notice, when a leaver is gone and fees are paid. */
  readonly atExit: number
  /** Sum of D over the years after notice. */
  readonly years: number
  /** Sum of D x sticky share over the years after notice. */
  readonly sticky: number
}

/**
 * Prepares a partnership for the questions below.
 *
 * @throws BadInput naming the first field that cannot be used
 *
 * O(2^n) where costs are a table or the rule is Shapley’s, else O(n).
 */
export function withdrawal(input: CertainWithdrawal): Withdrawal {
  refuse(withdrawalProblems(input))
  const model = prepare(input)
  const whole = model.cost(model.founders) * model.money.years
  const isFinite = [whole, ...model.alone, ...model.outside].every(Number.isFinite)
  demand(isFinite, 'costs', 'come to more than can be computed; check the volumes and the elasticity')
  return model
}

/** As `withdrawal`, for inputs already checked: what a simulation calls ten thousand times, with volumes of its own. */
export function prepare(
  input: CertainWithdrawal,
  money = leavingMoney(input),
  founders = grandCoalition(input.partners.length),
  volume: Float64Array = Float64Array.from(input.partners, (partner) => partner.volume),
): Withdrawal {
  const { partners, costs } = input
  const n = partners.length
  const cost = groupCost(costs, volume)
  const alone = new Float64Array(n)
  const outside = new Float64Array(n)
  const reestablish = new Float64Array(n)
  const inertia = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const partner = partners[i]!
    const instead = partner.outside
    alone[i] = cost(1 << i)
    outside[i] = instead?.annual ?? alone[i]! * (1 + (instead?.markUp ?? 0))
    reestablish[i] = (partner.reestablish ?? 0) + (instead?.oneOff ?? 0)
    inertia[i] = partner.inertia ?? 0
  }
  return { n, founders, cost, alone, outside, volume, reestablish, inertia, input, money }
}

/** Yearly costs of groups, each worked out when first asked for. */
function groupCost(costs: CertainWithdrawal['costs'], volume: Float64Array): (group: Coalition) => number {
  if (costs.kind === 'table') return (group) => costs.values[group]!
  if (costs.kind === 'platform') {
    return (group) => {
      if (group === 0) return 0
      return sizeOf(group) === 1 ? costs.alone[lowestMember(group)]! : costs.annual
    }
  }
  const known = new Float64Array(2 ** volume.length)
  return (group) => {
    if (group === 0) return 0
    if (known[group]! !== 0) return known[group]!
    let total = 0
    for (let rest = group; rest !== 0; rest &= rest - 1) total += volume[lowestMember(rest)]!
    const size = sizeOf(group)
    const cost = size === 1 ? aloneCost(costs, total) : sharedCost(costs, total, size)
    known[group] = cost
    return cost
  }
}

/** The worth of the years after notice, `elapsed` years into the agreement. */
export function leavingMoney(input: CertainWithdrawal, elapsed = 0): LeavingMoney {
  const { horizon, notice, sticky } = input
  const schedule = typeof input.discount === 'number' ? flatRate(input.discount) : input.discount
  const remaining = Math.max(0, horizon - elapsed)
  const factors = discountFactors(schedule, Math.max(remaining - 1, notice))
  const life = stickyLife(sticky, elapsed + notice)
  let years = 0
  let stuck = 0
  for (let s = notice; s < remaining; s++) {
    years += factors[s]!
    if (s - notice < life) stuck += factors[s]! * stickyShare(sticky, s - notice)
  }
  return { factors, atExit: factors[notice]!, years, sticky: stuck }
}

/** Capacity under a contract is not paid for after the contract ends. */
function stickyLife(sticky: CertainWithdrawal['sticky'], exitYear: number): number {
  return sticky.contractEnds === undefined ? Infinity : Math.max(0, sticky.contractEnds - exitYear)
}

/** What a group saves a year over its members' going alone. */
export function savingOf(model: Withdrawal, group: Coalition): number {
  let alone = 0
  for (let i = 0; i < model.n; i++) if (hasMember(group, i)) alone += model.alone[i]!
  return alone - model.cost(group)
}
