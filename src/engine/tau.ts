import { sumsByCoalition } from './coalition.ts'
import { savings, standAloneCosts, type Game } from './game.ts'
import { tolerance } from './core.ts'

export type TauShares =
  | {
      readonly defined: true
      readonly shares: Float64Array
      /** The most each can hope to save, and the least it can insist on. */
      readonly most: Float64Array
      readonly least: Float64Array
    }
  | { readonly defined: false; readonly why: 'least-above-most' | 'saving-outside-range' }

/**
 * The tau value: a compromise between the most each council can hope for and the least it can insist on.
 *
 * The most a council can hope to save is what the whole saving drops by without it; nobody would give it more. The
 * least is what it can get by forming some group and handing the others there the most they could hope for. Everybody
 * stands the same part of the way between the two.
 *
 * @returns undefined, with the reason, when the least is above the most for somebody, or when the saving lies outside
 *   the range between all least and all most claims
 *
 * Cost: about two passes over 2^n groups and 16 x 2^n bytes. Source: S. H. Tijs (1981).
 */
export function tauShares(game: Game): TauShares {
  const saving = savings(game)
  const n = game.players.length
  const all = saving.length - 1
  const most = Float64Array.from(game.players, (_, i) => saving[all]! - saving[all - 2 ** i]!)
  const left = sumsByCoalition(most).map((hoped, group) => saving[group]! - hoped)
  left[0] = Number.NEGATIVE_INFINITY
  const best = largestByMember(left, n)
  const least = most.map((hoped, i) => best[i]! + hoped)

  const little = tolerance(game)
  const total = (amounts: Float64Array) => amounts.reduce((sum, amount) => sum + amount, 0)
  if (least.some((claim, i) => claim > most[i]! + little)) return { defined: false, why: 'least-above-most' }
  if (total(least) > saving[all]! + little || saving[all]! > total(most) + little) {
    return { defined: false, why: 'saving-outside-range' }
  }
  const range = total(most) - total(least)
  const part = range > little ? (saving[all]! - total(least)) / range : 0
  const shares = standAloneCosts(game).map((cost, i) => cost - (least[i]! + part * (most[i]! - least[i]!)))
  return { defined: true, shares, most, least }
}

/** For each member the largest value of any group it is in: folds the table as `shapley.ts` does. Uses up `values`. */
function largestByMember(values: Float64Array, n: number): Float64Array {
  const best = new Float64Array(n)
  for (let i = n - 1; i >= 0; i--) {
    const half = 2 ** i
    let largest = Number.NEGATIVE_INFINITY
    for (let group = 0; group < half; group++) {
      const upper = values[half + group]!
      largest = Math.max(largest, upper)
      if (upper > values[group]!) values[group] = upper
    }
    best[i] = largest
  }
  return best
}
