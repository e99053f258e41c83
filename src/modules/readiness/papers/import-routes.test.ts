import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { writeQuickCheck } from '#engine/quick-check-file.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import { readSpreadsheetHere } from '#platform/spreadsheet-reader.ts'
import type { RoundId } from '#platform/id.ts'
import type { TableSheet } from '#platform/spreadsheet.ts'
import { SPREADSHEET_LIMITS } from '#platform/uploaded-sheet.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { toXlsx } from '#platform/xlsx.ts'
import { zipBytes } from '#platform/zip-writer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { pageFaults, parsePage, wordsIn } from '#test/support/page-check.ts'
import { saveAnswer } from '../answer-commands.ts'
import { roundCommand, sealReadiness, startReadiness } from '../commands.ts'
import { ownAnswersFor } from '../queries.ts'
import { paperRoutes } from './papers-routes.ts'

const { db, empty } = await testDatabase()
const deps = { db, instanceKey: Buffer.alloc(32, 7) }
const small = make.framework()
const items = small.areas.flatMap((area) => area.statements).map(({ id }) => id)

let built: TestApp
let round: RoundId
let ashby: CouncilViewer
let cookie: string
let page: Browser

describe('import routes', () => {
  before(async () => {
    built = await testApp({ content: { ...testContent(), frameworks: [small] } })
    if (!built.app.hasRoute({ method: 'GET', url: '/readiness/:round/papers' }))
      paperRoutes(built.app, { ...built.deps, frameworks: [small] })
  })

  beforeEach(async () => {
    await empty()
    ashby = await make.person(db, make.codes.ashby)
    const barnshire = await make.person(db, make.codes.barnshire)
    const started = await startReadiness(
      deps,
      ashby,
      small,
      newRound(await make.partnership(db, ashby, [make.codes.ashby, make.codes.barnshire]), {
        title: 'Round 1',
      }),
    )
    assert.ok('done' in started)
    round = started.done.id
    await roundCommand(deps, ashby, round, offerTerms)
    await roundCommand(deps, barnshire, round, approveTerms)
    cookie = await built.signInAs(ashby)
    page = browser(built.app, cookie)
  })

  const path = (rest: string) => `/readiness/${round}/papers/${rest}`

  /** Chooses a file and presses the button, as a browser would send it. */
  async function load(name: string, bytes: Uint8Array | string, as = cookie) {
    const edge = 'edge-of-a-part'
    const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    const answer = await built.app.inject({
      method: 'POST',
      url: path('answers-in'),
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        accept: 'text/html',
        cookie: as,
        'content-type': `multipart/form-data; boundary=${edge}`,
      },
      payload: Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${edge}--\r\n`)]),
    })
    if (answer.statusCode !== 303 && answer.body.startsWith('<!'))
      assert.deepEqual(pageFaults(answer.body), [])
    return answer
  }

  function mainOf(body: string): string {
    return wordsIn(parsePage(body).querySelector('main'))
  }

  async function agreed() {
    const own = await ownAnswersFor(deps, ashby, round)
    return Object.fromEntries(own.agreed.map(({ item, draft }) => [item, draft]))
  }

  /** The council's own answer sheet as it comes, with some cells typed over. */
  async function filledIn(cells: Readonly<Record<string, Readonly<Record<string, string | number>>>>) {
    const sent = await built.app.inject({
      url: path('answer-sheet.xlsx'),
      headers: { host: 'localhost', cookie },
    })
    const reading = await readSpreadsheetHere(sent.rawPayload, SPREADSHEET_LIMITS)
    assert.ok(reading.ok)
    const [head = [], ...rows] = reading.sheets[0]?.rows ?? []
    const headers = head.map(String)
    const sheet: TableSheet = {
      name: 'Answers',
      columns: headers.map((header) => ({ key: header, header, kind: 'number' })),
      rows: rows.map((row) => ({
        ...Object.fromEntries(headers.map((header, at) => [header, row[at] ?? null])),
        ...cells[String(row[headers.indexOf('Number')])],
      })),
    }
    return toXlsx({ title: 'Filled in', sheets: [sheet], notes: [] })
  }

  test('a lead fills the sheet in, sees every change, saves it, and takes it back', async () => {
    const before = await agreed()
    const sheet = await filledIn({
      '1.1': { Answer: 4, Reason: '=We checked', 'Private note': 'Ask Bo' },
      '1.2': { Answer: 'Don’t know', 'How sure': 'A guess' },
    })
    assert.equal((await load('answers.xlsx', sheet)).statusCode, 303)
    const seen = await page.visit(path('answers-in/check'))
    assert.equal(seen.h1, '2 statements would change')
    assert.match(seen.text, /1 statement stays as it is/u)
    assert.match(seen.text, /=We checked/u)
    assert.deepEqual(await agreed(), before)
    const done = await page.press('Save 2 statements')
    assert.equal(done.h1, '2 statements saved')
    const saved = await agreed()
    assert.equal(saved[items[0] ?? '']?.reason, '=We checked')
    assert.equal(saved[items[1] ?? '']?.reading, 'unknown')
    assert.equal(saved[items[1] ?? '']?.confidence, 'guess')
    const undone = await page.press('Undo this answer sheet')
    assert.equal(undone.h1, '2 statements put back')
    assert.deepEqual(await agreed(), before)
  })

  test('loading one’s own sheet untouched changes nothing', async () => {
    const fields = {
      reading: 'level-3',
      reason: 'Two\nlines',
      importance: '2',
      link: 'https://example.org',
    } as const
    await saveAnswer(deps, ashby, { round, item: items[0] ?? '', part: 'agreed', seen: 0, fields })
    for (const format of ['xlsx', 'ods']) {
      const sent = await built.app.inject({
        url: path(`answer-sheet.${format}`),
        headers: { host: 'localhost', cookie },
      })
      await load(`answers.${format}`, sent.rawPayload)
      assert.equal((await page.visit(path('answers-in/check'))).h1, 'Nothing would change')
    }
  })

  test('rows with errors are named with what to do; one may stop, or leave them out', async () => {
    const csv = 'Number;Answer;Link\r\n1.1;4;\r\n1.2;7;\r\n9.9;1;\r\n1.3;3;www.example.org\r\n'
    assert.equal((await load('answers.csv', csv)).statusCode, 303)
    const seen = await page.visit(path('answers-in/check'))
    assert.equal(seen.h1, '1 statement would change; 3 rows cannot be read')
    assert.match(seen.text, /Row 3 \(1\.2\)\. Answer: “7” is not an answer\. Type a whole level from 1 to 5/u)
    assert.match(seen.text, /Row 4\. This round asks no statement “9\.9”/u)
    assert.match(seen.text, /Row 5 \(1\.3\)\. Link: “www\.example\.org” is not a whole address/u)
    const unchosen = await page.press('Save 1 statement')
    assert.equal(unchosen.status, 422)
    assert.match(unchosen.text, /Choose what we shall do with them/u)
    page.fill('trouble', 'stop')
    const stopped = await page.press('Save 1 statement')
    assert.equal(stopped.status, 409)
    assert.match(stopped.text, /Nothing was saved, as you chose/u)
    assert.deepEqual(await agreed(), {})
    page.fill('trouble', 'skip')
    const done = await page.press('Save 1 statement')
    assert.equal(done.h1, '1 statement saved')
    assert.match(done.text, /Left out: row 3 \(1\.2\), row 4 and row 5 \(1\.3\)/u)
  })

  test('what a colleague saved since is shown, and written over only when asked', async () => {
    const item = items[0] ?? ''
    const sheet = await filledIn({ '1.1': { Answer: 5 } })
    const fields = { reading: 'level-2', reason: 'Mine' } as const
    await saveAnswer(deps, ashby, { round, item, part: 'agreed', seen: 0, fields })
    await load('answers.xlsx', sheet)
    const seen = await page.visit(path('answers-in/check'))
    assert.match(seen.text, /Saved by somebody since/u)
    page.fill('trouble', 'skip')
    assert.equal((await page.press('Save 1 statement')).h1, 'Nothing was changed')
    assert.equal((await agreed())[item]?.reading, 'level-2')
    await load('answers.xlsx', sheet)
    await page.visit(path('answers-in/check'))
    page.fill('trouble', 'update')
    assert.equal((await page.press('Save 1 statement')).h1, '1 statement saved')
    assert.equal((await agreed())[item]?.reading, 'level-5')
  })

  test('the file of a quick check is looked at and saved in the same way', async () => {
    const { id, version } = small
    const answers = [{ statement: items[1] ?? '', answer: { kind: 'level', level: 3 } }] as const
    await load(
      'quick.json',
      writeQuickCheck({ framework: { id, version }, ambition: 'lead', set: 'all', answers }),
    )
    assert.equal((await page.visit(path('answers-in/check'))).h1, '1 statement would change')
    await page.press('Save 1 statement')
    assert.equal((await agreed())[items[1] ?? '']?.reading, 'level-3')
    const other = await load('quick.json', '{"format":"other"}')
    assert.match(mainOf(other.body), /not a file that a quick check saved/u)
  })

  test('a sheet can be dropped, and then nothing waits', async () => {
    await load('answers.csv', 'Number,Answer\r\n1.1,4\r\n')
    assert.match((await page.visit(path('answers-in'))).text, /“answers\.csv” is loaded and waits for you/u)
    await page.visit(path('answers-in/check'))
    await page.press('Do not save any of it')
    assert.doesNotMatch((await page.visit(path('answers-in'))).text, /waits for you/u)
    assert.deepEqual(await agreed(), {})
  })

  test('every hostile or wrong file is refused in words, and what was loaded before still waits', async () => {
    await load('good.csv', 'Number,Answer\r\n1.1,4\r\n')
    const bomb = await zipBytes([
      { name: '[Content_Types].xml', bytes: new TextEncoder().encode('<Types/>') },
      { name: 'xl/workbook.xml', bytes: new Uint8Array(80_000_000) },
    ])
    const files: [name: string, bytes: Uint8Array | string, words: RegExp][] = [
      ['empty.xlsx', '', /The file is empty/u],
      ['program.xlsx', 'MZ\u0000\u0000', /not a spreadsheet/u],
      ['page.csv', '<!doctype html><script>alert(1)</script>', /not a spreadsheet/u],
      ['bomb.xlsx', bomb, /far more than an answer sheet needs/u],
      ['cut.xlsx', bomb.subarray(0, 400), /damaged/u],
      ['old.xls', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), /too old or too special/u],
      ['quote.csv', 'Number,Answer\r\n"1.1,4', /damaged/u],
      ['other.csv', 'Name,Phone\r\nA,B\r\n', /cannot find the row of headings/u],
      ['large.csv', 'Number,Answer\r\n' + 'x'.repeat(6_000_000), /at most 5 MB/u],
      ['huge.csv', Buffer.alloc(12_500_000, 0x61), /larger than 12 MB/u],
    ]
    for (const [name, bytes, words] of files) {
      const answer = await load(name, bytes)
      assert.equal(answer.statusCode, 422, name)
      assert.match(mainOf(answer.body), words, name)
      assert.match(mainOf(answer.body), /“good\.csv” is loaded and waits/u)
    }
    assert.deepEqual(built.faults, [])
  })

  test('no file chosen, and a plain form without one, say so', async () => {
    await page.visit(path('answers-in'))
    const seen = await page.press('Load it and look')
    assert.equal(seen.status, 422)
    assert.match(seen.text, /Choose the answer sheet that you filled in/u)
  })

  test('what somebody typed in a sheet is shown as text and never as a page', async () => {
    await load('<b>.csv', 'Number,Answer,Reason,<script>\r\n1.1,4,<img src=x onerror=alert(1)>,1\r\n')
    const { html } = await page.visit(path('answers-in/check'))
    assert.doesNotMatch(html, /<img src=x|<script>\s*<|<b>\.csv/u)
    assert.match(html, /&lt;img src=x/u)
  })

  test('only those who lead may load, and after the seal nobody', async () => {
    const cio = await make.person(db, make.codes.ashby, { role: 'contributor', office: 'cio' })
    const stranger = await make.person(db, make.codes.coldwell)
    for (const viewer of [cio, stranger])
      assert.equal(
        (await load('a.csv', 'Number,Answer\r\n1.1,4\r\n', await built.signInAs(viewer))).statusCode,
        404,
      )
    const rows = ['1.1', '1.2', '1.3'].map((number) => `${number},4,So,2`).join('\r\n')
    await load('answers.csv', `Number,Answer,Reason,Importance\r\n${rows}\r\n`)
    await page.visit(path('answers-in/check'))
    await page.press('Save 3 statements')
    assert.ok('done' in (await sealReadiness(deps, ashby, round)))
    const done = await page.visit(path('answers-in/done'))
    assert.match(done.text, /can no longer be undone/u)
    const late = await load('answers.csv', 'Number,Answer\r\n1.1,5\r\n')
    assert.equal(late.statusCode, 409)
    assert.match(mainOf(late.body), /has sealed its answers/u)
  })
})
