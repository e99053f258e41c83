import type { Uncertain } from '#engine/distribution.ts'
import type { Falls, Range } from './case-part.ts'

/** Pence, or hundredths, as the engine takes them: pounds, or shares of a hundred. */
export function uncertainOf(range: Range, scale = 100): Uncertain {
  if (range.shape === 'known') return range.likely / scale
  if (range.shape === 'sure')
    return range.low === range.high
      ? range.low / scale
      : { kind: 'sure', low: range.low / scale, high: range.high / scale, sure: 0.9 }
  return { low: range.low / scale, likely: range.likely / scale, high: range.high / scale }
}

/** The value most people would call the estimate. */
export function likelyOf(range: Range): number {
  return range.shape === 'sure' ? (range.low + range.high) / 2 : range.likely
}

/** How much of a move is done by the end of each year. */
export function rampOf(plan: { firstYear: number; yearsToMove: number }, years: number): number[] {
  return Array.from({ length: years }, (_, year) =>
    Math.min(1, Math.max(0, (year - plan.firstYear + 1) / Math.max(1, plan.yearsToMove))),
  )
}

/** The share of one-off cost in each year; all in the first year of the move unless it was said. */
export function phaseOf(plan: { firstYear: number; phase: readonly number[] }, years: number): number[] {
  return Array.from({ length: years }, (_, year) =>
    plan.phase.length > 0
      ? (plan.phase[year] ?? 0) / 100
      : Number(year === Math.min(plan.firstYear, years - 1)),
  )
}

/** A pattern of amounts by year for an amount of 1: what falls once, every year, or as written (in pounds). */
export function yearsOf(falls: Falls, years: number): number[] {
  return Array.from({ length: years }, (_, year) => {
    if (falls.type === 'by-year') return (falls.amounts[year] ?? 0) / 100
    return Number(falls.type === 'once' ? year === falls.year : year >= falls.from && year <= falls.to)
  })
}

/**
 * The part of an old cost that cannot be stopped at once, for an old cost of 1: what moves in a year leaves all of it behind,
 * and then less each year, in a straight line to nothing after `lasting` years.
 */
export function strandedYears(ramp: readonly number[], lasting: number): number[] {
  return ramp.map((_, year) =>
    ramp.slice(0, year + 1).reduce((sum, moved, began) => {
      const moving = Math.max(0, moved - (ramp[began - 1] ?? 0))
      return sum + (lasting > 0 ? moving * Math.max(0, 1 - (year - began) / lasting) : 0)
    }, 0),
  )
}

/** What is wrong with how an amount falls, against the years of the case. */
export type FallsFault =
  | { readonly type: 'missing-years'; readonly wanted: number; readonly found: number }
  | { readonly type: 'outside'; readonly last: number }
  | { readonly type: 'backwards' }

export function fallsFaults(falls: Falls, lastYear: number): FallsFault[] {
  if (falls.type === 'by-year')
    return falls.amounts.length === lastYear + 1
      ? []
      : [{ type: 'missing-years', wanted: lastYear + 1, found: falls.amounts.length }]
  const [from, to] = falls.type === 'once' ? [falls.year, falls.year] : [falls.from, falls.to]
  return [
    ...(from < 0 || to > lastYear ? [{ type: 'outside' as const, last: lastYear }] : []),
    ...(from > to ? [{ type: 'backwards' as const }] : []),
  ]
}
