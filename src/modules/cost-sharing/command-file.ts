import { jointCost, type Game } from '#engine/game.ts'
import { leavingInput, type LeavingFigures } from '#engine/leaving-answer.ts'
import { monthsBetween, type LeavingQuestion } from '#engine/leaving-question.ts'
import { knownDrivers } from '#engine/mixed-share.ts'
import type { SplitFigures } from './figures.ts'
import { keysOf } from './rule.ts'

/** What `handfast share` reads: what every group pays, in pounds, and the keys there are figures for. */
export function shareFile(game: Game, figures: SplitFigures): Record<string, unknown> {
  const keys = keysOf(figures)
  const names = figures.councils.map(({ name }) => name)
  const known = knownDrivers(keys).filter((driver) => driver !== 'equal')
  return {
    partners: names,
    costs: Array.from(game.values, (pence) => pence / 100),
    ...(known.length > 0 &&
      jointCost(game) > 0 && {
        keys: Object.fromEntries(
          known.map((driver) => [
            driver,
            Object.fromEntries(names.map((name, i) => [name, keys[driver]?.[i] ?? 0])),
          ]),
        ),
      }),
    unit: 'pounds',
  }
}

/** What `handfast withdraw` reads: the question of the page in whole years, in pounds. */
export function withdrawFile(asked: LeavingFigures, question: LeavingQuestion): Record<string, unknown> {
  const horizon = Math.max(1, Math.round(monthsBetween(question.given, question.ends) / 12))
  const notice = Math.min(horizon - 1, Math.round(question.notice / 12))
  const input = leavingInput(asked, question, { perYear: 1, horizon, notice })
  const pounds = (pence: number) => pence / 100
  return {
    ...input,
    partners: input.partners.map((partner) => ({
      ...partner,
      reestablish: pounds(partner.reestablish ?? 0),
      inertia: pounds(partner.inertia ?? 0),
    })),
    costs: { kind: 'table', values: input.costs.kind === 'table' ? input.costs.values.map(pounds) : [] },
    unit: 'pounds',
  }
}
