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

const grid = 8
const fine = 7

/**
 * The smallest fees at which the partnership lasts: the chance of its ending by a year stays at or below alpha, no
 * council is charged more than the harm it does (its hold-harmless fee), and each can expect to gain by joining. All
 * trials are played on the same luck. First one share of the hold-harmless fees for all, then each partner's own
 * lowered as far as it goes (`total`), or the highest fees cut down to a common ceiling (`largest`). When it is
 * impossible, the sharing rule or the membership has to change, not the fee.
 *
 * Cost: some 20 to 20 + 8 n times `runs` histories (1,000 unless said). It finds a set that cannot be lowered one
 * partner at a time, which need not be the smallest of all.
 */
export function designFees(input: WithdrawalInput, goal: FeeGoal, work?: LongWork): FeeDesign {
  const { alpha, byYear, smallest = 'total', runs = 1000, ...options } = goal
  demandPlayable(input, options, runs)
  demand(alpha > 0 && alpha < 1, 'alpha', `is ${alpha}; give a chance between 0 and 1`)
  const inRange = Number.isInteger(byYear) && byYear >= 0 && byYear < input.horizon
  demand(inRange, 'byYear', `is ${byYear}; give a year from 0 to ${input.horizon - 1}`)
  const full = feeSchedule(withdrawal(atLikely(input)), 'hold-harmless')
  const top = Math.max(...full.flatMap(({ fees }) => [...fees]), 0)
  let trials = 0
  const chargeOf = (shares: readonly number[], ceiling: number) =>
    full.map(({ fees }) => fees.map((fee, i) => Math.min(fee * shares[i]!, ceiling)))
  const play = (shares: readonly number[], ceiling = Infinity) => {
    atStage(work, 'designing fees', trials++, 20 + fine * input.partners.length)
    const fees = chargeOf(shares, ceiling)
    return historyReport(input, playHistories(input, { ...options, fees }, 0, runs, { signal: work?.signal }))
  }
  const lasts = (report: HistoryReport) => report.pCollapse[byYear]!.p <= alpha
  const even = (share: number) => input.partners.map(() => share)
  const atFull = play(even(1))
  if (!lasts(atFull)) {
    return { status: 'impossible', binds: 'collapse', partners: [], chance: atFull.pCollapse[byYear]! }
  }
  const scale = leastSafe((share) => lasts(play(even(share))))
  const shares = even(scale)
  let ceiling = Infinity
  if (smallest === 'largest') ceiling = top * leastSafe((level) => lasts(play(even(1), level * top)))
  else lowerEach(shares, (tried) => lasts(play(tried)))
  const final = smallest === 'largest' ? even(1) : shares
  const report = play(final, ceiling)
  const losers = report.npv.filter(({ mean }) => mean < 0).map(({ player }) => player)
  const chance = report.pCollapse[byYear]!
  if (losers.length > 0) return { status: 'impossible', binds: 'participation', partners: losers, chance }
  const schedule = chargeOf(final, ceiling).map((fees, k) => ({ year: full[k]!.year, fees }))
  const asShares = (schedule[0]?.fees ?? new Float64Array(0)).map((fee, i) => {
    const whole = full[0]!.fees[i]!
    return whole > 0 ? fee / whole : 0
  })
  return { status: 'found', schedule, shares: [...asShares], chance, report }
}

/** The start of the last stretch of shares that are safe up to 1 (which is), to 1/1,024. */
function leastSafe(isSafe: (share: number) => boolean): number {
  let safe = 1
  while (safe > 0 && isSafe(safe - 1 / grid)) safe -= 1 / grid
  if (safe === 0) return 0
  let unsafe = safe - 1 / grid
  for (let step = 0; step < fine; step++) {
    const middle = (safe + unsafe) / 2
    if (isSafe(middle)) safe = middle
    else unsafe = middle
  }
  return safe
}

/** Lowers each share in turn, to nought if that is safe, else by halving. */
function lowerEach(shares: number[], isSafe: (shares: readonly number[]) => boolean): void {
  for (let i = 0; i < shares.length; i++) {
    const at = (share: number) => shares.map((own, j) => (j === i ? share : own))
    let [safe, unsafe] = [shares[i]!, 0]
    if (isSafe(at(0))) {
      shares[i] = 0
      continue
    }
    for (let step = 0; step < fine; step++) {
      const middle = (safe + unsafe) / 2
      if (isSafe(at(middle))) safe = middle
      else unsafe = middle
    }
    shares[i] = safe
  }
}
