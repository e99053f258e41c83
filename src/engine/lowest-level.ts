import { grandCoalition, membersOf, sumsByCoalition, type Coalition } from './coalition.ts'
import { largestExcesses, measureOf, type Measure } from './excess.ts'
import type { LpAnswer, LpRow, SolveLp } from './lp.ts'
import { rational, type Rational, toNumber } from './rational.ts'
import { emptySpace, learn, type RowSpace } from './row-space.ts'
import { settledTest } from './settled.ts'
import { orExactly } from './simplex.ts'

/**
 * The search for the lowest level to which the loudest complaint can be brought, given what is settled. There are 2^n
 * groups, but only a few dozen matter: start with those, solve, look through all groups for complaints that are louder
 * than the level found, add the loudest, and solve again until there are none.
 */
export type LevelSearch = {
  /** Whole units, indexed by coalition. */
  readonly costs: Float64Array
  readonly n: number
  /** Whether nobody may pay more than alone. */
  readonly limitSingles: boolean
  readonly measure: Measure
  /** What is settled, exactly; and the same as conditions for the solver. */
  readonly space: RowSpace
  readonly equalities: { readonly group: Coalition; readonly total: Rational }[]
  /** The complaints in play, and limits that are no complaints (groups with no cost to measure by). */
  readonly rows: Map<Coalition, 'complaint' | 'limit'>
  /** Powers of two that bring savings and sizes near 1, so that the solver's tolerances fit any currency. */
  readonly savingScale: number
  readonly sizeScale: number
}

export type LowestLevel = {
  /** The level in units (for each unit of measure). */
  readonly level: number
  /** What each council saves at one division that reaches the level, in units. */
  readonly saved: Float64Array
  /** Groups whose complaint holds the level up, or whose limit does, with the price as weight. */
  readonly holding: readonly Holding[]
  /** Groups in play within rounding of their level or limit. */
  readonly near: readonly Holding[]
}

export type Holding = {
  readonly group: Coalition
  readonly kind: 'complaint' | 'limit'
  readonly price: number
}

/** Within this of 0, beside savings of about 50, is within rounding. */
const TOLERANCE = 4e-10

/**
 * By how much limits are eased for the solver. Settled totals are fractions, and as floating-point numbers they can miss
 * a limit by a last digit, which an exact solver would call a contradiction. Who holds a level up is not changed by it,
 * and what is settled in the end is exact.
 */
const EASE = 2 ** -40

export function startSearch(
  costs: Float64Array,
  n: number,
  limitSingles: boolean,
  measure: Measure,
): LevelSearch {
  const all = grandCoalition(n)
  const space = emptySpace(n)
  const total = rational(BigInt(costs[all]!))
  learn(space, all, total)
  const savings = largestSaving(costs, n)
  const rows = new Map<Coalition, 'complaint' | 'limit'>()
  const search: LevelSearch = {
    costs,
    n,
    limitSingles,
    measure,
    space,
    equalities: [{ group: all, total }],
    rows,
    savingScale: powerOfTwoFor(savings) / 64,
    sizeScale: measure === 'proportional' ? powerOfTwoFor(Math.abs(costs[all]!)) : 1,
  }
  for (let i = 0; i < n; i++) {
    for (const group of [2 ** i, all - 2 ** i]) if (group > 0 && group < all) bringIntoPlay(search, group)
  }
  return search
}

/** Adds a group to those that the solver is told about. */
export function bringIntoPlay(search: LevelSearch, group: Coalition): void {
  search.rows.set(group, sizeOfRow(search, group) > 0 ? 'complaint' : 'limit')
}

/**
 * The lowest level all unsettled complaints can be brought to, and who holds it there.
 *
 * @returns a reason instead when limits contradict each other, or when no group's complaint can be measured
 */
