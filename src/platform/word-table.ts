import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { runsOf, type TableBlock, type Words } from './document.ts'
import { columnWidths, LOOK, staysWhole } from './page-measure.ts'

type DrawRuns = (words: Words) => ParagraphChild[]

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const HAIRLINE = { style: BorderStyle.SINGLE, size: 4, color: LOOK.line } as const
const RULE = { style: BorderStyle.SINGLE, size: 10, color: LOOK.green } as const

/**
 * One table: a header row marked as such and repeated on every page, rows that
 * stay whole, figures to the right, and the first column marked when it names
 * its rows. No merged and no nested cells.
 */
export const wordTable = (table: TableBlock, textWidthMm: number, draw: DrawRuns): Table => {
  const widths = columnWidths(table, textWidthMm).map((hundredths) => Math.round((hundredths / 2540) * 1440))
  const headers = table.columns.map((column) => column.header)
  return new Table({
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: headers.map((header, at) => cell(table, { words: header, at, isHead: true }, widths, draw)),
      }),
      ...table.rows.map(
        (row, at) =>
          new TableRow({
            cantSplit: true,
            keepNext: staysWhole(table) && at < table.rows.length - 1,
            children: row.map((words, at) => cell(table, { words, at, isHead: false }, widths, draw)),
          }),
      ),
    ],
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    tableLook: {
      firstRow: true,
      firstColumn: table.hasRowHeaders ?? false,
      lastRow: false,
      lastColumn: false,
      noHBand: true,
      noVBand: true,
    },
    borders: {
      top: RULE,
      bottom: RULE,
      left: NONE,
      right: NONE,
      insideHorizontal: HAIRLINE,
      insideVertical: NONE,
    },
  })
}

type CellPlace = { readonly words: Words; readonly at: number; readonly isHead: boolean }

const cell = (table: TableBlock, place: CellPlace, widths: readonly number[], draw: DrawRuns): TableCell => {
  const isRowHeader = !place.isHead && place.at === 0 && (table.hasRowHeaders ?? false)
  const words = isRowHeader ? runsOf(place.words).map((run) => ({ ...run, bold: true })) : place.words
  return new TableCell({
    width: { size: widths[place.at] ?? 0, type: WidthType.DXA },
    verticalAlign: place.isHead ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
    margins: { top: 60, bottom: 60, left: 80, right: 80, marginUnitType: WidthType.DXA },
    ...(place.isHead ? { shading: { fill: LOOK.paper } } : {}),
    children: [
      new Paragraph({
        style: place.isHead ? 'TableHeader' : 'TableText',
        alignment: table.columns[place.at]?.isNumeric ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: draw(words),
      }),
    ],
  })
}
