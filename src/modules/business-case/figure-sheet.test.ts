import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { toCsv } from '#platform/csv.ts'
import { toOds } from '#platform/ods.ts'
import { readSpreadsheetHere } from '#platform/spreadsheet-reader.ts'
import type { ColumnKind, Workbook } from '#platform/spreadsheet.ts'
import { SPREADSHEET_LIMITS } from '#platform/uploaded-sheet.ts'
import { toXlsx } from '#platform/xlsx.ts'
import type { Baseline } from './baseline.ts'
import { readFigureSheet, type SheetFigure } from './figure-sheet.ts'

/** Twenty sheets as finance officers keep them come in to the penny, from Excel, ODS and CSV alike. */
const service = { id: 'desk', name: 'Desk', unit: 'calls' }
const baseline = { year: '2026-27', services: [service], figures: [] } as unknown as Baseline

/** The three amounts of a row, and the pence and count that they must become. */
type Fixture = {
  readonly name: string
  /** As text, or as numbers in cells of numbers (pounds). */
  readonly cells: readonly [string | number, string | number, string | number]
  readonly pence: readonly [number, number]
  readonly volume: number
}

const fixtures: readonly Fixture[] = [
  {
    name: 'plain pounds',
    cells: ['300000', '100000', '2400'],
    pence: [300_000_00, 100_000_00],
    volume: 2400,
  },
  {
    name: 'pounds and pence',
    cells: ['300000.01', '99999.99', '1'],
    pence: [300_000_01, 99_999_99],
    volume: 1,
  },
  {
    name: 'thousands set apart',
    cells: ['1,234,567.89', '1,000', '12,000'],
    pence: [1_234_567_89, 1_000_00],
    volume: 12_000,
  },
  {
    name: 'pound signs',
    cells: ['£412,000', '£148,000.50', '21,500'],
    pence: [412_000_00, 148_000_50],
    volume: 21_500,
  },
  { name: 'one penny', cells: ['0.01', '0.01', '1'], pence: [1, 1], volume: 1 },
  { name: 'nothing at all', cells: ['0', 'nil', '0'], pence: [0, 0], volume: 0 },
  { name: 'in thousands with a k', cells: ['350k', '100k', '7'], pence: [350_000_00, 100_000_00], volume: 7 },
  { name: 'in millions', cells: ['£1.2 million', '0.5m', '9'], pence: [1_200_000_00, 500_000_00], volume: 9 },
  {
    name: 'in billions',
    cells: ['1.25bn', '£1 billion', '3'],
    pence: [1_250_000_000_00, 1_000_000_000_00],
    volume: 3,
  },
  { name: 'pence alone', cells: ['150p', '75 pence', '4'], pence: [150, 75], volume: 4 },
  {
    name: 'spaces for thousands',
    cells: ['1 234 567', '12 000', '5'],
    pence: [1_234_567_00, 12_000_00],
    volume: 5,
  },
  {
    name: 'words around it',
    cells: ['300,000 pounds', 'GBP 100', '6'],
    pence: [300_000_00, 100_00],
    volume: 6,
  },
  { name: 'no nought before the point', cells: ['.50', '.05', '8'], pence: [50, 5], volume: 8 },
  {
    name: 'numbers in cells of numbers',
    cells: [300000.01, 99999.99, 2400],
    pence: [300_000_01, 99_999_99],
    volume: 2400,
  },
  { name: 'a number that binary cannot hold', cells: [0.1, 0.07, 1], pence: [10, 7], volume: 1 },
  { name: 'cents that creep', cells: [1.15, 1.005e3, 3], pence: [115, 1_005_00], volume: 3 },
  {
    name: 'a large number in a cell',
    cells: [987654321.09, 1234567.8, 5],
    pence: [987_654_321_09, 1_234_567_80],
    volume: 5,
  },
  { name: 'half a unit of work', cells: ['10', '5', '12.5'], pence: [10_00, 5_00], volume: 12.5 },
  { name: 'a quarter, in numbers', cells: [10, 5, 0.25], pence: [10_00, 5_00], volume: 0.25 },
  {
    name: 'the most there is',
    cells: ['900,000,000,000.99', '0.99', '999,999,999'],
    pence: [90_000_000_000_099, 99],
    volume: 999_999_999,
  },
]

const formats = [
  ['xlsx', toXlsx],
  ['ods', toOds],
  ['csv', async (workbook: Workbook) => toCsv(workbook.sheets[0]!)],
] as const

function bookOf({ cells }: Fixture): Workbook {
  const kindOf = (cell: string | number): ColumnKind => (typeof cell === 'number' ? 'number' : 'text')
  const columns = ['Cost a year', 'Fixed part', 'Volume'].map((header, i) => ({
    key: header,
    header,
    kind: kindOf(cells[i] ?? ''),
  }))
  const text = (header: string) => ({ key: header, header, kind: 'text' as const })
  return {
    title: 'Figures',
    notes: [],
    sheets: [
      {
        name: 'Figures',
        columns: [text('Service'), ...columns, text('Prices of'), text('Source'), text('Who answers for it')],
        rows: [
          {
            Service: service.name,
            ...Object.fromEntries(columns.map(({ key }, i) => [key, cells[i] ?? null])),
            'Prices of': '2026-27',
            Source: 'Ledger',
            'Who answers for it': 'Finance',
          },
        ],
      },
    ],
  }
}

describe('figures from spreadsheets', () => {
  test('there are twenty of them', () => assert.equal(fixtures.length, 20))

  for (const fixture of fixtures)
    for (const [format, write] of formats)
      test(`${fixture.name}, in ${format}, to the penny`, async () => {
        const bytes = await write(bookOf(fixture))
        const reading = await readSpreadsheetHere(Buffer.from(bytes), SPREADSHEET_LIMITS, `figures.${format}`)
        assert.ok(reading.ok, JSON.stringify(reading))
        const found = readFigureSheet(reading.sheets[0]?.rows ?? [], baseline)
        assert.ok('figures' in found, JSON.stringify(found))
        assert.deepEqual(found.errors, [])
        const value = (measure: SheetFigure['measure']) =>
          found.figures.find((figure) => figure.measure === measure)?.value
        assert.deepEqual([value('cost'), value('fixed'), value('volume')], [...fixture.pence, fixture.volume])
      })
})
