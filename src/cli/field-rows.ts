import { BadInput, demand } from '#engine/bad-input.ts'
import { isRecord, numberIn } from '#root/cli/field.ts'
import type { CsvInput, ReadInput } from '#root/cli/input.ts'

/** What the help says of CSV, where an input is a record and no table. */
export const FIELD_ROWS_HELP =
  'CSV has columns field and value, a row for each: partners[0].name,Ashby; a list may stand in one cell: [0, 0.5, 1].'

const STEP = /([^.[\]]+)|\[(\d{1,4})\]/g
const PATH = /^[^.[\]]+(?:\[\d{1,4}\])*(?:\.[^.[\]]+(?:\[\d{1,4}\])*)*$/

/**
 * What was read, as a record. YAML and JSON are as they are; a CSV of fields and values, such as
 *
 *     field,value
 *     partners[0].name,Ashby
 *     partners[0].volume,"60,000"
 *
 * names each field as an error would. Throws `BadInput` for other columns, a field given twice, one that is both a value
 * and a record, and a list with a hole.
 */
export function recordOf(read: ReadInput): unknown {
  return read.kind === 'data' ? read.data : fromFieldRows(read.table)
}

function fromFieldRows({ columns, rows }: CsvInput): unknown {
  const isOurs = columns.length === 2 && columns.includes('field') && columns.includes('value')
  demand(isOurs, 'the table', `needs columns field and value, not ${columns.join(', ')}`)
  const all: Record<string, unknown> = {}
  for (const row of rows) {
    const field = row['field']!.trim()
    demand(
      PATH.test(field) && !field.includes('__proto__'),
      field || 'field',
      'is not a field such as partners[0].name',
    )
    put(all, field, cellValue(row['value']!, field))
  }
  refuseHoles(all, '')
  return all
}

/** Walks down to the field, making records and lists on the way, and puts the value there. */
function put(all: Record<string, unknown>, field: string, value: unknown): void {
  const steps = [...field.matchAll(STEP)].map(([, name, index]) => name ?? Number(index))
  let at: unknown = all
  for (const [k, step] of steps.entries()) {
    const fits = typeof step === 'number' ? Array.isArray(at) : isRecord(at)
    if (!fits || !holds(at)) throw new BadInput(field, 'is both a value and something with fields of its own')
    const next = steps[k + 1]
    if (next === undefined) {
      demand(at[step] === undefined, field, 'is given twice')
      at[step] = value
    } else {
      at[step] ??= typeof next === 'number' ? [] : {}
      at = at[step]
    }
  }
}

function holds(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null
}

/** A number as a spreadsheet shows it, true or false, a list or record in brackets, or text. */
function cellValue(cell: string, field: string): unknown {
  const text = cell.trim()
  if (text === 'true' || text === 'false') return text === 'true'
  if (!/^[[{]/.test(text)) return numberIn(text) ?? text
  try {
    return JSON.parse(text)
  } catch {
    throw new BadInput(field, 'begins with a bracket and is no list such as [0, 0.5, 1]')
  }
}

function refuseHoles(value: unknown, field: string): void {
  if (Array.isArray(value)) {
    const hole = Array.from(value, (held) => held !== undefined).indexOf(false)
    demand(hole < 0, `${field}[${hole}]`, 'is missing, and a later one is there')
    for (const [index, held] of value.entries()) refuseHoles(held, `${field}[${index}]`)
  } else if (isRecord(value)) {
    for (const [key, held] of Object.entries(value)) refuseHoles(held, field === '' ? key : `${field}.${key}`)
  }
}
