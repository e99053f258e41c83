import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toOds } from './ods.ts'
import { readSpreadsheetHere } from './spreadsheet-reader.ts'
import { readSpreadsheet } from './upload.ts'
import { SPREADSHEET_LIMITS, type SpreadsheetLimits, type SpreadsheetProblem } from './uploaded-sheet.ts'
import { toXlsx } from './xlsx.ts'
import { zipBytes, type ZipInput } from './zip-writer.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook by hand, as hostile as the sheet and the extra parts make it. */
const xlsxOf = (sheetData: string, extra: ZipInput[] = [], prolog = ''): Promise<Uint8Array> =>
  zipBytes([
    {
      name: '[Content_Types].xml',
      bytes: text(
        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
      ),
    },
    {
      name: '_rels/.rels',
      bytes: text(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: text(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
    },
    {
      name: 'xl/workbook.xml',
      bytes: text(
        `<workbook xmlns="${NAMESPACE}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      bytes: text(`${prolog}<worksheet xmlns="${NAMESPACE}"><sheetData>${sheetData}</sheetData></worksheet>`),
    },
    ...extra,
  ])

const odsOf = (rows: string, extra: ZipInput[] = []): Promise<Uint8Array> =>
  zipBytes([
    { name: 'mimetype', bytes: text('application/vnd.oasis.opendocument.spreadsheet'), isStored: true },
    {
      name: 'content.xml',
      bytes: text(
        `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="S">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
      ),
    },
    ...extra,
  ])

const here = (bytes: Uint8Array, limits: Partial<SpreadsheetLimits> = {}) =>
  readSpreadsheetHere(bytes, { ...SPREADSHEET_LIMITS, ...limits })

const problemOf = async (
  bytes: Uint8Array,
  limits: Partial<SpreadsheetLimits> = {},
): Promise<SpreadsheetProblem> => {
  const reading = await here(bytes, limits)
  assert.ok(!reading.ok, 'should have been refused')
  return reading.problem
}

const rowsOf = async (bytes: Uint8Array) => {
  const reading = await here(bytes)
  assert.ok(reading.ok, JSON.stringify(reading))
  return { rows: reading.sheets[0]?.rows, warnings: reading.warnings }
}

const cell = (reference: string, value: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`

test('an uploaded spreadsheet is read in a thread of its own, whatever its name says', async () => {
  const workbook = {
    title: 'T',
    notes: [],
    sheets: [{ name: 'A', columns: [{ key: 'k', header: 'K', kind: 'text' as const }], rows: [{ k: '=1' }] }],
  }
  for (const [format, bytes] of [
    ['xlsx', await toXlsx(workbook)],
    ['ods', await toOds(workbook)],
    ['csv', text('K\r\n=1\r\n')],
  ] as const) {
    const reading = await readSpreadsheet(bytes, { fileName: 'answers.exe' })
    assert.ok(reading.ok)
    assert.equal(reading.format, format)
    assert.deepEqual(reading.sheets[0]?.rows, [['K'], ['=1']])
  }
})

test('an empty file, one too large and a program called .xlsx are refused before anything is read', async () => {
  assert.deepEqual(await readSpreadsheet(new Uint8Array()), { ok: false, problem: { type: 'empty' } })
  const large = await readSpreadsheet(new Uint8Array(2000), { limits: { maxBytes: 1000 } })
  assert.deepEqual(large, { ok: false, problem: { type: 'too-large', bytes: 2000, most: 1000 } })
  const program = await readSpreadsheet(text('MZ\u0090\u0000'), { fileName: 'answers.xlsx' })
  assert.deepEqual(program, { ok: false, problem: { type: 'not-a-spreadsheet', found: 'program' } })
})

test('a reading that takes too long is stopped, and the next one is still read', async () => {
  const rows = Array.from(
    { length: 15_000 },
    (_, at) => `<row r="${at + 1}">${cell(`A${at + 1}`, 'x'.repeat(60))}</row>`,
  )
  const slow = await readSpreadsheet(await xlsxOf(rows.join('')), { limits: { maxSeconds: 0.02 } })
  assert.deepEqual(slow, { ok: false, problem: { type: 'too-slow', seconds: 0.02 } })
  const next = await readSpreadsheet(text('a,b\n1,2'))
  assert.ok(next.ok)
})

test('a reading that takes too much memory is stopped, and the program lives on', async () => {
  const row = `<table:table-row><table:table-cell office:value-type="string" table:number-columns-repeated="200"><text:p>x</text:p></table:table-cell></table:table-row>`
  const bytes = await odsOf(row.repeat(19_000))
  const reading = await readSpreadsheet(bytes, { limits: { maxMemoryMb: 16, maxCells: 10_000_000 } })
  assert.deepEqual(reading, { ok: false, problem: { type: 'too-much-memory', mostMb: 16 } })
})

test('a zip bomb is refused, by what it says or by what comes out of it', async () => {
  const big = { name: 'xl/media/bomb.bin', bytes: new Uint8Array(3_000_000) }
  const bomb = await xlsxOf('', [big])
  assert.equal((await problemOf(bomb, { maxUnpackedBytes: 1_000_000 })).type, 'zip-bomb')
  const liar = Buffer.from(await xlsxOf(`<row r="1">${cell('A1', 'x'.repeat(9000))}</row>`))
  const name = liar.lastIndexOf('xl/worksheets/sheet1.xml')
  liar.writeUInt32LE(100, name - 46 + 24)
  assert.deepEqual(await problemOf(liar), {
    type: 'zip-bomb',
    why: { type: 'lying-size', name: 'xl/worksheets/sheet1.xml', said: 100 },
  })
  const nested = await xlsxOf(`<row r="1">${cell('A1', 'x')}</row>`, [
    {
      name: 'xl/embeddings/inner.zip',
      bytes: await zipBytes([{ name: 'b', bytes: new Uint8Array(500_000) }]),
    },
  ])
  assert.deepEqual((await rowsOf(nested)).rows, [['x']])
  const entries = Array.from({ length: 3000 }, (_, at) => ({ name: `xl/${at}.xml`, bytes: new Uint8Array() }))
  assert.equal((await problemOf(await xlsxOf('', entries))).type, 'zip-bomb')
})

test('a document type, and with it every trick with entities, is refused in every part that is read', async () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10)}">]>`
  assert.deepEqual(await problemOf(await xlsxOf('', [], bomb)), { type: 'broken', why: 'doctype' })
  assert.deepEqual(await problemOf(await xlsxOf(`<row r="1">${cell('A1', '&b;')}</row>`)), {
    type: 'broken',
    why: 'unknown-entity',
  })
  const styles = await xlsxOf('', [{ name: 'xl/styles.xml', bytes: text(`${bomb}<styleSheet/>`) }])
  assert.deepEqual(await problemOf(styles), { type: 'broken', why: 'doctype' })
  const utf16 = await xlsxOf('', [
    { name: 'xl/styles.xml', bytes: new Uint8Array(Buffer.from(`\uFEFF${bomb}<s/>`, 'utf16le')) },
  ])
  assert.deepEqual(await problemOf(utf16), { type: 'broken', why: 'not-utf-8' })
  const renamed = await xlsxOf('', [
    { name: 'xl/styles.xml', bytes: text('<?xml version="1.0" encoding="utf-7"?><s/>') },
  ])
  assert.deepEqual(await problemOf(renamed), { type: 'broken', why: 'not-utf-8' })
  assert.deepEqual(await problemOf(await odsOf('<!DOCTYPE y>')), { type: 'broken', why: 'doctype' })
})

test('nesting without end is refused', async () => {
  const deep = `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`
  assert.deepEqual(await problemOf(await xlsxOf(deep)), { type: 'broken', why: 'too-deep' })
  assert.deepEqual(await problemOf(await odsOf(deep)), { type: 'broken', why: 'too-deep' })
})

test('repeats that would fill a sheet, far corners and over-long cells are refused by name', async () => {
  const filled =
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="100" office:value-type="float" office:value="1"/></table:table-row>'
  assert.deepEqual(await problemOf(await odsOf(filled)), { type: 'too-many-rows', sheet: 'S', most: 20_000 })
  const wide =
    '<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row>'
  assert.deepEqual(await problemOf(await odsOf(wide)), { type: 'too-many-columns', sheet: 'S', most: 256 })
  const many =
    '<table:table-row table:number-rows-repeated="19999"><table:table-cell table:number-columns-repeated="250" office:value-type="float" office:value="1"/></table:table-row>'
  assert.deepEqual(await problemOf(await odsOf(many)), { type: 'too-many-cells', most: 500_000 })
  const corner = await xlsxOf(
    `<row r="1">${cell('A1', 'x')}</row><row r="1048576">${cell('XFD1048576', 'y')}</row>`,
  )
  assert.equal((await problemOf(corner)).type, 'too-many-rows')
  assert.equal(
    (await problemOf(await xlsxOf(`<row r="1">${cell('XFD1', 'y')}</row>`))).type,
    'too-many-columns',
  )
  const vast = await xlsxOf(
    `<row r="1">${cell('A1', 'x')}</row><row r="19000">${cell('XFD19000', 'y')}</row>`,
  )
  assert.equal((await problemOf(vast)).type, 'too-many-columns')
  const long = { type: 'cell-too-long', sheet: 'S', row: 2, column: 3, length: 40_000, most: 32_767 }
  assert.deepEqual(await problemOf(await xlsxOf(`<row r="2">${cell('C2', 'x'.repeat(40_000))}</row>`)), long)
  const spaces =
    '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="900000000"/>x</text:p></table:table-cell></table:table-row>'
  assert.equal((await problemOf(await odsOf(spaces))).type, 'cell-too-long')
  assert.deepEqual(await problemOf(text('a\r\n'.repeat(20_001))), {
    type: 'too-many-rows',
    sheet: 'CSV',
    most: 20_000,
  })
  assert.deepEqual(await problemOf(text('a,'.repeat(300) + 'a')), {
    type: 'too-many-columns',
    sheet: 'CSV',
    most: 256,
  })
})

test('empty rows and cells that a program wrote to the edge of the sheet cost nothing', async () => {
  const rows =
    '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
  assert.deepEqual((await rowsOf(await odsOf(rows))).rows, [['x']])
})

test('locked files, files with macros and old formats are each said to be so', async () => {
  const container = new Uint8Array([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  assert.deepEqual(await problemOf(container), { type: 'encrypted' })
  assert.deepEqual(await problemOf(container.subarray(0, 8)), { type: 'other-format', found: 'old-office' })
  const macros = await xlsxOf('', [{ name: 'xl/vbaProject.bin', bytes: text('x') }])
  assert.deepEqual(await problemOf(macros), { type: 'has-macros' })
  const manifest = text(
    '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
  )
  assert.deepEqual(await problemOf(await odsOf('', [{ name: 'META-INF/manifest.xml', bytes: manifest }])), {
    type: 'encrypted',
  })
})

test('a formula gives the value the file holds, and says so when it holds none', async () => {
  const sheet =
    '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+2</f></c><c r="C1" t="str"><f>"a"</f><v>a</v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
  const xlsx = await rowsOf(await xlsxOf(sheet))
  assert.deepEqual(xlsx.rows, [[2, null, 'a', '#DIV/0!']])
  assert.deepEqual(xlsx.warnings, [
    { type: 'formula-without-value', sheet: 'S', row: 1, column: 2 },
    { type: 'error-value', sheet: 'S', row: 1, column: 4, text: '#DIV/0!' },
  ])
  const rows =
    '<table:table-row><table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell><table:table-cell table:formula="of:=1+2"/><table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>'
  const ods = await rowsOf(await odsOf(rows))
  assert.deepEqual(ods.rows, [[2, null, '#DIV/0!']])
  assert.deepEqual(ods.warnings, [
    { type: 'formula-without-value', sheet: 'S', row: 1, column: 2 },
    { type: 'error-value', sheet: 'S', row: 1, column: 3, text: '#DIV/0!' },
  ])
})

test('an OpenDocument sheet is read as it looks: header rows and groups in, notes out, repeats repeated', async () => {
  const c = (words: string, more = ''): string =>
    `<table:table-cell office:value-type="string"${more}><text:p>${words}</text:p></table:table-cell>`
  const rows = `<table:table-header-rows><table:table-row>${c('Head')}</table:table-row></table:table-header-rows><table:table-row-group><table:table-row table:number-rows-repeated="2">${c('x', ' table:number-columns-repeated="2"')}</table:table-row></table:table-row-group><table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>a <text:span>b</text:span><text:s text:c="2"/>c</text:p><text:p>d</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type="date" office:date-value="2026-10-14T00:00:00"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>`
  assert.deepEqual((await rowsOf(await odsOf(rows))).rows, [
    ['Head'],
    ['x', 'x'],
    ['x', 'x'],
    ['a b  c\nd', null, '2026-10-14', 'TRUE'],
  ])
})

test('CSV is read in the encodings and with the delimiters that Excel uses in Britain', async () => {
  const wanted = [
    ['Council', 'Cost £'],
    ['Ynys Môn', '5'],
  ]
  const csv = 'Council,Cost £\r\nYnys Môn,5\r\n'
  const cases: [Uint8Array, string[]][] = [
    [text(csv), []],
    [text(`\uFEFF${csv}`), []],
    [new Uint8Array(Buffer.from(`\uFEFF${csv}`.replaceAll(',', '\t'), 'utf16le')), []],
    [new Uint8Array(Buffer.from(`\uFEFF${csv}`, 'utf16le').swap16()), []],
    [new Uint8Array(Buffer.from(csv, 'latin1')), ['guessed-encoding']],
    [text(csv.replaceAll(',', ';')), []],
    [text(`sep=|\n${csv.replaceAll(',', '|')}`), []],
    [text(csv.replaceAll('\r\n', '\r')), []],
    [text('"Council","Cost £"\n"Ynys Môn","5"'), []],
  ]
  for (const [bytes, warnings] of cases) {
    const found = await rowsOf(bytes)
    assert.deepEqual(found.rows, wanted)
    assert.deepEqual(
      found.warnings.map((warning) => warning.type),
      warnings,
    )
  }
})

test('text in no encoding we know, UTF-16 cut in half, binary and an open quote are refused', async () => {
  assert.deepEqual(await problemOf(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff])), {
    type: 'wrong-encoding',
    tried: ['utf-8'],
  })
  assert.deepEqual(await problemOf(new Uint8Array([0xff, 0xfe, 0x00, 0xd8])), {
    type: 'wrong-encoding',
    tried: ['utf-16le'],
  })
  assert.deepEqual(await problemOf(new Uint8Array([0x61, 0x81, 0x9d])), {
    type: 'wrong-encoding',
    tried: ['utf-8', 'windows-1252'],
  })
  assert.deepEqual(await problemOf(new Uint8Array(Buffer.from('a,b', 'utf16le'))), {
    type: 'not-a-spreadsheet',
    found: 'unknown',
  })
  assert.deepEqual(await problemOf(text('a,"b\nc')), { type: 'broken', why: 'open-quote' })
  assert.deepEqual(await problemOf(text('<html><table>')), { type: 'not-a-spreadsheet', found: 'html' })
})

test('control characters in CSV are replaced and counted', async () => {
  const found = await rowsOf(text('a\u0007b,c\n'))
  assert.deepEqual(found.rows, [['a\uFFFDb', 'c']])
  assert.deepEqual(found.warnings, [{ type: 'characters-replaced', count: 1 }])
})

test('a spreadsheet cut short anywhere, or with any byte changed, never throws', async () => {
  const workbook = {
    title: 'T',
    notes: [],
    sheets: [{ name: 'A', columns: [{ key: 'k', header: 'K', kind: 'text' as const }], rows: [{ k: 'v' }] }],
  }
  for (const whole of [await toXlsx(workbook), await toOds(workbook)]) {
    for (let cut = 4; cut < whole.length; cut += 211)
      assert.equal((await here(whole.subarray(0, cut))).ok, false)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = new Uint8Array(whole)
        changed[at] = (changed[at] ?? 0) ^ flip
        await here(changed)
      }),
      { numRuns: 100 },
    )
  }
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      async (noise) => void (await here(noise)),
    ),
  )
})
