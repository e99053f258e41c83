import type { ExitPlanContent, ExitRegister } from '#content/exit-plan.ts'
import type { UploadedCell, UploadedSheet } from '#platform/uploaded-sheet.ts'
import { readDate } from '#ui/typed-date.ts'
import { readPounds } from '#ui/typed-money.ts'
import { separabilities, type Entry, type Separability } from '../plan.ts'
import { separableWords } from '../text.ts'
import { registerColumns } from './register-table.ts'

/** What a spreadsheet says about registers; or every fault in it, by sheet, row and column as people count them. */
export type RegisterReading =
  | { readonly entries: readonly { readonly id: string | null; readonly entry: Entry }[] }
  | { readonly faults: readonly string[] }

type Column = { readonly at: number; readonly key: string; readonly header: string }

const plainly = (text: string) =>
  text.normalize('NFKC').replace(/\(£\)/g, '').replace(/[?.:]/g, '').replace(/\s+/g, ' ').trim().toLowerCase()

/**
 * Reads an uploaded workbook as registers. Pure. A sheet is known by its name, or, where there is but one, by `only`. Linear
 * in the cells.
 */
export function readRegisters(sheets: readonly UploadedSheet[], content: ExitPlanContent): RegisterReading {
  const entries: { id: string | null; entry: Entry }[] = []
  const faults: string[] = []
  let known = 0
  for (const sheet of sheets) {
    const register = registerOf(sheet, content)
    if (!register || sheet.rows.length === 0) continue
    known += 1
    const read = readSheet(sheet, register)
    faults.push(...read.faults)
    entries.push(...read.entries)
  }
  if (known === 0)
    faults.push(
      `No sheet is named after a register. Name it ${content.registers.map(({ title }) => `“${title}”`).join(', ')}; a CSV file takes its name from the file.`,
    )
  else if (entries.length === 0 && faults.length === 0)
    faults.push('The sheets hold no rows with anything in them.')
  return faults.length > 0 ? { faults } : { entries }
}

function registerOf({ name }: UploadedSheet, content: ExitPlanContent): ExitRegister | undefined {
  const plain = plainly(name.replace(/\.csv$/i, ''))
  return content.registers.find(
    ({ id, title }) => plain === plainly(title) || plain === id || plain.endsWith(`-${id}`),
  )
}

function readSheet({ name, rows }: UploadedSheet, register: ExitRegister) {
  const at = rows.findIndex((row) => row.some((cell) => plainly(textOf(cell)) === 'what'))
  const header = rows[at]
  if (at < 0 || !header) return { entries: [], faults: [`The sheet “${name}” has no column headed “What”.`] }
  const wanted = [
    ...registerColumns.map(({ key, header: text }) => ({ key, text })),
    ...register.extra.map(({ id, label }) => ({ key: `extra-${id}`, text: label })),
  ]
  const columns: Column[] = header.flatMap((cell, index) => {
    const found = wanted.find(({ text }) => plainly(text) === plainly(textOf(cell)))
    return found ? [{ at: index, key: found.key, header: found.text }] : []
  })
  const faults: string[] = []
  const entries = rows.slice(at + 1).flatMap((cells, index) => {
    if (!cells.some((cell) => textOf(cell).trim() !== '')) return []
    const read = readRow(cells, columns, register)
    for (const { column, says } of read.faults)
      faults.push(`${name}, row ${at + index + 2}, ${column}: ${says}`)
    return [{ id: read.id, entry: read.entry }]
  })
  return { entries, faults }
}

function readRow(cells: readonly UploadedCell[], columns: readonly Column[], register: ExitRegister) {
  const faults: { column: string; says: string }[] = []
  const get = (key: string) => {
    const column = columns.find((one) => one.key === key)
    return column ? textOf(cells[column.at] ?? null).trim() : ''
  }
  const fault = (key: string, says: string) =>
    void faults.push({ column: columns.find((one) => one.key === key)?.header ?? key, says })
  const text = (key: string, most: number) => {
    const value = get(key)
    if (value.length > most) fault(key, `use ${most.toLocaleString('en-GB')} characters or fewer.`)
    return value
  }
  const day = (key: string) => {
    if (get(key) === '') return null
    const read = readDate(get(key), 'it')
    if ('problem' in read) fault(key, `${read.problem}.`)
    return 'value' in read ? read.value : null
  }
  const pence = (key: string) => {
    if (get(key) === '') return null
    const read = readPounds(get(key), { name: 'it' })
    if ('problem' in read) fault(key, `${read.problem}.`)
    return 'value' in read ? read.value : null
  }
  const name = text('name', 160)
  if (name === '') fault('name', 'say which it is.')
  const months = get('months') === '' ? null : Number(get('months'))
  if (months !== null && !(Number.isInteger(months) && months >= 0 && months <= 120))
    fault('months', 'give whole months, from 0 to 120.')
  const [low, high] = [pence('lowPence'), pence('highPence')]
  if (low !== null && high !== null && high < low)
    fault('highPence', 'the highest cost must not be below the lowest.')
  const entry: Entry = {
    register: register.id,
    name,
    holder: text('holder', 160),
    payer: text('payer', 160),
    needer: text('needer', 160),
    isCritical: yes(get('isCritical'), (says) => fault('isCritical', says)),
    separable: separableFrom(get('separable'), (says) => fault('separable', says)),
    route: text('route', 1000),
    months,
    lowPence: low,
    highPence: high,
    source: text('source', 300),
    endsOn: day('endsOn'),
    testedOn: day('testedOn'),
    evidence: text('evidence', 300),
    extra: Object.fromEntries(register.extra.map(({ id }) => [id, text(`extra-${id}`, 600)])),
  }
  return { id: get('id') === '' ? null : get('id'), entry, faults }
}

function yes(text: string, fault: (says: string) => void): boolean {
  const plain = plainly(text)
  if (['yes', 'y', 'true', '1'].includes(plain)) return true
  if (!['', 'no', 'n', 'false', '0'].includes(plain)) fault('write yes or no.')
  return false
}

function separableFrom(text: string, fault: (says: string) => void): Separability {
  const plain = plainly(text)
  if (plain === '') return 'not-known'
  const found = separabilities.find((each) => plain === each || plain === plainly(separableWords[each]))
  if (found) return found
  fault(
    `write one of ${Object.values(separableWords)
      .map((words) => `“${words}”`)
      .join(', ')}.`,
  )
  return 'not-known'
}

function textOf(cell: UploadedCell): string {
  return cell === null ? '' : String(cell)
}
