/**
 * A workbook that calculates: for a form to be filled in where no page can be. What people typed never goes in one; for that
 * there is `spreadsheet.ts`, which writes text as text. Written as XLSX (`formula-xlsx.ts`) and ODS (`formula-ods.ts`).
 */
export type FormulaWorkbook = { readonly title: string; readonly sheets: readonly FormulaSheet[] }

export type FormulaSheet = {
  /** Letters only, so that formulas can name it without quotes. */
  readonly name: string
  /** One for each column, in characters; 0 hides a column that only the formulas need. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly FormulaCell[])[]
  /** Rows that stay in sight at the top. */
  readonly frozen?: number
  /** Cells in which one of a few values is chosen, drawn as boxes to fill in. */
  readonly choices?: readonly FormulaChoice[]
}

/** How a number is written: £1,234.50, 3.50%, a factor to four places, or with thousands set apart and two places. */
export type Shows = 'pounds' | 'rate' | 'factor' | 'amount'

export type FormulaCell =
  | null
  | string
  | number
  | { readonly value: number; readonly shows: Shows }
  /** `A1` references and commas, as Excel has them, without the sign of equality: `IF(B2="","",Other!$A$1)`. */
  | {
      readonly formula: string
      readonly isStrong?: boolean
      readonly lines?: number
      readonly shows?: Shows
    }
  /** A `line` runs on over the empty cells beside it; `figures` is the heading of a column of numbers. */
  | { readonly text: string; readonly look: 'title' | 'line' | 'heading' | 'figures' | 'strong' }

/** A run of cells down one column; rows and columns count from 0. */
export type FormulaChoice = {
  readonly column: number
  readonly from: number
  readonly to: number
  readonly values: readonly string[]
  /** Said when something else is typed. */
  readonly otherwise: string
}

/** The letters of a column that counts from 0: 0 is A, 26 is AA. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  return `${rest > 0 ? columnName(rest - 1) : ''}${String.fromCodePoint(65 + (column % 26))}`
}

/** How many lines the fullest cell of a row takes: an estimate from the widths, because a file has no ruler. */
export function linesIn(row: readonly FormulaCell[], widths: readonly number[]): number {
  const lines = row.map((cell, column) => {
    if (cell === null || typeof cell === 'number' || widths[column] === 0) return 1
    if (typeof cell === 'object' && 'formula' in cell) return cell.lines ?? 1
    if (typeof cell === 'object' && 'value' in cell) return 1
    if (typeof cell === 'object' && (cell.look === 'title' || cell.look === 'line')) return 1
    const text = typeof cell === 'string' ? cell : cell.text
    return Math.ceil(text.length / Math.max(1, (widths[column] ?? 8) - 2))
  })
  return Math.max(1, ...lines)
}

/** A choice's cells as `J2:J61`. */
export function rangeOf({ column, from, to }: FormulaChoice): string {
  return `${columnName(column)}${from + 1}:${columnName(column)}${to + 1}`
}

const reference = /(?:([A-Za-z]+)!)?(\$?[A-Z]{1,2}\$?\d+)(?::(\$?[A-Z]{1,2}\$?\d+))?(?![A-Za-z0-9(])/g

/** The same formula in the words of OpenFormula (ODF 1.3, part 4): `[.B2]`, `[$Other.$A$1]`, semicolons. */
export function openFormula(formula: string): string {
  return formula
    .split(/("(?:[^"]|"")*")/)
    .map((part, i) => (i % 2 === 1 ? part : translated(part)))
    .join('')
}

function translated(part: string): string {
  return part
    .replace(reference, (_, sheet: string | undefined, first: string, last: string | undefined) => {
      const start = `${sheet === undefined ? '' : `$${sheet}`}.${first}`
      return `[${start}${last === undefined ? '' : `:.${last}`}]`
    })
    .replaceAll(',', ';')
}
