import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { loadContent } from '#content/load.ts'
import { toCsv } from '#platform/csv.ts'
import { toOds } from '#platform/ods.ts'
import { readSpreadsheetHere } from '#platform/spreadsheet-reader.ts'
import { toJson, type Workbook } from '#platform/spreadsheet.ts'
import { SPREADSHEET_LIMITS } from '#platform/uploaded-sheet.ts'
import { toXlsx } from '#platform/xlsx.ts'
import type { Leaving } from '../leaving.ts'
import { costOf, noPlan, type Entry, type Kept, type Plan } from '../plan.ts'
import { flowsOf, outside, positions, type Settlement } from '../settlement.ts'
import { sheetsFromJson } from './file-words.ts'
import { readRegisters } from './register-import.ts'
import { registerSheet, registersWorkbook } from './register-table.ts'
import { settlementWorkbook } from './settlement-paper.ts'

/** Registers and settlements go out as files and come in again to the penny. */
const { exitPlan: content } = loadContent(join(import.meta.dirname, '../../../../content'))

const entry = (id: string, over: Partial<Entry> = {}): Kept<Entry> => {
  const register = over.register ?? 'contracts'
  const extra = content.registers.find((one) => one.id === register)?.extra ?? []
  return {
    id,
    version: 1,
    register,
    name: `Thing ${id}`,
    holder: 'Barnshire',
    payer: 'All three',
    needer: 'Ashby',
    isCritical: true,
    separable: 'with-work',
    route: 'Moved by a deed,\nthen split',
    months: 6,
    lowPence: 1,
    highPence: 123_456_789_01,
    source: 'A quote of 3 March',
    endsOn: '2028-02-29',
    testedOn: null,
    evidence: '=1+1 is text',
    extra: Object.fromEntries(extra.map(({ id: key }) => [key, `About ${key}`])),
    ...over,
  }
}

/** The fixtures: what a careful officer, a hurried one and a mischievous one would have. */
const fixtures: readonly (readonly [string, readonly Kept<Entry>[]])[] = [
  ['one entry of each register', content.registers.map(({ id }, i) => entry(`${i}`, { register: id }))],
  ['pennies', [entry('a', { lowPence: 1, highPence: 2 }), entry('b', { lowPence: 99, highPence: 100 })]],
  [
    'nothing known',
    [entry('a', { lowPence: null, highPence: null, months: null, endsOn: null, route: '', extra: {} })],
  ],
  ['large sums', [entry('a', { lowPence: 999_999_999_999, highPence: 9_999_999_999_999 })]],
  [
    'text that looks like something else',
    [entry('a', { name: '007', holder: '2026-01-01', source: '+44 20', evidence: '-1' })],
  ],
  ['one penny each', [entry('a', { lowPence: 1, highPence: 1 })]],
  ['nought is a figure', [entry('a', { lowPence: 0, highPence: 0 })]],
  ['only the lowest is known', [entry('a', { lowPence: 12_345, highPence: null })]],
  ['only the highest is known', [entry('a', { lowPence: null, highPence: 12_345 })]],
  [
    'pennies that binary cannot hold',
    [entry('a', { lowPence: 10, highPence: 115 }), entry('b', { lowPence: 7, highPence: 100_500 })],
  ],
  [
    'each way it can be parted',
    (['easily', 'with-work', 'no', 'not-known'] as const).map((separable, i) => entry(`${i}`, { separable })),
  ],
  ['nothing that stops the service', [entry('a', { isCritical: false }), entry('b', { isCritical: true })]],
  [
    'days that are easily mistaken',
    [
      entry('a', { endsOn: '2028-02-29', testedOn: '2026-12-01' }),
      entry('b', { endsOn: '2030-01-12', testedOn: '2025-03-31' }),
    ],
  ],
  ['years to part', [entry('a', { months: 1 }), entry('b', { months: 120 })]],
  [
    'quotes, commas and lines',
    [entry('a', { name: 'The “old” one, "new", and\nthe other', route: 'a;b,c\td' })],
  ],
  ['other people’s letters', [entry('a', { name: 'Cyngor Sir Ynys Môn', holder: 'Ærø – Łódź' })]],
  ['spaces that matter', [entry('a', { route: 'First this.  Then that.' })]],
  [
    'formulas of every kind',
    [entry('a', { name: '@SUM(A1)', holder: '+1', payer: '-1', needer: '=HYPERLINK("x")' })],
  ],
  [
    'a hundred entries',
    Array.from({ length: 100 }, (_, i) => entry(`${i}`, { lowPence: i * 7, highPence: i * 11 + 1 })),
  ],
]

const planOf = (entries: readonly Kept<Entry>[]): Plan => ({ ...noPlan, entries })
const read = async (bytes: Uint8Array, fileName: string) => {
  const fromJson = sheetsFromJson(Buffer.from(bytes))
  if (fromJson) return readRegisters(fromJson, content)
  const reading = await readSpreadsheetHere(Buffer.from(bytes), SPREADSHEET_LIMITS, fileName)
  assert.ok(reading.ok, JSON.stringify(reading))
  return readRegisters(reading.sheets, content)
}
const filled = ({ extra, register, ...rest }: Kept<Entry>) => ({
  ...rest,
  register,
  extra: Object.fromEntries(
    (content.registers.find(({ id }) => id === register)?.extra ?? []).map(({ id }) => [id, extra[id] ?? '']),
  ),
})

