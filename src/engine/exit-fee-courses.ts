import { endingOf } from './cascade.ts'
import { type Coalition, coalitionOf, membersOf, sizeOf, withoutMember } from './coalition.ts'
import { fillUniforms, use } from './random.ts'
import type { LeavingMoney, Withdrawal } from './withdrawal.ts'
import { gainsOfLeaving, receiptsKey } from './withdrawal-gain.ts'
import type { HistoryOptions } from './withdrawal-history.ts'
import type { CertainWithdrawal } from './withdrawal-input.ts'
import { splitOf } from './withdrawal-share.ts'
import {
  forcedOut,
  grow,
  type History,
  leave,
  legacyWorth,
  modelOf,
  newHistory,
  settleYear,
} from './withdrawal-year.ts'

/** An amount that follows the fees in a straight line: a constant, and so much for each partner's whole fee. */
export type Line = Float64Array

/**
 * One way a history can go, whatever the fees. It is the way it goes only where none of `where` is below nought; where
 * several ways are left, a line is at nought, or partners of unequal inertia would leave at once.
 */
export type Course = {
  /** The year it ended; Infinity: never. */
  readonly collapse: number
  readonly where: readonly Line[]
  /** The worth of each partner's savings, after fees paid and received. */
  readonly worth: readonly Line[]
}

/** What the courses of a history are worked out from. `full`: whole fees by year of notice, the last row for later. */
export type CourseTerms = {
  readonly input: CertainWithdrawal
  readonly moneyByYear: readonly LeavingMoney[]
  readonly options: Omit<HistoryOptions, 'fees'>
  readonly full: readonly { readonly fees: Float64Array }[]
  /** More ways than this are not listed. */
  readonly most: number
}

/** A history on one of its ways. */
type Way = { readonly history: History; readonly where: readonly Line[]; readonly fees: readonly Line[] }

/** What changes by itself in each year, the same on every way. */
type Year = { readonly luck: Float64Array; readonly volumes: Float64Array; readonly price: number }

/**
 * Every way a history can go as fees run from none to the whole of `full`, each partner's apart; null when there are more
 * than `most`. At each decision the gains of leaving are straight lines in the fees, so it is settled by which of them
 * are above nought and which is the highest: one way goes on for each partner that may be the next to leave, and one
 * for nobody's leaving. Cost: one round of decisions for each branch.
 */
export function coursesOf(terms: CourseTerms, replicate: number): Course[] | null {
  const { input, moneyByYear, most } = terms
  const n = input.partners.length
  const years = yearsOf(terms, replicate)
  const none = Array.from({ length: n }, () => new Float64Array(n + 1))
  const open: { way: Way; year: number }[] = [
    { way: { history: newHistory(n, moneyByYear[0]!.factors), where: [], fees: none }, year: 0 },
  ]
  const courses: Course[] = []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { way, year } = next
    if (year === input.horizon) courses.push(courseOf(way))
    else
      for (const after of oneYear(terms, years[year]!, way, year)) open.push({ way: after, year: year + 1 })
    if (courses.length + open.length > most) return null
  }
  return courses
}

function yearsOf({ input, options }: CourseTerms, replicate: number): Year[] {
  const n = input.partners.length
  const volumes = Float64Array.from(input.partners, ({ volume }) => volume)
  let price = 1
  return Array.from({ length: input.horizon }, (_, year) => {
    const luck = new Float64Array(2 * n + 2)
    fillUniforms(options.seed, replicate, year, use.hazards, luck)
    if (year > 0) price = grow(volumes, price, luck, options)
    return { luck, volumes: volumes.slice(), price }
  })
}

function courseOf({ history, where, fees }: Way): Course {
  const worth = fees.map((line, i) => line.with(0, line[0]! + history.worth[i]!))
  return { collapse: history.collapse, where, worth }
}

/** The ways on from one way, a year later. */
function oneYear(
  { input, moneyByYear, options, full }: CourseTerms,
  { luck, volumes, price }: Year,
  way: Way,
  year: number,
): Way[] {
  const { history } = way
  const model = modelOf(input, volumes, price, moneyByYear[year]!, history.members)
  const forced = forcedOut(input, history.members, luck, year)
  const decides = history.collapse === Infinity && year + input.notice < input.horizon
  if (!decides || (forced.length === 0 && options.voluntary === false)) {
    const same = { ...way, history: copyOf(history) }
    settleYear(model, same.history, year)
    return [same]
  }
  const fees = full[Math.min(year, full.length - 1)]?.fees ?? new Float64Array(model.n)
  return departures(model, history, { forced, fees, year }).map((round) => {
    const after = carriedOn(model, way, round, { fees, year })
    settleYear(model, after.history, year)
    return after
  })
}

function copyOf(history: History): History {
  return {
    ...history,
    exitYear: history.exitYear.slice(),
    waves: [...history.waves],
    worth: history.worth.slice(),
  }
}

