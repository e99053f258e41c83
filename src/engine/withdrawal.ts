import {
  type Coalition,
  coalitionOf,
  grandCoalition,
  hasMember,
  lowestMember,
  membersOf,
  sizeOf,
} from './coalition.ts'
import { aloneCost, sharedCost, stickyShare } from './cost-function.ts'
import { discountFactors, flatRate } from './discount.ts'
import { shapley } from './shapley.ts'
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
 */
export function withdrawal(input: CertainWithdrawal): Withdrawal {
  refuse(withdrawalProblems(input))
  return prepare(input)
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

/** How a group shares a yearly cost X: member i pays base_i + weight_i x (X - the group's steady cost). */
export type Split = { readonly base: Float64Array; readonly weight: Float64Array }

/** The sharing rule applied to a group. Entries of those outside it are nought. Shapley 2^members, others linear. */
export function splitOf(model: Withdrawal, group: Coalition): Split {
  const cost = model.cost(group)
  const base = new Float64Array(model.n)
  const weight = sharingKey(model, group)
  const { sharing } = model.input
  if (sharing === 'shapley') {
    const members = membersOf(group)
    for (const [at, share] of shapley(subGame(model, members), members.length).entries()) {
      base[members[at]!] = share
    }
    return { base, weight }
  }
  const saved = sharing === 'equal-savings' ? savingOf(model, group) / sizeOf(group) : 0
  for (let i = 0; i < model.n; i++) {
    if (!hasMember(group, i)) continue
    base[i] = sharing === 'equal-savings' ? model.alone[i]! - saved : cost * weight[i]!
  }
  return { base, weight }
}

/** The key by which the rule divides cost above the steady state, adding up to 1. */
function sharingKey(model: Withdrawal, group: Coalition): Float64Array {
  const { sharing, partners } = model.input
  const key = new Float64Array(model.n)
  let total = 0
  for (let i = 0; i < model.n; i++) {
    if (!hasMember(group, i)) continue
    let amount = 1
    if (sharing === 'stand-alone') amount = model.alone[i]!
    else if (sharing === 'key') amount = partners[i]!.key ?? 0
    else if (sharing === 'usage' || sharing === 'shapley') amount = model.volume[i]!
    key[i] = amount
    total += amount
  }
  const size = sizeOf(group)
  for (let i = 0; i < model.n; i++) {
    if (hasMember(group, i)) key[i] = total > 0 ? key[i]! / total : 1 / size
  }
  return key
}

function subGame(model: Withdrawal, members: readonly number[]): Float64Array {
  const values = new Float64Array(2 ** members.length)
  for (let sub = 1; sub < values.length; sub++) {
    values[sub] = model.cost(coalitionOf(membersOf(sub).map((at) => members[at]!)))
  }
  return values
}

/** What leaving costs, and what comes in from those who left, when a decision is taken. */
export type Terms = {
  /** Fee of each partner, quoted at the exit date. */
  readonly fees: ArrayLike<number>
  /** Who has left already in this round of leaving; their fees go to those who stay. */
  readonly left?: Coalition
  /** Worth now of stranded cost from earlier exits that the present members carry after notice. */
  readonly legacy?: number
}

/**
 * For each member of the group, what it would gain by leaving, worth at the decision date: what it would pay by
 * staying, less what it would pay outside, less its fee and the cost of setting up again, less the fees of earlier
 * leavers that it would forgo. Negative: better to stay. Nought for those not in the group.
 */
export function gainsOfLeaving(model: Withdrawal, group: Coalition, terms: Terms): Float64Array {
  const split = splitOf(model, group)
  const stuck = stuckWorth(model, group) + (terms.legacy ?? 0)
  const receipts = receiptsOf(model, group, split, terms)
  const gains = new Float64Array(model.n)
  for (const i of membersOf(group)) {
    gains[i] =
      model.money.years * (split.base[i]! - model.outside[i]!) +
      split.weight[i]! * stuck -
      model.money.atExit * (terms.fees[i]! + model.reestablish[i]!) -
      receipts[i]!
  }
  return gains
}

/** The worth of the stranded cost that a group carries after shrinking from the founders. */
function stuckWorth(model: Withdrawal, group: Coalition): number {
  return model.money.sticky * Math.max(0, model.cost(model.founders) - model.cost(group))
}

/** The worth of leavers' fees to each who stays, by the agreed key; nought for the rest. */
export function receiptsOf(model: Withdrawal, group: Coalition, split: Split, terms: Terms): Float64Array {
  const receipts = new Float64Array(model.n)
  const left = terms.left ?? 0
  if (left === 0) return receipts
  let paid = 0
  for (const j of membersOf(left)) paid += model.money.atExit * terms.fees[j]!
  if (paid === 0) return receipts
  const key = receiptsKey(model, group, split)
  for (const i of membersOf(group)) receipts[i] = paid * key[i]!
  return receipts
}

function receiptsKey(model: Withdrawal, group: Coalition, split: Split): Float64Array {
  const { receipts = 'harm' } = model.input
  const key = new Float64Array(model.n)
  const members = membersOf(group)
  if (receipts === 'harm') {
    const before = splitOf(model, model.founders)
    const stuck = stuckWorth(model, group)
    for (const i of members) {
      const more = model.money.years * (split.base[i]! - before.base[i]!) + split.weight[i]! * stuck
      key[i] = Math.max(0, more)
    }
  }
  let total = members.reduce((sum, i) => sum + key[i]!, 0)
  if (!(total > 0)) {
    for (const i of members) key[i] = receipts === 'equal' ? 1 : model.volume[i]!
    total = members.reduce((sum, i) => sum + key[i]!, 0)
  }
  for (const i of members) key[i] = total > 0 ? key[i]! / total : 1 / members.length
  return key
}

/** What a group saves a year over its members' going alone. */
export function savingOf(model: Withdrawal, group: Coalition): number {
  let alone = 0
  for (let i = 0; i < model.n; i++) if (hasMember(group, i)) alone += model.alone[i]!
  return alone - model.cost(group)
}
