import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { toCsv } from '#platform/csv.ts'
import { toOds } from '#platform/ods.ts'
import { toOdt } from '#platform/odt.ts'
import { readSpreadsheetHere } from '#platform/spreadsheet-reader.ts'
import { SPREADSHEET_LIMITS } from '#platform/uploaded-sheet.ts'
import { toWord } from '#platform/word.ts'
import { toXlsx } from '#platform/xlsx.ts'
import * as make from '#test/support/make.ts'
import { ownPapers, sampleBoard } from '#test/support/sample-board.ts'
import { emptyDraft } from '../answer.ts'
import { agendaPaper } from './agenda-paper.ts'
import { readAnswerSheet } from './answers-import.ts'
import { ownWorkbook } from './answers-table.ts'
import { answersTemplate } from './answers-template.ts'
import { gapWorkbook } from './gap-table.ts'
import { ownReport } from './own-report.ts'
import { readinessReport } from './report.ts'

/**
 * Opens every file of a round in LibreOffice and saves it again: the proof that a program that is not ours reads it. Needs
 * `soffice` on the path (Debian: apt-get install libreoffice-core libreoffice-writer libreoffice-calc).
 */
const run = promisify(execFile)
const hasLibreOffice = await run('soffice', ['--version']).then(
  () => true,
  () => false,
)
const skip = hasLibreOffice ? false : 'SKIPPED, NOTHING CHECKED: soffice (LibreOffice) is not installed here'

const today = '2026-12-02'
const board = sampleBoard()
const small = make.framework()
const statements = small.areas.flatMap((area) => area.statements)
const reasons = ['=1+1', '+44 20 7946 0000', 'Two\nlines']
const papers = ownPapers(
  small,
  statements.map(({ id }, at) => ({
    item: id,
    draft: { ...emptyDraft, reading: 'level-4', reason: reasons[at] ?? '', importance: '2' },
    note: '@note',
  })),
)

const documents = {
  report: readinessReport({ board, receipts: [], today }),
  agenda: agendaPaper({ board, today }),
  'our-report': ownReport(papers),
}
const workbooks = {
  'gap-table': gapWorkbook({ board, today }),
  'our-answers': ownWorkbook(papers),
  'answer-sheet': answersTemplate(papers),
}

let folder = ''
const out = (name: string): Promise<Buffer> => readFile(join(folder, 'out', name))

function convert(to: string, files: string[], ...more: string[]): Promise<unknown> {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
  const names = files.map((file) => join(folder, file))
  const given = [
    profile,
    '--headless',
    ...more,
    '--convert-to',
    to,
    '--outdir',
    join(folder, 'out'),
    ...names,
  ]
  return run('soffice', given, { timeout: 180_000 })
}

describe('libreoffice papers', () => {
  before(async () => {
    if (!hasLibreOffice) return
    folder = await mkdtemp(join(tmpdir(), 'handfast-papers-'))
    for (const [name, document] of Object.entries(documents)) {
      await writeFile(join(folder, `${name}-word.docx`), await toWord(document))
      await writeFile(join(folder, `${name}-open.odt`), await toOdt(document))
    }
    for (const [name, workbook] of Object.entries(workbooks)) {
      await writeFile(join(folder, `${name}-excel.xlsx`), await toXlsx(workbook))
      await writeFile(join(folder, `${name}-calc.ods`), await toOds(workbook))
      for (const [at, sheet] of workbook.sheets.entries())
        await writeFile(join(folder, `${name}-${at}.csv`), toCsv(sheet))
    }
    const documentFiles = Object.keys(documents).flatMap((name) => [`${name}-word.docx`, `${name}-open.odt`])
    await convert('txt:Text (encoded):UTF8', documentFiles)
    await convert(
      'ods',
      Object.keys(workbooks).map((name) => `${name}-excel.xlsx`),
    )
    await convert('xlsx', [
      ...Object.keys(workbooks).map((name) => `${name}-calc.ods`),
      ...Object.entries(workbooks).flatMap(([name, { sheets }]) =>
        sheets.map((_, at) => `${name}-${at}.csv`),
      ),
    ])
  })

  after(async () => {
    if (folder !== '') await rm(folder, { recursive: true, force: true })
  })

  async function savedAgain(name: string) {
    const reading = await readSpreadsheetHere(await out(name), SPREADSHEET_LIMITS)
    assert.ok(reading.ok, JSON.stringify(reading))
    return reading
  }

  test('LibreOffice opens every Word and ODT paper and finds its finding in it', { skip }, async () => {
    for (const [name, { subject = '' }] of Object.entries(documents))
      for (const file of [`${name}-word.txt`, `${name}-open.txt`]) {
        const words = (await out(file)).toString()
        assert.ok(words.includes(subject), file)
        assert.ok(words.length > 500, file)
      }
  })

  test(
    'LibreOffice opens every workbook with all its sheets and rows, and nothing has become a formula',
    { skip },
    async () => {
      for (const [name, { sheets }] of Object.entries(workbooks))
        for (const file of [`${name}-excel.ods`, `${name}-calc.xlsx`]) {
          const reading = await savedAgain(file)
          assert.deepEqual(reading.warnings, [], file)
          assert.deepEqual(
            reading.sheets.map((sheet) => [sheet.name, sheet.rows.length]).slice(0, -1),
            sheets.map((sheet) => [sheet.name, sheet.rows.length + 1]),
          )
        }
    },
  )

  test('LibreOffice opens every CSV and calculates nothing in it', { skip }, async () => {
    for (const [name, { sheets }] of Object.entries(workbooks))
      for (const [at, sheet] of sheets.entries()) {
        const reading = await savedAgain(`${name}-${at}.xlsx`)
        assert.deepEqual(reading.warnings, [], `${name}-${at}`)
        assert.equal(reading.sheets[0]?.rows.length, sheet.rows.length + 1, `${name}-${at}`)
      }
  })

  test(
    'an answer sheet saved again by LibreOffice still says what the council answered, and no more',
    { skip },
    async () => {
      for (const file of ['answer-sheet-excel.ods', 'answer-sheet-calc.xlsx']) {
        const read = readAnswerSheet((await savedAgain(file)).sheets, statements)
        assert.ok('rows' in read)
        assert.deepEqual(read.errors, [])
        assert.deepEqual(
          read.rows.map(({ fields, note, over }) => [fields.reading, fields.reason, note, over]),
          reasons.map((reason) => ['level-4', reason, '@note', { answer: 3, note: 2 }]),
        )
      }
    },
  )
})
