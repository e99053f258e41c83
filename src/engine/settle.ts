import { measureOf } from './excess.ts'
import type { Level } from './kohlberg.ts'
import type { Holding, LevelSearch, LowestLevel } from './lowest-level.ts'
import { positiveBalance } from './positive-balance.ts'
import { dividedBy, exactly, minus, plus, rational, signOf, times, ZERO } from './rational.ts'
import { learn, remainderOf } from './row-space.ts'

/**
 * Fixes the groups that hold a level up: their excess is final. Only a price above 0 proves that; a group that merely
 * happens to be at the level may still be made happier. The level itself then follows exactly from their balance.
 */
export function settle(search: LevelSearch, lowest: LowestLevel): Level | null {
  const { holding, near } = lowest
  const anyPrice = near.filter(({ price }) => price > 0)
  return settleThese(search, holding) ?? settleThese(search, anyPrice) ?? settleThese(search, near)
}

function settleThese(
  { space, costs, measure, equalities }: LevelSearch,
  held: readonly Holding[],
): Level | null {
  const size = (h: Holding) => (h.kind === 'complaint' ? measureOf(measure, h.group, costs) : 0)
  const cost = (h: Holding) => rational(BigInt(costs[h.group]!))
  const weights = positiveBalance(
    space,
    held.map((h) => h.group),
    held.map(size),
  )
  if (!weights) return null
  const holding = held.map((h, k) => ({ ...h, weight: weights[k]! })).filter((h) => signOf(h.weight) > 0)

  // Balanced groups pay a known total together, and complain about what it exceeds their own cost by.
  let complaint = ZERO
  let units = ZERO
  for (const h of holding) {
    complaint = plus(complaint, times(h.weight, minus(remainderOf(space, h.group).known, cost(h))))
    units = plus(units, times(h.weight, exactly(size(h))))
  }
  const excess = dividedBy(complaint, units)
  for (const h of holding) {
    const total = h.kind === 'complaint' ? plus(cost(h), times(excess, exactly(size(h)))) : cost(h)
    if (learn(space, h.group, total)) equalities.push({ group: h.group, total })
  }
  const part = (kind: Holding['kind']) =>
    holding.filter((h) => h.kind === kind).map(({ group, weight }) => ({ group, weight }))
  return { excess, groups: part('complaint'), limits: part('limit') }
}
