import type { Kysely } from 'kysely'
import type { Viewer } from '#platform/viewer.ts'
import { correctable, type Correctable } from './correction.ts'
import type { RegisterTables } from './tables.ts'

export type Suggestion = {
  readonly id: RegisterTables['register_suggestion']['id']
  readonly entryId: string
  readonly field: Correctable | 'other'
  readonly shouldBe: string
  readonly source: string
  readonly onDay: string
}

const columns = [
  'id',
  'entry_id as entryId',
  'field',
  'should_be as shouldBe',
  'source',
  'on_day as onDay',
] as const

/** The open suggestions that this viewer may decide on, oldest first; the row policy decides which. */
export async function openSuggestions(db: Kysely<RegisterTables>, _viewer: Viewer): Promise<Suggestion[]> {
  const rows = await db
    .selectFrom('register_suggestion')
    .select(columns)
    .where('state', '=', 'open')
    .orderBy('on_day')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, field: fieldOf(row.field) }))
}

export async function suggestionFor(
  db: Kysely<RegisterTables>,
  viewer: Viewer,
  id: Suggestion['id'],
): Promise<Suggestion | null> {
  return (await openSuggestions(db, viewer)).find((each) => each.id === id) ?? null
}

function fieldOf(text: string): Correctable | 'other' {
  return correctable.find((each) => each === text) ?? 'other'
}

/** A correction that is decided and not yet public: for the councils that are named, and the operator. */
export type PendingCorrection = {
  readonly field: Correctable
  readonly was: string
  readonly is: string
  readonly why: string
  readonly publicOn: string
}

export async function pendingCorrections(
  db: Kysely<RegisterTables>,
  _viewer: Viewer,
  entryId: string,
  today: string,
): Promise<PendingCorrection[]> {
  const rows = await db
    .selectFrom('register_correction')
    .select(['field', 'was', 'is_now', 'why', 'public_on'])
    .where('entry_id', '=', entryId)
    .where('public_on', '>', today)
    .orderBy('public_on')
    .execute()
  return rows.flatMap(({ field, was, is_now, why, public_on }) => {
    const name = correctable.find((each) => each === field)
    return name ? [{ field: name, was, is: is_now, why, publicOn: public_on }] : []
  })
}
