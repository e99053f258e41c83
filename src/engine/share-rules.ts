import { demand, demandFinite } from './bad-input.ts'
import { jointCost, jointSaving, separableCosts, standAloneCosts, type Game } from './game.ts'
import { tolerance } from './core.ts'

/**
 * The sharing rules that finance officers know: they look only at what each council would pay alone, what it adds to
 * the joint cost, and an agreed key. n steps each. All return what each council pays, in the game's unit.
 */

/** The joint cost divided equally. The game’s unit. O(n). */
export function equalShares(game: Game): Float64Array {
  return standAloneCosts(game).fill(jointCost(game) / game.players.length)
}

/**
 * The joint cost in proportion to a key: population, usage, budget, stand-alone cost.
 *
 * @throws BadInput when a key figure is negative or no number, one is missing, or all are 0
 *
 * O(n).
 */
export function proportionalShares(game: Game, key: readonly number[]): Float64Array {
  demandKey(game, key, 'key')
  const sum = key.reduce((total, part) => total + part, 0)
  return Float64Array.from(key, (part) => jointCost(game) * (part / sum))
}

/**
 * Each pays its own stand-alone cost less an equal part of the saving ("the £6m shared equally by three"). The
 * game’s unit. O(n).
 */
export function equalSavingShares(game: Game): Float64Array {
  const each = jointSaving(game) / game.players.length
  return standAloneCosts(game).map((cost) => cost - each)
}

/**
 * Each pays what it adds to the joint cost, and the rest is divided equally (equal allocation of the rest, ENSC).
 * The game’s unit. O(n).
 */
export function separablePlusEqualShares(game: Game): Float64Array {
  const separable = separableCosts(game)
  const rest = jointCost(game) - separable.reduce((sum, cost) => sum + cost, 0)
  return separable.map((cost) => cost + rest / game.players.length)
}

export type SeparableCostShares =
  | {
      readonly defined: true
      readonly shares: Float64Array
      /** Councils whose alternative is cheaper than what they add to the cost; they carry none of the rest. */
      readonly clipped: readonly number[]
    }
  | { readonly defined: false; readonly why: 'nothing-to-divide-by' }

/**
 * Separable costs, remaining benefits (SCRB): each pays what it adds to the joint cost; the rest is divided in
 * proportion to what each would still gain, its benefit less that cost. Used for joint water projects since the 1930s.
 *
 * @param benefits what the service is worth to each, if less than its stand-alone cost; the lower of the two counts
 *
 * Source: Straffin and Heaney (1981); H. P. Young, Okada and Hashimoto (1982). O(n).
 */
export function separableCostShares(game: Game, benefits?: readonly number[]): SeparableCostShares {
  benefits?.forEach((benefit, i) => demandFinite(benefit, `benefits[${i}]`))
  const separable = separableCosts(game)
  const worth = Array.from(standAloneCosts(game), (cost, i) => Math.min(cost, benefits?.[i] ?? cost))
  const remaining = worth.map((benefit, i) => benefit - separable[i]!)
  const little = tolerance(game)
  const clipped = remaining.flatMap((gain, i) => (gain < -little ? [i] : []))
  const shared = byRemainder(
    game,
    separable,
    remaining.map((gain) => Math.max(gain, 0)),
  )
  return shared ? { defined: true, shares: shared, clipped } : { defined: false, why: 'nothing-to-divide-by' }
}

/**
 * Gately's rule: the saving in proportion to what the others would lose without each council, so that everybody's
 * propensity to disrupt is the same. Equal to SCRB with the stand-alone cost as benefit, save that nobody is clipped.
 *
 * @returns null when councils add nothing to the saving and there is something to divide. Source: D. Gately (1974).
 *
 * O(n).
 */
export function gatelyShares(game: Game): Float64Array | null {
  const separable = separableCosts(game)
  return byRemainder(
    game,
    separable,
    Array.from(standAloneCosts(game), (cost, i) => cost - separable[i]!),
  )
}

/** Separable costs, and the rest in proportion to a remainder; stand-alone costs when nothing is saved anywhere. */
function byRemainder(game: Game, separable: Float64Array, remainder: readonly number[]): Float64Array | null {
  const rest = jointCost(game) - separable.reduce((sum, cost) => sum + cost, 0)
  const sum = remainder.reduce((total, part) => total + part, 0)
  const little = tolerance(game)
  if (Math.abs(sum) <= little) return Math.abs(rest) <= little ? separable : null
  return separable.map((cost, i) => cost + rest * (remainder[i]! / sum))
}

/** A key has one figure for each council, none negative, not all 0. */
export function demandKey(game: Game, key: readonly number[], field: string): void {
  const n = game.players.length
  demand(key.length === n, field, `give ${n} figures, one for each partner, not ${key.length}`)
  key.forEach((part, i) => {
    demandFinite(part, `${field}[${i}]`)
    demand(part >= 0, `${field}[${i}]`, `must not be negative, but ${game.players[i]} has ${part}`)
  })
  demand(
    key.some((part) => part > 0),
    field,
    'adds up to nothing; give at least one figure above 0',
  )
}
