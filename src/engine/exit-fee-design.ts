import { demand } from './bad-input.ts'
import { feeSchedule } from './exit-fee.ts'
import { type Course, coursesOf } from './exit-fee-courses.ts'
import { cheapestOnGrid, type GridGoal } from './exit-fee-grid.ts'
import { doesAsWell, type Look, type Shares, sparing, wayDown } from './exit-fee-path.ts'
import { atStage, type LongWork } from './long-work.ts'
import { type ChanceInterval, mean } from './summary.ts'
import {
  demandPlayable,
  type HistoryMeta,
  historyMeta,
  historyReport,
  type HistoryReport,
} from './withdrawal-report.ts'
import { type HistoryOptions, historyPlace, playHistories } from './withdrawal-history.ts'
import { atLikely, type WithdrawalInput } from './withdrawal-input.ts'
import { withdrawalDraws } from './withdrawal-draws.ts'
import { leavingMoney, withdrawal } from './withdrawal.ts'

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

/** What a design rests on: the goal as it was asked for, and how it was searched. */
export type FeeDesignMeta = HistoryMeta & {
  readonly alpha: number
  readonly byYear: number
  readonly smallest: 'total' | 'largest'
  /** Steps of the grid from no fee to a full one; null where there were too many ways to list. */
  readonly gridSteps: number | null
}

/** Fees that meet the goal, or which condition stands in the way. */
export type FeeDesign = { readonly meta: FeeDesignMeta } & (
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
)

type Impossible = Omit<Extract<FeeDesign, { status: 'impossible' }>, 'meta'>

/** Fees as a share of each partner's hold-harmless fee, none above a ceiling in money. */
type Trial = { readonly shares: Shares; readonly ceiling: number }

/** What a trial came to: how often the partnership ended by the year, and who can expect to lose by having joined. */
type Outcome = {
  readonly trial: Trial
  readonly report: HistoryReport
  readonly lasts: boolean
  readonly losers: readonly string[]
}

/** Places of a way down that are tried first, and halvings between two trials one step apart. */
const coarse = 8
const fine = 7
/** Histories that a first look takes; what is found is judged by all of them. */
const glance = 250

/**
 * The smallest fees at which the partnership lasts: the chance of its ending by a year stays at or below alpha, no council
 * is charged more than the harm it does (its hold-harmless fee), and each can expect to gain by joining. All trials are
 * played on the same luck. When it is impossible, the sharing rule or the membership has to change, not the fee.
 *
 * Two searches, and the cheaper result. The first is exact on a grid of each partner's share of its full fee: every way
 * each history can go is listed, and boxes of the grid are put aside by proof (`cheapestOnGrid`). `meta.gridSteps` says
 * how fine it was; null where there were too many ways to list. The second takes fees from the full ones down to none
 * along fixed ways: one partner's fee at a time, always the one that saves most for the chance that it adds, and all
 * alike (`total`); or a common ceiling, with and without lowering the fees of those who would lose by joining
 * (`largest`). Neither grid nor ways depend on alpha, so a looser goal never costs more than a stricter one, and is
 * never called impossible where the stricter one is found.
 *
 * Cost: some 15 n + 40 times `runs` histories (1,000 unless said), and a few times as much for the grid; at worst a look
 * at each of its places.
 *
 * @throws BadInput naming the field that is wrong; `Cancelled` when asked to stop. Source: this project's own; branch and bound after Land and Doig (1960).
 */
