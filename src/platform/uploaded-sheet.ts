import type { FileKind } from './file-kind.ts'
import type { TextEncodingName } from './text-encoding.ts'
import type { XmlFault } from './xml-scan.ts'
import type { ZipProblem } from './zip-directory.ts'

/** How much of a spreadsheet is read. More is refused, by name; nothing is silently left out. */
export type SpreadsheetLimits = {
  readonly maxBytes: number
  /** The most that everything in a zipped spreadsheet may unpack to. */
  readonly maxUnpackedBytes: number
  readonly maxSheets: number
  readonly maxRows: number
  readonly maxColumns: number
  /** Over all sheets. */
  readonly maxCells: number
  readonly maxCellLength: number
  readonly maxSeconds: number
  readonly maxMemoryMb: number
}

/** Room for any answer sheet an officer would make, and no more. */
export const SPREADSHEET_LIMITS: SpreadsheetLimits = {
  maxBytes: 5_000_000,
  maxUnpackedBytes: 60_000_000,
  maxSheets: 50,
  maxRows: 20_000,
  maxColumns: 256,
  maxCells: 500_000,
  maxCellLength: 32_767,
  maxSeconds: 10,
  maxMemoryMb: 256,
}

/** Days and times come as ISO text ("2026-10-14", "2026-10-14T09:30:00"), truth as "TRUE" or "FALSE". Empty is null. */
export type UploadedCell = string | number | null

export type UploadedSheet = {
  readonly name: string
  /** Empty cells at the end of a row, and empty rows at the end, are left off. */
  readonly rows: readonly (readonly UploadedCell[])[]
}

/** Rows and columns count from 1, as people see them. */
export type UploadWarning =
  /** A formula whose result the file does not hold: the cell is read as empty. Opening and saving it in Excel mends it. */
  | {
      readonly type: 'formula-without-value'
      readonly sheet: string
      readonly row: number
      readonly column: number
    }
  /** The cell shows an error, such as #DIV/0!, which is read as that text. */
  | {
      readonly type: 'error-value'
      readonly sheet: string
      readonly row: number
      readonly column: number
      readonly text: string
    }
  /** Not UTF-8, so read as Windows-1252: a guess that should be shown before anything is kept. */
  | { readonly type: 'guessed-encoding'; readonly encoding: TextEncodingName }
  | { readonly type: 'characters-replaced'; readonly count: number }

export type SpreadsheetFormat = 'xlsx' | 'ods' | 'csv'

export type SpreadsheetProblem =
  | { readonly type: 'empty' }
  | { readonly type: 'too-large'; readonly bytes: number; readonly most: number }
  | { readonly type: 'not-a-spreadsheet'; readonly found: FileKind }
  /** A format we know and do not read: save it as XLSX, ODS or CSV. */
  | { readonly type: 'other-format'; readonly found: FileKind }
  | { readonly type: 'encrypted' }
  | { readonly type: 'has-macros' }
  | { readonly type: 'zip-bomb'; readonly why: ZipProblem }
  | {
      readonly type: 'broken'
      readonly why: ZipProblem | XmlFault | 'no-content' | 'open-quote' | 'unreadable'
    }
  | { readonly type: 'wrong-encoding'; readonly tried: readonly TextEncodingName[] }
  | { readonly type: 'too-many-sheets'; readonly most: number }
  /** `sheet` is empty when the file was refused before its sheets had names. */
  | { readonly type: 'too-many-rows'; readonly sheet: string; readonly most: number }
  | { readonly type: 'too-many-columns'; readonly sheet: string; readonly most: number }
  | { readonly type: 'too-many-cells'; readonly most: number }
  | {
      readonly type: 'cell-too-long'
      readonly sheet: string
      readonly row: number
      readonly column: number
      readonly length: number
      readonly most: number
    }
  | { readonly type: 'too-slow'; readonly seconds: number }
  | { readonly type: 'too-much-memory'; readonly mostMb: number }

export type SpreadsheetReading =
  | {
      readonly ok: true
      readonly format: SpreadsheetFormat
      readonly sheets: readonly UploadedSheet[]
      readonly warnings: readonly UploadWarning[]
    }
  | { readonly ok: false; readonly problem: SpreadsheetProblem }

/** Ends a reading from deep inside it; caught in one place, `readSpreadsheetHere`, and never seen outside. */
export class SpreadsheetRefused extends Error {
  override name = 'SpreadsheetRefused'
  readonly problem: SpreadsheetProblem
  constructor(problem: SpreadsheetProblem) {
    super(problem.type)
    this.problem = problem
  }
}

/** A sheet being read. Empty cells and rows cost nothing until something follows them. */
export type SheetBuilder = {
  readonly add: (cell: UploadedCell, times?: number) => void
  readonly endRow: (times?: number) => void
  /** Where the next cell will stand, from 1. */
  readonly place: () => { row: number; column: number }
  readonly finish: () => UploadedSheet
}

/** Counts cells over all sheets of one file. */
export type CellCount = { cells: number }

/** Starts a sheet; refuses, by throwing, as soon as it passes a limit. */
export const buildSheet = (name: string, limits: SpreadsheetLimits, count: CellCount): SheetBuilder => {
  const rows: UploadedCell[][] = []
  let row: UploadedCell[] = []
  let emptyCells = 0
  let emptyRows = 0
  const place = () => ({ row: rows.length + emptyRows + 1, column: row.length + emptyCells + 1 })

  const add = (cell: UploadedCell, times = 1): void => {
    if (cell === null || cell === '') {
      emptyCells += times
      return
    }
    const at = place()
    if (typeof cell === 'string' && cell.length > limits.maxCellLength) {
      throw new SpreadsheetRefused({
        type: 'cell-too-long',
        sheet: name,
        ...at,
        length: cell.length,
        most: limits.maxCellLength,
      })
    }
    if (at.column + times - 1 > limits.maxColumns) {
      throw new SpreadsheetRefused({ type: 'too-many-columns', sheet: name, most: limits.maxColumns })
    }
    if (at.row > limits.maxRows)
      throw new SpreadsheetRefused({ type: 'too-many-rows', sheet: name, most: limits.maxRows })
    for (; emptyCells > 0; emptyCells -= 1) row.push(null)
    for (let copy = 0; copy < times; copy += 1) row.push(cell)
  }

  const endRow = (times = 1): void => {
    const ended = row
    row = []
    emptyCells = 0
    if (ended.length === 0) {
      emptyRows += times
      return
    }
    if (rows.length + emptyRows + times > limits.maxRows) {
      throw new SpreadsheetRefused({ type: 'too-many-rows', sheet: name, most: limits.maxRows })
    }
    // Counts the empty cells between too: they take room as well.
    Object.assign(count, { cells: count.cells + ended.length * times + emptyRows })
    if (count.cells > limits.maxCells)
      throw new SpreadsheetRefused({ type: 'too-many-cells', most: limits.maxCells })
    for (; emptyRows > 0; emptyRows -= 1) rows.push([])
    for (let copy = 0; copy < times; copy += 1) rows.push(copy === 0 ? ended : [...ended])
  }

  return { add, endRow, place, finish: () => ({ name, rows }) }
}
