import { demand } from './bad-input.ts'
import { choiceProblems, isRecord, numberProblems, type Problem, refuse, wholeProblems } from './problem.ts'

/** A rate a year (0.035 for 3.5 %) that applies from one year of the appraisal to another, both included. */
export type RateBand = { readonly fromYear: number; readonly toYear?: number; readonly rate: number }

/**
 * How money later is weighed against money now. The rates are data that come with a date and a source (see
 * content/parameters/discount-rate.yaml), never a constant of the program.
 */
export type DiscountSchedule = {
  readonly bands: readonly RateBand[]
  /** `end` of the year is the Treasury's convention; `middle` moves every amount half a year nearer. */
  readonly timing?: 'end' | 'middle'
}

/** One rate for every year. 0.035 is 3.5 %. O(1). */
export function flatRate(rate: number): DiscountSchedule {
  return { bands: [{ fromYear: 1, rate }] }
}

/** What is wrong with a schedule, as data: gaps, overlaps, rates of -100 % or less. */
export function discountProblems(value: unknown, field: string): Problem[] {
  if (!isRecord(value) || !Array.isArray(value['bands']) || value['bands'].length === 0) {
    return [{ field: `${field}.bands`, problem: 'are missing', mend: 'give at least one rate with fromYear' }]
  }
  const bands: unknown[] = value['bands']
  const timing = value['timing'] ?? 'end'
  const problems = choiceProblems(timing, `${field}.timing`, ['end', 'middle'])
  let next: number | undefined = 1
  for (const [i, band] of bands.entries()) {
    const where = `${field}.bands[${i}]`
    if (!isRecord(band)) return [...problems, { field: where, problem: 'is not a band', mend: 'give a rate' }]
    problems.push(...bandProblems(band, where, next))
    next = typeof band['toYear'] === 'number' ? band['toYear'] + 1 : undefined
  }
  return problems
}

function bandProblems(band: Record<string, unknown>, where: string, next: number | undefined): Problem[] {
  const problems = [
    ...numberProblems(band['rate'], `${where}.rate`, { atLeast: -0.5, atMost: 1 }),
    ...wholeProblems(band['fromYear'], `${where}.fromYear`, { atLeast: 1 }),
  ]
  if (band['toYear'] !== undefined) problems.push(...wholeProblems(band['toYear'], `${where}.toYear`))
  if (problems.length === 0 && band['fromYear'] !== next) {
    const mend = next === undefined ? 'give the band before it a toYear' : `start this band in year ${next}`
    problems.push({ field: `${where}.fromYear`, problem: `is ${String(band['fromYear'])}`, mend })
  }
  return problems
}

/** The rate that applies in a year (1 or later). O(bands). */
export function rateIn(schedule: DiscountSchedule, year: number): number {
  const band = schedule.bands.find(({ fromYear, toYear }) => year >= fromYear && year <= (toYear ?? Infinity))
  demand(band !== undefined, 'discount.bands', `have no rate for year ${year}; extend the last band`)
  return band.rate
}

/**
 * What £1 in each year 0..lastYear is worth now. D_0 = 1 and D_t = D_{t-1} / (1 + rate of year t), so with the
 * Treasury's bands D_10 = .708919, D_30 = .356278, D_31 = .345901, D_76 = .091916. In the middle-of-year convention
 * every factor from year 1 on is multiplied by the square root of (1 + its year's rate); year 0 is now either way.
 * O(years). Source: HM Treasury, The Green Book, annex 6.
 */
export function discountFactors(schedule: DiscountSchedule, lastYear: number): Float64Array {
  refuse(discountProblems(schedule, 'discount'))
  const factors = new Float64Array(lastYear + 1)
  factors[0] = 1
  for (let year = 1; year <= lastYear; year++)
    factors[year] = factors[year - 1]! / (1 + rateIn(schedule, year))
  if (schedule.timing === 'middle') {
    for (let year = 1; year <= lastYear; year++) factors[year]! *= Math.sqrt(1 + rateIn(schedule, year))
  }
  return factors
}

/**
 * Amounts in the money of each year, turned into the money of one base year: amount x index of the base year /
 * index of its own year. Do this before discounting at a real rate. O(years).
 */
export function deflate(
  amounts: ArrayLike<number>,
  index: ArrayLike<number>,
  baseYear: number,
): Float64Array {
  const base = index[baseYear]
  demand(base !== undefined && base > 0, 'priceIndex', `has no positive value for the base year ${baseYear}`)
  return Float64Array.from(amounts, (amount, year) => {
    const level = index[year]
    demand(level !== undefined && level > 0, 'priceIndex', `has no positive value for year ${year}`)
    return (amount * base) / level
  })
}
