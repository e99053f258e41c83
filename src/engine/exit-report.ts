import {
  type Cascade,
  cascade,
  type CascadeOptions,
  type Contagion,
  contagion,
  type OrderRange,
  orderRange,
} from './cascade.ts'
import { membersOf } from './coalition.ts'
import {
  type CascadeScale,
  cascadeScale,
  feesByNotice,
  feeSchedule,
  holdHarmlessFees,
  strandedFees,
  unilateralFees,
} from './exit-fee.ts'
import { coalitionProofFees, type CoalitionProofFees } from './exit-fee-coalition.ts'
import { atStage, type LongWork } from './long-work.ts'
import type { SolveLp } from './lp.ts'
import { splitOf } from './withdrawal-share.ts'
import { atLikely, type WithdrawalInput, withdrawalProblems } from './withdrawal-input.ts'
import { savingOf, withdrawal } from './withdrawal.ts'
import { refuse } from './problem.ts'

/** Everything about leaving that follows from the likely figures: who follows, and what each fee would be. */
export type ExitReport = {
  readonly players: readonly string[]
  /** Yearly saving of all together, and what each pays a year under the rule. */
  readonly saving: number
  readonly shares: readonly number[]
  /** Nobody forced out first, then each in turn. */
  readonly cascade: readonly (Cascade & { readonly forced: number | null })[]
  readonly contagion: Contagion
  /** How far the end depends on who moves first, for each forced exit. */
  readonly orders: readonly OrderRange[]
  readonly fees: {
    readonly stranded: readonly number[]
    readonly holdHarmless: readonly number[]
    readonly unilateralMin: readonly number[]
    /** With no fee above the hold-harmless one. */
    readonly coalitionProof: CoalitionProofFees
    readonly cascadeScale: CascadeScale
    readonly schedule: readonly { readonly year: number; readonly fees: readonly number[] }[]
    readonly byNotice: readonly { readonly notice: number; readonly fees: readonly number[] }[]
    /** Whether each still gains a year by taking part. */
    readonly participationOk: readonly boolean[]
  }
}

/**
 * Answers `withdraw` in one go, at the likely value of every number. n + 1 cascades, 1,000 random orders for each
 * forced exit, a search for the fee scale and one linear programme.
 *
 * @throws BadInput naming the first field that is wrong and how to mend it
 *
 * Cost: O(n x 1,000) cascades.
 */
export function exitReport(
  input: WithdrawalInput,
  { solveLp, seed, ...options }: CascadeOptions & { solveLp: SolveLp; seed: number; runs?: number },
  work?: LongWork,
): ExitReport {
  refuse(withdrawalProblems(input))
  const model = withdrawal(atLikely(input))
  const players = membersOf(model.founders)
  const harmless = holdHarmlessFees(model)
  const { base } = splitOf(model, model.founders)
  const orders = players.map((i) => {
    atStage(work, 'trying orders of leaving', i, players.length)
    return orderRange(model, [i], seed, options)
  })
  return {
    players: input.partners.map(({ name }) => name),
    saving: savingOf(model, model.founders),
    shares: [...base],
    cascade: [null, ...players].map((forced) => ({
      forced,
      ...cascade(model, forced === null ? [] : [forced], options),
    })),
    contagion: contagion(model, options),
    orders,
    fees: {
      stranded: [...strandedFees(model)],
      holdHarmless: [...harmless],
      unilateralMin: [...unilateralFees(model)],
      coalitionProof: coalitionProofFees(model, solveLp, harmless),
      cascadeScale: cascadeScale(model, harmless),
      schedule: feeSchedule(model, 'hold-harmless').map(({ year, fees }) => ({ year, fees: [...fees] })),
      byNotice: feesByNotice(model, 'hold-harmless').map(({ notice, fees }) => ({ notice, fees: [...fees] })),
      participationOk: players.map((i) => base[i]! <= model.outside[i]!),
    },
  }
}