export function designFees(input: WithdrawalInput, goal: FeeGoal, work?: LongWork): FeeDesign {
  const { alpha, byYear, smallest = 'total', runs = 1000, ...options } = goal
  demandPlayable(input, options, runs)
  demand(alpha > 0 && alpha < 1, 'alpha', `is ${alpha}; give a chance between 0 and 1`)
  const inRange = Number.isInteger(byYear) && byYear >= 0 && byYear < input.horizon
  demand(inRange, 'byYear', `is ${byYear}; give a year from 0 to ${input.horizon - 1}`)
  const n = input.partners.length
  const full = feeSchedule(withdrawal(atLikely(input)), 'hold-harmless')
  const harm = full[0]?.fees ?? new Float64Array(n)
  let played = 0
  const playOf = (trial: Trial, count: number) => {
    atStage(work, 'designing fees', Math.min(played++, 50 * n + 99), 50 * n + 100)
    const terms = { ...options, fees: charged(full, trial) }
    return playHistories(input, terms, 0, count, { signal: work?.signal })
  }
  const tried: Outcome[] = []
  const known = new Map<string, Outcome>()
  const play = (trial: Trial): Outcome => {
    const key = `${trial.shares.join(' ')} ${trial.ceiling}`
    const before = known.get(key)
    if (before !== undefined) return before
    const report = historyReport(input, playOf(trial, runs), options)
    const losers = report.npv.filter((worth) => worth.mean < 0).map(({ player }) => player)
    const outcome = { trial, report, lasts: report.pCollapse[byYear]!.p <= alpha, losers }
    known.set(key, outcome)
    tried.push(outcome)
    return outcome
  }
  const few = Math.min(runs, glance)
  const seen = new Map<string, Look>()
  const look = (shares: Shares): Look => {
    const before = seen.get(shares.join())
    if (before !== undefined) return before
    const { columns } = playOf({ shares, ceiling: Infinity }, few)
    const ended = columns[historyPlace.collapse]!.reduce((count, when) => count + Number(when <= byYear), 0)
    const worth = input.partners.map((_, i) => mean(columns[historyPlace.partner + i]!))
    seen.set(shares.join(), { chance: ended / few, worth })
    return { chance: ended / few, worth }
  }
  const sizeOf = ({ shares, ceiling }: Trial): number => {
    const [fees = harm] = charged(full, { shares, ceiling })
    return smallest === 'largest' ? Math.max(...fees) : fees.reduce((sum, fee) => sum + fee, 0)
  }
  let end: Outcome | null = null
  for (const way of waysOf(harm, { smallest, look, resolution: 0.5 / few })) {
    const dear = end === null ? Infinity : sizeOf(end.trial)
    const lowest = lowestOn(way, play, (trial) => sizeOf(trial) >= dear)
    if (lowest !== null && sizeOf(lowest.trial) < dear) end = lowest
  }
  const grid = gridOf(input, { full, options, runs }, work)
  if (grid !== null) {
    const shares = cheapestOnGrid(
      {
        ...grid,
        byYear,
        alpha,
        cost: (shares) => sizeOf({ shares, ceiling: Infinity }),
        below: end === null ? Infinity : sizeOf(end.trial),
        accept: (shares) => meets(play({ shares, ceiling: Infinity })),
      },
      work,
    )
    if (shares !== null) end = play({ shares, ceiling: Infinity })
  }
  const gridSteps = grid === null ? null : Math.max(...grid.steps)
  const meta = { ...historyMeta(input, options, runs), alpha, byYear, smallest, gridSteps }
  if (end === null) return { meta, ...impossible(tried, byYear) }
  const schedule = charged(full, end.trial).map((fees, k) => ({ year: full[k]!.year, fees }))
  const shares = [...(schedule[0]?.fees ?? [])].map((fee, i) => (fee > 0 ? fee / harm[i]! : 0))
  return {
    meta,
    status: 'found',
    schedule,
    shares,
    chance: end.report.pCollapse[byYear]!,
    report: end.report,
  }
}

/** Steps of a grid that may be tried, finest first, and how much work looking at every place of it may be. */
const fineness = [1200, 600, 240, 120, 60, 24, 12, 6, 4, 3, 2, 1]
const mostWork = 2e10
/** Ways that are listed of one history: more, and no grid is searched. */
const mostCourses = 5000

type Full = readonly { readonly year: number; readonly fees: Float64Array }[]

/**
 * Every way each history can go, and the finest grid of fees whose places can all be looked at, were it to come to that;
 * null where there is none. It is the same whatever chance is asked for, so that a looser goal never costs more.
 */
