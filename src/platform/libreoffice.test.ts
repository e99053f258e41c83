import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { samplePaper } from '#test/support/sample-paper.ts'
import { toCsv } from './csv.ts'
import { toOds } from './ods.ts'
import { toOdt } from './odt.ts'
import type { TableSheet, Workbook } from './spreadsheet.ts'
import { readSpreadsheetHere } from './spreadsheet-reader.ts'
import { SPREADSHEET_LIMITS } from './uploaded-sheet.ts'
import { toWord } from './word.ts'
import { toXlsx } from './xlsx.ts'
import { scanXml } from './xml-scan.ts'

/**
 * Opens what we write in LibreOffice and saves it again: the proof that a
 * program that is not ours reads the same. Needs `soffice` on the path
 * (Debian: apt-get install libreoffice-core libreoffice-writer libreoffice-calc).
 */
const run = promisify(execFile)
const hasLibreOffice = await run('soffice', ['--version']).then(
  () => true,
  () => false,
)
const skip = hasLibreOffice ? false : 'SKIPPED, NOTHING CHECKED: soffice (LibreOffice) is not installed here'

const sheet: TableSheet = {
  name: "Ashby's answers",
  columns: [
    { key: 'said', header: 'Said', kind: 'text' },
    { key: 'people', header: 'People', kind: 'number' },
    { key: 'day', header: 'Day', kind: 'date' },
    { key: 'cost', header: 'Cost', kind: 'pence' },
  ],
  rows: [
    { said: '=1+1', people: 1, day: '2026-10-14', cost: -12345 },
    { said: '=HYPERLINK("http://example.com","click")', people: 0.1, day: '1900-03-01', cost: 5 },
    { said: '+44 20 7946 0000', people: -7 },
    { said: '-', people: 2 },
    { said: '@SUM(A1)', people: 3 },
    { said: "'apostrophe", people: 4 },
    { said: '007', people: 5 },
    { said: '2026-01-01', people: 6 },
    { said: 'TRUE', people: 7 },
    { said: '#REF!', people: 8 },
    { said: '_x0041_', people: 9 },
    { said: 'two\nlines  and  spaces ', people: 10 },
    { said: 'שלום 🤝 <b>&amp;</b>', people: 11 },
    { said: '1,234', people: 12 },
    { said: '12%', people: 13 },
  ],
}
const workbook: Workbook = { title: 'Answers', sheets: [sheet], notes: [] }

const WANTED = [
  ['Said', 'People', 'Day', 'Cost (£)'],
  ...sheet.rows.map((row) => {
    const cells = [
      row.said,
      row.people,
      row.day ?? null,
      row.cost === undefined ? null : Number(row.cost) / 100,
    ]
    while (cells.at(-1) === null) cells.pop()
    return cells
  }),
]

let folder = ''
const convert = (to: string, files: string[], ...more: string[]): Promise<unknown> =>
  run(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      ...more,
      '--convert-to',
      to,
      '--outdir',
      join(folder, 'out'),
      ...files.map((file) => join(folder, file)),
    ],
    { timeout: 120_000 },
  )

