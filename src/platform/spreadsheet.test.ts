import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toCsv, withGuard, withoutGuard } from './csv.ts'
import { toOds } from './ods.ts'
import { type SheetColumn, toJson, type Workbook } from './spreadsheet.ts'
import { readSpreadsheetHere } from './spreadsheet-reader.ts'
import { SPREADSHEET_LIMITS } from './uploaded-sheet.ts'
import { isDay, sheetNames } from './workbook-layout.ts'
import { toXlsx } from './xlsx.ts'
import { xmlSafe } from './xml.ts'
import { readZip } from './zip-archive.ts'

const columns: SheetColumn[] = [
  { key: 'said', header: 'What was said', kind: 'text' },
  { key: 'people', header: 'People', unit: 'count', kind: 'number' },
  { key: 'day', header: 'Agreed on', kind: 'date' },
  { key: 'cost', header: 'Cost', kind: 'pence' },
]

const workbookOf = (rows: Workbook['sheets'][number]['rows']): Workbook => ({
  title: 'Answers of Ashby',
  notes: ['Made-up answers.'],
  sheets: [{ name: 'Answers', columns, rows, note: 'One row a statement.' }],
})

const HEADERS = ['What was said', 'People (count)', 'Agreed on', 'Cost (£)']

/** Words people really type, and those that break files. */
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '=1+1',
    '+44 20 7946',
    '-',
    '@SUM(A1)',
    "'=1",
    "''=1",
    '\t=1',
    '\r=1',
    '\n',
    ' ',
    '  two  spaces  ',
  ),
  fc.constantFrom(
    '_x0041_',
    '_x005F_x0041_',
    '007',
    '2026-01-01',
    'TRUE',
    '1e5',
    '#REF!',
    'a\r\nb',
    'שלום',
    '👩‍👩‍👧',
    'e\u0301',
  ),
  fc.constantFrom(
    '=HYPERLINK("http://x","y")',
    '<b>&amp;</b>',
    ']]>',
    '\u0000',
    '\u0007',
    '\uD800',
    '\uFFFE',
    '"',
    ',',
    ';',
    '＝1',
  ),
)

const read = async (bytes: Uint8Array) => {
  const reading = await readSpreadsheetHere(bytes, SPREADSHEET_LIMITS)
  assert.ok(reading.ok, JSON.stringify(reading))
  return reading
}

const trimmed = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  rows.map((row) => {
    const kept = [...row]
    while (kept.length > 0 && kept.at(-1) === null) kept.pop()
    return kept
  })

for (const [format, write] of [
  ['xlsx', toXlsx],
  ['ods', toOds],
] as const) {
  test(`what is written to ${format} reads back the same, whatever people type`, async () => {
    const row = fc.record({
      said: fc.option(awkward),
      people: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
      day: fc.option(
        fc
          .date({ min: new Date('1900-03-01'), max: new Date('2200-01-01'), noInvalidDate: true })
          .map((day) => day.toISOString().slice(0, 10)),
      ),
      cost: fc.option(fc.integer({ min: -1e12, max: 1e12 })),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const reading = await read(await write(workbookOf(rows)))
        assert.equal(reading.format, format)
        const wanted = rows.map((entry) => [
          entry.said === null || entry.said === '' ? null : xmlSafe(entry.said).replaceAll(/\r\n?/gu, '\n'),
          entry.people,
          entry.day,
          entry.cost === null ? null : entry.cost / 100,
        ])
        const all = trimmed([HEADERS, ...wanted])
        while (all.at(-1)?.length === 0) all.pop()
        assert.deepEqual(reading.sheets[0]?.rows, all)
        assert.deepEqual(reading.warnings, [])
      }),
      { numRuns: 150 },
    )
  })
}

test('what is written to CSV reads back the same text, whatever people type', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(awkward, { minLength: 1, maxLength: 12 }), async (texts) => {
      const [column] = columns
      assert.ok(column)
      const sheet = {
        name: 'S',
        columns: [column, { ...column, key: 'other' }],
        rows: texts.map((said) => ({ said, other: 'x' })),
      }
      const reading = await read(toCsv(sheet))
      const wanted = texts.map((said) => [said === '' ? null : xmlSafe(said), 'x'])
      assert.deepEqual(reading.sheets[0]?.rows.slice(1), wanted)
    }),
    { numRuns: 300 },
  )
})

test('a CSV cell that a spreadsheet would calculate begins with an apostrophe', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      const guarded = withGuard(text)
      assert.equal(withoutGuard(guarded), text)
      assert.doesNotMatch(guarded, /^[=+\-@\t\r\n＝＋－＠]/u)
    }),
    { numRuns: 1000 },
  )
})

test('CSV has a byte order mark, CRLF line ends and money in pounds', () => {
  const sheet = { name: 'S', columns, rows: [{ said: '=1+1', people: -5, day: '2026-10-14', cost: -5 }] }
  const safe = "\uFEFFWhat was said,People (count),Agreed on,Cost (£)\r\n'=1+1,-5,2026-10-14,-0.05\r\n"
  assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(toCsv(sheet)), safe)
  const bare = new TextDecoder().decode(toCsv(sheet, { isFormulaSafe: false }))
  assert.match(bare, /^=1\+1,/mu)
})

