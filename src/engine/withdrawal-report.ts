import { playHistories, demandHistory, type HistoryOptions, historyPlace } from './withdrawal-history.ts'
import { BadInput, demand } from './bad-input.ts'
import type { Warning } from './business-case-warning.ts'
import { type DiscountSchedule, flatRate } from './discount.ts'
import { atStage, type LongWork } from './long-work.ts'
import { refuse } from './problem.ts'
import { type Chunk, joinChunks } from './simulate.ts'
import { isChanceSettled, type Target, usualTarget } from './stopping.ts'
import {
  type ChanceInterval,
  chanceBelow,
  chanceInterval,
  expectedShortfall,
  summarise,
  type Summary,
} from './summary.ts'
import { engineVersion } from './version.ts'
import { type WithdrawalInput, withdrawalProblems } from './withdrawal-input.ts'

/** What histories rest on. */
export type HistoryMeta = {
  readonly engineVersion: string
  readonly seed: number
  readonly nRuns: number
  /** The caller's name for the input; null when it gave none. The engine makes no hashes. */
  readonly inputHash: string | null
  /** The yearly rates money was discounted at, and when in the year it counts. */
  readonly rates: DiscountSchedule
  readonly warnings: readonly Warning[]
}

/** What many histories say together. Worths in the unit of the costs, at year 0. */
export type HistoryReport = {
  /** What the report rests on, so that it can be played again wherever it ends up. */
  readonly meta: HistoryMeta
  readonly runs: number
  /** Why it stopped: the chance that was asked for is known well enough, or the number of runs was reached. */
  readonly stoppedBy: 'target' | 'cap'
  /** Half the width of the 95 % interval of the chance that it ends within the agreement. */
  readonly halfWidth: number
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
  return historyReport(input, playHistories(input, options, 0, runs, work), options)
}

/** Histories played between looks at how well the chance is known. */
const stretch = 500

/**
 * Plays until the chance that the partnership has ended by the end of a year (the last unless said) is known well
 * enough, or the cap is reached: about 3,500 histories where the chance is one in ten and one in a hundred either way
 * will do. It looks after every 500, so that the number played is the same on every machine.
 *
 * @throws BadInput naming the first field that is wrong; `Cancelled` when asked to stop. Cost: as `playHistories`.
 */
export function withdrawalUntil(
  input: WithdrawalInput,
  options: HistoryOptions,
  {
    cap,
    target = usualTarget,
    byYear = input.horizon - 1,
  }: { cap: number; target?: Target; byYear?: number },
  work?: LongWork,
): HistoryReport {
  demandPlayable(input, options, cap)
  const inRange = Number.isInteger(byYear) && byYear >= 0 && byYear < input.horizon
  demand(inRange, 'byYear', `is ${byYear}; give a year from 0 to ${input.horizon - 1}`)
  demand(target.chance > 0, 'target.chance', `is ${target.chance}; give a half-width above 0`)
  const chunks: Chunk[] = []
  let ended = 0
  for (let from = 0; ; from += stretch) {
    atStage(work, 'playing histories', from, cap)
    const chunk = playHistories(input, options, from, Math.min(cap, from + stretch), { signal: work?.signal })
    chunks.push(chunk)
    ended += chunk.columns[historyPlace.collapse]!.reduce((count, when) => count + Number(when <= byYear), 0)
    const settled = isChanceSettled(ended, chunk.to, target)
    if (settled || chunk.to === cap)
      return historyReport(input, joinChunks(chunks), options, settled ? 'target' : 'cap')
  }
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
export function historyReport(
  input: WithdrawalInput,
  { columns }: Chunk,
  options: Pick<HistoryOptions, 'seed' | 'inputHash'>,
  stoppedBy: 'target' | 'cap' = 'cap',
): HistoryReport {
  const collapse = columns[historyPlace.collapse]!
  const runs = collapse.length
  const by = (year: number) => collapse.reduce((count, when) => count + Number(when <= year), 0)
  const total = columns[historyPlace.total]!
  const pCollapse = Array.from({ length: input.horizon }, (_, year) => ({
    year,
    ...chanceInterval(by(year), runs),
  }))
  const { lo, hi } = pCollapse.at(-1)!
  const halfWidth = (hi - lo) / 2
  return {
    meta: { ...historyMeta(input, options, runs), warnings: settlingWarnings(runs, halfWidth, stoppedBy) },
    runs,
    stoppedBy,
    halfWidth,
    pCollapse,
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

/** What to say of histories besides their figures, before any warning. O(1). */
export function historyMeta(
  { discount }: WithdrawalInput,
  { seed, inputHash = null }: { readonly seed: number; readonly inputHash?: string | null },
  nRuns: number,
): HistoryMeta {
  const rates = typeof discount === 'number' ? flatRate(discount) : discount
  return { engineVersion, seed, nRuns, inputHash, rates, warnings: [] }
}

function settlingWarnings(runs: number, halfWidth: number, stoppedBy: 'target' | 'cap'): Warning[] {
  if (stoppedBy === 'target' || halfWidth <= usualTarget.chance) return []
  const text =
    `After ${runs.toLocaleString('en-GB')} histories the chance of an end is known only to within ` +
    `${(100 * halfWidth).toFixed(1)} in 100 either way.`
  return [{ code: 'not-settled', where: 'runs', text }]
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
