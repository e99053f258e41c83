import { playHistories, demandHistory, type HistoryOptions, historyPlace } from './withdrawal-history.ts'
import { BadInput } from './bad-input.ts'
import type { LongWork } from './long-work.ts'
import { refuse } from './problem.ts'
import type { Chunk } from './simulate.ts'
import {
  type ChanceInterval,
  chanceBelow,
  chanceInterval,
  expectedShortfall,
  summarise,
  type Summary,
} from './summary.ts'
import { type WithdrawalInput, withdrawalProblems } from './withdrawal-input.ts'

/** What many histories say together. Worths in the unit of the costs, at year 0. */
export type HistoryReport = {
  readonly runs: number
  /** The chance that the partnership has ended by the end of each year. */
  readonly pCollapse: readonly (ChanceInterval & { readonly year: number })[]
  /** Half of all histories see a first notice by this year; null when fewer than half do within the agreement. */
  readonly medianYears: number | null
  readonly npvTotal: Summary
  /** The average total saving in the worst tenth of histories. */
  readonly shortfall: number
  readonly npv: readonly (Summary & { readonly player: string; readonly probNegative: ChanceInterval })[]
  /** Fees paid and received, on average: the same. */
  readonly feesPaid: number
  readonly feesReceived: number
}

/**
 * Plays and sums up.
 *
 * @throws BadInput naming the first field that is wrong and how to mend it
 *
 * Cost: as `playHistories`.
 */
export function withdrawalHistories(
  input: WithdrawalInput,
  options: HistoryOptions,
  runs: number,
  work?: LongWork,
): HistoryReport {
  demandPlayable(input, options, runs)
  return historyReport(input, playHistories(input, options, 0, runs, work))
}

/** Refuses what cannot be played. */
export function demandPlayable(input: WithdrawalInput, options: HistoryOptions, runs: number): void {
  refuse(withdrawalProblems(input))
  demandHistory(options, input.partners.length)
  if (!(Number.isInteger(runs) && runs >= 1 && runs <= 1e7)) {
    throw new BadInput('runs', `is ${runs}; give a whole number from 1 to 10,000,000`)
  }
}

/** Sums up histories that may have been played in stretches. Worths at year 0. O(n x runs log runs). */
export function historyReport(input: WithdrawalInput, { columns }: Chunk): HistoryReport {
  const collapse = columns[historyPlace.collapse]!
  const runs = collapse.length
  const by = (year: number) => collapse.reduce((count, when) => count + Number(when <= year), 0)
  const total = columns[historyPlace.total]!
  return {
    runs,
    pCollapse: Array.from({ length: input.horizon }, (_, year) => ({
      year,
      ...chanceInterval(by(year), runs),
    })),
    medianYears: medianSurvival(columns[historyPlace.firstExit]!, input.horizon),
    npvTotal: summarise(total),
    shortfall: expectedShortfall(total, 0.1),
    npv: input.partners.map(({ name }, i) => {
      const column = columns[historyPlace.partner + i]!
      return { player: name, ...summarise(column), probNegative: chanceBelow(column) }
    }),
    feesPaid: summarise(columns[historyPlace.paid]!).mean,
    feesReceived: summarise(columns[historyPlace.received]!).mean,
  }
}

/**
 * The time by which half have failed, by E. L. Kaplan and P. Meier (1958): histories in which nothing happened are
 * known only to have lasted until `end`. Null when survival never falls to a half.
 */
export function medianSurvival(times: ArrayLike<number>, end: number): number | null {
  const events = Array.from(times).filter((time) => time < end)
  const years = [...new Set(events)].sort((a, b) => a - b)
  let survival = 1
  let atRisk = times.length
  for (const year of years) {
    const failed = events.filter((time) => time === year).length
    survival *= 1 - failed / atRisk
    atRisk -= failed
    // A half that rounding has left a hair above a half is a half.
    if (survival <= 0.5 + 1e-12) return year
  }
  return null
}
