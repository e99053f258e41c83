import type { TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { budgetLines, type Authority, type Succession } from './authority.ts'
import { authorityColumns, authoritySchema, successionSchema } from './authority-schema.ts'
import { readCsv, type CsvRow } from './csv.ts'
import type { Problem } from './problem.ts'

const lists = new Set(['predecessors', 'otherCodes', 'budgetFrom'])
const numbers = new Set([
  'latitude',
  'longitude',
  'easting',
  'northing',
  'areaKm2',
  'populationMid2020',
  'densityPerKm2',
  'deprivationScore',
  'percentInMostDeprivedFifth',
  'percentRural',
  'percentRuralWithHubTowns',
])

/** Reads `authorities.csv`. Rows that are not as they should be are left out and named. */
export function readAuthorities(
  file: string,
  text: string,
): { authorities: Authority[]; problems: Problem[] } {
  const { rows, problems } = rowsOf(file, text, authorityColumns)
  const authorities = rows.flatMap((row) => {
    const value = authorityOf(row)
    if (Check(authoritySchema, value)) return [value]
    problems.push(...cellProblems(file, row, authoritySchema, value))
    return []
  })
  problems.push(...clashes(file, rows, ['code', 'short', 'slug', 'name']))
  return { authorities, problems }
}

export function readSuccessions(
  file: string,
  text: string,
): { successions: Succession[]; problems: Problem[] } {
  const { rows, problems } = rowsOf(file, text, Object.keys(successionSchema.properties))
  const successions = rows.flatMap((row) => {
    const value: unknown = row.cells
    if (Check(successionSchema, value)) return [value]
    problems.push(...cellProblems(file, row, successionSchema, value))
    return []
  })
  return { successions, problems }
}

/** What does not resolve between the two files, as sentences: counties, successors and predecessors, both ways. */
export function referenceFaults(authorities: Authority[], successions: Succession[]): string[] {
  const known = new Map(authorities.map((authority) => [authority.code, authority]))
  const gone = new Set(successions.map(({ predecessor }) => predecessor))
  const faults: string[] = []
  for (const { name, county, predecessors, code } of authorities) {
    if (county !== null && known.get(county)?.kind !== 'county')
      faults.push(`${name} stands under ${county}, which is no county council here`)
    if (gone.has(code)) faults.push(`${name} is listed as a council and as abolished`)
    const rows = successions.filter(({ successor }) => successor === code).map((row) => row.predecessor)
    if (rows.sort().join() !== [...predecessors].sort().join())
      faults.push(`${name} names other predecessors than the successions do`)
  }
  for (const { predecessorName, successor } of successions)
    if (!known.has(successor) && !gone.has(successor))
      faults.push(`${predecessorName} passed to ${successor}, which is not known`)
  return faults
}

function rowsOf(file: string, text: string, columns: readonly string[]) {
  const { columns: found, rows, faults } = readCsv(text)
  const problems: Problem[] = faults.map((fault) => ({ file, ...fault }))
  if (found.join() !== columns.join()) {
    const message = `the heading must be exactly: ${columns.join(',')}`
    return { rows: [], problems: [...problems, { file, line: 1, message }] }
  }
  return { rows, problems }
}

function authorityOf({ cells }: CsvRow): unknown {
  const value: Record<string, unknown> = {}
  for (const [name, cell] of Object.entries(cells)) {
    if (name.startsWith('budget.')) continue
    if (lists.has(name)) value[name] = cell === '' ? [] : cell.split(' ')
    else if (cell === '') value[name] = null
    else value[name] = numbers.has(name) ? Number(cell) : cell
  }
  const budget = budgetLines.map((line) => [line, cells[`budget.${line}`] ?? ''] as const)
  const isBlank = budget.every(([, cell]) => cell === '')
  value['budgetThousands'] = isBlank
    ? null
    : Object.fromEntries(budget.map(([line, cell]) => [line, cell === '' ? Number.NaN : Number(cell)]))
  return value
}

function cellProblems(file: string, row: CsvRow, schema: TSchema, value: unknown): Problem[] {
  const errors = Errors(schema, value).filter(({ keyword }) => keyword !== 'boolean' && keyword !== 'type')
  const places = new Set((errors.length > 0 ? errors : Errors(schema, value)).map((e) => e.instancePath))
  return [...places].map((place) => ({
    file,
    line: row.line,
    message: `${place.split('/').slice(1).join('.')} is not as it should be in the row of ${Object.values(row.cells)[0]}`,
  }))
}

function clashes(file: string, rows: CsvRow[], columns: string[]): Problem[] {
  return columns.flatMap((column) => {
    const seen = new Set<string>()
    return rows.flatMap(({ line, cells }) => {
      const cell = cells[column] ?? ''
      const isNew = !seen.has(cell)
      seen.add(cell)
      return isNew ? [] : [{ file, line, message: `${column} "${cell}" is used twice` }]
    })
  })
}