test('JSON keeps pence as pence and says what each column is', () => {
  const parsed: unknown = JSON.parse(
    new TextDecoder().decode(toJson(workbookOf([{ said: '=1+1', cost: 12345 }]))),
  )
  assert.deepEqual(parsed, {
    title: 'Answers of Ashby',
    notes: ['Made-up answers.'],
    sheets: [
      { name: 'Answers', columns, rows: [{ said: '=1+1', cost: 12345 }], note: 'One row a statement.' },
    ],
  })
})

test('a workbook says on its sheet of notes what it could not hold', async () => {
  const reading = await read(await toXlsx(workbookOf([{ said: `a\u0007b${'x'.repeat(40_000)}` }])))
  const notes = reading.sheets.at(-1)
  assert.equal(notes?.name, 'Notes')
  assert.deepEqual(notes?.rows.slice(0, 4), [
    ['About', 'Note'],
    ['Title', 'Answers of Ashby'],
    ['Answers', 'One row a statement.'],
    ['All sheets', 'Made-up answers.'],
  ])
  assert.match(String(notes?.rows[4]?.[1]), /shown as \uFFFD: 1\.$/u)
  assert.match(String(notes?.rows[5]?.[1]), /Cells cut .*: 1\./u)
  assert.equal(String(reading.sheets[0]?.rows[1]?.[0]).length, 32_767)
})

const partsOf = async (bytes: Uint8Array): Promise<Map<string, string>> => {
  const reading = await readZip(bytes, { maxEntries: 100, maxEntryBytes: 1e7, maxTotalBytes: 1e8 })
  assert.ok(reading.ok)
  const parts = new Map<string, string>()
  for (const entry of reading.archive.entries) {
    const unpacked = await reading.archive.unpack(entry)
    assert.ok(unpacked.ok)
    parts.set(entry.name, new TextDecoder().decode(unpacked.bytes))
  }
  return parts
}

test('an Excel sheet is one marked table with a frozen header row, no merged cells and no formulas', async () => {
  const parts = await partsOf(
    await toXlsx(workbookOf([{ said: '=1+1', people: 3, day: '2026-10-14', cost: 250 }])),
  )
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  assert.match(sheet, /<pane ySplit="1" topLeftCell="A2" state="frozen"/u)
  assert.doesNotMatch(sheet, /<mergeCell|<f>/u)
  assert.match(sheet, /<c r="A2" s="\d+" t="s">|<c r="A2" t="s" s="\d+">/u)
  assert.match(parts.get('xl/tables/table1.xml') ?? '', /ref="A1:D2".*headerRowCount="1"|ref="A1:D2"/u)
  assert.match(parts.get('xl/styles.xml') ?? '', /yyyy-mm-dd/u)
  assert.match(parts.get('xl/workbook.xml') ?? '', /_xlnm\.Print_Titles/u)
  assert.match(parts.get('docProps/core.xml') ?? '', /<dc:title>Answers of Ashby<\/dc:title>/u)
})

test('an ODS sheet has its header row marked and frozen, its days real and its text as text', async () => {
  const parts = await partsOf(
    await toOds(workbookOf([{ said: '=1+1', people: 3, day: '2026-10-14', cost: 250 }])),
  )
  const content = parts.get('content.xml') ?? ''
  assert.match(
    content,
    /<table:table-header-rows><table:table-row[^>]*><table:table-cell[^>]*><text:p>What was said/u,
  )
  assert.match(content, /office:value-type="string"><text:p>=1\+1<\/text:p>/u)
  assert.match(content, /office:date-value="2026-10-14"/u)
  assert.match(content, /table:contains-header="true"/u)
  assert.doesNotMatch(content, /table:formula|spanned/u)
  assert.match(parts.get('settings.xml') ?? '', /"VerticalSplitMode" config:type="short">2</u)
  assert.match(parts.get('meta.xml') ?? '', /<dc:title>Answers of Ashby<\/dc:title>/u)
})

test('sheet names are made to fit what every program allows, and no two are alike', () => {
  assert.deepEqual(sheetNames(["'Ashby'", 'a/b:c', 'A'.repeat(40), 'a'.repeat(40), '', 'History']), [
    'Ashby',
    'a b c',
    'A'.repeat(31),
    `${'a'.repeat(27)} (2)`,
    'Sheet',
    'History (2)',
  ])
})

test('only real days are days', () => {
  assert.deepEqual(
    ['2024-02-29', '2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2000-02-29'].map(
      isDay,
    ),
    [true, false, false, false, false, false, true],
  )
})

test('a number that is none, and pence that are not whole, are refused by name', async () => {
  await assert.rejects(toXlsx(workbookOf([{ people: Number.NaN }])), /Answers, row 1, "People": NaN/u)
  await assert.rejects(
    toOds(workbookOf([{ cost: 1.5 }])),
    /Answers, row 1, "Cost": 1.5 is not a whole number of pence/u,
  )
})