describe('libreoffice', () => {
  before(async () => {
    if (!hasLibreOffice) return
    folder = await mkdtemp(join(tmpdir(), 'handfast-office-'))
    const files: [string, Uint8Array][] = [
      ['word.docx', await toWord(samplePaper)],
      ['open.odt', await toOdt(samplePaper)],
      ['excel.xlsx', await toXlsx(workbook)],
      ['calc.ods', await toOds(workbook)],
      ['guarded.csv', toCsv(sheet)],
    ]
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)
    // One start of the program for each format it saves in: it takes one format at a time.
    await convert('fodt', ['word.docx', 'open.odt'])
    await convert('ods', ['excel.xlsx'])
    await convert('xlsx', ['calc.ods'])
    // 44: comma, 34: quote, 76: UTF-8, as the import window offers by itself.
    await convert('csv:Text - txt - csv (StarCalc):44,34,76', ['guarded.csv'], '--infilter=CSV:44,34,76')
  })

  after(async () => {
    if (folder !== '') await rm(folder, { recursive: true, force: true })
  })

  const out = (name: string): Promise<Buffer> => readFile(join(folder, 'out', name))

  const savedAgain = async (name: string) => {
    const reading = await readSpreadsheetHere(await out(name), SPREADSHEET_LIMITS)
    assert.ok(reading.ok, JSON.stringify(reading))
    return reading
  }

  for (const [from, to] of [
    ['an Excel', 'excel.ods'],
    ['an ODS', 'calc.xlsx'],
  ] as const) {
    test(
      `${from} file opened and saved again in LibreOffice still says every value, and no text has become a formula`,
      { skip },
      async () => {
        const reading = await savedAgain(to)
        assert.deepEqual(
          reading.sheets.map(({ name }) => name),
          ["Ashby's answers", 'Notes'],
        )
        assert.deepEqual(reading.sheets[0]?.rows, WANTED)
        assert.deepEqual(reading.warnings, [])
      },
    )
  }

  test(
    'guarded CSV opened and saved again in LibreOffice calculates nothing and reads back as typed',
    { skip },
    async () => {
      const bytes = await out('guarded.csv')
      assert.doesNotMatch(bytes.toString(), /^"?2"?,1,/mu)
      assert.match(bytes.toString(), /'=1\+1/u)
      const reading = await savedAgain('guarded.csv')
      const said = reading.sheets[0]?.rows.slice(1).map(([first]) => first)
      // LibreOffice itself takes bare figures in CSV for numbers, so a leading zero is lost there and only there.
      const asTyped = (at: number): boolean =>
        !['007', '12%', '1,234', '2026-01-01', 'TRUE'].includes(String(sheet.rows[at]?.said))
      said?.forEach((value, at) => {
        if (asTyped(at)) assert.equal(value, sheet.rows[at]?.said)
      })
      assert.equal(said?.length, sheet.rows.length)
    },
  )

  /** The words of a paper that LibreOffice saved as one flat file, on one line. */
  const wordsOf = (xml: Buffer): string => {
    let words = ''
    for (const event of scanXml(xml)) {
      if (event.kind === 'text') words += event.text
      if (event.kind === 'open' && ['text:s', 'text:line-break', 'text:p'].includes(event.name)) words += ' '
    }
    return words.replaceAll(/\s+/gu, ' ')
  }

  for (const name of ['word.fodt', 'open.fodt']) {
    test(
      `LibreOffice sees in ${name} the headings, header rows, language, title, alt text and words of the paper`,
      { skip },
      async () => {
        const file = await out(name)
        const xml = file.toString().replaceAll(/\s+/gu, ' ')
        const count = (pattern: RegExp): number => [...xml.matchAll(pattern)].length
        for (const level of [1, 2, 3, 4]) {
          const wanted = samplePaper.blocks.filter(
            (block) => block.kind === 'heading' && block.level === level,
          ).length
          assert.equal(
            count(new RegExp(`<text:h [^>]*text:outline-level="${level}"`, 'gu')),
            wanted,
            `level ${level}`,
          )
        }
        const tables = samplePaper.blocks.filter((block) => block.kind === 'table').length
        assert.equal(count(/<table:table /gu), tables)
        assert.equal(count(/<table:table-header-rows>/gu), tables)
        assert.match(
          xml,
          /<style:default-style style:family="paragraph">.*?fo:language="en" fo:country="GB"/u,
        )
        assert.match(xml, /<dc:title>Readiness report: shared planning service<\/dc:title>/u)
        assert.match(
          xml,
          /<svg:(?:title|desc)>Barnshire at level 1, Coldwell at level 2 and Ashby at level 4/u,
        )
        assert.match(xml, /xlink:href="https:\/\/handfast\.example\/rounds\/2"/u)
        assert.ok(count(/<text:list-item/gu) >= 6)
        const words = wordsOf(file)
        assert.match(
          words,
          /=SUM\(A1:A3\) is not a sum here, <b> is not bold, & is an ampersand, and שלום or 🤝 stay/u,
        )
        assert.match(words, /A reason may run over more than one line\./u)
      },
    )
  }
})
