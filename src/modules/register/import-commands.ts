import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type Id } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import type { Viewer } from '#platform/viewer.ts'
import { guessMapping, type Mapping, type RowReading } from './import-rows.ts'
import { turning, type Shelf } from './shelf.ts'
import type { RegisterTables } from './tables.ts'

export type ImportDeps = { readonly db: Database<RegisterTables>; readonly shelf: Shelf }
export type ImportId = Id<'import'>
export type Cell = string | number | null

/** A list that somebody took over, or is about to. */
export type Import = {
  readonly id: ImportId
  readonly name: string
  readonly source: string
  readonly licence: string
  readonly onDay: string
  readonly state: 'draft' | 'taken' | 'undone'
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  readonly mapping: Mapping
}

export type NewImport = Pick<Import, 'name' | 'source' | 'licence' | 'columns' | 'rows'>

/** Keeps a list that was uploaded. Nothing of it is public before it has been looked at and taken over. */
export function keepImport(
  deps: ImportDeps,
  by: Viewer,
  { rows, columns, ...about }: NewImport,
): Promise<ImportId> {
  const id: ImportId = newId()
  return inTransaction(deps.db, by, async (trx) => {
    await trx
      .insertInto('register_import')
      .values({
        id,
        ...about,
        on_day: londonDay(by.now),
        state: 'draft',
        columns: JSON.stringify(columns),
        rows: JSON.stringify(rows),
        mapping: JSON.stringify(guessMapping(columns)),
      })
      .execute()
    return id
  })
}

export async function importFor(deps: ImportDeps, by: Viewer, id: ImportId): Promise<Import> {
  const found = (await importsFor(deps, by, id))[0]
  if (!found) throw new NotFound('No such list.')
  return found
}

/** The lists, newest first. The rows come with one that is asked for by name only. */
export function importsFor(deps: ImportDeps, by: Viewer, id?: ImportId): Promise<Import[]> {
  return inTransaction(deps.db, by, async (trx) => {
    const rows = await trx
      .selectFrom('register_import')
      .selectAll()
      .where((where) => (id === undefined ? where.lit(true) : where('id', '=', id)))
      .orderBy('on_day', 'desc')
      .orderBy('id')
      .execute()
    return rows.map(({ on_day, columns, mapping, rows: cells, ...row }) => ({
      ...row,
      onDay: on_day,
      columns: columns as unknown as readonly string[],
      mapping: mapping as unknown as Mapping,
      rows: cells as unknown as readonly (readonly Cell[])[],
    }))
  })
}

export function setMapping(deps: ImportDeps, by: Viewer, id: ImportId, mapping: Mapping): Promise<void> {
  return inTransaction(deps.db, by, async (trx) => {
    await trx
      .updateTable('register_import')
      .set({ mapping: JSON.stringify(mapping) })
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .execute()
  })
}

/** Takes over the rows that can be read; the others were shown with their reasons and stay out. How many came in. */
export function takeOver(
  deps: ImportDeps,
  by: Viewer,
  list: Import,
  readings: readonly RowReading[],
): Promise<number> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const taken = await trx
        .updateTable('register_import')
        .set({ state: 'taken' })
        .where('id', '=', list.id)
        .where('state', '=', 'draft')
        .returning('id')
        .executeTakeFirst()
      if (!taken) return 0
      const origin = JSON.stringify({
        type: 'imported',
        list: list.name,
        source: list.source,
        licence: list.licence,
        on: londonDay(by.now),
      })
      const rows = readings.flatMap((reading) => ('words' in reading ? [reading.words] : []))
      for (let i = 0; i < rows.length; i += 500)
        await trx
          .insertInto('register_imported')
          .values(
            rows.slice(i, i + 500).map((words) => ({
              entry_id: words.id,
              import_id: list.id,
              words: JSON.stringify(words),
              origin,
              gone_on: null,
            })),
          )
          .execute()
      return rows.length
    }),
  )
}

/** Takes the list back: its entries go at once, and their addresses say why. */
export function undoImport(deps: ImportDeps, by: Viewer, id: ImportId): Promise<void> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      await trx
        .updateTable('register_import')
        .set({ state: 'undone' })
        .where('id', '=', id)
        .where('state', '=', 'taken')
        .execute()
      await trx
        .updateTable('register_imported')
        .set({ gone_on: londonDay(by.now) })
        .where('import_id', '=', id)
        .execute()
    }),
  )
}
