import { demand, demandFinite } from './bad-input.ts'

/** How much of people's difference lies between groups (councils) rather than within them. */
export type GroupIntraclass =
  | {
      kind: 'icc'
      /** ICC(1): how far one person's answer tells you their council. Can be below 0. */
      icc1: number
      /** ICC(2): how dependable a council's mean is. */
      icc2: number
      meanSquareBetween: number
      meanSquareWithin: number
      groups: number
      people: number
    }
  | { kind: 'undefined'; because: 'fewer-than-two-groups' | 'nobody-repeats' | 'groups-do-not-differ' }

/**
 * ICC(1) and ICC(2) of one-way groups, of any sizes, from the analysis of variance. The group size k is the mean
 * size, as Bliese does.
 *
 * `groups[g]` are the answers in group g; empty groups are left out. Throws `BadInput` for a value that is not
 * finite. O(n). Source: Bliese (2000), Within-group agreement, non-independence, and reliability.
 */
export function groupIntraclass(groups: readonly (readonly number[])[]): GroupIntraclass {
  for (const [group, answers] of groups.entries()) {
    for (const [index, value] of answers.entries()) demandFinite(value, `groups[${group}][${index}]`)
  }
  const filled = groups.filter((answers) => answers.length > 0)
  const people = filled.reduce((sum, answers) => sum + answers.length, 0)
  if (filled.length < 2) return { kind: 'undefined', because: 'fewer-than-two-groups' }
  if (people === filled.length) return { kind: 'undefined', because: 'nobody-repeats' }
  const overall = meanOf(filled.flat())
  let between = 0
  let within = 0
  for (const answers of filled) {
    const mean = meanOf(answers)
    between += answers.length * (mean - overall) ** 2
    within += answers.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  }
  const meanSquareBetween = between / (filled.length - 1)
  const meanSquareWithin = within / (people - filled.length)
  const least = negligible(filled.flat())
  if (meanSquareBetween <= Math.max(least, meanSquareWithin * 1e-12)) {
    return { kind: 'undefined', because: 'groups-do-not-differ' }
  }
  const size = people / filled.length
  return {
    kind: 'icc',
    icc1: (meanSquareBetween - meanSquareWithin) / (meanSquareBetween + (size - 1) * meanSquareWithin),
    icc2: (meanSquareBetween - meanSquareWithin) / meanSquareBetween,
    meanSquareBetween,
    meanSquareWithin,
    groups: filled.length,
    people,
  }
}

/**
 * The six intraclass correlations of Shrout and Fleiss for a full table. The first number: 1, different raters for
 * each thing rated; 2, the same raters, who stand for others like them; 3, these raters only. `single` is one
 * rater's dependability, `average` that of the mean of all of them; null where the variance below the line is not
 * positive, so that no such correlation exists.
 */
export type RaterIntraclass = {
  kind: 'icc'
  single: { icc1: number | null; icc2: number | null; icc3: number | null }
  average: { icc1: number | null; icc2: number | null; icc3: number | null }
}

/**
 * Intraclass correlations of a full table `ratings[thing][rater]`.
 *
 * Undefined when every rating is the same. Throws `BadInput` for fewer than two things or
 * raters, unequal rows, or a value that is not finite. O(n). Source: Shrout and Fleiss (1979).
 */
export function raterIntraclass(
  ratings: readonly (readonly number[])[],
): RaterIntraclass | { kind: 'undefined'; because: 'no-difference' } {
  const things = ratings.length
  const raters = ratings[0]?.length ?? 0
  demand(things >= 2 && raters >= 2, 'ratings', 'needs at least two things rated by at least two raters')
  for (const [thing, row] of ratings.entries()) {
    demand(
      row.length === raters,
      `ratings[${thing}]`,
      `has ${row.length} ratings where the first has ${raters}`,
    )
    for (const [rater, value] of row.entries()) demandFinite(value, `ratings[${thing}][${rater}]`)
  }
  const { between, judges, residual, within } = meanSquares(ratings, things, raters)
  const least = Math.max(negligible(ratings.flat()), within * 1e-12)
  if (between <= least && within <= least) return { kind: 'undefined', because: 'no-difference' }
  const judgeTerm = (judges - residual) / things
  const ratio = (above: number, below: number) => (below > least ? above / below : null)
  return {
    kind: 'icc',
    single: {
      icc1: ratio(between - within, between + (raters - 1) * within),
      icc2: ratio(between - residual, between + (raters - 1) * residual + raters * judgeTerm),
      icc3: ratio(between - residual, between + (raters - 1) * residual),
    },
    average: {
      icc1: ratio(between - within, between),
      icc2: ratio(between - residual, between + judgeTerm),
      icc3: ratio(between - residual, between),
    },
  }
}

function meanSquares(ratings: readonly (readonly number[])[], things: number, raters: number) {
  const overall = meanOf(ratings.flat())
  const thingMeans = ratings.map(meanOf)
  const judgeMeans = Array.from({ length: raters }, (_, rater) => meanOf(ratings.map((row) => row[rater]!)))
  const spread = (means: readonly number[]) => means.reduce((sum, mean) => sum + (mean - overall) ** 2, 0)
  let residual = 0
  let within = 0
  for (const [thing, row] of ratings.entries()) {
    for (const [rater, value] of row.entries()) {
      residual += (value - thingMeans[thing]! - judgeMeans[rater]! + overall) ** 2
      within += (value - thingMeans[thing]!) ** 2
    }
  }
  return {
    between: (raters * spread(thingMeans)) / (things - 1),
    judges: (things * spread(judgeMeans)) / (raters - 1),
    residual: residual / ((things - 1) * (raters - 1)),
    within: within / (things * (raters - 1)),
  }
}

/** A mean square so small that it can only be rounding. */
function negligible(values: readonly number[]): number {
  return 1e-24 * values.reduce((most, value) => Math.max(most, value * value), 0)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
