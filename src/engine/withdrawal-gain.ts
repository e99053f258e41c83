import { BadInput } from './bad-input.ts'
import { type Coalition, membersOf } from './coalition.ts'
import { type Split, splitOf } from './withdrawal-share.ts'
import type { Withdrawal } from './withdrawal.ts'

/** What leaving costs, and what comes in from those who left, when a decision is taken. */
export type Terms = {
  /** Fee of each partner, quoted at the exit date. */
  readonly fees: ArrayLike<number>
  /** Who has left already in this round of leaving; their fees go to those who stay. */
  readonly left?: Coalition
  /** Worth now of stranded cost from earlier exits that the present members carry after notice. */
  readonly legacy?: number
}

/** Refuses fees that are not one amount of at least 0 for each partner: a hole in them would keep somebody in for ever. */
export function demandFees(fees: ArrayLike<number>, n: number, field = 'fees'): void {
  // Asked before any message is written: a simulation passes here a hundred thousand times.
  if (fees.length !== n) throw new BadInput(field, `has ${fees.length} fees; give ${n}, one for each partner`)
  for (let i = 0; i < n; i++) {
    if (fees[i]! >= 0 && fees[i]! < Infinity) continue
    throw new BadInput(`${field}[${i}]`, `is ${fees[i]}; give an amount of at least 0`)
  }
}

/**
 * For each member of the group, what it would gain by leaving, worth at the decision date: what it would pay by
 * staying, less what it would pay outside, less its fee and the cost of setting up again, less the fees of earlier
 * leavers that it would forgo. Negative: better to stay. Nought for those not in the group. Cost: one division of
 * the bill a year.
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

/** How leavers' fees are divided between those who stay, adding up to 1; it does not depend on the fees. */
export function receiptsKey(model: Withdrawal, group: Coalition, split: Split): Float64Array {
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
    // Every volume is above 0, so now the total is too.
    for (const i of members) key[i] = receipts === 'equal' ? 1 : model.volume[i]!
    total = members.reduce((sum, i) => sum + key[i]!, 0)
  }
  return key.map((part) => part / total)
}
