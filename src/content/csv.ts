export type CsvRow = { line: number; cells: Record<string, string> }
export type CsvFault = { line: number; message: string }

/**
 * Reads comma-separated text as RFC 4180 describes it: quoted cells may hold commas, line ends and doubled
 * quotes. Lines that begin with `#` before the heading row are a note to the reader and are skipped.
 * Gives each row by column name with the line it begins on; a row with too few or too many cells is a fault.
 */
export function readCsv(text: string): { columns: string[]; rows: CsvRow[]; faults: CsvFault[] } {
  const { records, faults } = splitRecords(text)
  const heading = records.findIndex(({ cells }) => !cells[0]?.startsWith('#'))
  const columns = records[heading]?.cells ?? []
  const rows = records.slice(heading + 1).flatMap(({ line, cells }) => {
    if (cells.length === 1 && cells[0] === '') return []
    if (cells.length === columns.length)
      return [{ line, cells: Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])) }]
    faults.push({ line, message: `has ${cells.length} cells; the heading has ${columns.length}` })
    return []
  })
  return { columns, rows, faults }
}

type Records = { records: { line: number; cells: string[] }[]; faults: CsvFault[] }

function splitRecords(text: string): Records {
  const found: Records = { records: [], faults: [] }
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  let cells: string[] = []
  let line = 1
  let start = 1
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text)
    if (!match) {
      found.faults.push({ line, message: 'has a quotation mark that is out of place or never closed' })
      return found
    }
    const [whole, quoted, bare, end] = match
    cells.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'))
    line += whole.split('\n').length - 1
    if (end === ',' && cell.lastIndex < text.length) continue
    if (end === ',') cells.push('')
    found.records.push({ line: start, cells })
    cells = []
    start = line
  }
  return found
}
