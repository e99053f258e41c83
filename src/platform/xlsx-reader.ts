import { type Cell, type CellValue, readXlsx, type Sheet } from 'hucre/xlsx'
import {
  buildSheet,
  type CellCount,
  type SpreadsheetLimits,
  SpreadsheetRefused,
  type UploadedCell,
  type UploadedSheet,
  type UploadWarning,
} from './uploaded-sheet.ts'
import { scanXml } from './xml-scan.ts'

/**
 * Reads a workbook that `clean-package.ts` has checked and packed afresh. The
 * limits are counted in the XML first, so that the library never sees a sheet
 * that would not fit. Formulas give the value the file holds for them.
 */
export const readXlsxPackage = async (
  bytes: Uint8Array,
  limits: SpreadsheetLimits,
): Promise<{ sheets: UploadedSheet[]; warnings: UploadWarning[] }> => {
  const workbook = await readXlsx(bytes, { maxRows: limits.maxRows + 1 })
  if (workbook.sheets.length > limits.maxSheets) {
    throw new SpreadsheetRefused({ type: 'too-many-sheets', most: limits.maxSheets })
  }
  const count: CellCount = { cells: 0 }
  const warnings: UploadWarning[] = []
  const sheets = workbook.sheets.map((sheet) => readSheet(sheet, limits, count, warnings))
  return { sheets, warnings }
}

const readSheet = (
  sheet: Sheet,
  limits: SpreadsheetLimits,
  count: CellCount,
  warnings: UploadWarning[],
): UploadedSheet => {
  const built = buildSheet(sheet.name, limits, count)
  sheet.rows.forEach((row, at) => {
    row.forEach((value, column) => {
      const warning = warningOf(sheet.cells?.get(`${at},${column}`), value)
      if (warning !== null) warnings.push({ ...warning, sheet: sheet.name, row: at + 1, column: column + 1 })
      built.add(cellValue(value))
    })
    built.endRow()
  })
  return built.finish()
}

const warningOf = (cell: Cell | undefined, value: CellValue) => {
  if (cell?.formula !== undefined && value === null) return { type: 'formula-without-value' as const }
  return cell?.type === 'error' ? { type: 'error-value' as const, text: String(value) } : null
}

const cellValue = (value: CellValue): UploadedCell => {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return value instanceof Date ? isoText(value) : value
}

const isoText = (date: Date): string | null =>
  Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/(?:T00:00:00)?\.\d{3}Z$/u, '')

/** Refuses, by throwing, a worksheet part with a filled cell past the limits, wherever the file says the cell stands. */
export const checkWorksheet = (xml: Uint8Array, limits: SpreadsheetLimits): void => {
  let reference = ''
  let row = 0
  for (const event of scanXml(xml)) {
    if (event.kind !== 'open') continue
    const name = event.name.slice(event.name.indexOf(':') + 1)
    if (name === 'row') row = Number(event.attributes().get('r') ?? row + 1)
    if (name === 'c') reference = event.attributes().get('r') ?? ''
    if (name !== 'v' && name !== 'is' && name !== 'f') continue
    const [, letters = '', digits] = /^([A-Z]{0,9})(\d{0,9})$/u.exec(reference) ?? []
    if (Number(digits ?? row) > limits.maxRows || row > limits.maxRows) {
      throw new SpreadsheetRefused({ type: 'too-many-rows', sheet: '', most: limits.maxRows })
    }
    if (columnNumber(letters) > limits.maxColumns) {
      throw new SpreadsheetRefused({ type: 'too-many-columns', sheet: '', most: limits.maxColumns })
    }
  }
}

const columnNumber = (letters: string): number =>
  Array.from(letters).reduce((number, letter) => number * 26 + (letter.codePointAt(0) ?? 64) - 64, 0)
