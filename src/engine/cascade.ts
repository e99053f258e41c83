import {
  type Coalition,
  coalitionOf,
  hasMember,
  membersOf,
  sizeOf,
  withMember,
  withoutMember,
} from './coalition.ts'
import { demand } from './bad-input.ts'
import { savingOf, type Withdrawal } from './withdrawal.ts'
import { demandFees, gainsOfLeaving, type Terms } from './withdrawal-gain.ts'
import { splitOf } from './withdrawal-share.ts'
import { randomOrder, seedProblem } from './random.ts'

/** One departure: who, what it gained by it (nothing is said of a forced one), and who was still in before it. */
export type Departure = {
  readonly player: number
  readonly forced: boolean
  readonly gain: number | null
  readonly members: readonly number[]
}

/** Why a partnership ended. */
export type Ending = 'too-few-members' | 'host-left' | 'nothing-saved'

/** What follows from one or more forced departures. */
export type Cascade = {
  readonly path: readonly Departure[]
  readonly final: readonly number[]
  readonly collapsed: boolean
  readonly ending: Ending | null
  /** What each partner left would gain by leaving now, in the order of the partners; null for those who left. */
  readonly gains: readonly (number | null)[]
}

/** Who moves first when several would leave: the keenest, all at once, or a given order (lower number first). */
export type Turn = 'sequential' | 'simultaneous' | readonly number[]

export type CascadeOptions = {
  readonly fees?: ArrayLike<number>
  readonly turn?: Turn
  /** Compare leaving with who will be left, not with who is there now. Slower: a cascade within each decision. */
  readonly farsighted?: boolean
  /** A partner that never leaves of its own accord. */
  readonly loyal?: number
  readonly legacy?: number
  /** Who is in at the start; the founders unless said. */
  readonly members?: Coalition
}

/**
 * What happens when `forced` partners go: those who would now gain by leaving follow, until nobody would. Leaving is
 * for good, so there are at most n rounds; each costs one division of the bill.
 *
 * @param forced partners that are made to leave; none asks whether anybody would leave unprompted
 * @throws BadInput when a forced partner is not a member
 *
 * Cost: O(n) divisions of the bill.
 */
export function cascade(model: Withdrawal, forced: readonly number[], options: CascadeOptions = {}): Cascade {
  const start = options.members ?? model.founders
  for (const [k, i] of forced.entries()) {
    demand(
      Number.isInteger(i) && hasMember(start, i),
      `forced[${k}]`,
      `${i} is not a member; name one by its place`,
    )
  }
  const fees = options.fees ?? new Float64Array(model.n)
  demandFees(fees, model.n)
  const { turn } = options
  const isOrder = typeof turn !== 'object' || [...turn].sort((a, b) => a - b).every((place, i) => place === i)
  demand(
    isOrder && (typeof turn !== 'object' || turn.length === model.n),
    'turn',
    'is not an order of all partners',
  )
  let group = start & ~coalitionOf(forced)
  const path: Departure[] = forced.map((player) => departure(player, null, start))
  let gains: Float64Array = new Float64Array(model.n)
  for (;;) {
    const terms = { fees, left: start & ~group, legacy: options.legacy ?? 0 }
    gains = gainsIn(model, group, terms, options)
    if (sizeOf(group) < 2) break
    const leavers = whoLeaves(model, group, gains, options)
    if (leavers.length === 0) break
    for (const player of leavers) {
      path.push(departure(player, gains[player]!, group))
    }
    for (const player of leavers) group = withoutMember(group, player)
  }
  const ending = endingOf(model, group, start)
  const now = Array.from(gains, (gain, i) => (hasMember(group, i) ? gain : null))
  return { path, final: membersOf(group), collapsed: ending !== null, ending, gains: now }
}

function departure(player: number, gain: number | null, group: Coalition): Departure {
  return { player, forced: gain === null, gain, members: membersOf(group) }
}

/** Those who go in this round. Equal gains: the lowest number first. */
function whoLeaves(
  model: Withdrawal,
  group: Coalition,
  gains: Float64Array,
  { turn = 'sequential', loyal }: CascadeOptions,
): number[] {
  const willing = membersOf(group).filter((i) => i !== loyal && gains[i]! > model.inertia[i]!)
  if (turn === 'simultaneous' || willing.length === 0) return willing
  if (turn === 'sequential') return [willing.reduce((best, i) => (gains[i]! > gains[best]! ? i : best))]
  return [willing.reduce((best, i) => (turn[i]! < turn[best]! ? i : best))]
}

