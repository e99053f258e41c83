import { demand, demandFinite } from './bad-input.ts'

/** r_wg: how much less people in one group differ than people who answer at random. */
export type WithinGroup =
  | {
      kind: 'agreement'
      /** 1: all alike; 0: as spread as random answers, or more. */
      value: number
      /** The answers spread wider than random ones, so `value` was held at 0. */
      heldAtZero: boolean
      respondents: number
    }
  | { kind: 'undefined'; because: 'fewer-than-two-respondents' }

/**
 * Variance of answers spread evenly over a scale of `levels` steps, (A² − 1)/12: 2 for five levels. O(1).
 * Source: James, Demaree and Wolf (1984).
 */
export function evenSpreadVariance(levels: number): number {
  demand(Number.isInteger(levels) && levels >= 2, 'levels', 'must be a whole number of at least 2')
  return (levels * levels - 1) / 12
}

/**
 * r_wg of one statement: 1 − (variance of the answers ÷ variance of even random answers).
 *
 * `answers` are levels of one group; variance has n − 1 below the line. Throws `BadInput` for a value outside the
 * scale. O(n). Source: James, Demaree and Wolf (1984).
 */
export function withinGroupAgreement(answers: readonly number[], levels: number): WithinGroup {
  return withinGroupAgreementOver(
    answers.map((answer) => [answer]),
    levels,
  )
}

/**
 * r_wg(j) of j parallel statements: J(1 − s̄²/σ²) ÷ (J(1 − s̄²/σ²) + s̄²/σ²), s̄² the mean variance over statements.
 *
 * `respondents[p][j]` is a level, or null where person p did not answer; a statement answered by fewer than two is
 * left out of the mean and of J. Throws `BadInput` for rows of unequal length or values outside the scale.
 * O(people × statements). Source: James, Demaree and Wolf (1984).
 */
export function withinGroupAgreementOver(
  respondents: readonly (readonly (number | null)[])[],
  levels: number,
): WithinGroup {
  const even = evenSpreadVariance(levels)
  const statements = respondents[0]?.length ?? 0
  for (const [person, row] of respondents.entries()) {
    const field = `respondents[${person}]`
    demand(row.length === statements, field, `has ${row.length} answers where the first has ${statements}`)
    for (const [index, value] of row.entries()) demandOnScale(value, levels, `${field}[${index}]`)
  }
  const variances: number[] = []
  for (let index = 0; index < statements; index += 1) {
    const given = respondents.map((row) => row[index] ?? null).filter((value) => value !== null)
    if (given.length >= 2) variances.push(varianceOf(given))
  }
  if (variances.length === 0) return { kind: 'undefined', because: 'fewer-than-two-respondents' }
  const ratio = variances.reduce((sum, variance) => sum + variance, 0) / variances.length / even
  const agreed = variances.length * Math.max(0, 1 - ratio)
  return {
    kind: 'agreement',
    value: agreed / (agreed + Math.min(1, ratio)),
    heldAtZero: ratio > 1,
    respondents: respondents.length,
  }
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}

function demandOnScale(value: number | null, levels: number, field: string): void {
  if (value === null) return
  demandFinite(value, field)
  demand(value >= 1 && value <= levels, field, `must lie from 1 to ${levels}`)
}
