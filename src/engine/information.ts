import { demand } from './bad-input.ts'
import { leastSquares } from './least-squares.ts'
import { mean, quantile, sorted, variance } from './summary.ts'

/** The worth of knowing before deciding, in the unit of the net benefits. */
export type Information = { readonly value: number; readonly se: number }

/**
 * The most that any amount of study could be worth: the average of the best choice in each draw, less the best
 * choice on average (EVPI). `netBenefits[option][draw]`, all options on the same draws. In the unit of the
 * benefits. O(options x draws).
 */
export function perfectInformation(netBenefits: readonly Float64Array[]): Information {
  demandOptions(netBenefits)
  return gainFrom(netBenefits, netBenefits)
}

/**
 * What knowing one input would be worth (EVPPI): how much better one could choose if only that were known. The best
 * guess of each option's net benefit given the input comes from a smooth curve through the draws (a cubic spline
 * with six inner knots; group means for an input with few values), after Strong, Oakley & Brennan 2014. O(n) an
 * option. Source: Strong, Oakley and Brennan (2014).
 */
export function partialInformation(netBenefits: readonly Float64Array[], input: Float64Array): Information {
  demandOptions(netBenefits)
  demand(netBenefits[0]!.length === input.length, 'input', 'has another number of draws than the options')
  return gainFrom(
    netBenefits.map((benefit) => smoothed(input, benefit)),
    netBenefits,
  )
}

function demandOptions(options: readonly Float64Array[]): void {
  demand(options.length >= 1 && options[0]!.length > 0, 'netBenefits', 'are empty; give at least one option')
  for (const [k, option] of options.entries()) {
    const bad = option.findIndex((value) => !Number.isFinite(value))
    demand(bad < 0, `netBenefits[${k}][${bad}]`, 'is not a finite number; give one for every draw')
  }
  const same = options.every((option) => option.length === options[0]!.length)
  demand(same, 'netBenefits', 'have different numbers of draws; run every option on the same ones')
}

function gainFrom(known: readonly Float64Array[], netBenefits: readonly Float64Array[]): Information {
  const means = netBenefits.map(mean)
  const chosen = means.indexOf(Math.max(...means))
  const gains = known[0]!.map((_, r) => {
    const best = known.reduce((most, option) => Math.max(most, option[r]!), -Infinity)
    return best - known[chosen]![r]!
  })
  return { value: mean(gains), se: Math.sqrt(variance(gains) / gains.length) }
}

const innerKnots = 6

/** The curve through the values against the input, read off at every draw. */
function smoothed(input: Float64Array, values: Float64Array): Float64Array {
  const order = sorted(input)
  const knots = [
    ...new Set(Array.from({ length: innerKnots }, (_, k) => quantile(order, (k + 1) / (innerKnots + 1)))),
  ]
  const [low, high] = [order[0]!, order.at(-1)!]
  if (low === high) return values.map(() => mean(values))
  const distinct = new Set(order)
  if (distinct.size <= innerKnots + 4) return groupMeans(input, values)
  const place = (x: number) => (x - low) / (high - low)
  const inner = knots.map(place).filter((t) => t > 0 && t < 1)
  const k = 4 + inner.length
  // Powers and cut-off cubes, each at most 1 in size: the cubes bend the curve at its knots and nowhere else.
  const feature = (row: number, into: Float64Array): void => {
    const t = place(input[row]!)
    into[0] = 1
    into[1] = t
    into[2] = t * t
    into[3] = t * t * t
    for (const [at, knot] of inner.entries()) into[4 + at] = t > knot ? ((t - knot) / (1 - knot)) ** 3 : 0
  }
  const centre = mean(values)
  const weights = leastSquares(
    input.length,
    k,
    feature,
    values.map((value) => value - centre),
  )
  const f = new Float64Array(k)
  return values.map((_, row) => {
    feature(row, f)
    return f.reduce((sum, x, at) => sum + x * weights[at]!, centre)
  })
}

function groupMeans(input: Float64Array, values: Float64Array): Float64Array {
  const groups = new Map<number, { sum: number; count: number }>()
  for (const [r, x] of input.entries()) {
    const group = groups.get(x) ?? { sum: 0, count: 0 }
    groups.set(x, { sum: group.sum + values[r]!, count: group.count + 1 })
  }
  return input.map((x) => groups.get(x)!.sum / groups.get(x)!.count)
}
