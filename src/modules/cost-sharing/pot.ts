import { holdHarmlessFees } from '#engine/exit-fee.ts'
import { coalitionProofFees } from '#engine/exit-fee-coalition.ts'
import { leavingInput, type LeavingFigures } from '#engine/leaving-answer.ts'
import { monthsBetween, plainQuestion } from '#engine/leaving-question.ts'
import type { SolveLp } from '#engine/lp.ts'
import { withdrawal } from '#engine/withdrawal.ts'
import type { RuleRow } from './laboratory.ts'
import { sameRule } from './leaving.ts'

/** What there is to share: the yearly bill, the cost of setting up, what is saved, what is overspent, and leaving. */
export const pots = ['running', 'set-up', 'savings', 'overspend', 'exit'] as const
export type Pot = (typeof pots)[number]

/** What leaving would cost each council under one rule, in pence on the day it is gone. */
export type ExitFees = { readonly fair: readonly number[]; readonly holds: readonly number[] }

/** The same question for every rule: notice of a year from the next 1 April, in an agreement of seven years. */
export function exitFeesBy(
  row: Extract<RuleRow, { split: unknown }>,
  figures: LeavingFigures,
  { today, solveLp, limited }: { today: string; solveLp: SolveLp; limited: boolean },
): ExitFees | null {
  const same = limited ? undefined : sameRule(row.name, figures)
  const { pays } = row.split
  if (!same && pays.some((part) => part < 0)) return null
  const question = plainQuestion(today, same ?? 'proposed')
  const input = leavingInput({ ...figures, proposed: pays }, question, {
    perYear: 12,
    horizon: monthsBetween(question.given, question.ends),
    notice: question.notice,
  })
  const model = withdrawal(input)
  const fair = Array.from(holdHarmlessFees(model), Math.round)
  const proof = coalitionProofFees(model, solveLp)
  return { fair, holds: proof.status === 'found' ? Array.from(proof.fees, Math.round) : fair }
}
