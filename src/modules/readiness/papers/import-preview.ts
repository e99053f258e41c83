import type { Json } from '#platform/canonical.ts'
import { xmlSafe } from '#platform/xml.ts'
import { emptyDraft, type Draft } from '../answer.ts'
import type { DraftFields } from '../answer-commands.ts'
import type { ImportRow, RowError } from './answers-import.ts'
import { templateHeaders } from './answers-template.ts'
import { answerColumns, type UploadedField } from './draft-columns.ts'
import type { HeldNote } from './own-papers.ts'

/** An upload that waits to be looked at: what could be read of it, over which versions, and what could not. */
export type PendingImport = {
  readonly fileName: string
  readonly rows: readonly PendingRow[]
  readonly errors: readonly RowError[]
  readonly unread: readonly string[]
  readonly warnings: readonly string[]
}

/** A row with the versions it would be saved over: those its sheet names, or those that stood when it was loaded. */
export type PendingRow = Omit<ImportRow, 'over'> & { readonly seen: number; readonly noteSeen: number }

/** What the council has on a statement now. */
export type Standing = { readonly draft: Draft; readonly version: number; readonly note: HeldNote }

export const nothingYet: Standing = { draft: emptyDraft, version: 0, note: { text: '', version: 0 } }

/** One field that a row would change, as people read it. */
export type FieldChange = { readonly field: string; readonly from: string; readonly to: string }

export type PreviewRow = {
  readonly row: number
  readonly item: string
  readonly number: string
  readonly changes: readonly FieldChange[]
  /** Somebody has saved this statement since the sheet was drawn up, and it says something else. */
  readonly changedSince: boolean
}

export type ImportPreview = {
  readonly changing: readonly PreviewRow[]
  readonly unchanged: number
  readonly errors: readonly RowError[]
}

/** What would happen if the upload were saved now. Pure; the same rule decides when it is saved. */
export function importPreview(
  pending: PendingImport,
  standing: ReadonlyMap<string, Standing>,
): ImportPreview {
  const rows = pending.rows.map((row) => previewRow(row, standing.get(row.item) ?? nothingYet))
  return {
    changing: rows.filter(({ changes }) => changes.length > 0),
    unchanged: rows.filter(({ changes }) => changes.length === 0).length,
    errors: pending.errors,
  }
}

export function previewRow(row: PendingRow, standing: Standing): PreviewRow {
  const fields = changedFields(row.fields, standing.draft)
  const isNoteChanged = row.note !== undefined && asInCell(row.note) !== asInCell(standing.note.text)
  const changes: FieldChange[] = fields.map((field) => ({
    field: answerColumns[field].header,
    from: shown(field, standing.draft),
    to: shown(field, { ...standing.draft, ...row.fields }),
  }))
  if (isNoteChanged)
    changes.push({ field: templateHeaders.note, from: standing.note.text, to: row.note ?? '' })
  const { item, number } = row
  const changedSince =
    (fields.length > 0 && standing.version !== row.seen) ||
    (isNoteChanged && standing.note.version !== row.noteSeen)
  return { row: row.row, item, number, changes, changedSince }
}

/** The fields of a row that say something else than what stands. A spreadsheet's own line ends are not a change. */
export function changedFields(fields: DraftFields, draft: Draft): UploadedField[] {
  return uploadedFields.filter((field) => {
    const given = fields[field]
    return given !== undefined && asInCell(given) !== asInCell(draft[field])
  })
}

const uploadedFields: readonly UploadedField[] = Object.keys(answerColumns).filter(isUploaded)

function isUploaded(name: string): name is UploadedField {
  return Object.hasOwn(answerColumns, name)
}

/** Text as it comes back from a spreadsheet: line feeds only, and no characters that a file cannot hold. */
export function asInCell(text: string): string {
  return xmlSafe(text).replace(/\r\n?/gu, '\n')
}

function shown(field: UploadedField, draft: Draft): string {
  const cell = answerColumns[field].show(draft)
  return cell === null ? '' : String(cell)
}

/** What an upload did, kept so that it can be undone: each statement before it, and the version it made. */
export type KeptUndo = {
  readonly by: string
  readonly rows: readonly UndoRow[]
  readonly left: readonly { readonly row: number; readonly number: string | null }[]
}

export type UndoRow = {
  readonly item: string
  readonly number: string
  /** Null where only the note changed. `before` is null where nothing had been saved yet. */
  readonly answer: { readonly made: number; readonly before: Draft | null } | null
  readonly note: { readonly made: number; readonly before: string } | null
}

/** What was kept is what these types say: it was sealed by this module and by nothing else. */
export function pendingFrom(value: Json): PendingImport | null {
  return value === null ? null : (value as unknown as PendingImport)
}

export function undoFrom(value: Json): KeptUndo | null {
  return value === null ? null : (value as unknown as KeptUndo)
}