/** Who leaves in a year, in order, and where among the fees it is so. */
type Round = { readonly path: readonly number[]; readonly stay: Coalition; readonly where: readonly Line[] }

/** Every way a round of decisions can end: `cascade` with the keenest first, for all fees at once. */
function departures(
  model: Withdrawal,
  history: History,
  { forced, fees, year }: { forced: readonly number[]; fees: Float64Array; year: number },
): Round[] {
  const start = history.members
  const legacy = legacyWorth(model, history, year)
  const open: Round[] = [{ path: forced, stay: start & ~coalitionOf(forced), where: [] }]
  const done: Round[] = []
  for (let round = open.pop(); round !== undefined; round = open.pop()) {
    const { path, stay, where } = round
    if (sizeOf(stay) < 2) {
      done.push(round)
      continue
    }
    const gains = gainLines(model, stay, { fees, left: start & ~stay, legacy })
    const nobody = membersOf(stay).map((i) => minus(constant(model.n, model.inertia[i]!), gains[i]!))
    if (nobody.every(mayHold)) done.push({ path, stay, where: [...where, ...nobody] })
    for (const i of membersOf(stay)) {
      const leaves = keenest(model, stay, gains, i)
      if (leaves.every(mayHold))
        open.push({ path: [...path, i], stay: withoutMember(stay, i), where: [...where, ...leaves] })
    }
  }
  return done
}

/** What must not be below nought where a partner is the next to leave. */
function keenest(model: Withdrawal, stay: Coalition, gains: readonly Line[], i: number): Line[] {
  const willing = minus(gains[i]!, constant(model.n, model.inertia[i]!))
  // Somebody keener may stay all the same where more is needed to move it: then nothing can be said of the two.
  const rivals = membersOf(stay).filter((j) => j !== i && model.inertia[j]! <= model.inertia[i]!)
  return [willing, ...rivals.map((j) => minus(gains[i]!, gains[j]!))]
}

/** The gains of leaving, one line for each partner. */
function gainLines(
  model: Withdrawal,
  group: Coalition,
  { fees, left, legacy }: { fees: Float64Array; left: Coalition; legacy: number },
): Line[] {
  const { n, money } = model
  const plain = gainsOfLeaving(model, group, { fees: new Float64Array(n), left, legacy })
  const key = left === 0 ? null : receiptsKey(model, group, splitOf(model, group))
  return Array.from(plain, (gain, i) => {
    const line = constant(n, gain)
    line[1 + i]! -= money.atExit * fees[i]!
    if (key !== null) for (const j of membersOf(left)) line[1 + j]! -= key[i]! * money.atExit * fees[j]!
    return line
  })
}

/** The way after a round: who is out from the end of notice, what fees change hands, and whether that ends it. */
function carriedOn(
  model: Withdrawal,
  way: Way,
  { path, stay, where }: Round,
  { fees, year }: { fees: Float64Array; year: number },
): Way {
  const history = copyOf(way.history)
  const before = history.members
  const collapsed = endingOf(model, stay, before) !== null
  const found = { history, where: [...way.where, ...where] }
  if (path.length === 0 && !collapsed) return { ...found, fees: way.fees }
  const exit = year + model.input.notice
  const lines = way.fees.map((line) => line.slice())
  const key = stay === 0 ? null : receiptsKey(model, stay, splitOf(model, stay))
  for (const player of path) {
    leave(model, history, player, exit, 0)
    const paid = history.factors[exit]! * fees[player]!
    lines[player]![1 + player]! -= paid
    if (key !== null) for (const i of membersOf(stay)) lines[i]![1 + player]! += key[i]! * paid
  }
  history.waves.push({ from: before, to: stay, start: exit })
  history.members = stay
  if (collapsed) {
    history.collapse = year
    for (const i of membersOf(stay)) leave(model, history, i, exit, 0)
    if (stay !== 0) history.waves.push({ from: stay, to: 0, start: exit })
  }
  return { ...found, fees: lines }
}

function constant(n: number, value: number): Line {
  const line = new Float64Array(n + 1)
  line[0] = value
  return line
}

function minus(a: Line, b: Line): Line {
  return a.map((value, k) => value - b[k]!)
}

/** Whether a line is not below nought for some fees at all, a rounding error apart. */
function mayHold(line: Line): boolean {
  return highest(line, 0, 1) >= -slack(line)
}

/** The highest value of a line where every share lies between two. */
function highest(line: Line, low: number, high: number): number {
  let value = line[0]!
  for (let k = 1; k < line.length; k++) value += line[k]! * (line[k]! > 0 ? high : low)
  return value
}

/** What rounding may do to a line. */
export function slack(line: Line): number {
  let size = 0
  for (const part of line) size += Math.abs(part)
  return 1e-9 * size
}
