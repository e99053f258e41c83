import type { ExitPlanContent, ExitRegister } from '#content/exit-plan.ts'
import type { CellEntry, SheetColumn, TableSheet, Workbook } from '#platform/spreadsheet.ts'
import { entriesOf, type Entry, type Kept, type Plan } from '../plan.ts'
import { separableWords } from '../text.ts'

/** The columns that every register has, in the order of its form. The same headers are read back. */
export const registerColumns = [
  { key: 'id', header: 'Id', kind: 'text', width: 14 },
  { key: 'name', header: 'What', kind: 'text' },
  { key: 'holder', header: 'Held by', kind: 'text' },
  { key: 'payer', header: 'Paid for by', kind: 'text' },
  { key: 'needer', header: 'Needed by', kind: 'text' },
  { key: 'isCritical', header: 'Cannot do without', kind: 'text' },
  { key: 'separable', header: 'Can it be parted', kind: 'text' },
  { key: 'route', header: 'Way back', kind: 'text' },
  { key: 'months', header: 'Months', kind: 'number' },
  { key: 'lowPence', header: 'Lowest cost', kind: 'pence' },
  { key: 'highPence', header: 'Highest cost', kind: 'pence' },
  { key: 'source', header: 'Source of the cost', kind: 'text' },
  { key: 'endsOn', header: 'Ends on', kind: 'date' },
  { key: 'testedOn', header: 'Last tested', kind: 'date' },
  { key: 'evidence', header: 'Evidence', kind: 'text' },
] as const satisfies readonly SheetColumn[]

function extraColumns(register: ExitRegister): SheetColumn[] {
  return register.extra.map(({ id, label }) => ({ key: `extra-${id}`, header: label, kind: 'text' }))
}

function rowOf({
  extra,
  id,
  isCritical,
  separable,
  ...entry
}: Kept<Entry>): Readonly<Record<string, CellEntry>> {
  return {
    id,
    name: entry.name,
    holder: entry.holder,
    payer: entry.payer,
    needer: entry.needer,
    isCritical: isCritical ? 'yes' : 'no',
    separable: separableWords[separable],
    route: entry.route,
    months: entry.months,
    lowPence: entry.lowPence,
    highPence: entry.highPence,
    source: entry.source,
    endsOn: entry.endsOn,
    testedOn: entry.testedOn,
    evidence: entry.evidence,
    ...Object.fromEntries(Object.entries(extra).map(([key, text]) => [`extra-${key}`, text])),
  }
}

/** One register as a sheet, with every entry it has. */
export function registerSheet(register: ExitRegister, plan: Plan): TableSheet {
  return {
    name: register.title,
    note: register.hint,
    columns: [...registerColumns, ...extraColumns(register)],
    rows: entriesOf(plan, register.id).map(rowOf),
  }
}

/** All registers of a plan, a sheet each, the empty ones too: to keep, to fill in and to load again. */
export function registersWorkbook(title: string, plan: Plan, content: ExitPlanContent): Workbook {
  return {
    title,
    notes: [
      'One sheet a register. Fill rows in and load the file again: a row with an id replaces that entry, a row without one is added.',
      'Can it be parted: ' +
        Object.values(separableWords).join('; ') +
        '. Cannot do without: yes or no. Days as 2027-03-31.',
      'Roles, not names: names of staff do not belong here.',
    ],
    sheets: content.registers.map((register) => registerSheet(register, plan)),
  }
}
