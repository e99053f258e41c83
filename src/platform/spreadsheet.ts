/**
 * A workbook as plain data, written alike as XLSX (`xlsx.ts`), ODS (`ods.ts`),
 * CSV (`csv.ts`) and JSON (here). One table a sheet with its header in the first
 * row; what there is to say about it goes on a sheet of notes, so that no
 * program and no screen reader has to guess where a table begins.
 */

/** How a column's values are meant. */
export type ColumnKind =
  /** Text, written as text whatever it looks like: "=1+1" stays four characters. */
  | 'text'
  /** A number. */
  | 'number'
  /** A day, "2026-10-14". Anything else in the column is written as text. */
  | 'date'
  /** Whole pence. Spreadsheets and CSV show pounds with two decimals; JSON keeps the pence. */
  | 'pence'

export type SheetColumn = {
  /** Where a row keeps this column's value; unique in the sheet. */
  readonly key: string
  readonly header: string
  /** Stands in brackets after the header. For `pence` it is "£" when left out. */
  readonly unit?: string
  /** In characters. Left out: from the longest value, between 8 and 60. */
  readonly width?: number
  readonly kind: ColumnKind
}

/** A row may lack a key, or hold null: the cell is empty. Empty text is an empty cell too. */
export type CellEntry = string | number | null

export type TableSheet = {
  /** As people say it; what a spreadsheet does not allow in a name is replaced, and long names are cut to 31 characters. */
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly Readonly<Record<string, CellEntry>>[]
  /** Said on the sheet of notes, beside this sheet's name. */
  readonly note?: string
}

export type Workbook = {
  readonly title: string
  readonly sheets: readonly TableSheet[]
  readonly notes: readonly string[]
}

/** The workbook as it is, for programs: values as given (pence as pence), columns with their kinds and units. UTF-8, no BOM. */
export const toJson = (workbook: Workbook): Uint8Array => {
  const { title, notes, sheets } = workbook
  return new TextEncoder().encode(`${JSON.stringify({ title, notes, sheets }, null, 2)}\n`)
}
