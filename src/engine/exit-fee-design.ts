import { demand } from './bad-input.ts'
import { feeSchedule } from './exit-fee.ts'
import { atStage, type LongWork } from './long-work.ts'
import type { ChanceInterval } from './summary.ts'
import { demandPlayable, historyReport, type HistoryReport } from './withdrawal-report.ts'
import { type HistoryOptions, playHistories } from './withdrawal-history.ts'
import { atLikely, type WithdrawalInput } from './withdrawal-input.ts'
import { withdrawal } from './withdrawal.ts'

/** What a set of fees has to achieve. */
export type FeeGoal = Omit<HistoryOptions, 'fees'> & {
  /** The partnership may end with at most this chance ... */
  readonly alpha: number
  /** ... by the end of this year. */
  readonly byYear: number
  /** Make the total small, or the largest single fee. */
  readonly smallest?: 'total' | 'largest'
  readonly runs?: number
}

/** Fees that meet the goal, or which condition stands in the way. */
export type FeeDesign =
  | {
      readonly status: 'found'
      /** By year of notice, quoted at the exit date. */
      readonly schedule: readonly { readonly year: number; readonly fees: Float64Array }[]
      /** Each partner's fee as a share of what would hold the others harmless. */
      readonly shares: readonly number[]
      readonly chance: ChanceInterval
      readonly report: HistoryReport
    }
  | {
      readonly status: 'impossible'
      /** `collapse`: even full fees are not enough. `participation`: some would be worse off by joining. */
      readonly binds: 'collapse' | 'participation'
      readonly partners: readonly string[]
      readonly chance: ChanceInterval
    }

/** Fees as a share of each partner's hold-harmless fee, none above a ceiling in money. */
type Trial = { readonly shares: readonly number[]; readonly ceiling: number }

/** What a trial came to: how often the partnership ended by the year, and who can expect to lose by having joined. */
type Outcome = {
  readonly trial: Trial
  readonly report: HistoryReport
  readonly lasts: boolean
  readonly losers: readonly string[]
}

const grid = 8
const fine = 7
/** Stricter chances that are looked at on the way to a goal, so that a looser goal can use what a stricter one found. */
const ladder = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45]

/**
 * The smallest fees at which the partnership lasts: the chance of its ending by a year stays at or below alpha, no
 * council is charged more than the harm it does (its hold-harmless fee), and each can expect to gain by joining. All
 * trials are played on the same luck. First one share of the hold-harmless fees for all, then each partner's own
 * lowered as far as it goes (`total`), or the highest fees cut down to a common ceiling (`largest`). When it is
 * impossible, the sharing rule or the membership has to change, not the fee.
 *
 * Whether a goal can be met is asked of the same list of fees whatever the goal is (eight shares of the full fees for
 * all, or for all but one), and what is found is then only lowered as long as it still meets the goal in full. So a
 * looser goal is never called impossible where a stricter one is found.
 *
 * The search ends at fees that cannot be lowered for any one partner, of which there can be several sets. So each
 * twentieth below alpha is looked at first, and what is found there is kept where it is smaller: a goal never costs more
 * than a stricter one that is a twentieth up to nine.
 *
 * Cost: some 20 + 8 n times `runs` histories (1,000 unless said), 8 n more where fees for all do not do; and as
 * often again for each twentieth below alpha, less what two of them have in common. It finds a
 * set that cannot be lowered one partner at a time, which need not be the smallest of all; and fees outside the list
 * may meet a goal that is called impossible.
 *
 * @throws BadInput naming the field that is wrong; `Cancelled` when asked to stop. Source: this project's own search.
 */
export function designFees(input: WithdrawalInput, goal: FeeGoal, work?: LongWork): FeeDesign {
  const { alpha, byYear, smallest = 'total', runs = 1000, ...options } = goal
  demandPlayable(input, options, runs)
  demand(alpha > 0 && alpha < 1, 'alpha', `is ${alpha}; give a chance between 0 and 1`)
  const inRange = Number.isInteger(byYear) && byYear >= 0 && byYear < input.horizon
  demand(inRange, 'byYear', `is ${byYear}; give a year from 0 to ${input.horizon - 1}`)
  const n = input.partners.length
  const full = feeSchedule(withdrawal(atLikely(input)), 'hold-harmless')
  const top = Math.max(...full.flatMap(({ fees }) => [...fees]), 0)
  const goals = [...ladder.filter((stricter) => stricter < alpha), alpha]
  const most = (2 * n + 2) * (grid + 1) * goals.length
  const known = new Map<string, HistoryReport>()
  const reportOf = (trial: Trial): HistoryReport => {
    const key = `${trial.shares.join(' ')} ${trial.ceiling}`
    const before = known.get(key)
    if (before !== undefined) return before
    atStage(work, 'designing fees', Math.min(known.size, most - 1), most)
    const terms = { ...options, fees: charged(full, trial) }
    const report = historyReport(input, playHistories(input, terms, 0, runs, { signal: work?.signal }))
    known.set(key, report)
    return report
  }
  const sizeOf = ({ trial }: Outcome): number => {
    const [fees = new Float64Array(n)] = charged(full, trial)
    return smallest === 'largest' ? Math.max(...fees) : fees.reduce((sum, fee) => sum + fee, 0)
  }
  let best: Outcome | undefined
  for (const goalAlpha of goals) {
    const play = (trial: Trial): Outcome => {
      const report = reportOf(trial)
      const losers = report.npv.filter(({ mean }) => mean < 0).map(({ player }) => player)
      return { trial, report, lasts: report.pCollapse[byYear]!.p <= goalAlpha, losers }
    }
    const lower = (from: Outcome) =>
      smallest === 'largest' ? lowerCeiling(from, top / grid, play) : lowerEach(from, play)
    const start = firstThatMeets(n, (level, letOff) => play(atLevel(level, { n, letOff, smallest, top })))
    if (!meets(start)) {
      if (goalAlpha === alpha) return impossible(start, byYear)
      continue
    }
    const found = lower(start)
    best = best === undefined || sizeOf(found) <= sizeOf(best) ? found : lower(best)
  }
  const end = best!
  const schedule = charged(full, end.trial).map((fees, k) => ({ year: full[k]!.year, fees }))
  const shares = [...(schedule[0]?.fees ?? [])].map((fee, i) => (fee > 0 ? fee / full[0]!.fees[i]! : 0))
  return { status: 'found', schedule, shares, chance: end.report.pCollapse[byYear]!, report: end.report }
}

