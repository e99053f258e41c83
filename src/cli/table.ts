import { withGuard } from '#platform/csv.ts'

/** One value of a table: a number keeps its digits in CSV and JSON, and is written short to be read. */
export type Cell = string | number | null

/** A table to read, or to write as CSV. `decimals` is how many a reader sees in that column. */
export type Table = {
  id: string
  title: string
  columns: readonly { name: string; decimals?: number }[]
  rows: readonly (readonly Cell[])[]
  notes?: readonly string[]
}

/** A table in columns of even width, numbers to the right. No colour, so that it reads the same everywhere. */
export function readableTable({ title, columns, rows, notes = [] }: Table): string {
  const body = rows.map((row) =>
    columns.map((column, index) => readable(row[index] ?? null, column.decimals)),
  )
  const isNumeric = columns.map((_, index) => rows.some((row) => typeof row[index] === 'number'))
  const widths = columns.map((column, index) =>
    Math.max(column.name.length, ...body.map((row) => row[index]!.length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (isNumeric[index] ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)))
      .join('  ')
      .trimEnd()
  const heading = [line(columns.map(({ name }) => name)), line(widths.map((width) => '-'.repeat(width)))]
  return `${[title, '', ...heading, ...body.map(line), ...notes.map((note) => `\n${note}`)].join('\n')}\n`
}

function readable(cell: Cell, decimals: number | undefined): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell
  const written = decimals === undefined ? shortest(cell) : cell.toFixed(decimals)
  const [whole = '', part] = (Object.is(Number(written), -0) ? written.replace('-', '') : written).split('.')
  const grouped = /^-?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return part === undefined ? grouped : `${grouped}.${part}`
}

function shortest(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
}

/** A table as CSV (RFC 4180): full digits, and text that looks like a formula stays text. */
export function csvTable({ columns, rows }: Table): string {
  const line = (cells: readonly Cell[]) => `${cells.map(csvCell).join(',')}\r\n`
  return line(columns.map(({ name }) => name)) + rows.map(line).join('')
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'number' ? String(cell) : withGuard(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
