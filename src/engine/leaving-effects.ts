import { demand } from './bad-input.ts'
import { cascade, type Cascade } from './cascade.ts'
import { grandCoalition, membersOf, withoutMember } from './coalition.ts'
import { coalitionProofFees } from './exit-fee-coalition.ts'
import { holdHarmlessFees, settlement, strandedFees } from './exit-fee.ts'
import type { SolveLp } from './lp.ts'
import { withdrawal } from './withdrawal.ts'
import { gainsOfLeaving } from './withdrawal-gain.ts'
import type { CertainWithdrawal } from './withdrawal-input.ts'
import { splitOf } from './withdrawal-share.ts'

/** What one council's leaving does to one of the councils. Money in the unit of the input. */
export type EffectOn = {
  readonly paysNow: number
  /** A year, once it has gone: the new share of those who stay; for the leaver what it then pays outside. */
  readonly paysAfter: number
  /** Once: setting up again, for the leaver. */
  readonly oneOff: number
  /** Its part of the capacity that stays idle, in all, worth at the end of notice. */
  readonly stranded: number
  /** Paid as the fair fee (above 0) or received from it (below 0). */
  readonly settles: number
}

/** What follows when one council leaves, without fees and with the fair one, and what holds it. Amounts at the end of notice. */
export type LeavingEffects = {
  readonly on: readonly EffectOn[]
  /** What the leaver gains by going, over what remains of the agreement and before any fee; below 0: it loses. */
  readonly gain: number
  readonly alone: Cascade
  readonly withFairFee: Cascade
  /** The fee that leaves the others as well off as before. */
  readonly fairFee: number
  /** Of it, for the capacity left idle. */
  readonly strandedFee: number
  /** Its part of the smallest fees at which no council and no group would gain by leaving. */
  readonly stabilityFee: number
  /** What those fees come to for all. */
  readonly stabilityFees: readonly number[]
}

/**
 * What the leaving of one council does, given notice in a year of the agreement (1: now). Throws `BadInput` for a year or a
 * council that is not there, and as `withdrawal`. Cost: O(n) cascades and one linear programme over 2^n groups.
 */
export function leavingEffects(
  input: CertainWithdrawal,
  { leaver, year }: { readonly leaver: number; readonly year: number },
  solveLp: SolveLp,
): LeavingEffects {
  const n = input.partners.length
  demand(
    Number.isInteger(leaver) && leaver >= 0 && leaver < n,
    'leaver',
    `is ${leaver}; name one by its place`,
  )
  const inTime = Number.isInteger(year) && year >= 1 && year <= input.horizon
  demand(inTime, 'year', `is ${year}; give a year from 1 to ${input.horizon}`)
  const model = withdrawal({ ...input, horizon: input.horizon - year + 1 })
  const rest = withoutMember(grandCoalition(n), leaver)
  const before = splitOf(model, model.founders)
  const after = splitOf(model, rest)
  const idle = model.money.sticky * Math.max(0, model.cost(model.founders) - model.cost(rest))
  const fair = holdHarmlessFees(model)
  const { paid, received } = settlement(model, [leaver], fair)
  const stays = (i: number) => i !== leaver
  const proof = coalitionProofFees(model, solveLp)
  const stability = proof.status === 'found' ? Array.from(proof.fees) : Array.from(fair)
  return {
    on: membersOf(model.founders).map((i) => ({
      paysNow: before.base[i]!,
      paysAfter: stays(i) ? after.base[i]! : model.outside[i]!,
      oneOff: stays(i) ? 0 : model.reestablish[i]!,
      stranded: stays(i) ? (after.weight[i]! * idle) / model.money.atExit : 0,
      settles: paid[i]! - received[i]!,
    })),
    gain: gainsOfLeaving(model, model.founders, { fees: new Float64Array(n) })[leaver]! / model.money.atExit,
    alone: cascade(model, [leaver]),
    withFairFee: cascade(model, [leaver], { fees: fair }),
    fairFee: fair[leaver]!,
    strandedFee: strandedFees(model)[leaver]!,
    stabilityFee: stability[leaver]!,
    stabilityFees: stability,
  }
}
