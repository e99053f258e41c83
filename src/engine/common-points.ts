import { demand } from './bad-input.ts'

/** How far two or more hands that each spread the same number of points lie together, and where they lie apart. */
export type CommonPoints = {
  /** Points in common, added up over all pairs; whole, so that nothing is rounded on the way. */
  readonly shared: number
  /** How many pairs there are. */
  readonly pairs: number
  /** `shared` over `pairs`: the points two of them have in common on average, from 0 to the number of points spread. */
  readonly index: number
  /** For each aim the most that anybody gave it, less the least. */
  readonly spreads: readonly number[]
}

/**
 * The alignment index: how many of their points two councils put on the same aims, averaged over all pairs.
 *
 * Two councils have in common, of each aim, the smaller of what they gave it. With 100 points each this is 100 − ½Σ|a − b|.
 * The same for all: 100. Nothing in common: 0. `hands[c][a]` is what council c gave aim a, in whole points; all add up to
 * the same. O(councils² × aims). Source: Renkonen (1938), proportional similarity; `docs/methods/common-points.md`.
 */
export function commonPoints(hands: readonly (readonly number[])[]): CommonPoints {
  const [first] = hands
  demand(first !== undefined && hands.length >= 2, 'hands', 'needs two councils or more')
  const total = sumOf(first)
  hands.forEach((hand, c) => {
    demand(hand.length === first.length, `hands[${c}]`, `has ${hand.length} aims; give ${first.length}`)
    demand(
      hand.every((points) => Number.isSafeInteger(points) && points >= 0),
      `hands[${c}]`,
      'must hold whole points of 0 or more',
    )
    demand(sumOf(hand) === total, `hands[${c}]`, `adds up to ${sumOf(hand)}; the others to ${total}`)
  })
  let shared = 0
  let pairs = 0
  for (let c = 0; c < hands.length; c++)
    for (let d = c + 1; d < hands.length; d++) {
      pairs++
      shared += sumOf(hands[c]!.map((points, aim) => Math.min(points, hands[d]![aim]!)))
    }
  const spreads = first.map((_, aim) => {
    const given = hands.map((hand) => hand[aim]!)
    return Math.max(...given) - Math.min(...given)
  })
  return { shared, pairs, index: shared / pairs, spreads }
}

function sumOf(points: readonly number[]): number {
  return points.reduce((sum, each) => sum + each, 0)
}
