import { cascade } from './cascade.ts'
import { addMonths, type Day } from './day.ts'
import { coalitionProofFees } from './exit-fee-coalition.ts'
import { holdHarmlessFees, strandedFees } from './exit-fee.ts'
import { leavingEffects, type LeavingEffects } from './leaving-effects.ts'
import { goneOn, type LeavingQuestion, monthsBetween } from './leaving-question.ts'
import type { SolveLp } from './lp.ts'
import type { CertainWithdrawal } from './withdrawal-input.ts'
import { type HistoryReport, withdrawalHistories } from './withdrawal-report.ts'
import { withdrawal } from './withdrawal.ts'

/** The yearly bill of every group, in pence, numbered as `Coalition`; and the councils' volumes where they are known. */
export type LeavingGame = { readonly values: readonly number[]; readonly volumes: readonly number[] | null }

/** All that a question about leaving is answered from: it can stand in a page. Pence a year. */
export type LeavingFigures = LeavingGame & {
  readonly names: readonly string[]
  readonly people: readonly number[] | null
  /** Each service on its own, where that is known. */
  readonly services: readonly (LeavingGame & { readonly name: string })[]
  /** What each would pay by the proposed split; null without one, or where it gives no proportions. */
  readonly proposed: readonly number[] | null
  /** How the proposed split reckons what a leaver pays; null where none says. */
  readonly formula: 'harm' | 'idle' | 'nothing' | null
  /** Every council's chance of having to leave in a year: one sourced assumption for all. */
  readonly chance: number
  /** The asker's own place among the councils, or null. */
  readonly own: number | null
}

/** Leaving in one year of the agreement, for each council. Pence on the day it is gone. */
export type LeavingYear = {
  readonly year: number
  readonly given: Day
  readonly fair: readonly number[]
  readonly stranded: readonly number[]
  readonly stability: readonly number[]
  /** For each council: who follows when it leaves, in order, without a fee; and whether the service ends. */
  readonly follow: readonly { readonly followers: readonly number[]; readonly collapsed: boolean }[]
}

/** Amounts in pence: by the year in `effects.on`, else on the day the council is gone. */
export type LeavingAnswer = {
  readonly question: LeavingQuestion
  readonly gone: Day
  readonly months: number
  readonly effects: LeavingEffects
  /** What the leaver pays under the proposed formula; null without one. */
  readonly formulaFee: number | null
  /** For notice on this day of years 1, 3 and 5, as far as the agreement runs. */
  readonly years: readonly LeavingYear[]
  readonly chance: HistoryReport
  /** The years that the chance looks ahead. */
  readonly horizon: number
  readonly seed: number
}

/** Printed beside the chance, so that anybody can play the same histories again. */
export const leavingSeed = 20_261_122
export const leavingDraws = 1000

/** Everything that one question comes to. Throws `BadInput` as `withdrawal` does. Cost: four models of leaving and 1,000 histories. */
export function leavingAnswer(
  figures: LeavingFigures,
  question: LeavingQuestion,
  today: Day,
  solveLp: SolveLp,
): LeavingAnswer {
  const months = monthsBetween(question.given, question.ends)
  const { input, perYear } = periodic(figures, question, months)
  const effects = leavingEffects(input, { leaver: question.leaver, year: 1 }, solveLp)
  const left = monthsBetween(today, question.ends)
  const noticed = question.how === 'sudden' ? 0 : question.notice
  const years = [1, 3, 5]
    .map((year) => ({ year, months: left - 12 * (year - 1) }))
    .filter((each) => each.months > noticed)
    .map((each) =>
      yearOf(
        figures,
        question,
        each.months,
        { ...each, given: addMonths(today, 12 * (each.year - 1)) },
        solveLp,
      ),
    )
  const byYear = yearly(figures, question, months)
  return {
    question,
    gone: goneOn(question),
    months,
    effects: {
      ...effects,
      on: effects.on.map((each) => ({
        ...each,
        paysNow: each.paysNow * perYear,
        paysAfter: each.paysAfter * perYear,
      })),
    },
    formulaFee: formulaFee(figures, effects),
    years,
    chance: withdrawalHistories(byYear, { seed: leavingSeed }, leavingDraws),
    horizon: byYear.horizon,
    seed: leavingSeed,
  }
}

function formulaFee({ formula }: LeavingFigures, { fairFee, strandedFee }: LeavingEffects): number | null {
  if (formula === null) return null
  return { harm: fairFee, idle: strandedFee, nothing: 0 }[formula]
}

function yearOf(
  figures: LeavingFigures,
  question: LeavingQuestion,
  months: number,
  { year, given }: { year: number; given: Day },
  solveLp: SolveLp,
): LeavingYear {
  const model = withdrawal(periodic(figures, question, months).input)
  const fair = Array.from(holdHarmlessFees(model))
  const proof = coalitionProofFees(model, solveLp)
  return {
    year,
    given,
    fair,
    stranded: Array.from(strandedFees(model)),
    stability: proof.status === 'found' ? Array.from(proof.fees) : fair,
    follow: figures.names.map((_, i) => {
      const { path, collapsed } = cascade(model, [i])
      return { followers: path.slice(1).map(({ player }) => player), collapsed }
    }),
  }
}

/** Months for up to ten years, then quarters: the engine looks at no more than 125 steps. */
function periodic(figures: LeavingFigures, question: LeavingQuestion, months: number) {
  const perYear = months <= 120 ? 12 : 4
  const steps = (of: number) => Math.max(0, Math.round((of * perYear) / 12))
  const noticed = question.how === 'sudden' ? 0 : question.notice
  const input = leavingInput(figures, question, {
    perYear,
    horizon: Math.max(steps(noticed) + 1, steps(months)),
    notice: steps(noticed),
  })
  return { input, perYear }
}

/** Chance comes by the year, so histories are played in whole years. */
function yearly(figures: LeavingFigures, question: LeavingQuestion, months: number): CertainWithdrawal {
  const noticed = question.how === 'sudden' ? 0 : question.notice
  const horizon = Math.max(1, Math.round(months / 12))
  const notice = Math.min(horizon - 1, Math.round(noticed / 12))
  return leavingInput(figures, question, { perYear: 1, horizon, notice })
}

/** The question as `withdrawal` takes it, in pence, with so many steps to a year. Who gains a penny or less stays. */
export function leavingInput(
  figures: LeavingFigures,
  question: LeavingQuestion,
  { perYear, horizon, notice }: { perYear: number; horizon: number; notice: number },
): CertainWithdrawal {
  const { rule, own, sticky, stickyYears, restart, discount, service } = question
  const game = service === null ? figures : (figures.services[service] ?? figures)
  const key = rule === 'people' ? figures.people : rule === 'proposed' ? figures.proposed : null
  const hazard = (i: number) => (own !== null && i === figures.own ? own / 100 : figures.chance)
  return {
    partners: figures.names.map((name, i) => ({
      name,
      // Only sharing by use looks at it, and that is offered only where all volumes are known.
      volume: Math.max(game.volumes?.[i] ?? 1, Number.MIN_VALUE),
      reestablish: (game.values[2 ** i] ?? 0) * (restart / 100),
      hazard: hazard(i),
      inertia: 1,
      ...(key && { key: key[i] ?? 0 }),
    })),
    costs: { kind: 'table', values: game.values.map((pence) => pence / perYear) },
    horizon,
    notice,
    discount: (1 + discount / 100) ** (1 / perYear) - 1,
    sticky: { share: sticky / 100, years: stickyYears * perYear },
    sharing: rule === 'people' || rule === 'proposed' ? 'key' : rule,
  }
}
