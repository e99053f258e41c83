import type { UploadedCell } from '#platform/uploaded-sheet.ts'
import type { TableSheet, Workbook } from '#platform/spreadsheet.ts'
import { readMeasure, writeMeasure } from './baseline-forms.ts'
import type { Baseline } from './baseline.ts'
import { figureOf, measureKinds, measures, type Measure } from './figure.ts'
import { measureNames } from './text.ts'

/** A figure that a sheet says, before anybody has taken it. Null takes the figure away. */
export type SheetFigure = {
  readonly service: string
  readonly measure: Measure
  readonly value: number | string
  readonly source: string
  readonly owner: string
}

/** What is wrong with a cell or a row, by the number that people see at its left. */
export type SheetError = { readonly row: number; readonly column: string; readonly says: string }

export type ReadSheet =
  | { readonly figures: SheetFigure[]; readonly errors: SheetError[]; readonly unread: string[] }
  | { readonly problem: string }

const extra = ['Service', 'Prices of', 'Source', 'Who answers for it'] as const
const columns: readonly Measure[] = measures
const plain = (cell: UploadedCell | undefined): string => String(cell ?? '').trim()
const same = (a: string, b: string): boolean => a.toLowerCase().replace(/\s*\(.*\)$/, '') === b.toLowerCase()

/**
 * Reads one council's figures out of a block of cells: a row of headings, then a row for each service. Columns may stand in
 * any order; what is not known is said. A cell that cannot be read is an error of its own, and the rest still counts.
 */
export function readFigureSheet(rows: readonly (readonly UploadedCell[])[], baseline: Baseline): ReadSheet {
  const top = rows.findIndex((row) => row.some((cell) => same(plain(cell), 'Service')))
  if (top < 0)
    return {
      problem: 'We cannot find the row of headings. One of them must be “Service”. Start from the template.',
    }
  const headings = (rows[top] ?? []).map(plain)
  const place = (name: string) => headings.findIndex((heading) => same(heading, name))
  const twice = headings.find((heading, at) => heading !== '' && headings.indexOf(heading) !== at)
  if (twice !== undefined)
    return { problem: `There are two columns “${twice}”. Take out the one that does not count.` }
  if (!columns.some((measure) => place(measureNames[measure]) >= 0))
    return {
      problem: 'There is no column of figures that we know, such as “Cost a year”. Start from the template.',
    }
  const known = [...extra, ...columns.map((measure) => measureNames[measure])]
  const unread = headings.filter((heading) => heading !== '' && !known.some((name) => same(heading, name)))
  const figures: SheetFigure[] = []
  const errors: SheetError[] = []
  const seen = new Set<string>()
  for (const [at, cells] of rows.slice(top + 1).entries()) {
    if (cells.every((cell) => plain(cell) === '')) continue
    const row = top + at + 2
    const cell = (name: string) => (place(name) < 0 ? '' : plain(cells[place(name)]))
    const read = readRow(baseline, cell)
    if (typeof read === 'string') errors.push({ row, column: 'Service', says: read })
    else if (seen.has(read.service))
      errors.push({ row, column: 'Service', says: 'This service stands in two rows' })
    else {
      seen.add(read.service)
      figures.push(...read.figures)
      errors.push(...read.errors.map((error) => ({ row, ...error })))
    }
  }
  if (seen.size === 0 && errors.length === 0) return { problem: 'There are no rows under the headings.' }
  return { figures, errors, unread }
}

function readRow(baseline: Baseline, cell: (name: string) => string) {
  const name = cell('Service')
  const service = baseline.services.find((each) => same(each.name, name))
  if (!service)
    return name === '' ? 'The row names no service' : `“${name}” is not one of the services of this baseline`
  const errors: Omit<SheetError, 'row'>[] = []
  const prices = cell('Prices of').replace('/', '-')
  if (prices !== '' && prices !== baseline.year)
    errors.push({
      column: 'Prices of',
      says: `These figures are in ${prices} prices, and the baseline is in ${baseline.year} prices. Bring them to the same year first`,
    })
  const [source, owner] = [cell('Source'), cell('Who answers for it')]
  const figures = columns.flatMap((measure): SheetFigure[] => {
    const typed = cell(measureNames[measure])
    if (typed === '') return []
    const read = readMeasure(measure, measureKinds[measure] === 'yes-no' ? typed.toLowerCase() : typed)
    if ('problem' in read) {
      errors.push({ column: measureNames[measure], says: read.problem })
      return []
    }
    return read.value === null ? [] : [{ service: service.id, measure, value: read.value, source, owner }]
  })
  const needsSource = figures.some(({ measure }) => measure !== 'taking-part')
  if (needsSource && source === '')
    errors.push({ column: 'Source', says: 'Say where the figures of this row come from' })
  if (needsSource && owner === '')
    errors.push({ column: 'Who answers for it', says: 'Say who answers for the figures of this row' })
  const isWrong = errors.some(({ column }) => extra.some((each) => each === column))
  return { service: service.id, figures: isWrong ? [] : figures, errors }
}

/** A block copied from a spreadsheet: rows on lines, cells between tabs. */
export function pastedRows(text: string): string[][] {
  return text.split(/\r?\n/).map((line) => line.split('\t'))
}

/** The sheet to fill in, with what stands there now. */
export function figureTemplate(baseline: Baseline, council: { code: string; shortName: string }): Workbook {
  const keys = columns.map((measure) => ({
    key: measure,
    header: measureNames[measure],
    kind: 'text' as const,
  }))
  const sheet: TableSheet = {
    name: 'Figures',
    columns: [
      { key: 'service', header: 'Service', kind: 'text' },
      ...keys,
      { key: 'prices', header: 'Prices of', kind: 'text' },
      { key: 'source', header: 'Source', kind: 'text' },
      { key: 'owner', header: 'Who answers for it', kind: 'text' },
    ],
    rows: baseline.services.map(({ id, name }) => {
      const own = columns.flatMap((measure) => {
        const figure = figureOf(baseline.figures, { council: council.code, service: id, measure })
        return figure ? [figure] : []
      })
      const first = own.find(({ source }) => source !== '')
      return {
        service: name,
        ...Object.fromEntries(own.map(({ measure, value }) => [measure, writeMeasure(measure, value)])),
        prices: baseline.year,
        source: first?.source ?? '',
        owner: first?.owner ?? '',
      }
    }),
  }
  return {
    title: `${council.shortName}: baseline figures`,
    sheets: [sheet],
    notes: [
      `One row for each service. Amounts in pounds a year, in ${baseline.year} prices.`,
      'Cells that you leave empty change nothing. “Takes part” is yes or no.',
    ],
  }
}
