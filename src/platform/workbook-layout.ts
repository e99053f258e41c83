import { invariant } from './errors.ts'
import type { CellEntry, ColumnKind, SheetColumn, TableSheet, Workbook } from './spreadsheet.ts'
import { unsafeForXml, xmlSafe } from './xml.ts'

/** A cell as a spreadsheet file will hold it. A day is "2026-10-14"; text is safe for XML and holds line feeds only. */
export type LaidOutCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly isMoney: boolean }
  | { readonly kind: 'day'; readonly day: string }
  | null

export type LaidOutSheet = {
  readonly name: string
  /** Unique and never empty, because a marked table's column names must be. */
  readonly headers: readonly string[]
  /** In characters. */
  readonly widths: readonly number[]
  readonly kinds: readonly ColumnKind[]
  readonly rows: readonly (readonly LaidOutCell[])[]
}

/** The most characters Excel keeps in one cell. Source: Microsoft, "Excel specifications and limits". */
export const MAX_CELL_TEXT = 32_767
const MAX_ROWS = 1_048_575
const CUT = ' … (cut: a cell holds no more)'

/**
 * Every sheet of a workbook as it will stand in XLSX and ODS, with the sheet of
 * notes last. What a spreadsheet cannot hold is changed and counted there:
 * control characters become U+FFFD, over-long text is cut, and every kind of
 * line end becomes a line feed. Throws on a number that is not finite, pence
 * that are not whole, and more rows than a sheet has: bugs of the caller.
 */
export const layOut = (workbook: Workbook): LaidOutSheet[] => {
  const names = sheetNames([...workbook.sheets.map((sheet) => sheet.name), 'Notes'])
  const sheets = workbook.sheets.map((sheet, at) => layOutSheet(sheet, names[at] ?? ''))
  return [...sheets, layOutSheet(notesSheet(workbook, names), names.at(-1) ?? 'Notes')]
}

const layOutSheet = (sheet: TableSheet, name: string): LaidOutSheet => {
  invariant(sheet.columns.length > 0, `The sheet "${sheet.name}" has no columns.`)
  invariant(
    sheet.rows.length <= MAX_ROWS,
    `The sheet "${sheet.name}" has more rows than a spreadsheet holds.`,
  )
  const headers = uniqueNames(sheet.columns.map(headerOf), Number.POSITIVE_INFINITY)
  const rows = sheet.rows.map((row, at) =>
    sheet.columns.map((column) => cellOf(row[column.key] ?? null, column, `${sheet.name}, row ${at + 1}`)),
  )
  const widths = sheet.columns.map(
    (column, at) =>
      column.width ?? naturalWidth([headers[at] ?? '', ...rows.map((row) => shown(row[at] ?? null))]),
  )
  return { name, headers, widths, kinds: sheet.columns.map((column) => column.kind), rows }
}

/** A column's header with its unit, on one line. */
export const headerOf = (column: SheetColumn): string => {
  const unit = column.unit ?? (column.kind === 'pence' ? '£' : '')
  const header = xmlSafe(column.header).replace(/\s+/gu, ' ').trim() || column.key
  return unit === '' ? header : `${header} (${xmlSafe(unit)})`
}

const cellOf = (entry: CellEntry, column: SheetColumn, place: string): LaidOutCell => {
  if (entry === null || entry === '') return null
  if (typeof entry === 'string' || column.kind === 'text' || column.kind === 'date') {
    const text = String(entry)
    return column.kind === 'date' && isDay(text)
      ? { kind: 'day', day: text }
      : { kind: 'text', text: cellText(text) }
  }
  invariant(
    Number.isFinite(entry),
    `${place}, "${column.header}": ${entry} is not a number a spreadsheet can hold.`,
  )
  if (column.kind === 'number') return { kind: 'number', value: entry, isMoney: false }
  invariant(
    Number.isSafeInteger(entry),
    `${place}, "${column.header}": ${entry} is not a whole number of pence.`,
  )
  return { kind: 'number', value: entry / 100, isMoney: true }
}

const cellText = (text: string): string => {
  const safe = xmlSafe(text).replace(/\r\n?/gu, '\n')
  return safe.length <= MAX_CELL_TEXT
    ? safe
    : `${safe.slice(0, MAX_CELL_TEXT - CUT.length).toWellFormed()}${CUT}`
}

/** A real day that a spreadsheet can count: from March 1900, because Excel believes in 29 February 1900. */
export const isDay = (text: string): boolean => {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? []).map(Number)
  if (month < 1 || month > 12 || day < 1 || text < '1900-03-01') return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0))
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const shown = (cell: LaidOutCell): string => {
  if (cell === null) return ''
  if (cell.kind === 'number') return cell.isMoney ? cell.value.toLocaleString('en-GB') : String(cell.value)
  return cell.kind === 'day' ? cell.day : cell.text
}

const naturalWidth = (texts: readonly string[]): number => {
  let longest = 8
  for (const text of texts) for (const line of text.split('\n')) longest = Math.max(longest, line.length + 2)
  return Math.min(longest, 60)
}

// oxlint-disable-next-line no-control-regex
const NOT_IN_SHEET_NAMES = /[[\]:*?/\\\u0000-\u001F]/gu

/** Names that every spreadsheet program takes: 31 characters, none of []:*?/\, no apostrophe at an end, no two alike. */
export const sheetNames = (names: readonly string[]): string[] =>
  uniqueNames(
    names.map(
      (name) =>
        xmlSafe(name)
          .replace(NOT_IN_SHEET_NAMES, ' ')
          .replace(/\s+/gu, ' ')
          .replace(/^[ ']+|[ ']+$/gu, '') || 'Sheet',
    ),
    31,
  )

const uniqueNames = (names: readonly string[], most: number): string[] => {
  const taken = new Set(['history'])
  return names.map((name) => {
    for (let count = 1; ; count += 1) {
      const ending = count === 1 ? '' : ` (${count})`
      const found = `${name
        .slice(0, most - ending.length)
        .toWellFormed()
        .trim()}${ending}`
      if (taken.has(found.toLowerCase())) continue
      taken.add(found.toLowerCase())
      return found
    }
  })
}

const notesSheet = (workbook: Workbook, names: readonly string[]): TableSheet => {
  const about = workbook.sheets.flatMap((sheet, at) =>
    sheet.note ? [{ about: names[at] ?? '', note: sheet.note }] : [],
  )
  return {
    name: 'Notes',
    columns: [
      { key: 'about', header: 'About', kind: 'text', width: 31 },
      { key: 'note', header: 'Note', kind: 'text', width: 80 },
    ],
    rows: [
      { about: 'Title', note: workbook.title },
      ...about,
      ...workbook.notes.map((note) => ({ about: 'All sheets', note })),
      ...changeNotes(workbook).map((note) => ({ about: 'All sheets', note })),
    ],
  }
}

const changeNotes = (workbook: Workbook): string[] => {
  const texts = workbook.sheets.flatMap((sheet) =>
    sheet.rows.flatMap((row) => Object.values(row).filter((entry) => typeof entry === 'string')),
  )
  const replaced = texts.reduce((sum, text) => sum + unsafeForXml(text), 0)
  const cut = texts.filter((text) => text.length > MAX_CELL_TEXT).length
  return [
    ...(replaced > 0 ? [`Characters that a spreadsheet can't hold, shown as \uFFFD: ${replaced}.`] : []),
    ...(cut > 0
      ? [`Cells cut because they were longer than a spreadsheet can hold: ${cut}. JSON has them whole.`]
      : []),
  ]
}
