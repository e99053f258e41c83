import type { UploadedCell, UploadedSheet } from '#platform/uploaded-sheet.ts'
import { plain } from '#ui/forgiving-search.ts'
import { readDate } from '#ui/typed-date.ts'
import { eventKinds, eventKindWords, type EventKind } from './event.ts'
import { mostTitle } from './event-form.ts'
import { serviceOfCpv, sharedServices } from './services.ts'

/** One row of a sheet of dates that could be read. */
export type SheetEvent = {
  /** As the spreadsheet counts it, from 1. */
  readonly at: number
  readonly kind: EventKind
  readonly title: string
  readonly service: string
  readonly cpv: string | null
  readonly supplier: string | null
  readonly day: string
  readonly source: string | null
  readonly address: string | null
}

export type SheetRefusal =
  | { readonly type: 'no-title' }
  | { readonly type: 'too-long'; readonly column: string }
  | { readonly type: 'date'; readonly given: string }
  | { readonly type: 'kind'; readonly given: string }
  | { readonly type: 'service'; readonly given: string }
  | { readonly type: 'cpv'; readonly given: string }
  | { readonly type: 'address'; readonly given: string }
  | { readonly type: 'twice'; readonly first: number }

export type SheetReading =
  | {
      readonly rows: readonly SheetEvent[]
      readonly rejected: readonly { readonly at: number; readonly name: string; readonly why: SheetRefusal }[]
    }
  | { readonly problem: 'no-heading' | 'no-rows' | 'too-many' }

export const mostRows = 2000

const columns = {
  title: ['what', 'title', 'contract', 'name'],
  day: ['date', 'end date', 'ends on', 'end', 'contract end', 'contract end date'],
  kind: ['kind', 'type', 'what happens'],
  service: ['service'],
  cpv: ['cpv', 'cpv code'],
  supplier: ['supplier'],
  source: ['source', 'where it is from'],
  address: ['address', 'link', 'url', 'source address'],
} as const
type Column = keyof typeof columns

/** The headings of a sheet that can be filled in; the first two are needed. */
export const sheetHeadings = [
  'What',
  'Date',
  'Kind',
  'Service',
  'CPV',
  'Supplier',
  'Source',
  'Address',
] as const

/** Reads a sheet of dates. Pure. Each row that cannot be read says why; the rest are read. Linear in the cells. */
export function readEventSheet(sheets: readonly UploadedSheet[]): SheetReading {
  const found = sheets.map(headingOf).find((heading) => heading !== null)
  if (!found) return { problem: 'no-heading' }
  const filled = found.rows
    .map((cells, index) => ({ cells, at: found.at + index + 2 }))
    .filter(({ cells }) => cells.some((cell) => textOf(cell) !== ''))
  if (filled.length === 0) return { problem: 'no-rows' }
  if (filled.length > mostRows) return { problem: 'too-many' }
  const rows: SheetEvent[] = []
  const rejected: { at: number; name: string; why: SheetRefusal }[] = []
  const seen = new Map<string, number>()
  for (const { cells, at } of filled) {
    const read = readRow((column) => textOf(cells[found.places.get(column) ?? -1] ?? null), at)
    const name = textOf(cells[found.places.get('title') ?? -1] ?? null).slice(0, mostTitle)
    if ('type' in read) {
      rejected.push({ at, name, why: read })
      continue
    }
    const key = `${read.kind}\n${read.title}\n${read.day}`
    const first = seen.get(key)
    if (first !== undefined) rejected.push({ at, name, why: { type: 'twice', first } })
    else {
      seen.set(key, at)
      rows.push(read)
    }
  }
  return { rows, rejected }
}

function headingOf({ rows }: UploadedSheet) {
  for (const [at, cells] of rows.slice(0, 20).entries()) {
    const places = new Map<Column, number>()
    for (const [place, cell] of cells.entries()) {
      const heading = plain(textOf(cell))
      const column = (Object.keys(columns) as Column[]).find((each) =>
        columns[each].some((name) => name === heading),
      )
      if (column && !places.has(column)) places.set(column, place)
    }
    if (places.has('title') && places.has('day')) return { at, places, rows: rows.slice(at + 1) }
  }
  return null
}

function readRow(cell: (column: Column) => string, at: number): SheetEvent | SheetRefusal {
  const title = cell('title')
  if (title === '') return { type: 'no-title' }
  for (const column of ['title', 'supplier', 'source'] as const)
    if (cell(column).length > mostTitle) return { type: 'too-long', column }
  const typed = cell('day')
  const day = readDate(typed, 'a date')
  if ('problem' in day) return { type: 'date', given: typed.slice(0, 40) }
  const kind = kindOf(cell('kind'))
  if (!kind) return { type: 'kind', given: cell('kind').slice(0, 40) }
  const cpv = cell('cpv').replace(/-\d$/, '')
  if (cpv !== '' && !/^\d{8}$/.test(cpv)) return { type: 'cpv', given: cpv.slice(0, 40) }
  const service = serviceOf(cell('service'), cpv)
  if (!service) return { type: 'service', given: cell('service').slice(0, 40) }
  const address = cell('address')
  if (address !== '' && (!/^https?:\/\/[^\s"<>]+$/.test(address) || address.length > 400))
    return { type: 'address', given: address.slice(0, 40) }
  const orNull = (text: string) => (text === '' ? null : text)
  return {
    at,
    kind,
    title,
    service,
    cpv: orNull(cpv),
    supplier: orNull(cell('supplier')),
    day: day.value,
    source: orNull(cell('source')),
    address: orNull(address),
  }
}

/** Nothing said means that a contract ends: that is what such lists are of. */
function kindOf(typed: string): EventKind | null {
  if (typed === '') return 'contract-end'
  const told = plain(typed)
  return (
    eventKinds.find((kind) => plain(kind) === told || plain(eventKindWords[kind]) === told) ??
    (['contract', 'lease', 'equipment', 'election', 'reorganisation', 'other'].includes(told)
      ? (eventKinds.find((kind) => kind.startsWith(told)) ?? null)
      : null)
  )
}

function serviceOf(typed: string, cpv: string): string | null {
  if (typed === '') return serviceOfCpv(cpv)
  const told = plain(typed)
  return sharedServices.find(({ id, label }) => plain(id) === told || plain(label) === told)?.id ?? null
}

function textOf(cell: UploadedCell): string {
  if (cell === null) return ''
  return String(cell)
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
}
