import { leavingEffects, type LeavingEffects } from '#engine/leaving-effects.ts'
import type { Game } from '#engine/game.ts'
import type { SolveLp } from '#engine/lp.ts'
import { withdrawalHistories, type HistoryReport } from '#engine/withdrawal-report.ts'
import type { CertainWithdrawal } from '#engine/withdrawal-input.ts'
import type { SplitFigures } from './figures.ts'
import { keysOf } from './rule.ts'

/** The sharing rules that a withdrawal can be followed through, as the engine names them. */
export const leavingRules = ['equal', 'stand-alone', 'equal-savings', 'shapley', 'usage'] as const
export type LeavingRule = (typeof leavingRules)[number]

/** What is asked: who leaves, when and how, and what is supposed of the years to come. Shares in per cent. */
export type LeavingQuestion = {
  readonly leaver: number
  /** The year of the agreement in which notice is given, 1 for this one. */
  readonly year: number
  readonly how: 'planned' | 'sudden'
  readonly notice: number
  /** Years of agreement that remain, this one included. */
  readonly horizon: number
  readonly rule: LeavingRule
  /** The part of idle capacity that goes on being paid for, and for how many years until it is gone. */
  readonly sticky: number
  readonly stickyYears: number
  /** What setting up again costs a council, as a part of a year's cost alone. */
  readonly restart: number
  readonly discount: number
  /** Only in a private run: the asker's own chance of having to leave in a year; null where the sourced one is used. */
  readonly own: number | null
}

export const plainQuestion: LeavingQuestion = {
  leaver: 0,
  year: 1,
  how: 'planned',
  notice: 1,
  horizon: 7,
  rule: 'equal',
  sticky: 80,
  stickyYears: 3,
  restart: 0,
  discount: 3.5,
  own: null,
}

/** One answer for the year that was asked, and for years 1, 3 and 5 of the agreement. */
export type LeavingAnswer = {
  readonly question: LeavingQuestion
  readonly effects: LeavingEffects
  readonly years: readonly { readonly year: number; readonly effects: LeavingEffects }[]
  readonly chance: HistoryReport
  readonly seed: number
}

/** Printed beside the chance, so that anybody can play the same histories again. */
export const leavingSeed = 20_261_122
export const leavingDraws = 1000

/** The question as the engine takes it, in pounds. `hazard` is each council's chance of having to leave in a year. */
export function withdrawalInput(
  game: Game,
  figures: SplitFigures,
  question: LeavingQuestion,
  hazard: readonly number[],
): CertainWithdrawal {
  const { volume } = keysOf(figures)
  return {
    partners: figures.councils.map(({ name, alone }, i) => ({
      name,
      // Only sharing by use looks at it, and that is offered only where all volumes are known.
      volume: Math.max(volume?.[i] ?? 1, Number.MIN_VALUE),
      reestablish: (alone / 100) * (question.restart / 100),
      hazard: hazard[i] ?? 0,
    })),
    costs: { kind: 'table', values: Array.from(game.values, (pence) => pence / 100) },
    horizon: question.horizon,
    notice: question.how === 'sudden' ? 0 : question.notice,
    discount: question.discount / 100,
    sticky: { share: question.sticky / 100, years: question.stickyYears },
    sharing: question.rule,
  }
}

export function answerOf(
  game: Game,
  figures: SplitFigures,
  question: LeavingQuestion,
  hazard: readonly number[],
  solveLp: SolveLp,
): LeavingAnswer {
  const input = withdrawalInput(game, figures, question, hazard)
  const at = (year: number) => leavingEffects(input, { leaver: question.leaver, year }, solveLp)
  return {
    question,
    effects: at(question.year),
    years: [1, 3, 5].filter((year) => year <= question.horizon).map((year) => ({ year, effects: at(year) })),
    chance: withdrawalHistories(input, { seed: leavingSeed }, leavingDraws),
    seed: leavingSeed,
  }
}
