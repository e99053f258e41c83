import type { TrustStatement } from '#content/trust.ts'

/** What one rater says of one council on one statement: a level from 1 to 5, or that they have no experience of it yet. */
export type Rating = 1 | 2 | 3 | 4 | 5 | 'none'

/** What one rater says of one council: a rating a statement, as far as they have come. */
export type Sheet = Readonly<Record<string, Rating>>

/** What a council says of another: the mean of its raters in tenths of a point (10 to 50), or null where none has experience. */
export type CouncilRatings = Readonly<Record<string, number | null>>

export const ratings: readonly Rating[] = [1, 2, 3, 4, 5, 'none']

/** Reads a sheet that was kept; anything that is no rating is left out. */
export function sheetFrom(value: unknown): Sheet {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {}
  const sheet: Record<string, Rating> = {}
  for (const [statement, given] of Object.entries(value)) {
    const rating = ratings.find((known) => known === given)
    if (rating !== undefined) sheet[statement] = rating
  }
  return sheet
}

/** The statements that a sheet leaves open. */
export function missingIn(sheet: Sheet, statements: readonly TrustStatement[]): TrustStatement[] {
  return statements.filter(({ id }) => sheet[id] === undefined)
}

/**
 * What a council says of one council, from all its raters' sheets. Each rater with experience counts once; the mean is kept
 * to a tenth, and how many raters there were is not kept at all.
 */
export function councilRatings(
  sheets: readonly Sheet[],
  statements: readonly TrustStatement[],
): CouncilRatings {
  return Object.fromEntries(
    statements.map(({ id }) => {
      const said = sheets.flatMap((sheet) => {
        const rating = sheet[id]
        return rating === undefined || rating === 'none' ? [] : [rating]
      })
      return [id, said.length === 0 ? null : meanInTenths(said.map((rating) => rating * 10))]
    }),
  )
}

/** The mean of values in tenths, as whole tenths; a half goes up. */
export function meanInTenths(tenths: readonly number[]): number {
  const sum = tenths.reduce((total, each) => total + each, 0)
  return Math.floor((2 * sum + tenths.length) / (2 * tenths.length))
}

/** What the reveal wrote is what `councilRatings` made; anything else there would be a fault of ours. */
export function councilRatingsFrom(value: unknown): CouncilRatings {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('An opened rating is no rating.')
  return Object.fromEntries(
    Object.entries(value).map(([statement, tenths]) => {
      if (tenths !== null && typeof tenths !== 'number')
        throw new Error('An opened rating holds something else.')
      return [statement, tenths]
    }),
  )
}

/** Fewest councils that must have said something before one figure over all of it is shown. */
export const fewestBehindAFigure = 3

/** One council's ratings of others, by the council they are about. Its view of itself is not among them. */
export type Given = { readonly council: string; readonly of: Readonly<Record<string, CouncilRatings>> }

/**
 * One figure a statement over everything that councils said of each other: each rating of one council by another counts once.
 * Null where fewer than three councils said anything, because then it would say what one of them said.
 */
export function figures(
  given: readonly Given[],
  statements: readonly string[],
): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    statements.map((statement) => {
      const said = given.map(({ of }) =>
        Object.values(of).flatMap((ratingsOf) => {
          const tenths = ratingsOf[statement]
          return tenths === null || tenths === undefined ? [] : [tenths]
        }),
      )
      const enough = said.filter((own) => own.length > 0).length >= fewestBehindAFigure
      return [statement, enough ? meanInTenths(said.flat()) : null]
    }),
  )
}