function gainsIn(model: Withdrawal, group: Coalition, terms: Terms, options: CascadeOptions): Float64Array {
  if (options.farsighted !== true) return gainsOfLeaving(model, group, terms)
  const gains = new Float64Array(model.n)
  for (const i of membersOf(group)) {
    const { final } = cascade(model, [], { ...options, farsighted: false, loyal: i, members: group })
    gains[i] = gainsOfLeaving(model, withMember(coalitionOf(final), i), terms)[i]!
  }
  return gains
}

/** Whether the partnership has ended with this membership, and why; null while it lives. */
export function endingOf(model: Withdrawal, group: Coalition, before = model.founders): Ending | null {
  const { host, successor, minimumMembers = 2, partners } = model.input
  if (sizeOf(group) < Math.max(2, minimumMembers)) return 'too-few-members'
  const isIn = (name: string) => partners.some((partner, i) => partner.name === name && hasMember(group, i))
  if (
    host !== undefined &&
    group !== before &&
    !isIn(host) &&
    !(successor !== undefined && isIn(successor))
  ) {
    return 'host-left'
  }
  return savingOf(model, group) <= 0 ? 'nothing-saved' : null
}

/** Who follows whom, how far it goes, and whose leaving does most harm. */
export type Contagion = {
  /** Row i, column j: 1 when j leaves after i is forced out. */
  readonly follows: readonly (readonly number[])[]
  /** How many further departures each forced one brings. */
  readonly depth: readonly number[]
  readonly collapses: readonly boolean[]
  /** Yearly saving lost when i is forced out, beyond what i itself adds: v(N) - v(final) - (v(N) - v(N without i)). */
  readonly criticality: readonly number[]
}

/** Forces each partner out in turn. n cascades. Cost: O(n^2) divisions of the bill. */
export function contagion(model: Withdrawal, options: CascadeOptions = {}): Contagion {
  const whole = model.founders
  const players = membersOf(whole)
  const runs = players.map((i) => cascade(model, [i], options))
  const kept = (run: Cascade) => (run.collapsed ? 0 : savingOf(model, coalitionOf(run.final)))
  return {
    follows: runs.map((run) =>
      players.map((j) => (run.path.some((d) => d.player === j && !d.forced) ? 1 : 0)),
    ),
    depth: runs.map((run) => run.path.length - 1),
    collapses: runs.map((run) => run.collapsed),
    criticality: runs.map((run, at) => savingOf(model, withoutMember(whole, players[at]!)) - kept(run)),
  }
}

/** How much the end depends on who moves first. */
export type OrderRange = {
  readonly sequential: readonly number[]
  readonly simultaneous: readonly number[]
  /** Each different outcome of the random orders with how many led to it, commonest first. */
  readonly random: readonly { readonly final: readonly number[]; readonly runs: number }[]
  readonly agree: boolean
}

/**
 * Runs the keenest first, all at once, and `runs` random orders (1,000 unless said). Throws `BadInput` for a seed
 * or count that is none. Cost: O(runs) cascades.
 */
export function orderRange(
  model: Withdrawal,
  forced: readonly number[],
  seed: number,
  { runs = 1000, ...options }: CascadeOptions & { runs?: number } = {},
): OrderRange {
  const isCount = Number.isInteger(runs) && runs >= 1 && runs <= 1_000_000
  demand(isCount, 'runs', `is ${runs}; give a whole number from 1 to 1,000,000`)
  const problem = seedProblem(seed)
  demand(problem === undefined, 'seed', problem ?? '')
  const ends = new Map<Coalition, number>()
  for (let r = 0; r < runs; r++) {
    const { final } = cascade(model, forced, { ...options, turn: randomOrder(seed, r, model.n) })
    const end = coalitionOf(final)
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
  const sequential = cascade(model, forced, { ...options, turn: 'sequential' }).final
  const simultaneous = cascade(model, forced, { ...options, turn: 'simultaneous' }).final
  const random = [...ends]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([end, times]) => ({ final: membersOf(end), runs: times }))
  const all = new Set([...ends.keys(), coalitionOf(sequential), coalitionOf(simultaneous)])
  return { sequential, simultaneous, random, agree: all.size === 1 }
}

/** What each member pays and keeps a year under the rule: the figures of "who leaves next" in plain sight. */
export function standing(
  model: Withdrawal,
  group: Coalition,
): { pays: (number | null)[]; keeps: (number | null)[] } {
  const { base } = splitOf(model, group)
  const member = (i: number, value: number) => (hasMember(group, i) ? value : null)
  return {
    pays: Array.from(base, (share, i) => member(i, share)),
    keeps: Array.from(base, (share, i) => member(i, model.outside[i]! - share)),
  }
}
