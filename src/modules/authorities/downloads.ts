import type { Authority } from '#content/authority.ts'
import type { AuthorityColumn } from '#content/authority-column.ts'
import type { CellEntry, TableSheet } from '#platform/spreadsheet.ts'
import type { Directory } from './directory.ts'

/** The councils as one table, in the columns of the content, headed by what they mean. Codes in a list stand apart by a space. */
export function councilsSheet(directory: Directory, columns: readonly AuthorityColumn[]): TableSheet {
  return {
    name: 'Councils',
    columns: columns.map(({ column, label, unit }) => ({
      key: column,
      header: label,
      kind: isNumber(directory.councils, column) ? 'number' : 'text',
      ...(unit === undefined ? {} : { unit }),
    })),
    rows: directory.councils.map((council) =>
      Object.fromEntries(columns.map(({ column }) => [column, cellOf(council, column)])),
    ),
  }
}

/** One row for each abolished council and each council that took over from it. */
export function formerSheet({ former, councils }: Directory): TableSheet {
  const nameOf = (code: string) => [...councils, ...former].find((each) => each.code === code)?.name ?? ''
  return {
    name: 'Former councils',
    columns: [
      { key: 'code', header: 'Code', kind: 'text' },
      { key: 'name', header: 'Name', kind: 'text' },
      { key: 'lastDay', header: 'Last day', kind: 'date' },
      { key: 'successor', header: 'Code of the council that took over', kind: 'text' },
      { key: 'successorName', header: 'Its name', kind: 'text' },
    ],
    rows: former.flatMap(({ code, name, lastDay, successors }) =>
      successors.map((successor) => ({ code, name, lastDay, successor, successorName: nameOf(successor) })),
    ),
  }
}

/** What each column means, its unit, and who says so. */
export function columnsSheet(columns: readonly AuthorityColumn[]): TableSheet {
  const heads = {
    column: 'Column',
    label: 'What it is',
    unit: 'Unit',
    note: 'Note',
    source: 'Source',
    publisher: 'Who publishes it',
    date: 'Date',
    licence: 'Licence',
    attribution: 'What to say when you use it',
    url: 'Address',
  }
  return {
    name: 'Columns',
    columns: Object.entries(heads).map(([key, header]) => ({ key, header, kind: 'text' as const })),
    rows: columns.map(({ column, label, unit, note, source }) => ({
      column,
      label,
      unit: unit ?? null,
      note: note ?? null,
      source: source.name,
      publisher: source.publisher,
      date: source.date,
      licence: source.licence,
      attribution: source.attribution,
      url: source.url ?? null,
    })),
  }
}

/** Everything in one JSON text. Numbers are numbers; what is not known is null. */
export function directoryJson({ councils, former }: Directory, columns: readonly AuthorityColumn[]): string {
  const sources = [...new Set(columns.map(({ source }) => source))]
  const described = columns.map(({ source, ...column }) => ({ ...column, source: source.id }))
  return `${JSON.stringify({ sources, columns: described, councils, formerCouncils: former }, null, 2)}\n`
}

function cellOf(council: Authority, column: string): CellEntry {
  const [first, line] = column.split('.')
  const value: unknown =
    first === 'budget'
      ? Object.entries(council.budgetThousands ?? {}).find(([name]) => name === line)?.[1]
      : Object.entries(council).find(([name]) => name === column)?.[1]
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function isNumber(councils: readonly Authority[], column: string): boolean {
  return councils.some((council) => typeof cellOf(council, column) === 'number')
}
