import { demand, demandFinite } from './bad-input.ts'
import { connectedPart, neighboursOf } from './links.ts'
import { lowestMember, requireNumbers, requireTable, sumsByCoalition, type Coalition } from './coalition.ts'
import { shapley, sumsByMember } from './shapley.ts'

/**
 * Rules built on dividends. A group's dividend is what it costs (or saves) over and above all the smaller groups in it:
 * the part that only comes about when exactly these councils are all in. Every dividend is then divided among the
 * group's members; the rules differ only in how. Equally gives the Shapley value.
 *
 * All take a table of 2^n costs or savings indexed by `Coalition` and return n shares in the same unit. Cost: n 2^n
 * steps and a copy of the table. Source: J. C. Harsanyi (1959).
 */
export function dividends(values: Float64Array, n: number): Float64Array {
  requireNumbers(values, n)
  const dividend = Float64Array.from(values)
  for (let i = 0; i < n; i++) {
    const bit = 2 ** i
    for (let group = 0; group < dividend.length; group++) {
      if (group & bit) dividend[group]! -= dividend[group - bit]!
    }
  }
  return dividend
}

/**
 * The weighted Shapley value: dividends divided in proportion to the weights of the members, for partners who stand for
 * different numbers of people or carry different commitments.
 *
 * @param weights n numbers above 0
 * @throws BadInput naming a weight that is not above 0. Source: Kalai and Samet (1987).
 *
 * O(n 2^n).
 */
export function weightedShapley(values: Float64Array, n: number, weights: readonly number[]): Float64Array {
  demandWeights(weights, n, 'weights')
  const sums = sumsByCoalition(weights)
  const shares = new Float64Array(n)
  dividends(values, n).forEach((dividend, group) => {
    if (dividend === 0) return
    for (let rest = group; rest !== 0; rest &= rest - 1) {
      const i = lowestMember(rest)
      shares[i]! += dividend * (weights[i]! / sums[group]!)
    }
  })
  return shares
}

/**
 * The Owen value: the Shapley value when some councils arrive together, such as districts of one county. Each dividend
 * goes in equal parts to the unions that take part in it, and inside each in equal parts to its members that do.
 *
 * @param unions groups of partners that together name every partner once
 * @throws BadInput when a partner is in no union or in two. Source: G. Owen (1977).
 *
 * O(n 2^n).
 */
export function owenShares(values: Float64Array, n: number, unions: readonly Coalition[]): Float64Array {
  return weightedUnionShares(
    values,
    n,
    unions,
    unions.map(() => 1),
  )
}

/**
 * The weighted coalition value: as `owenShares`, but unions take part in proportion to their weights; inside a union
 * members remain equal. Source: Levy and McLean (1989).
 *
 * @param unionWeights one number above 0 for each union
 *
 * O(n 2^n).
 */
export function weightedUnionShares(
  values: Float64Array,
  n: number,
  unions: readonly Coalition[],
  unionWeights: readonly number[],
): Float64Array {
  demandUnions(unions, n)
  demandWeights(unionWeights, unions.length, 'unionWeights')
  const shares = new Float64Array(n)
  dividends(values, n).forEach((dividend, group) => {
    if (dividend === 0) return
    const met = unions.flatMap((union, k) => (union & group ? [k] : []))
    const weight = met.reduce((sum, k) => sum + unionWeights[k]!, 0)
    for (const k of met) {
      const present = unions[k]! & group
      let size = 0
      for (let rest = present; rest !== 0; rest &= rest - 1) size++
      const each = (dividend * (unionWeights[k]! / weight)) / size
      for (let rest = present; rest !== 0; rest &= rest - 1) shares[lowestMember(rest)]! += each
    }
  })
  return shares
}

/**
 * The Myerson value: the Shapley value when only councils that are linked, directly or through others in the group, can
 * work together: neighbours, or those with compatible systems. A group that falls apart pays for its parts.
 *
 * @param links pairs of partners that can work together
 * @returns null when the links do not connect all partners: then the joint cost is not theirs to share
 * @throws BadInput naming a link to somebody who is no partner. Source: R. B. Myerson (1977).
 *
 * O(n 2^n).
 */
export function myersonShares(
  values: Float64Array,
  n: number,
  links: readonly (readonly [number, number])[],
): Float64Array | null {
  requireTable(values, n)
  const neighbours = neighboursOf(links, n)
  const linked = new Float64Array(values.length)
  for (let group = 1; group < linked.length; group++) {
    const part = connectedPart(group, neighbours)
    if (group === linked.length - 1 && part !== group) return null
    linked[group] = values[part]! + linked[group & ~part]!
  }
  return shapley(linked, n)
}

/**
 * The Banzhaf value: what each council adds to a group picked at random. It need not add up to the joint cost, so it
 * describes influence and is not offered as a sharing rule. Cost: 2^n reads. Source: J. F. Banzhaf (1965).
 */
export function banzhafValue(values: Float64Array, n: number): Float64Array {
  requireNumbers(values, n)
  const containing = sumsByMember(values, n, new Float64Array(n + 1).fill(1))
  const total = values.reduce((sum, value) => sum + value, 0)
  return containing.map((sum) => (2 * sum - total) / 2 ** (n - 1))
}

function demandWeights(weights: readonly number[], count: number, field: string): void {
  demand(weights.length === count, field, `give ${count} numbers, not ${weights.length}`)
  weights.forEach((weight, i) => {
    demandFinite(weight, `${field}[${i}]`)
    demand(weight > 0, `${field}[${i}]`, `must be above 0, not ${weight}`)
  })
}

function demandUnions(unions: readonly Coalition[], n: number): void {
  let seen = 0
  unions.forEach((union, k) => {
    demand(union !== 0, `unions[${k}]`, 'names no partner')
    demand((union & seen) === 0, `unions[${k}]`, 'names a partner that is already in another union')
    seen |= union
  })
  demand(
    seen === 2 ** n - 1,
    'unions',
    'must name every partner once; one who stands alone is a union of one',
  )
}