function charged(
  full: readonly { readonly fees: Float64Array }[],
  { shares, ceiling }: Trial,
): Float64Array[] {
  return full.map(({ fees }) => fees.map((fee, i) => Math.min(fee * shares[i]!, ceiling)))
}

function meets({ lasts, losers }: Outcome): boolean {
  return lasts && losers.length === 0
}

/** One step of the list: a level for all, or for all but the one who is let off. */
function atLevel(
  level: number,
  { n, letOff, smallest, top }: { n: number; letOff: number | null; smallest: string; top: number },
): Trial {
  const asCeiling = smallest === 'largest'
  const share = asCeiling ? 1 : level
  return {
    shares: Array.from({ length: n }, (_, i) => (i === letOff ? 0 : share)),
    ceiling: asCeiling ? level * top : Infinity,
  }
}

/** The lowest step of the list that meets the goal; else the one that comes nearest: lasting, with fewest losers. */
function firstThatMeets(n: number, play: (level: number, letOff: number | null) => Outcome): Outcome {
  let nearest: Outcome | undefined
  for (const letOff of [null, ...Array.from({ length: n }, (_, i) => i)]) {
    for (let step = letOff === null ? 0 : 1; step <= grid; step++) {
      const outcome = play(step / grid, letOff)
      if (meets(outcome)) return outcome
      if (nearest === undefined || isNearer(outcome, nearest)) nearest = outcome
    }
    // Letting somebody off helps those who lose; it does not make anybody stay.
    if (!nearest!.lasts) break
  }
  return nearest!
}

function isNearer(one: Outcome, other: Outcome): boolean {
  if (one.lasts !== other.lasts) return one.lasts
  return one.lasts ? one.losers.length < other.losers.length : true
}

function impossible({ report, lasts, losers }: Outcome, byYear: number): FeeDesign {
  const chance = report.pCollapse[byYear]!
  return lasts
    ? { status: 'impossible', binds: 'participation', partners: losers, chance }
    : { status: 'impossible', binds: 'collapse', partners: [], chance }
}

/** Halves the step between a trial that meets the goal and a lower one, and keeps the lowest that still does. */
function lowered(from: Outcome, towards: (part: number) => Trial, play: (trial: Trial) => Outcome): Outcome {
  let [best, safe, unsafe] = [from, 1, 0]
  for (let halving = 0; halving < fine; halving++) {
    const middle = (safe + unsafe) / 2
    const outcome = play(towards(middle))
    if (meets(outcome)) [best, safe] = [outcome, middle]
    else unsafe = middle
  }
  return best
}

/** First everybody by up to one step of the list, then each partner in turn: to nought if that does, else by halving. */
function lowerEach(start: Outcome, play: (trial: Trial) => Outcome): Outcome {
  const { shares } = start.trial
  const all = (part: number): Trial => ({
    ...start.trial,
    shares: shares.map((share) => Math.max(0, share - (1 - part) / grid)),
  })
  let best = shares.some((share) => share > 0) ? lowered(start, all, play) : start
  for (const i of shares.keys()) {
    const own = best.trial.shares[i]!
    if (own === 0) continue
    const at = (part: number): Trial => ({ ...best.trial, shares: best.trial.shares.with(i, own * part) })
    const free = play(at(0))
    best = meets(free) ? free : lowered(best, at, play)
  }
  return best
}

function lowerCeiling(start: Outcome, step: number, play: (trial: Trial) => Outcome): Outcome {
  const { ceiling } = start.trial
  if (ceiling === 0) return start
  return lowered(start, (part) => ({ ...start.trial, ceiling: ceiling - (1 - part) * step }), play)
}
