import type { Statement } from '#content/framework.ts'
import type { UploadedCell, UploadedSheet } from '#platform/uploaded-sheet.ts'
import type { DraftFields } from '../answer-commands.ts'
import { readVersionCell, templateHeaders } from './answers-template.ts'
import {
  answerColumns,
  isProblem,
  plainly,
  within,
  type CellProblem,
  type UploadedField,
} from './draft-columns.ts'

/** One row of an uploaded sheet that could be read: what it would save of one statement. */
export type ImportRow = {
  /** As the spreadsheet counts it, from 1. */
  readonly row: number
  readonly item: string
  readonly number: string
  readonly fields: DraftFields
  /** The private note; absent where the sheet has no such column. */
  readonly note?: string
  /** What the sheet was filled in over, where it says so. */
  readonly over: { readonly answer: number; readonly note: number } | null
}

/** Why one row cannot be read. Rows count as the spreadsheet counts them. */
export type RowError = {
  readonly row: number
  readonly number: string | null
  readonly problem:
    | { readonly type: 'no-statement-named' }
    | { readonly type: 'unknown-statement'; readonly given: string }
    | { readonly type: 'two-statements-named'; readonly id: string; readonly number: string }
    | { readonly type: 'twice'; readonly first: number }
    | { readonly type: 'cell'; readonly column: string; readonly given: string; readonly why: CellProblem }
}

/** What a sheet comes to, or why it is no answer sheet at all. */
export type ImportReading =
  | {
      readonly rows: readonly ImportRow[]
      readonly errors: readonly RowError[]
      /** Headers that no field goes by, such as a column somebody added. They are left alone and said. */
      readonly unread: readonly string[]
    }
  | { readonly problem: SheetProblem }

export type SheetProblem =
  | { readonly type: 'no-header-row' }
  | { readonly type: 'no-answer-columns' }
  | { readonly type: 'column-twice'; readonly header: string }
  | { readonly type: 'no-rows' }

type Column = { readonly at: number; readonly header: string; readonly goes: Goes }
type Goes = UploadedField | 'id' | 'number' | 'note' | 'version'

const fieldNames = ['reading', 'reason', 'importance', 'confidence', 'grade', 'evidence', 'link'] as const
const searchedRows = 20

/** What every header goes by. Capitals, spaces and points do not matter. */
const known: ReadonlyMap<string, Goes> = new Map<string, Goes>([
  ...fieldNames.flatMap((field): [string, Goes][] => {
    const { header, also } = answerColumns[field]
    return [header, ...also].map((name) => [plainly(name), field])
  }),
  [plainly(templateHeaders.id), 'id'],
  ['statement id', 'id'],
  [plainly(templateHeaders.number), 'number'],
  ['no', 'number'],
  ['statement number', 'number'],
  [plainly(templateHeaders.note), 'note'],
  ['note', 'note'],
  [plainly(templateHeaders.version), 'version'],
  ['saved version', 'version'],
])

/** Headers of the template that are there to be read by people. */
const shown =
  /^(?:area|statement|gate|level [1-5] .*|file on the page only|file|brought forward not yet looked at)$/u

/**
 * Reads an uploaded workbook as answers. Pure: nothing is looked up and nothing is kept. The first sheet with a header row
 * that names statements is taken; a row without anything in it is passed over. Cost: linear in the cells.
 */
