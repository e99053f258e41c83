/**
 * A workbook as plain data, written alike as XLSX, ODS, CSV and JSON. One table
 * a sheet, its header in the first row; what there is to say about it goes on a
 * sheet of notes, so that no program has to guess where a table begins.
 */

/** How a column's values are meant. */
export type ColumnKind =
  /** Text, written as text whatever it looks like: "=1+1" stays four characters. */
  | 'text'
  /** A number. */
  | 'number'
  /** A day, "2026-10-14". Anything else in the column is written as text. */
  | 'date'
  /** Whole pence; spreadsheets and CSV show pounds with two decimals, JSON keeps the pence. */
  | 'pence'

export type SheetColumn = {
  readonly key: string
  readonly header: string
  /** Stands in brackets after the header. For `pence` it is "£" when left out. */
  readonly unit?: string
  /** In characters. Left out: from the longest value, between 8 and 60. */
  readonly width?: number
  readonly kind: ColumnKind
}

export type CellEntry = string | number | null

export type TableSheet = {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly Readonly<Record<string, CellEntry>>[]
  /** Said on the sheet of notes, under this sheet's name. */
  readonly note?: string
}

export type Workbook = {
  readonly title: string
  readonly sheets: readonly TableSheet[]
  readonly notes: readonly string[]
}
