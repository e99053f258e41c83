import type { Coalition } from './coalition.ts'
import {
  overCommonDenominator,
  dividedBy,
  isZero,
  minus,
  ONE,
  negative,
  type Rational,
  signOf,
  times,
  ZERO,
} from './rational.ts'
import { remainderOf, type RowSpace } from './row-space.ts'
import { solveExactly } from './simplex.ts'

/**
 * Weights above 0 for some of the groups, such that the weighted groups together are settled: whatever the members of
 * one gain, the members of another lose. Such groups cannot all be made happier at once, which is why their excess
 * is final. Nothing when there are no such weights.
 *
 * @param groups groups that may carry weight
 * @param counts how much one unit of each group's weight counts; 0 for a limit that is not a complaint. Some group that
 *   counts must carry weight.
 * @returns one weight for each group, 0 for those that play no part
 *
 * Cost: one elimination, about groups x n^2 fractions; an exact linear programme when the groups can be balanced in
 * more than one way.
 */
export function positiveBalance(
  space: RowSpace,
  groups: readonly Coalition[],
  counts: readonly number[],
): Rational[] | null {
  const columns = groups.map((group) => remainderOf(space, group).coefficients)
  const direct = singleRelation(columns)
  if (direct && usable(direct, counts)) return direct

  const chosen = supportOfSomeBalance(columns, counts)
  const relation = singleRelation(chosen.map((k) => columns[k]!))
  if (!relation) return null
  const weights = groups.map(() => ZERO)
  chosen.forEach((k, at) => (weights[k] = relation[at]!))
  return usable(weights, counts) ? weights : null
}

function usable(weights: readonly Rational[], counts: readonly number[]): boolean {
  return weights.every((w) => signOf(w) >= 0) && weights.some((w, k) => counts[k]! > 0 && signOf(w) > 0)
}

/** The one way, up to scale, in which the columns add up to nothing; null when there is none or more than one. */
function singleRelation(columns: readonly (readonly Rational[])[]): Rational[] | null {
  const height = columns[0]?.length ?? 0
  const rows = Array.from({ length: height }, (_, i) => columns.map((column) => column[i]!))
  const pivots: number[] = []
  const free: number[] = []
  for (let c = 0; c < columns.length; c++) {
    const done = pivots.length
    const at = rows.findIndex((row, r) => r >= done && !isZero(row[c]!))
    if (at < 0) {
      free.push(c)
      if (free.length > 1) return null
      continue
    }
    const [pivotRow] = rows.splice(at, 1)
    const lead = pivotRow![c]!
    const scaled = pivotRow!.map((value) => (isZero(value) ? ZERO : dividedBy(value, lead)))
    rows.splice(done, 0, scaled)
    rows.forEach((row, r) => {
      const factor = row[c]!
      if (r === done || isZero(factor)) return
      rows[r] = row.map((value, k) => (isZero(scaled[k]!) ? value : minus(value, times(factor, scaled[k]!))))
    })
    pivots.push(c)
  }
  if (free.length === 0) return null
  const relation = columns.map(() => ZERO)
  relation[free[0]!] = ONE
  pivots.forEach((c, r) => (relation[c] = negative(rows[r]![free[0]!]!)))
  return relation
}

/**
 * The groups that carry weight in one balance, found by an exact linear programme: the lowest level that all groups
 * can be brought to is held up by exactly those.
 */
function supportOfSomeBalance(
  columns: readonly (readonly Rational[])[],
  counts: readonly number[],
): number[] {
  const height = columns[0]?.length ?? 0
  const unlimited = Array.from({ length: height + 1 }, () => Number.POSITIVE_INFINITY)
  const answer = solveExactly({
    minimise: [...unlimited.slice(1).map(() => 0), 1],
    lower: unlimited.map((limit) => -limit),
    upper: unlimited,
    rows: columns.map((column, k) => {
      const { nums, den } = overCommonDenominator(column)
      return {
        coefficients: [...nums.map(Number), -counts[k]! * Number(den)],
        atLeast: Number.NEGATIVE_INFINITY,
        atMost: 0,
      }
    }),
  })
  if (answer.status !== 'optimal') return []
  return answer.rowPrices.flatMap((price, k) => (price === 0 ? [] : [k]))
}