export function readAnswerSheet(
  sheets: readonly UploadedSheet[],
  statements: readonly Statement[],
): ImportReading {
  const found = sheets.map(headerOf).find((header) => header !== null)
  if (!found) return { problem: { type: 'no-header-row' } }
  const { rows, at, columns, unread } = found
  const twice = columns.find(({ goes }, index) => columns.findIndex((other) => other.goes === goes) !== index)
  if (twice) return { problem: { type: 'column-twice', header: twice.header } }
  const answers = columns.filter(({ goes }) => !['id', 'number', 'version'].includes(goes))
  if (answers.length === 0) return { problem: { type: 'no-answer-columns' } }
  const read = rows
    .slice(at + 1)
    .map((cells, index) => ({ cells, row: at + index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''))
    .map(({ cells, row }) => readRow(cells, row, columns, statements))
  if (read.length === 0) return { problem: { type: 'no-rows' } }
  return { ...withoutTwice(read), unread }
}

function headerOf({ rows }: UploadedSheet) {
  for (const [at, cells] of rows.slice(0, searchedRows).entries()) {
    const heads = cells.map((cell, index) => ({ at: index, header: textOf(cell).trim() }))
    const columns = heads.flatMap(({ at: index, header }): Column[] => {
      const goes = known.get(plainly(header))
      return goes ? [{ at: index, header, goes }] : []
    })
    const names = columns.some(({ goes }) => goes === 'id' || goes === 'number')
    if (!names || columns.length < 2) continue
    const unread = heads
      .map(({ header }) => header)
      .filter((header) => header !== '' && !known.has(plainly(header)) && !shown.test(plainly(header)))
    return { rows, at, columns, unread }
  }
  return null
}

type ReadRow = ImportRow | RowError

function readRow(
  cells: readonly UploadedCell[],
  row: number,
  columns: readonly Column[],
  statements: readonly Statement[],
): ReadRow {
  const cellOf = (goes: Goes): string | undefined => {
    const column = columns.find((candidate) => candidate.goes === goes)
    return column && textOf(cells[column.at] ?? null)
  }
  const named = statementOf(cellOf('id')?.trim() ?? '', cellOf('number')?.trim() ?? '', statements)
  if ('problem' in named) return { row, number: null, problem: named.problem }
  const { id: item, number } = named.statement
  // Only a sheet that we had filled in can have been emptied; elsewhere an empty cell says nothing.
  const isOurs = columns.some(({ goes }) => goes === 'version')
  const isSilent = (given: string) => given.trim() === '' && !isOurs
  let fields: DraftFields = {}
  for (const field of fieldNames) {
    const given = cellOf(field)
    if (given === undefined || isSilent(given)) continue
    const { header: column, read } = answerColumns[field]
    const value = read(given)
    if (isProblem(value)) return { row, number, problem: { type: 'cell', column, given, why: value } }
    fields = { ...fields, ...value }
  }
  const note = cellOf('note')
  const tooLong = note === undefined ? null : within('note', note)
  if (tooLong && note !== undefined)
    return { row, number, problem: { type: 'cell', column: templateHeaders.note, given: note, why: tooLong } }
  const over = readVersionCell(cellOf('version') ?? '')
  return { row, item, number, fields, over, ...(note === undefined || isSilent(note) ? {} : { note }) }
}

type Named = { readonly statement: Statement } | { readonly problem: RowError['problem'] }

/** The statement a row is about: by its id, else by its number. Where both are given they must agree. */
function statementOf(id: string, number: string, statements: readonly Statement[]): Named {
  if (id === '' && number === '') return { problem: { type: 'no-statement-named' } }
  const byId = statements.find((statement) => statement.id === id.toLowerCase())
  const byNumber = statements.find((statement) => statement.number === number)
  if (id !== '' && !byId) return { problem: { type: 'unknown-statement', given: id } }
  if (byId && byNumber && byId !== byNumber) return { problem: { type: 'two-statements-named', id, number } }
  const statement = byId ?? byNumber
  return statement ? { statement } : { problem: { type: 'unknown-statement', given: number } }
}

/** The first row on a statement counts; a second one is an error, because nobody can say which was meant. */
function withoutTwice(read: readonly ReadRow[]): { rows: ImportRow[]; errors: RowError[] } {
  const rows: ImportRow[] = []
  const errors: RowError[] = []
  const first = new Map<string, number>()
  for (const one of read) {
    if ('problem' in one) {
      errors.push(one)
      continue
    }
    const earlier = first.get(one.item)
    if (earlier === undefined) {
      first.set(one.item, one.row)
      rows.push(one)
    } else errors.push({ row: one.row, number: one.number, problem: { type: 'twice', first: earlier } })
  }
  return { rows, errors }
}

/** A cell as text, with line feeds only, whatever the program that wrote the file ends its lines with. */
function textOf(cell: UploadedCell): string {
  return cell === null ? '' : String(cell).replace(/\r\n?/gu, '\n')
}
