import { demand } from './bad-input.ts'
import { atStage, type LongWork } from './long-work.ts'

/** A partnership too large to price every group of: a function that prices any group, given who is in it. */
export type SampledGame = {
  readonly n: number
  /** The cost of the councils whose entry is 1. Called n times for each order. */
  readonly costOf: (isIn: Uint8Array) => number
}

export type SampledShapley = {
  readonly shares: Float64Array
  /** Standard error of each share; 1.96 of them either side is the usual 95% interval. */
  readonly standardErrors: Float64Array
  /** Orders walked. */
  readonly orders: number
}

/**
 * The Shapley value of many councils, estimated from random orders of joining instead of all of them. Each order is
 * walked forwards and backwards, because who comes early in one comes late in the other and the errors largely cancel.
 * Up to 25 councils `shapley` is exact and faster.
 *
 * @param pairs how many pairs of orders; the error falls with the square root. At least 2
 * @param random a source of numbers from 0 up to 1; the same numbers give the same shares
 * @throws BadInput when an input is out of range or the cost function gives no number
 *
 * Cost: 2 x pairs x n calls of the cost function. Source: Castro, Gómez and Tejada (2009).
 */
export function sampleShapley(
  game: SampledGame,
  pairs: number,
  random: () => number,
  work: LongWork = {},
): SampledShapley {
  const { n, costOf } = game
  demand(Number.isInteger(n) && n >= 1, 'n', `must be a whole number of councils, not ${n}`)
  demand(Number.isInteger(pairs) && pairs >= 2, 'pairs', `must be a whole number from 2 up, not ${pairs}`)
  const mean = new Float64Array(n)
  const spread = new Float64Array(n)
  const order = Array.from({ length: n }, (_, i) => i)
  const added = new Float64Array(n)
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 256 === 0) atStage(work, 'walking orders', pair, pairs)
    shuffle(order, random)
    added.fill(0)
    addArrivals(order, costOf, added)
    addArrivals(order.toReversed(), costOf, added)
    for (let i = 0; i < n; i++) {
      const value = added[i]! / 2
      const step = value - mean[i]!
      mean[i]! += step / (pair + 1)
      spread[i]! += step * (value - mean[i]!)
    }
  }
  const bad = mean.findIndex((share) => !Number.isFinite(share))
  demand(bad < 0, 'costOf', `gave no finite number for some group with partner ${bad}`)
  return {
    shares: mean,
    standardErrors: spread.map((s) => Math.sqrt(s / (pairs - 1) / pairs)),
    orders: 2 * pairs,
  }
}

/**
 * How many orders make it likely that every share is right to within an error, whatever the game, when what a council
 * adds to any group always lies within a range (Hoeffding's inequality, for all n at once).
 *
 *     ordersNeeded({ n: 1, range: 1, error: 0.05, risk: 0.05 })  is  738
 *
 * O(1). Source: Hoeffding (1963), as Maleki and others (2013) use it.
 */
export function ordersNeeded(wanted: { n: number; range: number; error: number; risk: number }): number {
  const { n, range, error, risk } = wanted
  demand(
    range >= 0 && error > 0 && risk > 0 && risk < 1 && n >= 1,
    'wanted',
    'needs error above 0 and risk between 0 and 1',
  )
  return Math.ceil((range ** 2 * Math.log((2 * n) / risk)) / (2 * error ** 2))
}

function addArrivals(order: readonly number[], costOf: SampledGame['costOf'], added: Float64Array): void {
  const isIn = new Uint8Array(order.length)
  let before = 0
  for (const i of order) {
    isIn[i] = 1
    const after = costOf(isIn)
    added[i]! += after - before
    before = after
  }
}

/** Every order equally likely (Fisher and Yates). */
function shuffle(order: number[], random: () => number): void {
  for (let left = order.length - 1; left > 0; left--) {
    const pick = Math.floor(random() * (left + 1))
    const held = order[left]!
    order[left] = order[pick]!
    order[pick] = held
  }
}