export function lowestLevel(
  search: LevelSearch,
  solveLp: SolveLp,
): LowestLevel | 'limits-clash' | 'nothing-to-measure-by' {
  const { costs, n, measure, rows, savingScale, sizeScale, space } = search
  const isSettled = settledTest(space)
  for (const group of rows.keys()) if (isSettled(group)) rows.delete(group)

  for (;;) {
    const inPlay = [...rows]
    const answer = orExactly(solveLp)(programme(search, inPlay))
    if (answer.status === 'infeasible') return 'limits-clash'
    if (answer.status !== 'optimal') {
      // Nothing in play holds the level up yet; with every group in play, nothing ever will.
      if (!addLoudest(search, new Float64Array(n), Number.NEGATIVE_INFINITY, isSettled))
        return 'nothing-to-measure-by'
      continue
    }
    const saved = Float64Array.from({ length: n }, (_, i) => -answer.x[i]! * savingScale)
    const level = (answer.x[n]! * savingScale) / sizeScale
    const more = addLoudest(search, saved, level + (TOLERANCE * savingScale) / sizeScale, isSettled)
    if (!more) return { level, saved, ...holdings(search, inPlay, answer) }
  }

  function addLoudest(
    s: LevelSearch,
    saved: Float64Array,
    above: number,
    settled: (group: Coalition) => boolean,
  ) {
    const skip = (group: Coalition) => rows.has(group) || settled(group)
    const loudest = largestExcesses(costs, saved, {
      measure,
      count: 2 * n,
      above,
      skip: (group) => skip(group) || sizeOfRow(s, group) === 0,
    })
    for (const { group } of loudest) rows.set(group, 'complaint')
    if (measure !== 'proportional') return loudest.length > 0
    const overLimit = largestExcesses(costs, saved, {
      count: 2 * n,
      above: above === Number.NEGATIVE_INFINITY ? above : TOLERANCE * savingScale,
      skip: (group) => sizeOfRow(s, group) !== 0 || skip(group),
    })
    for (const { group } of overLimit) rows.set(group, 'limit')
    return loudest.length + overLimit.length > 0
  }
}

function sizeOfRow({ measure, costs }: LevelSearch, group: Coalition): number {
  return measureOf(measure, group, costs)
}

/**
 * Unknowns: what each council pays above its stand-alone cost, in scaled units, and the level. A group's excess is the
 * sum over its members plus what it could save by itself.
 */
function programme(search: LevelSearch, inPlay: readonly (readonly [Coalition, 'complaint' | 'limit'])[]) {
  const { n, limitSingles, equalities, savingScale, sizeScale } = search
  const row = (group: Coalition, levels: number, atLeast: number, atMost: number): LpRow => {
    const coefficients = Array.from({ length: n + 1 }, () => 0)
    for (const i of membersOf(group)) coefficients[i] = 1
    coefficients[n] = levels
    return { coefficients, atLeast, atMost }
  }
  return {
    minimise: [...Array.from({ length: n }, () => 0), 1],
    lower: Array.from({ length: n + 1 }, () => Number.NEGATIVE_INFINITY),
    upper: [
      ...Array.from({ length: n }, () => (limitSingles ? EASE : Number.POSITIVE_INFINITY)),
      Number.POSITIVE_INFINITY,
    ],
    rows: [
      ...inPlay.map(([group, kind]) => {
        const levels = kind === 'complaint' ? -sizeOfRow(search, group) / sizeScale : 0
        const atMost = -couldSave(search, group) / savingScale + (kind === 'limit' ? EASE : 0)
        return row(group, levels, Number.NEGATIVE_INFINITY, atMost)
      }),
      ...equalities.map(({ group, total }) => {
        const alone = membersOf(group).reduce((sum, i) => sum + search.costs[2 ** i]!, 0)
        const above = (toNumber(total) - alone) / savingScale
        return row(group, 0, above, above)
      }),
    ],
  }
}

/** What a group would save by itself, in units: exact. */
function couldSave({ costs }: LevelSearch, group: Coalition): number {
  return membersOf(group).reduce((sum, i) => sum + costs[2 ** i]!, 0) - costs[group]!
}

function holdings(
  search: LevelSearch,
  inPlay: readonly (readonly [Coalition, 'complaint' | 'limit'])[],
  answer: Extract<LpAnswer, { status: 'optimal' }>,
): Pick<LowestLevel, 'holding' | 'near'> {
  const { n, limitSingles } = search
  const near: Holding[] = []
  inPlay.forEach(([group, kind], r) => {
    const over =
      membersOf(group).reduce((sum, i) => sum + answer.x[i]!, 0) +
      couldSave(search, group) / search.savingScale
    const allowed = kind === 'complaint' ? (sizeOfRow(search, group) / search.sizeScale) * answer.x[n]! : 0
    if (over > allowed - 1e-7) near.push({ group, kind, price: -answer.rowPrices[r]! })
  })
  if (limitSingles) {
    for (let i = 0; i < n; i++) {
      if (answer.x[i]! > -1e-7) near.push({ group: 2 ** i, kind: 'limit', price: -answer.boundPrices[i]! })
    }
  }
  const highest = near.reduce((most, { price }) => Math.max(most, price), 0)
  return { near, holding: near.filter(({ price }) => price > 1e-7 * highest) }
}

/** The largest amount any group would save or lose by working together, in units. */
function largestSaving(costs: Float64Array, n: number): number {
  const alone = sumsByCoalition(Array.from({ length: n }, (_, i) => costs[2 ** i]!))
  return alone.reduce((most, sum, group) => Math.max(most, Math.abs(sum - costs[group]!)), 0)
}

function powerOfTwoFor(amount: number): number {
  return amount > 0 ? 2 ** Math.ceil(Math.log2(amount)) : 1
}
