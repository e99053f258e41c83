import { demand, demandDistinct, demandFinite } from './bad-input.ts'
import {
  coalitionOf,
  grandCoalition,
  MOST_PARTNERS,
  namesOf,
  sumsByCoalition,
  type Coalition,
} from './coalition.ts'

/**
 * What every group of councils would pay to run a service together. The one input of every sharing rule.
 *
 * `values[group]` is the yearly (or whole-life) cost of the group, indexed by `Coalition`; the empty group costs 0 and
 * a single council's entry is what it pays on its own. Usually pounds; any unit will do.
 *
 * Answers that turn on a penny are worked out on whole numbers: an amount counts as `round(value x 10^decimals)`
 * units, so with 2 decimals the units of pounds are pence. Up to 20 partners the whole numbers are kept in `units`.
 */
export type Game = {
  readonly players: readonly string[]
  readonly values: Float64Array
  readonly decimals: number
  readonly units: Float64Array | null
  /** The largest amount in the table, whatever its sign: what counts as rounding is judged beside it. */
  readonly largest: number
}

const KEEP_UNITS_UP_TO = 20

/**
 * A game from the cost of every group.
 *
 * @param players 1 to 30 names, all different
 * @param costs 2^n finite numbers indexed by `Coalition`, the first 0
 * @param decimals how many decimals matter; found from the costs when left out
 * @throws BadInput naming the group whose cost is missing or is no number
 *
 * Cost: a few passes over the table; 8 bytes a group, 16 up to 20 partners.
 */
export function costGame(players: readonly string[], costs: ArrayLike<number>, decimals?: number): Game {
  const n = players.length
  demand(n >= 1 && n <= MOST_PARTNERS, 'players', `give 1 to ${MOST_PARTNERS} partners, not ${n}`)
  demandDistinct(players, 'players')
  demand(
    costs.length === 2 ** n,
    'costs',
    `${n} partners have ${2 ** n} groups, the empty one included, but ${costs.length} costs were given`,
  )
  const values = costs instanceof Float64Array ? costs : Float64Array.from(costs)
  demand(values[0] === 0, 'costs[0]', 'nobody costs nothing: the first cost must be 0')
  const bad = values.findIndex((cost) => !Number.isFinite(cost))
  if (bad >= 0) demandFinite(values[bad]!, `costs[${bad}] (${namesOf(bad, players).join(', ')})`)
  const places = decimals ?? decimalsThatMatter(values)
  demand(
    Number.isInteger(places) && places >= 0,
    'decimals',
    `must be a whole number from 0 up, not ${places}`,
  )
  const largest = values.reduce((most, cost) => Math.max(most, Math.abs(cost)), 0)
  demand(
    largest * 10 ** places < Number.MAX_SAFE_INTEGER / MOST_PARTNERS,
    'costs',
    `${largest} with ${places} decimals has more digits than can be kept exactly; use thousands of pounds`,
  )
  const game = { players, values, decimals: places, units: null, largest }
  return n <= KEEP_UNITS_UP_TO ? { ...game, units: wholeUnits(game) } : game
}

/**
 * A game from what each group would save, or is worth, by working together: costs are worths with the sign turned.
 * Throws `BadInput` as `costGame`. O(2^n).
 */
export function savingsGame(players: readonly string[], worths: ArrayLike<number>, decimals?: number): Game {
  // 0 - x rather than -x, so that nothing becomes 0 and not minus 0.
  return costGame(
    players,
    Float64Array.from(worths, (worth) => 0 - worth),
    decimals,
  )
}

/**
 * A game from a function that prices any group, as a cost model does. Calls it 2^n - 1 times. Throws `BadInput` as
 * `costGame`. O(2^n).
 */
export function gameFromCostFunction(players: readonly string[], costOf: (group: Coalition) => number): Game {
  demand(
    players.length <= MOST_PARTNERS,
    'players',
    `give at most ${MOST_PARTNERS} partners, not ${players.length}`,
  )
  const values = new Float64Array(2 ** players.length)
  for (let group = 1; group < values.length; group++) values[group] = costOf(group)
  return costGame(players, values)
}