function gridOf(
  input: WithdrawalInput,
  { full, options, runs }: { full: Full; options: Omit<HistoryOptions, 'fees'>; runs: number },
  work: LongWork | undefined,
): Pick<GridGoal, 'histories' | 'steps' | 'weights'> | null {
  const draw = withdrawalDraws(input, options.seed)
  const moneyByYear = Array.from({ length: input.horizon }, (_, year) => leavingMoney(draw(0), year))
  const histories: Course[][] = []
  let lines = 0
  for (let replicate = 0; replicate < runs; replicate++) {
    if (replicate % 50 === 0) atStage(work, 'designing fees', 0, 1)
    const terms = { input: draw(replicate), moneyByYear, options, full, most: mostCourses }
    const courses = coursesOf(terms, replicate)
    if (courses === null) return null
    histories.push(courses)
    if (courses.length > 1) for (const { where } of courses) lines += where.length
  }
  const weights = input.partners.map((_, i) => Math.max(0, ...full.map(({ fees }) => fees[i]!)))
  const paying = weights.filter((weight) => weight > 0).length
  const step = fineness.find((steps) => (steps + 1) ** paying * (lines + 1) <= mostWork)
  if (step === undefined) return null
  return { histories, weights, steps: weights.map((weight) => (weight > 0 ? step : 0)) }
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

/** The ways down that are searched, each a list of trials none of which charges anybody more than the one before. */
function waysOf(
  harm: Float64Array,
  {
    smallest,
    look,
    resolution,
  }: { smallest: 'total' | 'largest'; look: (shares: Shares) => Look; resolution: number },
): Trial[][] {
  const top = Math.max(...harm, 0)
  const all: Shares = Array.from(harm, () => 1)
  const levels = Array.from({ length: coarse + 1 }, (_, k) => 1 - k / coarse)
  const ceilings = [all, sparing(all, look).at(-1)!].map((shares) =>
    levels.map((level) => ({ shares, ceiling: level * top })),
  )
  if (smallest === 'largest') return ceilings
  const under = (level: number): Shares => Array.from(harm, (fee) => Math.min(1, (level * top) / (fee || 1)))
  let [safe, unsafe] = [1, 0]
  for (let halving = 0; halving < fine; halving++) {
    const middle = (safe + unsafe) / 2
    if (doesAsWell(look(under(middle)), look(all), resolution)) safe = middle
    else unsafe = middle
  }
  const way = wayDown(under(safe), harm, look, resolution)
  const alike = levels.map((level) => ({ shares: all.map(() => level), ceiling: Infinity }))
  return [way.map((shares) => ({ shares, ceiling: Infinity })), ...ceilings, alike]
}

/**
 * The lowest place of a way at which the goal is met; null where none of the places tried meets it. A few places are
 * tried from the low end up, as long as they can lead to something that is not `dear`; then the gap below the one that
 * meets the goal is halved, and the last step of it too.
 */
function lowestOn(
  way: readonly Trial[],
  play: (trial: Trial) => Outcome,
  isDear: (trial: Trial) => boolean,
): Outcome | null {
  const places = Array.from({ length: coarse + 1 }, (_, k) => Math.round(((way.length - 1) * k) / coarse))
  let at = coarse
  while (at >= 0 && !meets(play(way[places[at]!]!))) {
    if (isDear(way[places[at]!]!)) return null
    at--
  }
  if (at < 0) return null
  let safe = places[at]!
  if (at === coarse) return play(way[safe]!)
  let unsafe = places[at + 1]!
  while (unsafe - safe > 1) {
    const middle = (safe + unsafe) >> 1
    if (meets(play(way[middle]!))) safe = middle
    else unsafe = middle
  }
  return lowered(play(way[safe]!), way[unsafe]!, play)
}

/** Halves the step between a trial that meets the goal and a lower one, and keeps the lowest that still does. */
function lowered(from: Outcome, low: Trial, play: (trial: Trial) => Outcome): Outcome {
  const high = from.trial
  let [best, safe, unsafe] = [from, 0, 1]
  for (let halving = 0; halving < fine; halving++) {
    const part = (safe + unsafe) / 2
    const between = (one: number, other: number) => (one === other ? one : one + (other - one) * part)
    const outcome = play({
      shares: high.shares.map((share, i) => between(share, low.shares[i]!)),
      ceiling: between(high.ceiling, low.ceiling),
    })
    if (meets(outcome)) [best, safe] = [outcome, part]
    else unsafe = part
  }
  return best
}

/** The trial that came nearest says what stands in the way: one that lasts, with as few losers as can be. */
function impossible(tried: readonly Outcome[], byYear: number): Impossible {
  const rank = ({ lasts, losers, report: { npv, pCollapse } }: Outcome) =>
    lasts ? losers.length : npv.length + 1 + pCollapse[byYear]!.p
  const { report, lasts, losers } = tried.reduce((a, b) => (rank(b) < rank(a) ? b : a))
  const chance = report.pCollapse[byYear]!
  return lasts
    ? { status: 'impossible', binds: 'participation', partners: losers, chance }
    : { status: 'impossible', binds: 'collapse', partners: [], chance }
}
