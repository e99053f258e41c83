import { demandNumbers } from './bad-input.ts'
import { grandCoalition, membersOf, type Coalition } from './coalition.ts'
import { tolerance } from './core.ts'
import { largestExcesses } from './excess.ts'
import { jointCost, standAloneCosts, type Game } from './game.ts'

/**
 * The division nearest to the one wanted among those in which no group's excess is above a level: "by population, but
 * adjusted so that nobody does better alone". Nearest by the sum of squared changes, each divided by the council's
 * `give`: one with twice the give moves twice as far.
 *
 * @param wanted what each should pay by the agreed key, in the game's unit
 * @param level 0 for the core; `epsilon` of the least core when the core is empty
 * @param give n numbers above 0; 1 each when left out
 * @param exactly groups whose excess is known to be exactly the level (those of the least core's balance)
 * @returns the shares, unique; null when no division satisfies every group
 *
 * Cost: one pass over 2^n groups for each objecting group, usually a few dozen. Method: Goldfarb and Idnani's dual
 * active sets (1983): start from the wanted division and take in the loudest objection until none is left. Source:
 * Goldfarb and Idnani (1983).
 */
export function nearestInCore(
  game: Game,
  wanted: ArrayLike<number>,
  level: number,
  give: ArrayLike<number> = Float64Array.from(game.players, () => 1),
  exactly: readonly Coalition[] = [],
): Float64Array | null {
  const n = game.players.length
  demandNumbers(wanted, n, 'wanted')
  demandNumbers(give, n, 'give')
  const everybody = grandCoalition(n)
  const little = tolerance(game)
  const alone = standAloneCosts(game)
  const paid = Float64Array.from({ length: n }, (_, i) => wanted[i]!)
  const active: Active[] = []
  const limit = (group: Coalition) => (group === everybody ? jointCost(game) : game.values[group]! + level)
  const over = (group: Coalition) => membersOf(group).reduce((sum, i) => sum + paid[i]!, -limit(group))

  for (const group of [everybody, ...exactly]) {
    if (!takeIn(group, true)) return null
  }
  for (let rounds = 0; rounds < 100 * n * n; rounds++) {
    const saved = alone.map((cost, i) => cost - paid[i]!)
    const skip = (group: Coalition) => active.some((a) => a.group === group)
    const [loudest] = largestExcesses(game.values, saved, { count: 1, above: level + little / 10, skip })
    if (!loudest) return paid
    if (!takeIn(loudest.group, false)) return null
  }
  throw new Error('the nearest division in the core was not found; please report this game')

  /** Moves the shares just so far that the group is at its limit, letting go of groups that no longer press. */
  function takeIn(group: Coalition, equal: boolean): boolean {
    let pressure = 0
    for (;;) {
      const { along, pull } = stepTowards(group, active, give)
      const slope = membersOf(group).reduce((sum, i) => sum + along[i]!, 0)
      const free = slope > 1e-9 * membersOf(group).reduce((sum, i) => sum + give[i]!, 0)
      const needed = over(group)
      if (!free && (equal || needed <= little)) return equal ? Math.abs(needed) <= 10 * little : true
      const enough = free ? needed / slope : Number.POSITIVE_INFINITY
      let leaving = -1
      let step = enough
      active.forEach((a, k) => {
        if (a.equal || pull[k]! <= 1e-12) return
        const until = a.pressure / pull[k]!
        if (until >= step) return
        step = until
        leaving = k
      })
      if (step === Number.POSITIVE_INFINITY) return false
      if (free) for (let i = 0; i < n; i++) paid[i]! -= step * along[i]!
      active.forEach((a, k) => (a.pressure -= step * pull[k]!))
      pressure += step
      if (leaving < 0) {
        active.push({ group, equal, pressure })
        return true
      }
      active.splice(leaving, 1)
    }
  }
}

type Active = { readonly group: Coalition; readonly equal: boolean; pressure: number }

/**
 * The direction that lowers what the group pays without changing what the active groups pay, weighted by give, and how
 * much of each active group it is made of.
 */
function stepTowards(group: Coalition, active: readonly Active[], give: ArrayLike<number>) {
  const overlap = (a: Coalition, b: Coalition) => membersOf(a & b).reduce((sum, i) => sum + give[i]!, 0)
  const pull = solveLinear(
    active.map((a) => active.map((b) => overlap(a.group, b.group))),
    active.map((a) => overlap(a.group, group)),
  )
  const along = Float64Array.from({ length: give.length }, (_, i) => {
    const own = group & (1 << i) ? 1 : 0
    return give[i]! * active.reduce((sum, a, k) => sum - (a.group & (1 << i) ? pull[k]! : 0), own)
  })
  return { along, pull }
}

/** Gaussian elimination with pivoting; the matrix is a Gram matrix of independent groups, so it has an inverse. */
function solveLinear(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, r) => [...row, right[r]!])
  const size = rows.length
  for (let c = 0; c < size; c++) {
    let best = c
    for (let r = c + 1; r < size; r++) if (Math.abs(rows[r]![c]!) > Math.abs(rows[best]![c]!)) best = r
    ;[rows[c], rows[best]] = [rows[best]!, rows[c]!]
    for (let r = 0; r < size; r++) {
      if (r === c) continue
      const factor = rows[r]![c]! / rows[c]![c]!
      for (let k = c; k <= size; k++) rows[r]![k]! -= factor * rows[c]![k]!
    }
  }
  return rows.map((row, r) => row[size]! / row[r]!)
}
