import { type CaseModel, caseWorth } from './business-case-model.ts'
import { outputPlace } from './business-case-output.ts'
import { type Warning, warningsOf } from './business-case-warning.ts'
import { ledgers, type Ledgers } from './business-case-ledger.ts'
import { benefitCostRatio, equivalentAnnual, internalRate, paybackYear } from './cash-flow.ts'
import { type DiscountSchedule, flatRate } from './discount.ts'
import type { Chance } from './input-sampler.ts'
import { normalQuantile } from './normal.ts'
import { type Chunk, sobolError } from './simulate.ts'
import type { Target } from './stopping.ts'
import {
  type ChanceInterval,
  chanceBelow,
  chanceInterval,
  quantile,
  quantileInterval,
  runningMean,
  sorted,
  splitHalf,
  summarise,
  type Summary,
} from './summary.ts'
import { type SwitchingValue, switchingValues } from './switching.ts'
import { engineVersion } from './version.ts'

/**
 * How a case is run. 20,000 draws unless said; with a target it stops as soon as the headlines are known so well: each
 * mean, and each chance of loss.
 */
export type CaseRun = Chance & {
  readonly draws?: number
  readonly target?: Target
  /** What the caller calls this input, such as a hash of it: repeated in the report, so that the two can be matched. */
  readonly inputHash?: string
}

/** The plain figures of a case with every input at one value. */
export type CaseFigures = {
  readonly npv: number
  readonly npvByPartner: readonly number[]
  readonly benefits: number
  readonly costs: number
  readonly bcr: number | null
  readonly paybackYear: number | null
  readonly equivalentAnnualSaving: number | null
  /** Only when the partnership's money changes sign once. */
  readonly internalRate: number | null
  readonly byYear: readonly number[]
}

/** Everything said of a case. Amounts in pounds of the base year; worths at year 0. */
export type CaseReport = {
  readonly meta: {
    readonly engineVersion: string
    readonly seed: number
    readonly nRuns: number
    readonly stoppedBy: 'target' | 'cap'
    readonly halfWidth: number
    /** The caller's name for the input; null when it gave none. The engine makes no hashes. */
    readonly inputHash: string | null
    /** The yearly rates money was discounted at, and when in the year it counts. */
    readonly rates: DiscountSchedule
    readonly priceBase: string | null
    readonly warnings: readonly Warning[]
  }
  readonly likely: CaseFigures
  readonly ledgers: Ledgers
  /** The partnership's net worth; its half-width in `meta` is that of the mean, at 95 %. */
  readonly npvTotal: Summary & { readonly p10Range: Range; readonly p90Range: Range }
  readonly chanceOfLoss: ChanceInterval
  readonly npv: readonly (Summary & { readonly player: string; readonly probNegative: ChanceInterval })[]
  readonly paybackRange: {
    readonly p10: number | null
    readonly p50: number | null
    readonly p90: number | null
  }
  readonly chanceOfPayback: ChanceInterval
  /** The running total by year: tenth, middle and ninetieth of each hundred draws. */
  readonly fan: readonly {
    readonly year: number
    readonly p10: number
    readonly p50: number
    readonly p90: number
  }[]
  readonly switching: readonly SwitchingValue[]
  readonly convergence: {
    readonly running: readonly { readonly n: number; readonly mean: number }[]
    readonly halves: { readonly first: number; readonly second: number; readonly apart: number } | null
  }
}

type Range = { readonly lo: number; readonly hi: number }

export const usualDraws = 20_000

/**
 * The case with each input at the values given (its most likely ones unless said): no chance involved. Cost: one
 * evaluation of the case.
 */
export function caseFigures(model: CaseModel, inputs = model.inputs.likely): CaseFigures {
  const out = new Float64Array(model.outputs.length)
  model.evaluate(inputs, out)
  return figuresOf(model, out)
}

