import { invariant } from './errors.ts'
import type { CellEntry, SheetColumn, TableSheet } from './spreadsheet.ts'
import { headerOf } from './workbook-layout.ts'
import { xmlSafe } from './xml.ts'

/** What makes a spreadsheet program calculate a cell of a CSV file. Source: OWASP, "CSV Injection". */
const FORMULA_START = '[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]'
const NEEDS_GUARD = new RegExp(`^'*${FORMULA_START}`, 'u')
const HAS_GUARD = new RegExp(`^'+${FORMULA_START}`, 'u')

/**
 * Text that a spreadsheet program will show and not calculate: an apostrophe is
 * set before =, +, -, @, tab, a line end, and their full-width forms. Text that
 * already has apostrophes before such a sign gets one more, so that
 * `withoutGuard` always gives back exactly what was there.
 */
export const withGuard = (text: string): string => (NEEDS_GUARD.test(text) ? `'${text}` : text)

/** Undoes `withGuard`; other text, even when it begins with an apostrophe, stays as it is. */
export const withoutGuard = (text: string): string => (HAS_GUARD.test(text) ? text.slice(1) : text)

/**
 * One sheet as CSV (RFC 4180): UTF-8 with a byte order mark so that Excel reads
 * it right, commas, CRLF. Formula-safe unless told otherwise; our own reader
 * takes the guard off again, other programs show the apostrophe. Numbers, days
 * and money are never guarded: -5 is a number and stays one. An empty cell and
 * empty text are the same; control characters become U+FFFD as in every format.
 */
export const toCsv = (sheet: TableSheet, options: { readonly isFormulaSafe?: boolean } = {}): Uint8Array => {
  const guard = (options.isFormulaSafe ?? true) ? withGuard : (text: string): string => text
  const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`
  const head = line(sheet.columns.map((column) => guard(headerOf(column))))
  const rows = sheet.rows.map((row) =>
    line(sheet.columns.map((column) => field(row[column.key] ?? null, column, guard))),
  )
  return new TextEncoder().encode(`\uFEFF${head}${rows.join('')}`)
}

const field = (entry: CellEntry, column: SheetColumn, guard: (text: string) => string): string => {
  if (entry === null) return ''
  if (typeof entry === 'string') return guard(xmlSafe(entry))
  invariant(Number.isFinite(entry), `"${column.header}": ${entry} is not a number.`)
  return column.kind === 'pence' ? poundsAndPence(entry, column) : String(entry)
}

const poundsAndPence = (pence: number, column: SheetColumn): string => {
  invariant(Number.isSafeInteger(pence), `"${column.header}": ${pence} is not a whole number of pence.`)
  const digits = String(Math.abs(pence)).padStart(3, '0')
  return `${pence < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A line of one empty cell is quoted, or it would read as no line at all. */
const quoted = (text: string, _at: number, cells: readonly string[]): string =>
  /[",;\t\r\n]|^\s|\s$/u.test(text) || (text === '' && cells.length === 1)
    ? `"${text.replaceAll('"', '""')}"`
    : text
