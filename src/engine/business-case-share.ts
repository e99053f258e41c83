import { sizeOf } from './coalition.ts'
import { shapley } from './shapley.ts'
import type { CaseInput, CaseSharing } from './business-case-input.ts'

/** One service in one year: what each member would pay alone, how much it uses, and the joint bill to divide. */
export type Bill = {
  readonly alone: Float64Array
  readonly volume: Float64Array
  /** The bill to divide. */
  shared: number
  /** The bill before any allowance for optimism, and the curve it came from, for rules that look at sub-groups. */
  lean: number
  groupCost: (volume: number, members: number) => number
}

/** Divides a bill: writes what each member pays, adding up to the bill. */
export type Divide = (bill: Bill, shares: Float64Array) => void

/**
 * The sharing rule of a case for one service. `members` are the places of the service's members among the partners.
 * All rules are linear in the members but Shapley, which costs 2^members.
 */
export function divider(input: CaseInput, members: readonly number[]): Divide {
  const key = weightsOf(members.map((i) => input.partners[i]!.key ?? 0))
  const rules: Record<CaseSharing, Divide> = {
    usage: (bill, shares) => byWeights(bill.shared, bill.volume, shares),
    equal: (bill, shares) => shares.fill(bill.shared / shares.length),
    'stand-alone': (bill, shares) => byWeights(bill.shared, bill.alone, shares),
    key: (bill, shares) => byWeights(bill.shared, key, shares),
    'equal-savings': equalSavings,
    shapley: byShapley,
  }
  return rules[input.sharing]
}

/** The plain key by which one-off joint costs of a service are divided: the rule's own, or volume where it has none. */
export function oneOffDivider(input: CaseInput, members: readonly number[]): Divide {
  if (input.sharing === 'equal-savings' || input.sharing === 'shapley') {
    return (bill, shares) => byWeights(bill.shared, bill.volume, shares)
  }
  return divider(input, members)
}

/** The shares of joint items: by key where partners have keys and the rule is `key`, else equal. They add up to 1. */
export function itemWeights(input: CaseInput): Float64Array {
  const keys = input.partners.map(({ key }) => (input.sharing === 'key' ? (key ?? 0) : 1))
  const weights = new Float64Array(keys.length)
  byWeights(1, weightsOf(keys), weights)
  return weights
}

function weightsOf(amounts: readonly number[]): Float64Array {
  return Float64Array.from(amounts)
}

function byWeights(amount: number, weights: Float64Array, shares: Float64Array): void {
  let total = 0
  for (let m = 0; m < weights.length; m++) total += weights[m]!
  for (let m = 0; m < weights.length; m++) {
    shares[m] = total > 0 ? (amount * weights[m]!) / total : amount / weights.length
  }
}

function equalSavings({ alone, shared }: Bill, shares: Float64Array): void {
  let total = 0
  for (let m = 0; m < alone.length; m++) total += alone[m]!
  const saved = (total - shared) / alone.length
  for (let m = 0; m < alone.length; m++) shares[m] = alone[m]! - saved
}

/** Shapley shares of the bill as it would be without allowance for optimism; the allowance goes by volume. */
function byShapley(bill: Bill, shares: Float64Array): void {
  const { alone, volume, shared, lean, groupCost } = bill
  const n = alone.length
  const costs = new Float64Array(2 ** n)
  const volumes = new Float64Array(2 ** n)
  for (let group = 1; group < costs.length; group++) {
    const lowest = 31 - Math.clz32(group & -group)
    volumes[group] = volumes[group & (group - 1)]! + volume[lowest]!
    const size = sizeOf(group)
    costs[group] = size === 1 ? alone[lowest]! : groupCost(volumes[group]!, size)
  }
  byWeights(shared - lean, volume, shares)
  for (const [m, share] of shapley(costs, n).entries()) shares[m]! += share
}
