import { demand } from './bad-input.ts'
import { smoothCurve } from './smooth-curve.ts'
import { mean, variance } from './summary.ts'

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
 * guess of each option's net benefit given the input comes from a smooth curve through the draws (`smoothCurve`: a cubic
 * spline with six inner knots; means for values that many draws share), after Strong, Oakley & Brennan 2014.
 * In the unit of the benefits. O(n log n), and O(n) an option. Source: Strong, Oakley and Brennan (2014).
 */
export function partialInformation(netBenefits: readonly Float64Array[], input: Float64Array): Information {
  demandOptions(netBenefits)
  demand(netBenefits[0]!.length === input.length, 'input', 'has another number of draws than the options')
  const curve = smoothCurve(input)
  return gainFrom(
    netBenefits.map((benefit) => curve(benefit)),
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
