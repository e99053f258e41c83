import { type Cell, type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import {
  linesIn,
  rangeOf,
  type FormulaCell,
  type FormulaChoice,
  type FormulaSheet,
  type FormulaWorkbook,
  type Shows,
} from './formula-sheet.ts'
import { LOOK } from './page-measure.ts'

/** The workbook as an Excel file. Programs work the formulas out when they open it. */
export async function toFormulaXlsx({ title, sheets }: FormulaWorkbook): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(writeSheet),
    properties: { title, creator: 'Handfast' },
    defaultFont: { name: LOOK.font, size: 11 },
  })
}

const linePoints = 15
const font = { name: LOOK.font, size: 11 } as const
const top = { vertical: 'top', wrapText: true } as const
const plain: CellStyle = { font, alignment: top }
const line: CellStyle = { font, alignment: { vertical: 'top' } }
const strong: CellStyle = { font: { ...font, bold: true }, alignment: top }
const heading: CellStyle = {
  font: { ...font, bold: true, color: { rgb: LOOK.green } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: LOOK.paper } },
  alignment: { vertical: 'bottom', wrapText: true },
}
const figures: CellStyle = {
  ...heading,
  alignment: { vertical: 'bottom', wrapText: true, horizontal: 'right' },
}
const titled: CellStyle = { font: { ...font, size: 16, bold: true, color: { rgb: LOOK.green } } }
const edge = { style: 'thin', color: { rgb: LOOK.softInk } } as const
const box: CellStyle = {
  font,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: LOOK.noteFill } },
  border: { top: edge, bottom: edge, left: edge, right: edge },
  alignment: { vertical: 'top', horizontal: 'center' },
}

const formats: Readonly<Record<Shows, string>> = {
  pounds: '"£"#,##0.00;-"£"#,##0.00',
  rate: '0.00%',
  factor: '0.0000',
  amount: '#,##0.00',
}

function writeSheet(sheet: FormulaSheet): WriteSheet {
  const { name, widths, rows, frozen, choices = [] } = sheet
  return {
    name,
    columns: widths.map((width) => (width === 0 ? { hidden: true, width: 8 } : { width })),
    rows: rows.map((row) => row.map(valueOf)),
    cells: new Map(
      rows.flatMap((row, r) =>
        row.map((cell, c): [string, Partial<Cell>] => [
          `${r},${c}`,
          { ...contentOf(cell), style: isChosen(choices, r, c) ? box : styleOf(cell) },
        ]),
      ),
    ),
    rowDefs: new Map(
      rows.flatMap((row, r) => {
        const lines = linesIn(row, widths)
        return lines > 1 ? [[r, { height: lines * linePoints }] as const] : []
      }),
    ),
    dataValidations: choices.map((choice) => ({
      type: 'list',
      values: [...choice.values],
      allowBlank: true,
      showErrorMessage: true,
      errorTitle: 'Choose from the list',
      errorMessage: choice.otherwise,
      range: rangeOf(choice),
    })),
    ...(frozen === undefined ? {} : { freezePane: { rows: frozen } }),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      // The headings stand on every page that is printed, as they stay in sight on the screen.
      ...(frozen === undefined ? {} : { printTitlesRow: `$1:$${frozen}` }),
    },
    headerFooter: { oddFooter: '&L&A&RPage &P of &N' },
  }
}

function contentOf(cell: FormulaCell): Partial<Cell> {
  if (typeof cell === 'object' && cell !== null && 'formula' in cell)
    return { value: null, formula: cell.formula }
  if (typeof cell === 'object' && cell !== null && 'value' in cell) return { value: cell.value }
  return { value: valueOf(cell) }
}

function valueOf(cell: FormulaCell): CellValue {
  if (cell === null || typeof cell !== 'object') return cell
  if ('value' in cell) return cell.value
  return 'text' in cell ? cell.text : null
}

function styleOf(cell: FormulaCell): CellStyle {
  if (cell === null || typeof cell !== 'object') return plain
  if ('value' in cell) return { ...plain, numFmt: formats[cell.shows] }
  if ('formula' in cell)
    return {
      ...(cell.isStrong ? strong : plain),
      ...(cell.shows === undefined ? {} : { numFmt: formats[cell.shows] }),
    }
  return { title: titled, line, heading, figures, strong }[cell.look]
}

function isChosen(choices: readonly FormulaChoice[], row: number, at: number): boolean {
  return choices.some(({ column, from, to }) => column === at && row >= from && row <= to)
}
