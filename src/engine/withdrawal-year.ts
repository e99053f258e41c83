import { type Coalition, hasMember, membersOf, withoutMember } from './coalition.ts'
import { stickyShare } from './cost-function.ts'
import { normalQuantile } from './normal.ts'
import { type LeavingMoney, prepare, type Withdrawal } from './withdrawal.ts'
import type { CertainWithdrawal } from './withdrawal-input.ts'
import { splitOf } from './withdrawal-share.ts'

/** How volumes and prices move from year to year. */
export type Moves = {
  /** Yearly growth of volumes: average, spread, and how much of the spread all councils have in common (0 to 1). */
  readonly growth?: { readonly drift?: number; readonly sd?: number; readonly common?: number }
  /** Yearly growth of the shared service's cost over prices in general; for costs given by a service's curve. */
  readonly price?: { readonly drift?: number; readonly sd?: number }
}

/** Capacity left idle by a group shrinking from one size to another, in the year it takes effect. */
export type Wave = { readonly from: Coalition; readonly to: Coalition; readonly start: number }

/** One history as it unfolds. Years count from 0; money is worth at year 0. */
export type History = {
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

/** A history before anything has happened, everybody in. O(n). */
export function newHistory(n: number, factors: Float64Array): History {
  return {
    members: 2 ** n - 1,
    exitYear: new Float64Array(n).fill(Infinity),
    waves: [],
    collapse: Infinity,
    firstExit: Infinity,
    paid: 0,
    received: 0,
    worth: new Float64Array(n),
    factors,
  }
}

/** Moves volumes on by a year, in place; the price index comes back. Places n.. of the luck are for growth. */
export function grow(volumes: Float64Array, price: number, luck: Float64Array, options: Moves): number {
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

/** The partnership as it stands in a year, with its own volumes and prices. */
export function modelOf(
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

/** Who is forced out in a year. */
export function forcedOut(
  input: CertainWithdrawal,
  members: Coalition,
  luck: Float64Array,
  year: number,
): number[] {
  return membersOf(members).filter((i) => {
    const { hazard = 0 } = input.partners[i]!
    const chance = typeof hazard === 'number' ? hazard : (hazard[Math.min(year, hazard.length - 1)] ?? 0)
    return luck[i]! < chance
  })
}

/** Books a departure: what it pays, and what setting up again costs it. */
export function leave(model: Withdrawal, history: History, player: number, exit: number, fee: number): void {
  const worth = history.factors[exit]!
  history.exitYear[player] = exit
  history.paid += worth * fee
  history.worth[player]! -= worth * (fee + model.reestablish[player]!)
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
export function legacyWorth(model: Withdrawal, history: History, year: number): number {
  if (history.waves.length === 0) return 0
  const { notice, horizon } = model.input
  let worth = 0
  for (let s = notice; year + s < horizon; s++) {
    worth += model.money.factors[s]! * idleCost(model, history.waves, year + s)
  }
  return worth
}

/** Books a year: members share the bill and the idle capacity, those outside pay for themselves. */
export function settleYear(model: Withdrawal, history: History, year: number): void {
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
