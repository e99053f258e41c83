import { demand } from './bad-input.ts'
import { sizeOf, sumsByCoalition } from './coalition.ts'
import { atStage, type LongWork } from './long-work.ts'
import { addMember, countCells, forEachMovedRow, nobodyCounted, withoutMemberCounted } from './swing-count.ts'
import { demandVotes, powerFrom, powerFromSwings, type Committee, type VotingPower } from './voting-power.ts'

/** Up to this many members every group is looked at; above, groups are counted by both weights. */
const MOST_LISTED = 25
const MOST_CELLS = 1e7

/**
 * Who can swing a committee in which a motion needs two majorities at once: so many councils and so many people, say.
 * Both committees have the same members in the same order.
 *
 * @throws BadInput as `votingPower`, or when above 25 members the two quotas multiply to more than 10^7
 *
 * Cost: 2^n x n steps up to 25 members, exact. Above, n x quota x quota steps; swings stay exact, and Shapley-Shubik is
 * a polynomial of degree n - 1 integrated exactly but for rounding (about 12 digits).
 */
export function doubleMajorityPower(first: Committee, second: Committee, work: LongWork = {}): VotingPower {
  demandVotes(first.weights, first.quota, 'first.weights', 'first.quota')
  demandVotes(second.weights, second.quota, 'second.weights', 'second.quota')
  const n = first.weights.length
  demand(second.weights.length === n, 'second.weights', `give ${n} weights, as many as in the first`)
  if (n <= MOST_LISTED) return doubleMajorityByListing(first, second, work)
  demand(
    first.quota * second.quota <= MOST_CELLS,
    'second.quota',
    `times the first quota must not exceed ${MOST_CELLS} with more than ${MOST_LISTED} members; use larger units`,
  )
  return doubleMajorityByCounting(first, second, work)
}

/** Looks at every group: which members does it win with, and lose without? */
export function doubleMajorityByListing(
  first: Committee,
  second: Committee,
  work: LongWork = {},
): VotingPower {
  const n = first.weights.length
  const firstSums = sumsByCoalition(first.weights)
  const secondSums = sumsByCoalition(second.weights)
  const bySize = Array.from({ length: n }, () => new Float64Array(n))
  let winning = 0
  for (let group = 1; group < 2 ** n; group++) {
    if ((group & 0xfffff) === 0) atStage(work, 'looking at groups', group, 2 ** n)
    const over = firstSums[group]! - first.quota
    const alsoOver = secondSums[group]! - second.quota
    if (over < 0 || alsoOver < 0) continue
    winning++
    const others = sizeOf(group) - 1
    for (let i = 0; i < n; i++) {
      if ((group & (1 << i)) === 0) continue
      if (first.weights[i]! > over || second.weights[i]! > alsoOver) bySize[i]![others]!++
    }
  }
  return powerFrom(
    bySize.map((counts) => Array.from(counts, BigInt)),
    BigInt(winning),
  )
}

/** Groups below one or two limits on weight, counted with a sign: together, the groups that fail in some way. */
type Box = {
  readonly limits: readonly number[]
  readonly weightsOf: (i: number) => readonly number[]
  readonly sign: 1 | -1
}

/**
 * Groups that lose: those that miss the first quota, plus those that miss the second, less those counted twice.
 */
function losing(first: Committee, second: Committee): Box[] {
  const a = (i: number) => first.weights[i]!
  const b = (i: number) => second.weights[i]!
  return [
    { limits: [first.quota], weightsOf: (i) => [a(i)], sign: 1 },
    { limits: [second.quota], weightsOf: (i) => [b(i)], sign: 1 },
    { limits: [first.quota, second.quota], weightsOf: (i) => [a(i), b(i)], sign: -1 },
  ]
}

/**
 * Groups that cannot block, because the others win without them. A member decides with a group of others exactly when
 * it does with those left over, so these groups have the same swings and are one box instead of three.
 */
function unableToBlock(first: Committee, second: Committee): Box[] {
  const over = ({ weights, quota }: Committee) => weights.reduce((sum, weight) => sum + weight, 0) - quota + 1
  const weightsOf = (i: number) => [first.weights[i]!, second.weights[i]!]
  return [{ limits: [over(first), over(second)], weightsOf, sign: 1 }]
}

/** Counts the groups unable to block by both weights, without listing any. */
export function doubleMajorityByCounting(
  first: Committee,
  second: Committee,
  work: LongWork = {},
): VotingPower {
  const n = first.weights.length
  const [box] = unableToBlock(first, second)
  const { limits, weightsOf } = box!
  const table = nobodyCounted(limits)
  for (let i = 0; i < n; i++) addMember(table, weightsOf(i))
  const swings = oncePerPair(first, second, (i) => {
    atStage(work, 'counting swings', i, 2 * n)
    if (weightsOf(i).every((weight) => weight === 0)) return 0n
    const others = withoutMemberCounted(table, weightsOf(i))
    let decides = 0n
    forEachMovedOut(limits, weightsOf(i), (from, to) => (decides += countCells(others, from, to)))
    return decides
  })
  return {
    ...powerFromSwings(swings, countCells(table, 0, table.low.length)),
    shapleyShubik: integratedPower(first, second, work),
  }
}