describe('registers as files', () => {
  test('there are at least nineteen of them, and the CSV below makes twenty', () => {
    assert.ok(fixtures.length >= 19)
  })

  for (const [name, entries] of fixtures)
    test(`${name}: out and in again, the same to the penny, in Excel, ODS and JSON`, async () => {
      const workbook = registersWorkbook('Registers', planOf(entries), content)
      for (const [bytes, fileName] of [
        [await toXlsx(workbook), 'registers.xlsx'],
        [await toOds(workbook), 'registers.ods'],
        [toJson(workbook), 'registers.json'],
      ] as const) {
        const found = await read(bytes, fileName)
        assert.ok('entries' in found, JSON.stringify(found))
        const back = found.entries.map(({ id, entry: one }) => ({ ...one, id: id ?? '', version: 1 }))
        const order = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
        assert.deepEqual(back.toSorted(order), entries.map(filled).toSorted(order), fileName)
        assert.deepEqual(costOf(back), costOf(entries), fileName)
      }
    })

  test('one register as CSV comes in again by the name of its file', async () => {
    const [register] = content.registers.filter(({ id }) => id === 'contracts')
    assert.ok(register)
    const entries = [entry('a'), entry('b', { lowPence: 5, highPence: 7 })]
    const found = await read(toCsv(registerSheet(register, planOf(entries))), 'contracts.csv')
    assert.ok('entries' in found, JSON.stringify(found))
    assert.deepEqual(
      found.entries.map(({ entry: one }) => [one.lowPence, one.highPence]),
      [
        [1, 12_345_678_901],
        [5, 7],
      ],
    )
  })

  test('what is wrong is named by sheet, row and column, and nothing comes in', () => {
    const found = readRegisters(
      [
        {
          name: 'Contracts',
          rows: [
            ['What', 'Lowest cost (£)', 'Highest cost (£)', 'Ends on', 'Can it be parted', 'Months'],
            ['Payroll', '100', '50', '31 February 2027', 'perhaps', 'six'],
            ['', '1'],
          ],
        },
      ],
      content,
    )
    assert.ok('faults' in found)
    const text = found.faults.join('\n')
    for (const part of [
      /Contracts, row 2, Highest cost: the highest cost must not be below/,
      /Contracts, row 2, Ends on: .*real date/,
      /Contracts, row 2, Can it be parted: write one of/,
      /Contracts, row 2, Months: give whole months/,
      /Contracts, row 3, What: say which it is/,
    ])
      assert.match(text, part)
    const strange = readRegisters([{ name: 'Sheet1', rows: [['What'], ['x']] }], content)
    assert.ok('faults' in strange && /No sheet is named after a register/.test(strange.faults[0] ?? ''))
  })
})

describe('settlements as files', () => {
  const lines: Settlement['lines'] = [
    {
      id: '1',
      kind: 'shared',
      what: 'Platform that runs on',
      basis: 'Invoice 7',
      pence: 100_001,
      to: outside,
      shares: { ashby: 1, barnshire: 1, coldwell: 1 },
    },
    {
      id: '2',
      kind: 'payment',
      what: 'Charge for leaving',
      basis: 'Clause 14',
      pence: 25_000_00,
      from: 'ashby',
      to: 'barnshire',
    },
    {
      id: '3',
      kind: 'shared',
      what: 'Reserve paid back',
      basis: 'Accounts 2026-27',
      pence: 7,
      to: 'coldwell',
      shares: { ashby: 0.3, barnshire: 0.7 },
    },
  ]
  const councils = ['ashby', 'barnshire', 'coldwell']
  const leaving = { notice: { givenOn: '2026-06-01', leavesOn: '2028-03-31' } } as unknown as Leaving
  const book: Workbook = settlementWorkbook({
    partnership: 'Three Rivers',
    leaver: 'Ashby',
    leaving,
    settlement: { lines },
    councils,
    nameOf: (who) => who,
    waitingFor: [],
    hash: null,
    day: '2028-04-01',
    sees: '',
  })

  test('the sheets add up to nothing, to the penny, as the spreadsheet program reads them', async () => {
    for (const [bytes, fileName] of [
      [await toXlsx(book), 'settlement.xlsx'],
      [await toOds(book), 'settlement.ods'],
    ] as const) {
      const reading = await readSpreadsheetHere(Buffer.from(bytes), SPREADSHEET_LIMITS, fileName)
      assert.ok(reading.ok)
      const sheet = reading.sheets.find(({ name }) => name === 'Positions')
      const nets = sheet?.rows.slice(1).map((row) => Math.round(Number(row[3]) * 100)) ?? []
      assert.equal(nets.length, 4)
      assert.equal(
        nets.reduce((a, b) => a + b, 0),
        0,
      )
      assert.deepEqual(
        nets,
        [...positions({ lines }, councils).values()].map(({ net }) => net),
      )
      const amounts = reading.sheets
        .find(({ name }) => name === 'Lines')
        ?.rows.slice(1)
        .map((row) => Math.round(Number(row[4]) * 100))
      assert.deepEqual(
        amounts,
        lines.flatMap(flowsOf).map(({ pence }) => pence),
      )
    }
  })
})
