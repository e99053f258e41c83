import { demand } from './bad-input.ts'
import { cascade } from './cascade.ts'
import { type Coalition, coalitionOf, membersOf } from './coalition.ts'
import { atStage, type LongWork } from './long-work.ts'
import { fillUniforms, seedProblem, use } from './random.ts'
import type { Chunk } from './simulate.ts'
import { leavingMoney, type LeavingMoney, type Withdrawal } from './withdrawal.ts'
import { withdrawalDraws } from './withdrawal-draws.ts'
import { demandFees, receiptsOf } from './withdrawal-gain.ts'
import type { CertainWithdrawal, WithdrawalInput } from './withdrawal-input.ts'
import { splitOf } from './withdrawal-share.ts'
import {
  forcedOut,
  grow,
  type History,
  leave,
  legacyWorth,
  modelOf,
  type Moves,
  newHistory,
  settleYear,
} from './withdrawal-year.ts'

/** What changes from year to year in a simulated history, and what leavers pay. */
export type HistoryOptions = Moves & {
  readonly seed: number
  /** What the caller calls this input, such as a hash of it: repeated in the report, so that the two can be matched. */
  readonly inputHash?: string
  /** Fees by year of giving notice (the last row serves later years), quoted at the exit date; none unless said. */
  readonly fees?: readonly ArrayLike<number>[]
  /** Whether councils also leave of their own accord when that pays, and not only when forced; true unless said. */
  readonly voluntary?: boolean
}

/** Where each result of a history stands in its chunk; partner i's worth is at `partner + i`. */
export const historyPlace = {
  collapse: 0,
  firstExit: 1,
  final: 2,
  total: 3,
  paid: 4,
  received: 5,
  partner: 6,
} as const

/**
 * Plays histories from..to-1 of a partnership, year by year: volumes and prices move, councils are forced out by
 * chance, others follow if that pays, notice is served, fees change hands, idle capacity is paid for. Everything
 * depends on the seed and the number of the history, so alternatives meet the same luck.
 *
 * Columns (see `historyPlace`): the year the partnership ended and of the first notice (Infinity: never), the last
 * members as a bit mask, the worth of all savings, of fees paid and of fees received, and of each partner's
 * savings, in the unit of the costs at year 0. A year costs one division of the bill and one round of decisions.
 * Cost: O(histories x horizon) divisions of the bill; 10,000 histories of 8 partners take under a second.
 */
export function playHistories(
  input: WithdrawalInput,
  options: HistoryOptions,
  from: number,
  to: number,
  work?: LongWork,
): Chunk {
  const n = input.partners.length
  const draw = withdrawalDraws(input, options.seed)
  const columns = Array.from({ length: historyPlace.partner + n }, () => new Float64Array(to - from))
  const moneyByYear = Array.from({ length: input.horizon }, (_, year) => leavingMoney(draw(0), year))
  for (let replicate = from; replicate < to; replicate++) {
    if ((replicate - from) % 250 === 0) atStage(work, 'playing histories', replicate - from, to - from)
    const history = play(draw(replicate), moneyByYear, options, replicate)
    const row = replicate - from
    columns[historyPlace.collapse]![row] = history.collapse
    columns[historyPlace.firstExit]![row] = history.firstExit
    columns[historyPlace.final]![row] = history.collapse < Infinity ? 0 : history.members
    columns[historyPlace.paid]![row] = history.paid
    columns[historyPlace.received]![row] = history.received
    for (let i = 0; i < n; i++) {
      columns[historyPlace.partner + i]![row] = history.worth[i]!
      columns[historyPlace.total]![row]! += history.worth[i]!
    }
  }
  return { from, to, columns }
}

function play(
  input: CertainWithdrawal,
  moneyByYear: readonly LeavingMoney[],
  options: HistoryOptions,
  replicate: number,
): History {
  const n = input.partners.length
  const history = newHistory(n, moneyByYear[0]!.factors)
  const luck = new Float64Array(2 * n + 2)
  const volumes = Float64Array.from(input.partners, ({ volume }) => volume)
  let price = 1
  for (let year = 0; year < input.horizon; year++) {
    fillUniforms(options.seed, replicate, year, use.hazards, luck)
    if (year > 0) price = grow(volumes, price, luck, options)
    const model = modelOf(input, volumes, price, moneyByYear[year]!, history.members)
    if (history.collapse === Infinity && year + input.notice < input.horizon) {
      decide(model, history, options, year, forcedOut(input, history.members, luck, year))
    }
    settleYear(model, history, year)
  }
  return history
}

/** One round of decisions: who is out from the end of notice, what they pay, and whether that ends it. */
function decide(
  model: Withdrawal,
  history: History,
  options: HistoryOptions,
  year: number,
  forced: readonly number[],
): void {
  if (forced.length === 0 && options.voluntary === false) return
  const before = history.members
  const schedule = options.fees ?? []
  const fees = schedule[Math.min(year, schedule.length - 1)] ?? new Float64Array(model.n)
  const legacy = legacyWorth(model, history, year)
  const { path, final, collapsed } = cascade(model, forced, { members: before, fees, legacy })
  if (path.length === 0 && !collapsed) return
  const exit = year + model.input.notice
  const stay = coalitionOf(final)
  history.firstExit = Math.min(history.firstExit, year)
  for (const { player } of path) leave(model, history, player, exit, fees[player]!)
  if (stay !== 0) payOut(model, history, stay, { fees, left: before & ~stay }, year)
  history.waves.push({ from: before, to: stay, start: exit })
  history.members = stay
  if (!collapsed) return
  history.collapse = year
  for (const i of final) leave(model, history, i, exit, 0)
  if (stay !== 0) history.waves.push({ from: stay, to: 0, start: exit })
}

function payOut(
  model: Withdrawal,
  history: History,
  stay: Coalition,
  terms: { fees: ArrayLike<number>; left: Coalition },
  year: number,
): void {
  const receipts = receiptsOf(model, stay, splitOf(model, stay), terms)
  const worth = history.factors[year + model.input.notice]! / model.money.atExit
  for (const i of membersOf(stay)) {
    history.worth[i]! += worth * receipts[i]!
    history.received += worth * receipts[i]!
  }
}

/** Refuses options that cannot be played. */
export function demandHistory(options: HistoryOptions, partners: number): void {
  const problem = seedProblem(options.seed)
  demand(problem === undefined, 'seed', problem ?? '')
  for (const [year, fees] of (options.fees ?? []).entries()) {
    demandFees(fees, partners, `fees[${year}]`)
  }
  const { sd = 0, common = 0 } = options.growth ?? {}
  demand(sd >= 0 && sd <= 1, 'growth.sd', `is ${sd}; give a number from 0 to 1`)
  demand(common >= 0 && common <= 1, 'growth.common', `is ${common}; give a number from 0 to 1`)
}