/**
 * Shapley-Shubik as a member's chance of deciding when everybody says yes with the same chance p, averaged over all p
 * from 0 to 1. The chance is a polynomial in p of degree n - 1, so n/2 points of Gauss and Legendre give its integral.
 * Below one half the losing groups are counted, above it the groups unable to block, with chance 1 - p: taking a
 * member out of a table of chances is stable only when its chance is at most one half.
 */
function integratedPower(first: Committee, second: Committee, work: LongWork): number[] {
  const n = first.weights.length
  const points = gaussLegendre(Math.ceil(n / 2))
  const power = Array.from({ length: n }, () => 0)
  points.forEach(({ at, weight }, k) => {
    atStage(work, 'averaging over chances', points.length + k, 2 * points.length)
    const boxes = at <= 0.5 ? losing(first, second) : unableToBlock(first, second)
    const chance = Math.min(at, 1 - at)
    for (const { limits, weightsOf, sign } of boxes) {
      const table = chances(limits, n, weightsOf, chance)
      const found = oncePerPair(first, second, (i) => {
        const others = withoutMemberChance(table, limits, weightsOf(i), chance)
        let decides = 0
        forEachMovedOut(limits, weightsOf(i), (from, to) => {
          for (let cell = from; cell < to; cell++) decides += others[cell]!
        })
        return decides
      })
      found.forEach((decides, i) => (power[i]! += sign * weight * decides))
    }
  })
  return power
}

function chances(
  limits: readonly number[],
  n: number,
  weightsOf: (i: number) => readonly number[],
  chance: number,
): Float64Array {
  const table = new Float64Array(limits.reduce((product, limit) => product * limit, 1))
  if (table.length > 0) table[0] = 1
  for (let i = 0; i < n; i++) {
    const moved = table.map((p) => p * (1 - chance))
    forEachMovedRow(limits, weightsOf(i), false, (to, from, length) => {
      for (let c = 0; c < length; c++) moved[to + c]! += table[from + c]! * chance
    })
    table.set(moved)
  }
  return table
}

function withoutMemberChance(
  table: Float64Array,
  limits: readonly number[],
  weights: readonly number[],
  chance: number,
): Float64Array {
  if (weights.every((weight) => weight === 0)) return table
  const rest = table.map((p) => p / (1 - chance))
  const ratio = chance / (1 - chance)
  forEachMovedRow(limits, weights, false, (to, from, length) => {
    for (let c = 0; c < length; c++) rest[to + c]! -= rest[from + c]! * ratio
  })
  return rest
}

/** Visits the cells within the limits that a member's weights would move beyond some limit, row by row. */
function forEachMovedOut(
  limits: readonly number[],
  weights: readonly number[],
  visit: (from: number, to: number) => void,
): void {
  const [rows, width] = limits.length === 1 ? [1, limits[0]!] : [limits[0]!, limits[1]!]
  const [down, across] = limits.length === 1 ? [0, weights[0]!] : [weights[0]!, weights[1]!]
  for (let row = 0; row < rows; row++) {
    const stays = row + down < rows ? Math.max(0, width - across) : 0
    visit(row * width + stays, (row + 1) * width)
  }
}

/** Members with the same two weights have the same power: work it out once for each pair. */
function oncePerPair<T>(first: Committee, second: Committee, compute: (i: number) => T): T[] {
  const known = new Map<string, T>()
  return first.weights.map((weight, i) => {
    const pair = `${weight} ${second.weights[i]}`
    const value = known.get(pair) ?? compute(i)
    known.set(pair, value)
    return value
  })
}

/** Points and weights on 0 to 1 that integrate polynomials up to degree 2 x count - 1 exactly (Newton on Legendre's). */
function gaussLegendre(count: number): { at: number; weight: number }[] {
  return Array.from({ length: count }, (_, k) => {
    let x = Math.cos((Math.PI * (k + 0.75)) / (count + 0.5))
    let slope = 0
    for (let turn = 0; turn < 100; turn++) {
      let [before, value] = [1, x]
      for (let d = 2; d <= count; d++)
        [before, value] = [value, ((2 * d - 1) * x * value - (d - 1) * before) / d]
      slope = (count * (x * value - before)) / (x * x - 1)
      const step = value / slope
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    return { at: (1 + x) / 2, weight: 1 / ((1 - x * x) * slope * slope) }
  })
}
