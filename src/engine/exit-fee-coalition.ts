import { type Coalition, coalitionOf, hasMember, membersOf, sumsByCoalition } from './coalition.ts'
import type { LpRow, SolveLp } from './lp.ts'
import type { Withdrawal } from './withdrawal.ts'
import { splitOf } from './withdrawal-share.ts'

/** Fees at which no group would gain by leaving together, or word that no fees within the caps can do it. */
export type CoalitionProofFees =
  | {
      readonly status: 'found'
      readonly fees: Float64Array
      readonly total: number
      /** Groups whose temptation holds the total up, with its price: the proof that no smaller total will do. */
      readonly binding: readonly { readonly group: Coalition; readonly price: number }[]
      readonly rounds: number
    }
  | {
      readonly status: 'impossible'
      readonly group: Coalition
      readonly temptation: number
      readonly caps: number
    }

/**
 * What each group would gain by leaving together to run the service among themselves, at the exit date and before
 * fees: E(S) - R(S), with E(S) the worth of x(S) - C(S) from the end of notice on, R(S) the cost of setting up again.
 */
export function temptations(model: Withdrawal): Float64Array {
  const { years, atExit } = model.money
  const { base } = splitOf(model, model.founders)
  const shares = sumsByCoalition(base)
  const restart = sumsByCoalition(model.reestablish)
  return shares.map((share, group) =>
    group === 0 ? 0 : (years / atExit) * (share - model.cost(group)) - restart[group]!,
  )
}

/**
 * The smallest total of fees, none above its cap, that takes the temptation out of every group but the whole. A
 * linear programme over 2^n groups, of which only the most tempted are ever handed to the solver: solve, look for the
 * group most under-charged, add it, and again. Each round one pass over 2^n groups.
 * Source: Bachrach et al., "The cost of stability in coalitional games", 2009.
 *
 * @param caps the most each partner may be asked, such as its hold-harmless fee; Infinity for none
 *
 * Cost: O(2^n) a round, usually a few dozen rounds.
 */
export function coalitionProofFees(
  model: Withdrawal,
  solveLp: SolveLp,
  caps: ArrayLike<number> = new Float64Array(model.n).fill(Infinity),
): CoalitionProofFees {
  const tempted = temptations(model)
  const scale = tempted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300)
  const upper = Array.from(caps)
  const groups: Coalition[] = []
  let answer: ReturnType<SolveLp> | undefined
  for (let round = 1; ; round++) {
    const fees = answer?.status === 'optimal' ? Float64Array.from(answer.x) : new Float64Array(model.n)
    const worst = mostUnderCharged(tempted, fees, model.founders)
    const found = answer !== undefined || worst.short <= 0
    if (found && (worst.short <= 1e-9 * scale || groups.includes(worst.group))) {
      return asFound(fees, answer, groups, round)
    }
    groups.push(worst.group)
    answer = solveLp(programme(groups, tempted, upper))
    if (answer.status !== 'optimal') return impossible(groups, tempted, caps)
  }
}

function programme(groups: readonly Coalition[], tempted: Float64Array, upper: readonly number[]) {
  const rows: LpRow[] = groups.map((group) => ({
    coefficients: upper.map((_, i) => (hasMember(group, i) ? 1 : 0)),
    atLeast: tempted[group]!,
    atMost: Infinity,
  }))
  return { minimise: upper.map(() => 1), lower: upper.map(() => 0), upper, rows }
}

function mostUnderCharged(
  tempted: Float64Array,
  fees: Float64Array,
  whole: Coalition,
): { group: Coalition; short: number } {
  const charged = sumsByCoalition(fees)
  let worst = { group: 0, short: -Infinity }
  for (let group = 1; group < tempted.length; group++) {
    const short = tempted[group]! - charged[group]!
    if (group !== whole && short > worst.short) worst = { group, short }
  }
  return worst
}

function asFound(
  fees: Float64Array,
  answer: ReturnType<SolveLp> | undefined,
  groups: readonly Coalition[],
  rounds: number,
): CoalitionProofFees {
  const prices = answer?.status === 'optimal' ? answer.rowPrices : []
  const binding = groups.map((group, k) => ({ group, price: prices[k]! })).filter(({ price }) => price > 1e-9)
  return { status: 'found', fees, total: fees.reduce((sum, fee) => sum + fee, 0), binding, rounds }
}

/** Names the group whose members' caps fall furthest short of its temptation. */
function impossible(
  groups: readonly Coalition[],
  tempted: Float64Array,
  caps: ArrayLike<number>,
): CoalitionProofFees {
  const capOf = (group: Coalition) => membersOf(group).reduce((sum, i) => sum + caps[i]!, 0)
  const group = groups.reduce((a, b) => (tempted[b]! - capOf(b) > tempted[a]! - capOf(a) ? b : a))
  return { status: 'impossible', group, temptation: tempted[group]!, caps: capOf(group) }
}

/** Whether a set of fees takes the temptation out of every group but the whole, by looking at each. O(2^n). */
export function isCoalitionProof(model: Withdrawal, fees: ArrayLike<number>, within = 1e-9): boolean {
  const worst = mostUnderCharged(
    temptations(model),
    Float64Array.from(fees),
    coalitionOf(membersOf(model.founders)),
  )
  return worst.short <= within
}
