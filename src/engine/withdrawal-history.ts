import { demand } from './bad-input.ts'
import { cascade } from './cascade.ts'
import { type Coalition, coalitionOf, hasMember, membersOf, withoutMember } from './coalition.ts'
import { stickyShare } from './cost-function.ts'
import { atStage, type LongWork } from './long-work.ts'
import { normalQuantile } from './normal.ts'
import { fillUniforms, seedProblem, use } from './random.ts'
import type { Chunk } from './simulate.ts'
import { leavingMoney, type LeavingMoney, prepare, type Withdrawal } from './withdrawal.ts'
import { demandFees, receiptsOf } from './withdrawal-gain.ts'
import { splitOf } from './withdrawal-share.ts'
import type { CertainWithdrawal, WithdrawalInput } from './withdrawal-input.ts'
import { withdrawalDraws } from './withdrawal-draws.ts'

/** What changes from year to year in a simulated history, and what leavers pay. */
export type HistoryOptions = {
  readonly seed: number
  /** Yearly growth of volumes: average, spread, and how much of the spread all councils have in common (0 to 1). */
  readonly growth?: { readonly drift?: number; readonly sd?: number; readonly common?: number }
  /** Yearly growth of the shared service's cost over prices in general; for costs given by a service's curve. */
  readonly price?: { readonly drift?: number; readonly sd?: number }
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

/** Capacity left idle by a group shrinking from one size to another, in the year it takes effect. */
type Wave = { readonly from: Coalition; readonly to: Coalition; readonly start: number }

type History = {
  members: Coalition
  readonly exitYear: Float64Array
  readonly waves: Wave[]
  collapse: number
  firstExit: number
  paid: number
  received: number
  readonly worth: Float64Array
  /** What £1 in each year is worth at year 0. */
  readonly factors: Float64Array
}

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
  const history: History = {
    members: 2 ** n - 1,
    exitYear: new Float64Array(n).fill(Infinity),
    waves: [],
    collapse: Infinity,
    firstExit: Infinity,
    paid: 0,
    received: 0,
    worth: new Float64Array(n),
    factors: moneyByYear[0]!.factors,
  }
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

/** Moves volumes on by a year, in place; the price index comes back. Places n.. of the luck are for growth. */
export function grow(
  volumes: Float64Array,
  price: number,
  luck: Float64Array,
  options: Pick<HistoryOptions, 'growth' | 'price'>,
): number {
  const n = volumes.length
  const { drift = 0, sd = 0, common = 0 } = options.growth ?? {}
  const shared = normalQuantile(luck[2 * n]!)
  if (sd > 0 || drift !== 0) {
    for (let i = 0; i < n; i++) {
      const z = Math.sqrt(common) * shared + Math.sqrt(1 - common) * normalQuantile(luck[n + i]!)
      volumes[i]! *= Math.exp(drift + sd * z - (sd * sd) / 2)
    }
  }
  const { drift: rise = 0, sd: spread = 0 } = options.price ?? {}
  return price * Math.exp(rise + spread * normalQuantile(luck[2 * n + 1]!) - (spread * spread) / 2)
}

function modelOf(
  input: CertainWithdrawal,
  volumes: Float64Array,
  price: number,
  money: LeavingMoney,
  members: Coalition,
): Withdrawal {
  const { costs } = input
  if (costs.kind !== 'service' || price === 1) return prepare(input, money, members, volumes)
  const dearer = { ...costs, unitShared: costs.unitShared * price, fixedShared: costs.fixedShared * price }
  return prepare({ ...input, costs: dearer }, money, members, volumes)
}

function forcedOut(input: CertainWithdrawal, members: Coalition, luck: Float64Array, year: number): number[] {
  return membersOf(members).filter((i) => {
    const { hazard = 0 } = input.partners[i]!
    const chance = typeof hazard === 'number' ? hazard : (hazard[Math.min(year, hazard.length - 1)] ?? 0)
    return luck[i]! < chance
  })
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

function leave(model: Withdrawal, history: History, player: number, exit: number, fee: number): void {
  const worth = history.factors[exit]!
  history.exitYear[player] = exit
  history.paid += worth * fee
  history.worth[player]! -= worth * (fee + model.reestablish[player]!)
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

/** Idle capacity of a year from waves that have taken effect. */
function idleCost(model: Withdrawal, waves: readonly Wave[], year: number): number {
  let idle = 0
  for (const { from, to, start } of waves) {
    if (year < start) continue
    idle += stickyShare(model.input.sticky, year - start) * Math.max(0, model.cost(from) - model.cost(to))
  }
  return idle
}

/** What the present members still carry, from the end of a notice given now, of idle capacity from earlier exits. */
function legacyWorth(model: Withdrawal, history: History, year: number): number {
  if (history.waves.length === 0) return 0
  const { notice, horizon } = model.input
  let worth = 0
  for (let s = notice; year + s < horizon; s++) {
    worth += model.money.factors[s]! * idleCost(model, history.waves, year + s)
  }
  return worth
}

/** Books a year: members share the bill and the idle capacity, those outside pay for themselves. */
function settleYear(model: Withdrawal, history: History, year: number): void {
  const factor = history.factors[year]!
  let paying = 2 ** model.n - 1
  for (let i = 0; i < model.n; i++) if (history.exitYear[i]! <= year) paying = withoutMember(paying, i)
  const idle = history.waves.length === 0 ? 0 : idleCost(model, history.waves, year)
  const bearers = paying !== 0 ? paying : (history.waves.at(-1)?.from ?? 0)
  const split = bearers === 0 ? null : splitOf(model, bearers)
  for (let i = 0; i < model.n; i++) {
    const bill = hasMember(paying, i) ? split!.base[i]! : model.outside[i]!
    const share = hasMember(bearers, i) ? split!.weight[i]! * idle : 0
    history.worth[i]! += factor * (model.alone[i]! - bill - share)
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
