import { businessCase, runCase } from '#engine/business-case.ts'
import { caseFigures } from '#engine/business-case-report.ts'
import type { CaseInput } from '#engine/business-case-input.ts'
import { caseProblems } from '#engine/business-case-problems.ts'
import { refuse } from '#engine/problem.ts'

/** What the business case of a worked partnership comes to. Pounds of today over the years looked at. */
export type CaseFinding = {
  readonly years: number
  /** One in ten outcomes lies below, half, and nine in ten. */
  readonly p10: number
  readonly p50: number
  readonly p90: number
  readonly chanceOfLoss: number
  /** What it would be worth if everything that was planned had come; null where nothing is held back. */
  readonly asPlanned: number | null
  readonly draws: number
}

/** As many outcomes as `handfast case` draws when nobody says another number, so that the file gives the same again. */
export const caseDraws = 20_000
export const caseSeed = 1

export function caseFinding(given: Readonly<Record<string, unknown>>): CaseFinding {
  refuse(caseProblems(given))
  // `caseProblems` has just checked every field that the type names.
  const input = given as unknown as CaseInput
  const { npvTotal, chanceOfLoss } = runCase(input, { seed: caseSeed, draws: caseDraws })
  const { realisation, ...whole } = input
  return {
    years: input.lastYear + 1,
    p10: npvTotal.p10,
    p50: npvTotal.p50,
    p90: npvTotal.p90,
    chanceOfLoss: chanceOfLoss.p,
    asPlanned: realisation === undefined ? null : caseFigures(businessCase(whole, { seed: caseSeed })).npv,
    draws: caseDraws,
  }
}
