import type { SocialRelations } from '#engine/social-relations.ts'
import { trustReport, type TrustPair } from '#engine/trust-matrix.ts'
import type { TrustStatement } from '#content/trust.ts'
import type { OpenedRatings } from './queries.ts'
import { meanInTenths, type CouncilRatings } from './rating.ts'

/** What one council said of another and what came back, on one statement, in tenths; null where nothing was said or opened. */
export type BothWays = {
  readonly statement: TrustStatement
  readonly first: number | null
  readonly second: number | null
  /** What the first said less what the second said. */
  readonly difference: number | null
}

/** What a council said of another over all statements on which it had experience, in tenths. */
export function meanOver(ratings: CouncilRatings | undefined): number | null {
  const said = Object.values(ratings ?? {}).flatMap((tenths) => (tenths === null ? [] : [tenths]))
  return said.length === 0 ? null : meanInTenths(said)
}

function between(opened: readonly OpenedRatings[], giver: string, about: string): CouncilRatings | undefined {
  return opened.find((each) => each.giver === giver && each.about === about)?.ratings
}

/** Both directions of a pair, statement by statement: what the first said of the second, and the second of the first. */
export function bothWays(
  opened: readonly OpenedRatings[],
  statements: readonly TrustStatement[],
  first: string,
  second: string,
): BothWays[] {
  const one = between(opened, first, second)
  const other = between(opened, second, first)
  return statements.map((statement) => {
    const a = one?.[statement.id] ?? null
    const b = other?.[statement.id] ?? null
    return { statement, first: a, second: b, difference: a === null || b === null ? null : a - b }
  })
}

/** Who says what of whom: a row a giver, a column a council that is rated; the diagonal is nobody's to read here. */
export type Matrix = {
  readonly councils: readonly string[]
  readonly cells: readonly (readonly (number | null)[])[]
}

/** The matrix of one statement, or over all of them, in tenths. */
export function matrixOf(
  opened: readonly OpenedRatings[],
  councils: readonly string[],
  statement?: string,
): Matrix {
  const cell = (giver: string, about: string): number | null => {
    if (giver === about) return null
    const ratings = between(opened, giver, about)
    return statement === undefined ? meanOver(ratings) : (ratings?.[statement] ?? null)
  }
  return { councils, cells: councils.map((giver) => councils.map((about) => cell(giver, about))) }
}

/** The reading of each pair and, of four or more in full, the Social Relations Model, in points. */
export type Reading = { readonly pairs: readonly TrustPair[]; readonly model: SocialRelations }

export function readingOf({ councils, cells }: Matrix): Reading {
  const { pairs, model } = trustReport({
    councils,
    ratings: cells.map((row) => row.map((tenths) => (tenths === null ? null : tenths / 10))),
  })
  return { pairs, model }
}

/** The statement on which a pair stands furthest apart, or null where nothing can be compared. */
export function furthestApart(rows: readonly BothWays[]): BothWays | null {
  const known = rows.filter(({ difference }) => difference !== null)
  const [first, ...rest] = known
  if (!first) return null
  return rest.reduce(
    (furthest, row) => (Math.abs(row.difference ?? 0) > Math.abs(furthest.difference ?? 0) ? row : furthest),
    first,
  )
}

/** How a figure moved from one round to the next, in tenths. */
export type Trend = { readonly statement: TrustStatement; readonly values: readonly (number | null)[] }

/** Moves of less than this are not called moves, in tenths: means of few people wander by as much. */
export const smallestMove = 5
