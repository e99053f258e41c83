import { sizeOf, sumsByCoalition, type Coalition } from './coalition.ts'

/**
 * How a group's complaint about a division is measured. Its excess is what its members pay in the division, less what
 * they would pay on their own: above 0, they would do better alone.
 *
 * - `total`: in money
 * - `perHead`: divided by the number of members
 * - `proportional`: divided by the group's own cost
 */
export type Measure = 'total' | 'perHead' | 'proportional'

export type Complaint = { readonly group: Coalition; readonly excess: number }

/** By how many units one unit of excess counts for this group: 1, its members, or its cost. */
export function measureOf(measure: Measure, group: Coalition, costs: ArrayLike<number>): number {
  return measure === 'total' ? 1 : measure === 'perHead' ? sizeOf(group) : Math.abs(costs[group]!)
}

export type Search = {
  readonly measure?: Measure
  /** How many to return at most. */
  readonly count: number
  /** Only excesses above this. */
  readonly above?: number
  /** Groups to pass over; asked only about groups that would otherwise be returned. */
  readonly skip?: ((group: Coalition) => boolean) | undefined
}

/** The table is read in blocks that differ only in the low 11 members, as in `shapley.ts`. */
const LOW_BITS = 11

/**
 * The groups with the largest excess, largest first (the lowest-numbered first among equals); neither nobody nor
 * everybody is a group here. A group that costs nothing counts its excess in money however it is measured.
 *
 * Shares are given as `alone - saved`, what each council would pay by itself and what it saves, because the excess is
 * then the difference of two savings, exact in its first part when costs are whole.
 *
 * Cost: one pass, 2^n reads; the list kept is short.
 */
export function largestExcesses(costs: Float64Array, saved: ArrayLike<number>, search: Search): Complaint[] {
  const n = saved.length
  const { measure = 'total', count, above = Number.NEGATIVE_INFINITY, skip } = search
  const low = Math.min(n, LOW_BITS)
  const columns = 2 ** low
  const rows = 2 ** (n - low)
  const alone = Array.from({ length: n }, (_, i) => costs[2 ** i]!)
  const aloneLow = sumsByCoalition(alone.slice(0, low))
  const aloneHigh = sumsByCoalition(alone.slice(low))
  const savedLow = sumsByCoalition(Array.from(saved).slice(0, low))
  const savedHigh = sumsByCoalition(Array.from(saved).slice(low))
  const everybody = 2 ** n - 1
  const loudest: Complaint[] = []
  let toBeat = above

  for (let row = 0; row < rows; row++) {
    const start = row * columns
    for (let column = 0; column < columns; column++) {
      const group = start + column
      const couldSave = aloneHigh[row]! + aloneLow[column]! - costs[group]!
      let excess = couldSave - (savedHigh[row]! + savedLow[column]!)
      if (measure !== 'total' && group > 0) excess /= measureOf(measure, group, costs) || 1
      if (excess <= toBeat || group === 0 || group === everybody) continue
      if (skip?.(group)) continue
      toBeat = insert(loudest, { group, excess }, count, above)
    }
  }
  return loudest
}

/** Puts a complaint in its place among the `count` loudest, and says what the next one has to beat to get in. */
function insert(loudest: Complaint[], complaint: Complaint, count: number, above: number): number {
  let at = loudest.length
  while (at > 0 && loudest[at - 1]!.excess < complaint.excess) at--
  loudest.splice(at, 0, complaint)
  if (loudest.length > count) loudest.pop()
  return loudest.length === count ? Math.max(above, loudest[count - 1]!.excess) : above
}
