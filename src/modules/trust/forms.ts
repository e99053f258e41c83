import type { TrustStatement } from '#content/trust.ts'
import { isVisibility, type Visibility } from '#modules/round/index.ts'
import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { missingIn, ratings, type Sheet } from './rating.ts'

/** A posted sheet: what was chosen, which statements are still open, and the version of what the rater had seen. */
export type PostedSheet = { readonly sheet: Sheet; readonly seen: number; readonly errors: Form['errors'] }

/** Reads a sheet. What was chosen counts even where something is still open, so that nothing is lost. */
export function readSheet(body: unknown, statements: readonly TrustStatement[]): PostedSheet {
  const posted = readForm(body)
  const sheet: Record<string, Sheet[string]> = {}
  for (const { id } of statements) {
    const rating = ratings.find((known) => String(known) === posted[id])
    if (rating !== undefined) sheet[id] = rating
  }
  const version = Number(posted['version'])
  return {
    sheet,
    seen: Number.isSafeInteger(version) && version > 0 && version < 2 ** 31 ? version : 0,
    errors: Object.fromEntries(
      missingIn(sheet, statements).map(({ id, about }) => [
        id,
        `${about}: choose a level, or “No experience yet”`,
      ]),
    ),
  }
}

export function sheetForm(sheet: Sheet, errors: Form['errors'] = {}): Form {
  return {
    values: Object.fromEntries(Object.entries(sheet).map(([id, rating]) => [id, String(rating)])),
    errors,
  }
}

export function readVisibility(body: unknown): { value: Visibility } | { form: Form } {
  const posted = readForm(body)
  const choice = posted['choice']
  return isVisibility(choice)
    ? { value: choice }
    : { form: { values: posted, errors: { choice: 'Choose how far the ratings are shown' } } }
}