function figuresOf(model: CaseModel, out: Float64Array): CaseFigures {
  const partners = model.input.partners.length
  const byYear = Array.from(out.subarray(outputPlace.year(partners)))
  const [npv, benefits, costs] = [out[0]!, out[1]!, out[2]!]
  return {
    npv,
    npvByPartner: Array.from(out.subarray(outputPlace.partner, outputPlace.partner + partners)),
    benefits,
    costs,
    bcr: benefitCostRatio(benefits, costs),
    paybackYear: paybackYear(byYear),
    equivalentAnnualSaving: equivalentAnnual(npv, model.factors),
    internalRate: internalRate(byYear),
    byYear,
  }
}

/** How many draws a run has: whole sets of Sobol points when those are asked for. */
export function drawsOf(run: CaseRun): number {
  return run.sobol === undefined ? (run.draws ?? usualDraws) : run.sobol.sets * run.sobol.each
}

/** Says what a finished simulation of a case means. O(n log n) in the draws. */
export function caseReport(
  model: CaseModel,
  run: CaseRun,
  chunk: Chunk,
  stoppedBy: 'target' | 'cap' = 'cap',
): CaseReport {
  const partners = model.input.partners.map(({ name }) => name)
  const total = chunk.columns[outputPlace.npv]!
  const { discount } = model.input
  const order = sorted(total)
  const summary = summaryOf(total, run, order)
  const range = (u: number): Range => {
    const { lo, hi } = quantileInterval(order, u)
    return { lo, hi }
  }
  return {
    meta: {
      engineVersion,
      seed: run.seed,
      nRuns: total.length,
      stoppedBy,
      halfWidth: normalQuantile(0.975) * summary.se,
      inputHash: run.inputHash ?? null,
      rates: typeof discount === 'number' ? flatRate(discount) : discount,
      priceBase: model.input.priceBase ?? null,
      warnings: warningsOf(model.inputs, total, run),
    },
    likely: caseFigures(model),
    ledgers: ledgers(model.input, model.inputs.likely),
    npvTotal: { ...summary, p10Range: range(0.1), p90Range: range(0.9) },
    chanceOfLoss: chanceBelow(total),
    npv: partners.map((player, i) => {
      const column = chunk.columns[outputPlace.partner + i]!
      return { player, ...summaryOf(column, run), probNegative: chanceBelow(column) }
    }),
    ...overTime(chunk.columns.slice(outputPlace.year(partners.length))),
    switching: switchingValues(caseWorth(model), model.inputs),
    convergence: { running: runningMean(total), halves: total.length >= 4 ? splitHalf(total) : null },
  }
}

function summaryOf(column: Float64Array, run: CaseRun, order = sorted(column)): Summary {
  const summary = summarise(column, order)
  if (run.sobol === undefined || column.length !== drawsOf(run)) return summary
  return { ...summary, se: sobolError(column, run.sobol.sets).se }
}

function overTime(
  years: readonly Float64Array[],
): Pick<CaseReport, 'paybackRange' | 'chanceOfPayback' | 'fan'> {
  const draws = years[0]!.length
  const totals = years.map(() => new Float64Array(draws))
  const payback = new Float64Array(draws)
  const flow = new Float64Array(years.length)
  let paid = 0
  for (let r = 0; r < draws; r++) {
    let total = 0
    for (const [year, column] of years.entries()) {
      flow[year] = column[r]!
      total += column[r]!
      totals[year]![r] = total
    }
    payback[r] = paybackYear(flow) ?? Infinity
    if (payback[r]! < Infinity) paid++
  }
  const fan = totals.map((column, year) => {
    const order = sorted(column)
    return { year, p10: quantile(order, 0.1), p50: quantile(order, 0.5), p90: quantile(order, 0.9) }
  })
  const order = sorted(payback)
  const at = (u: number) => {
    const year = order[Math.min(draws - 1, Math.ceil(draws * u) - 1)] ?? Infinity
    return Number.isFinite(year) ? year : null
  }
  return {
    paybackRange: { p10: at(0.1), p50: at(0.5), p90: at(0.9) },
    chanceOfPayback: chanceInterval(paid, draws),
    fan,
  }
}
