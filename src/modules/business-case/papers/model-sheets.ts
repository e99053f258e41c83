import type { CaseInput } from '#engine/business-case-input.ts'
import { itemWeights } from '#engine/business-case-share.ts'
import {
  columnName,
  type FormulaCell,
  type FormulaSheet,
  type FormulaWorkbook,
} from '#platform/formula-sheet.ts'
import { figures, firstRow, head, line, number, title, total, worked, type Row } from './model-cells.ts'
import { inputSheet, type Inputs } from './model-inputs.ts'
import { yearSheet, type Table } from './model-years.ts'

/** What is said beside the model: sources and results as plain rows. */
export type ModelNotes = {
  readonly title: string
  readonly lines: readonly string[]
  /** A row each: the name of an input, and who says it. */
  readonly sources: readonly (readonly [string, string])[]
  /** A row each: for whom, and the 1 in 10 below, middle and 1 in 10 above, in pounds. */
  readonly draws: readonly (readonly [string, number, number, number])[]
}

/**
 * The plain case as a workbook that works itself out: change a number on “Inputs” and the worth changes. The formulas are
 * those of the engine with every number at its most likely; LibreOffice gives the engine’s result to the penny. Shares by
 * Shapley look at every group of councils, which a formula cannot: they stand as values, and a line says so.
 */
export function modelSheets(input: CaseInput, notes: ModelNotes): FormulaWorkbook {
  const inputs = inputSheet(input)
  const years = yearSheet(input, inputs.at)
  const items = itemSheet(input, inputs.at)
  const between = betweenSheet(input)
  return {
    title: notes.title,
    sheets: [
      worthSheet(input, notes, { years, items, between }),
      inputs.sheet,
      years.sheet,
      items.sheet,
      between.sheet,
      notesSheet(notes),
    ],
  }
}

function itemSheet(input: CaseInput, at: Inputs['at']): Table {
  const headers = ['What', 'Year', 'Amount', 'Net', ...input.partners.map(({ name }) => name)]
  const rows: Row[] = [
    [title('Other costs and benefits')],
    [line('Benefits above nought, costs below.')],
    headers.map((name, i) => (i === 0 ? head(name) : figures(name))),
  ]
  const weights = itemWeights(input)
  for (const item of input.items ?? [])
    for (const [year, amount] of item.amounts.entries()) {
      const r = rows.length + 1
      const sign = item.kind === 'benefit' ? '' : '-'
      const kept =
        item.isForecast === true && input.realisation !== undefined
          ? `*(1-${at('share of savings that is lost')})`
          : ''
      rows.push([
        item.name,
        year,
        number(amount, 'amount'),
        worked(`${sign}C${r}*${at(`${item.name}: factor`)}${kept}`, 'pounds'),
        ...input.partners.map(({ name }, i): FormulaCell => {
          if (item.partner !== undefined)
            return item.partner === name ? worked(`D${r}`, 'pounds') : number(0, 'pounds')
          return worked(`D${r}*${weights[i] ?? 0}`, 'pounds')
        }),
      ])
    }
  return {
    last: rows.length,
    sheet: { name: 'Items', widths: [44, 8, ...headers.slice(2).map(() => 16)], rows, frozen: 3 },
  }
}

function betweenSheet(input: CaseInput): Table {
  const headers = ['What', 'Year', 'Amount', ...input.partners.map(({ name }) => name)]
  const rows: Row[] = [
    [title('Between councils')],
    [line('What one pays another gets: each row adds up to nought.')],
    headers.map((name, i) => (i === 0 ? head(name) : figures(name))),
  ]
  for (const { name, from, to, amounts } of input.transfers ?? [])
    for (const [year, amount] of amounts.entries()) {
      const r = rows.length + 1
      rows.push([
        name,
        year,
        number(amount, 'pounds'),
        ...input.partners.map((partner): FormulaCell =>
          partner.name === from
            ? worked(`-C${r}`, 'pounds')
            : partner.name === to
              ? worked(`C${r}`, 'pounds')
              : number(0, 'pounds'),
        ),
      ])
    }
  return {
    last: rows.length,
    sheet: { name: 'Between', widths: [44, 8, ...headers.slice(2).map(() => 16)], rows, frozen: 3 },
  }
}

/** The result: for each council and for all, by year and in today’s worth. */
function worthSheet(
  input: CaseInput,
  notes: ModelNotes,
  { years, items, between }: { years: Table; items: Table; between: Table },
): FormulaSheet {
  const range = (sheet: string, column: string, last: number) =>
    `${sheet}!$${column}$${firstRow}:$${column}$${Math.max(firstRow, last)}`
  const headers = ['Year', ...input.partners.map(({ name }) => name), 'All together', 'Worth of £1']
  const rows: Row[] = [
    [title(notes.title)],
    ...notes.lines.map((text): Row => [line(text)]),
    [line('The plain case: every number at its most likely. Pounds.')],
    headers.map(figures),
  ]
  const start = rows.length + 1
  const council = (i: number) => columnName(i + 1)
  const all = columnName(input.partners.length + 1)
  const factor = columnName(input.partners.length + 2)
  for (let year = 0; year <= input.lastYear; year++) {
    const r = rows.length + 1
    const cells = input.partners.map((_, i): FormulaCell => {
      const name = `${council(i)}$${start - 1}`
      return worked(
        `SUMIFS(${range('Years', 'O', years.last)},${range('Years', 'B', years.last)},${name},${range('Years', 'C', years.last)},$A${r})` +
          `+SUMIFS(${range('Items', columnName(i + 4), items.last)},${range('Items', 'B', items.last)},$A${r})` +
          `+SUMIFS(${range('Between', columnName(i + 3), between.last)},${range('Between', 'B', between.last)},$A${r})`,
        'pounds',
      )
    })
    rows.push([
      year,
      ...cells,
      worked(`SUM(B${r}:${council(input.partners.length - 1)}${r})`, 'pounds'),
      worked(`Inputs!$B$${factorRow(year)}`, 'factor'),
    ])
  }
  const end = rows.length
  const worth = (column: string) =>
    total(`ROUND(SUMPRODUCT(${column}${start}:${column}${end},$${factor}${start}:$${factor}${end}),2)`)
  rows.push([
    { text: 'Today’s worth', look: 'strong' },
    ...input.partners.map((_, i) => worth(council(i))),
    worth(all),
  ])
  return { name: 'Worth', widths: headers.map(() => 18), rows, frozen: start - 1 }
}

/** Where `inputSheet` puts the worth of £1: after the years, then two rows for each year. */
function factorRow(year: number): number {
  return 5 + 2 * year
}

function notesSheet({ sources, draws }: ModelNotes): FormulaSheet {
  return {
    name: 'Notes',
    widths: [60, 24, 24, 24],
    rows: [
      [title('What chance makes of it')],
      [head('For'), figures('1 in 10 below'), figures('Middle'), figures('1 in 10 above')],
      ...draws.map(([name, ...values]): Row => [name, ...values.map((value) => number(value, 'pounds'))]),
      [null],
      [{ text: 'Who says', look: 'title' }],
      [head('Number'), head('Source and owner')],
      ...sources.map(([name, words]): Row => [name, words]),
    ],
  }
}