/**
 * A game from a list that says who and how much, in any order, as a spreadsheet would.
 *
 * @throws BadInput naming the row with an unknown or repeated council, a group given twice, or a group left out
 *
 * O(2^n).
 */
export function gameFromTable(
  players: readonly string[],
  rows: readonly { readonly members: readonly string[]; readonly cost: number }[],
): Game {
  demandDistinct(players, 'players')
  demand(
    players.length >= 1 && players.length <= MOST_PARTNERS,
    'players',
    `give 1 to ${MOST_PARTNERS} partners`,
  )
  const values = new Float64Array(2 ** players.length).fill(Number.NaN)
  values[0] = 0
  rows.forEach(({ members, cost }, r) => {
    const indices = members.map((name, m) => {
      const index = players.indexOf(name)
      demand(index >= 0, `rows[${r}].members[${m}]`, `"${name}" is not one of the partners`)
      return index
    })
    demandDistinct(members, `rows[${r}].members`)
    demand(members.length > 0, `rows[${r}].members`, 'name at least one partner')
    demandFinite(cost, `rows[${r}].cost`)
    const group = coalitionOf(indices)
    demand(Number.isNaN(values[group]), `rows[${r}]`, `the group ${members.join(', ')} is given twice`)
    values[group] = cost
  })
  const missing = values.findIndex((cost) => Number.isNaN(cost))
  demand(missing < 0, 'rows', `the cost of the group ${namesOf(missing, players).join(', ')} is missing`)
  return costGame(players, values)
}

/** Every cost as a whole number of units (pence, for pounds with 2 decimals). */
export function wholeUnits(
  game: Pick<Game, 'values' | 'decimals'> & { readonly units?: Float64Array | null },
): Float64Array {
  if (game.units) return game.units
  const { values, decimals } = game
  const perOne = 10 ** decimals
  return decimals === 0 && values.every(Number.isInteger)
    ? values
    : values.map((value) => Math.round(value * perOne))
}

/** What each council pays on its own. n amounts in the game’s unit. O(n). */
export function standAloneCosts(game: Game): Float64Array {
  return Float64Array.from(game.players, (_, i) => game.values[2 ** i]!)
}

/**
 * What each council adds to everyone else's bill: C(N) - C(N without i), its separable cost. n amounts in the
 * game’s unit. O(n).
 */
export function separableCosts(game: Game): Float64Array {
  const all = grandCoalition(game.players.length)
  return Float64Array.from(game.players, (_, i) => game.values[all]! - game.values[all - 2 ** i]!)
}

/** The cost of everybody together. In the game’s unit. O(1). */
export function jointCost(game: Game): number {
  return game.values[grandCoalition(game.players.length)]!
}

/**
 * What everybody together saves against going alone; negative when working together costs more. In the game’s unit.
 * O(n).
 */
export function jointSaving(game: Game): number {
  return standAloneCosts(game).reduce((sum, cost) => sum + cost, 0) - jointCost(game)
}

/** What every group saves against its members going alone, indexed by `Coalition`. In the game’s unit. O(2^n). */
export function savings(game: Game): Float64Array {
  const alone = sumsByCoalition(standAloneCosts(game))
  return alone.map((sum, group) => sum - game.values[group]!)
}

/** Twelve significant digits of the largest cost is as fine as it gets: finer would be the noise of floating point. */
const MOST_UNITS = 1e12

/** The fewest decimals at which every amount is whole, allowing for the last bit of floating point. */
function decimalsThatMatter(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const most = largest === 0 ? 0 : Math.max(0, Math.floor(Math.log10(MOST_UNITS / largest)))
  let decimals = 0
  for (const value of values) {
    while (decimals < most && !isWhole(value * 10 ** decimals)) decimals++
    if (decimals === most) break
  }
  return decimals
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= Math.abs(value) * 2 ** -50
}
