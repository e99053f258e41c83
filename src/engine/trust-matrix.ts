import { demand, demandDistinct, demandFinite } from './bad-input.ts'
import { socialRelations, type SocialRelations } from './social-relations.ts'

/** What each council says of each other: `ratings[giver][receiver]`, null for "no experience yet". */
export type TrustRatings = {
  councils: readonly string[]
  /** The diagonal is what a council says of itself; it never enters a mean. */
  ratings: readonly (readonly (number | null)[])[]
}

/** When two answers count as apart, as trust, and as a blind spot; in points of the scale. */
export type TrustThresholds = { apart: number; trustFrom: number; blindSpotFrom: number }

const USUAL_THRESHOLDS: TrustThresholds = { apart: 1, trustFrom: 3, blindSpotFrom: 2 }

/** Both directions of one pair, and how to read them. */
export type TrustPair = {
  first: string
  second: string
  firstSays: number | null
  secondSays: number | null
  /** What the first says less what the second says; null unless both answered. */
  difference: number | null
  reading: 'both-trust' | 'both-doubt' | 'mixed' | 'one-sided' | 'no-experience'
  /** Who trusts more, where it is one-sided. */
  moreTrusting: string | null
}

/** A council that rates itself well above how the others rate it. */
export type BlindSpot = { council: string; itself: number; others: number; difference: number }

/** A row or column of the matrix: the mean of what was said, and of how many. */
export type TrustMean = { council: string; mean: number | null; of: number }

/** The whole reading of a trust matrix. */
export type TrustReport = {
  given: readonly TrustMean[]
  received: readonly TrustMean[]
  pairs: readonly TrustPair[]
  blindSpots: readonly BlindSpot[]
  model: SocialRelations
}

/**
 * Reads a matrix of what councils say of each other: pair by pair in both directions, means by row and column,
 * blind spots, and the Social Relations Model where four or more councils answered in full.
 *
 * With three councils only the pairs and means are given: the model cannot tell a trusting council from a pair that
 * gets on. Throws `BadInput` for fewer than two councils, a name used twice, a matrix that is not square, or a
 * value that is not finite. O(n²). Source: Kenny, Kashy and Cook, Dyadic Data Analysis (2006), chapter 8.
 */
export function trustReport(given: TrustRatings, thresholds: Partial<TrustThresholds> = {}): TrustReport {
  checkMatrix(given)
  const { councils, ratings } = given
  const limits = { ...USUAL_THRESHOLDS, ...thresholds }
  const received = councils.map((council, column) =>
    meanOf(
      council,
      ratings.map((row, giver) => (giver === column ? null : (row[column] ?? null))),
    ),
  )
  return {
    given: councils.map((council, row) =>
      meanOf(
        council,
        ratings[row]!.map((value, receiver) => (receiver === row ? null : value)),
      ),
    ),
    received,
    pairs: pairsOf(given, limits),
    blindSpots: councils.flatMap((council, index) => {
      const itself = ratings[index]![index] ?? null
      const others = received[index]!.mean
      if (itself === null || others === null || itself - others < limits.blindSpotFrom) return []
      return [{ council, itself, others, difference: itself - others }]
    }),
    model: socialRelations(ratings),
  }
}

function pairsOf({ councils, ratings }: TrustRatings, limits: TrustThresholds): TrustPair[] {
  return councils.flatMap((first, i) =>
    councils.slice(i + 1).map((second, offset): TrustPair => {
      const j = i + 1 + offset
      const firstSays = ratings[i]![j] ?? null
      const secondSays = ratings[j]![i] ?? null
      if (firstSays === null || secondSays === null) {
        return {
          first,
          second,
          firstSays,
          secondSays,
          difference: null,
          reading: 'no-experience',
          moreTrusting: null,
        }
      }
      const difference = firstSays - secondSays
      const reading = readingOf(firstSays, secondSays, limits)
      const moreTrusting = reading === 'one-sided' ? (difference > 0 ? first : second) : null
      return { first, second, firstSays, secondSays, difference, reading, moreTrusting }
    }),
  )
}

function readingOf(a: number, b: number, { apart, trustFrom }: TrustThresholds): TrustPair['reading'] {
  if (Math.abs(a - b) >= apart) return 'one-sided'
  if (Math.min(a, b) >= trustFrom) return 'both-trust'
  return Math.max(a, b) < trustFrom ? 'both-doubt' : 'mixed'
}

function meanOf(council: string, values: readonly (number | null)[]): TrustMean {
  const said = values.filter((value) => value !== null)
  const sum = said.reduce((total, value) => total + value, 0)
  return { council, mean: said.length === 0 ? null : sum / said.length, of: said.length }
}

function checkMatrix({ councils, ratings }: TrustRatings): void {
  demand(councils.length >= 2, 'councils', 'needs at least two councils')
  demandDistinct(councils, 'councils')
  demand(ratings.length === councils.length, 'ratings', `needs ${councils.length} rows, one a council`)
  for (const [row, values] of ratings.entries()) {
    demand(
      values.length === councils.length,
      `ratings[${row}]`,
      `needs ${councils.length} values, one a council`,
    )
    for (const [column, value] of values.entries()) {
      if (value !== null) demandFinite(value, `ratings[${row}][${column}]`)
    }
  }
}
