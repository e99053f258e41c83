import { demand } from './bad-input.ts'
import { cascade, type CascadeOptions } from './cascade.ts'
import { membersOf, withoutMember } from './coalition.ts'
import { leavingMoney, prepare, type Withdrawal } from './withdrawal.ts'
import { demandFees, gainsOfLeaving, receiptsOf } from './withdrawal-gain.ts'
import { splitOf } from './withdrawal-share.ts'

const FEE_KINDS = ['stranded', 'hold-harmless', 'unilateral'] as const

/** The kinds of price for leaving that follow from one partner's leaving, quoted at the exit date. */
export type FeeKind = (typeof FEE_KINDS)[number]

/** What the bill falls by when each partner leaves and capacity has adjusted: its separable cost, m_i. */
export function separable(model: Withdrawal): Float64Array {
  const whole = model.cost(model.founders)
  return Float64Array.from(
    { length: model.n },
    (_, i) => whole - model.cost(withoutMember(model.founders, i)),
  )
}

/** The fee for each kind. n values in the unit of the costs; none below nought. O(n) divisions of the bill. */
export function feesOf(model: Withdrawal, kind: FeeKind, margin = 0): Float64Array {
  demand(FEE_KINDS.includes(kind), 'kind', `"${kind}" is none of ${FEE_KINDS.join(', ')}`)
  if (kind === 'stranded') return strandedFees(model)
  return kind === 'hold-harmless' ? holdHarmlessFees(model) : unilateralFees(model, margin)
}

/**
 * The leaver pays for the capacity it leaves idle, until that capacity can be shed. n amounts at the exit date. O(n
 * x horizon).
 */
export function strandedFees(model: Withdrawal): Float64Array {
  const { sticky, atExit } = model.money
  return separable(model).map((marginal) => Math.max(0, (sticky * marginal) / atExit))
}

/**
 * The leaver leaves the others exactly as well off as if it had stayed: its lost contribution to the cost that does
 * not go away, plus the stranded cost. A leaver that paid less than it caused is a relief, which is set against it.
 * n amounts at the exit date. O(n x horizon).
 */
export function holdHarmlessFees(model: Withdrawal): Float64Array {
  const { years, sticky, atExit } = model.money
  const { base } = splitOf(model, model.founders)
  return separable(model).map((marginal, i) =>
    // A leaver without whom the bill would be higher leaves no capacity idle.
    Math.max(0, (years * (base[i]! - marginal) + sticky * Math.max(0, marginal)) / atExit),
  )
}

/**
 * The least fee at which nobody would leave on its own account, plus a margin; nought where nobody would anyway. n
 * amounts at the exit date. Cost: one round of decisions.
 */
export function unilateralFees(model: Withdrawal, margin = 0): Float64Array {
  const gains = gainsOfLeaving(model, model.founders, { fees: new Float64Array(model.n) })
  return gains.map((gain, i) => {
    const least = (gain - model.inertia[i]!) / model.money.atExit
    return least > 0 ? least + margin : 0
  })
}

/** The least share of a set of fees that stops every knock-on departure, and whether that was safe to search. */
export type CascadeScale = {
  /** For each forced partner; null when even `most` times the fees does not stop a knock-on. */
  readonly byForced: readonly (number | null)[]
  /** The share that is enough whoever is forced out. */
  readonly all: number | null
  /** False when a larger fee somewhere brought a knock-on back; the figure is then the start of the last safe stretch. */
  readonly monotone: boolean
}

/**
 * How much of `fees` (the hold-harmless fees, as a rule) suffices so that no single forced departure is followed by
 * another. A grid of `steps` shares finds the last stretch without knock-ons; halving finds its start to 1e-9.
 * Cost: O(n x steps) cascades.
 */
export function cascadeScale(
  model: Withdrawal,
  fees: ArrayLike<number>,
  { most = 1, steps = 64, ...options }: CascadeOptions & { most?: number; steps?: number } = {},
): CascadeScale {
  let monotone = true
  const byForced = membersOf(model.founders).map((forced) => {
    const isSafe = (scale: number) => {
      const scaled = Float64Array.from(fees, (fee) => fee * scale)
      return cascade(model, [forced], { ...options, fees: scaled }).path.length === 1
    }
    const grid = Array.from({ length: steps + 1 }, (_, k) => isSafe((most * k) / steps))
    const lastUnsafe = grid.lastIndexOf(false)
    if (lastUnsafe === steps) return null
    if (lastUnsafe < 0) return 0
    if (grid.slice(0, lastUnsafe).includes(true)) monotone = false
    return halve(isSafe, (most * lastUnsafe) / steps, (most * (lastUnsafe + 1)) / steps)
  })
  const all = byForced.reduce((worst: number | null, scale) => {
    return worst === null || scale === null ? null : Math.max(worst, scale)
  }, 0)
  return { byForced, all, monotone }
}

function halve(isSafe: (scale: number) => boolean, unsafeAt: number, safeAt: number): number {
  let [unsafe, safe] = [unsafeAt, safeAt]
  while (safe - unsafe > 1e-9) {
    const middle = (unsafe + safe) / 2
    if (isSafe(middle)) safe = middle
    else unsafe = middle
  }
  return safe
}

/**
 * The fees for leaving in each year of the agreement: less remains each year, and less of the capacity is stuck.
 * Amounts at the exit date. Cost: O(horizon) divisions of the bill.
 */
export function feeSchedule(
  model: Withdrawal,
  kind: FeeKind,
  margin = 0,
): { year: number; fees: Float64Array }[] {
  const { horizon, notice } = model.input
  return Array.from({ length: Math.max(0, horizon - notice) }, (_, year) => {
    const later = prepare(model.input, leavingMoney(model.input, year), model.founders)
    return { year, fees: feesOf(later, kind, margin) }
  })
}

/**
 * Notice and fee are substitutes: the fee each length of notice (0 to horizon - 1 years) would need. Amounts at the
 * exit date. Cost: O(horizon^2) divisions of the bill.
 */
export function feesByNotice(
  model: Withdrawal,
  kind: FeeKind,
  margin = 0,
): { notice: number; fees: Float64Array }[] {
  return Array.from({ length: model.input.horizon }, (_, notice) => {
    const input = { ...model.input, notice }
    return { notice, fees: feesOf(prepare(input, leavingMoney(input), model.founders), kind, margin) }
  })
}

/**
 * Leavers' fees and what each who stays receives, all at the exit date: the two add up to the same. Throws
 * `BadInput` for fees that are none. O(n).
 */
export function settlement(
  model: Withdrawal,
  leavers: readonly number[],
  fees: ArrayLike<number>,
): { paid: Float64Array; received: Float64Array } {
  demandFees(fees, model.n)
  for (const [k, i] of leavers.entries()) demand(i >= 0 && i < model.n, `leavers[${k}]`, 'is not a partner')
  const group = leavers.reduce((rest, i) => withoutMember(rest, i), model.founders)
  demand(group !== 0, 'leavers', 'are everybody; somebody must stay to be paid')
  const paid = new Float64Array(model.n)
  for (const i of leavers) paid[i] = fees[i]!
  const left = model.founders & ~group
  const received = receiptsOf(model, group, splitOf(model, group), { fees, left }).map(
    (worth) => worth / model.money.atExit,
  )
  return { paid, received }
}
