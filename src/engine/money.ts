import { demand } from './bad-input.ts'

/**
 * A sum of money in whole pence. What a council pays is always an integer number of pence; estimates may be
 * floating point until the moment they become a charge.
 */
export type Pence = number

/**
 * Pounds as whole pence, to the nearest penny, halves away from nothing (as an invoice rounds). Throws `BadInput`
 * for what is no number or too large for whole pence. O(1).
 */
export function penceFromPounds(pounds: number): Pence {
  const pence = Math.sign(pounds) * Math.round(Math.abs(pounds) * 100)
  demand(Number.isSafeInteger(pence), 'pounds', `${pounds} is not an amount that can be kept in whole pence`)
  return pence
}

/** Whole pence as pounds. O(1). */
export function poundsFromPence(pence: Pence): number {
  return pence / 100
}

/**
 * Divides a total in proportion to weights so that the parts are whole pence and add up to the total exactly. Each
 * part is first rounded down; the pennies left over go to the parts that lost most by it (the largest remainders), and
 * between equals to the one listed first.
 *
 *     splitPence(10_00, [1, 1, 1])  is  [334, 333, 333]
 *
 * @param total whole pence; may be negative, for a refund
 * @param weights one number for each part, none negative, not all nothing: populations, volumes, agreed percentages
 * @throws BadInput naming the weight or total that cannot be used
 *
 * O(n log n). Source: the largest-remainder method of A. Hamilton (1792).
 */
export function splitPence(total: Pence, weights: readonly number[]): Pence[] {
  const bad = weights.findIndex((weight) => !Number.isFinite(weight) || weight < 0)
  demand(bad < 0, `weights[${bad}]`, `give a number that is not negative, not ${weights[bad]}`)
  // Scaled by the largest first, so that very large or very small weights can be added up.
  const largest = Math.max(0, ...weights)
  demand(largest > 0, 'weights', 'they add up to nothing; give at least one above 0')
  const scaled = weights.map((weight) => weight / largest)
  const sum = scaled.reduce((a, b) => a + b, 0)
  return wholeParts(
    scaled.map((weight) => total * (weight / sum)),
    total,
  )
}

/**
 * Rounds shares in pounds to whole pence that add up to the total exactly, by largest remainder.
 *
 * @param sharesPounds what each is to pay, in pounds, adding up to about the total
 * @param total whole pence
 * @throws BadInput when the shares miss the total by more than a penny each: rounding must not hide a mistake
 *
 * O(n log n).
 */
export function roundToPence(sharesPounds: ArrayLike<number>, total: Pence): Pence[] {
  const pence = Array.from(sharesPounds, (pounds) => pounds * 100)
  const sum = pence.reduce((a, b) => a + b, 0)
  const near = Math.abs(sum - total) <= pence.length + Math.abs(total) * 1e-12
  demand(near, 'shares', `they add up to ${sum / 100} pounds, not to the total of ${total / 100} pounds`)
  return wholeParts(pence, total)
}

/** Rounds parts to whole numbers that add up to the whole, by largest remainder; first listed first among equals. */
function wholeParts(parts: readonly number[], whole: number): number[] {
  demand(Number.isSafeInteger(whole), 'total', `give a whole number of pence, not ${whole}`)
  const rounded = parts.map(Math.floor)
  const left = whole - rounded.reduce((a, b) => a + b, 0)
  const order = parts
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (let k = 0; k < Math.abs(left); k++) {
    const { index } = order[left > 0 ? k % order.length : order.length - 1 - (k % order.length)]!
    rounded[index]! += Math.sign(left)
  }
  return rounded
}
