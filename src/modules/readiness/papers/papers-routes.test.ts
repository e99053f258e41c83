import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import { Check } from 'typebox/value'
import { approveTerms, cancel, offerTerms } from '#modules/round/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import { readZip } from '#platform/zip-archive.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { newRound } from '#test/support/make-readiness.ts'
import * as make from '#test/support/make.ts'
import { pageFaults } from '#test/support/page-check.ts'
import { saveAnswer, saveNote } from '../answer-commands.ts'
import { revealReadiness, roundCommand, sealReadiness, startReadiness } from '../commands.ts'
import { keepFile } from '../evidence-commands.ts'
import { ownCopySchema } from './own-copy-schema.ts'
import { paperRoutes } from './papers-routes.ts'

const { db, empty } = await testDatabase()
const deps = { db, instanceKey: Buffer.alloc(32, 7) }
const small = make.framework()
const statements = small.areas.flatMap((area) => area.statements)
const canary = {
  reason: '=HYPERLINK("http://evil.example","REASON-CANARY")',
  note: 'NOTE-CANARY',
  office: 'OFFICE-CANARY',
} as const

const shared = [
  'report',
  'report.docx',
  'report.odt',
  'agenda.docx',
  'agenda.odt',
  'gap-table.xlsx',
  'gap-table.ods',
  'gap-table.json',
  'gap-table.csv',
  'answers.csv',
  'conversations.csv',
  'actions.csv',
  'second-looks.csv',
]
const own = [
  'our-report.docx',
  'our-report.odt',
  'our-answers.xlsx',
  'our-answers.ods',
  'our-answers.json',
  'our-answers.csv',
  'our-offices.csv',
  'answer-sheet.xlsx',
  'answer-sheet.ods',
  '../my-copy.zip',
]

/** Those made without a thread of their own: enough to try on everybody. */
const quick = (names: readonly string[]) => names.filter((name) => !name.endsWith('.docx'))

let built: TestApp
let where: PartnershipId
let round: RoundId
let ashby: CouncilViewer
let barnshire: CouncilViewer
let cio: CouncilViewer

describe('papers routes', () => {
  before(async () => {
    built = await testApp({ content: { ...testContent(), frameworks: [small] } })
    if (!built.app.hasRoute({ method: 'GET', url: '/readiness/:round/papers' }))
      paperRoutes(built.app, { ...built.deps, frameworks: [small] })
  })

  beforeEach(async () => {
    await empty()
    ashby = await make.person(db, make.codes.ashby, { name: 'Alma Appleseed' })
    barnshire = await make.person(db, make.codes.barnshire)
    cio = await make.person(db, make.codes.ashby, { role: 'contributor', office: 'cio' })
    where = await make.partnership(db, ashby, [make.codes.ashby, make.codes.barnshire])
    const started = await startReadiness(deps, ashby, small, newRound(where, { title: 'Round 1' }))
    assert.ok('done' in started)
    round = started.done.id
    await roundCommand(deps, ashby, round, offerTerms)
    await roundCommand(deps, barnshire, round, approveTerms)
  })

  async function answerAll(): Promise<void> {
    for (const { id: item } of statements) {
      for (const [by, level] of [
        [ashby, 'level-4'],
        [barnshire, 'level-1'],
      ] as const)
        await saveAnswer(deps, by, {
          round,
          item,
          part: 'agreed',
          seen: 0,
          fields: { reading: level, reason: canary.reason, importance: '2' },
        })
      await saveNote(deps, ashby, { round, item, text: canary.note })
      const fields = { reading: 'level-1', reason: canary.office } as const
      await saveAnswer(deps, cio, { round, item, part: 'office', seen: 0, fields })
    }
  }

  async function openAll(): Promise<void> {
    await answerAll()
    for (const by of [ashby, barnshire]) assert.ok('done' in (await sealReadiness(deps, by, round)))
    assert.ok('done' in (await revealReadiness(deps, ashby, round)))
  }

  async function get(viewer: Viewer, name: string) {
    return built.app.inject({
      method: 'GET',
      url: name.startsWith('../')
        ? `/readiness/${round}/${name.slice(3)}`
        : `/readiness/${round}/papers/${name}`,
      headers: { host: 'localhost', accept: 'text/html', cookie: await built.signInAs(viewer) },
    })
  }

  /** The bytes as they are, and what is packed inside them. */
  async function insideOf(bytes: Buffer): Promise<string> {
    if (!bytes.subarray(0, 2).equals(Buffer.from('PK'))) return bytes.toString()
    return [...(await unpacked(bytes))].map(([name, entry]) => `${name}\n${entry.toString()}`).join('\n')
  }

  async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
    const limits = { maxEntries: 500, maxEntryBytes: 20_000_000, maxTotalBytes: 50_000_000 }
    const reading = await readZip(bytes, limits)
    assert.ok(reading.ok)
    const found = new Map<string, Buffer>()
    for (const entry of reading.archive.entries) {
      const unpackedEntry = await reading.archive.unpack(entry)
      assert.ok(unpackedEntry.ok)
      found.set(entry.name, Buffer.from(unpackedEntry.bytes))
    }
    await reading.archive.close()
    return found
  }

  test('before the reveal every paper of the others’ answers is refused in words, and none is an empty file', async () => {
    await answerAll()
    await sealReadiness(deps, ashby, round)
    for (const viewer of [ashby, barnshire, cio])
      for (const name of shared) {
        const seen = await get(viewer, name)
        assert.equal(seen.statusCode, 409, name)
        assert.match(seen.body, /still sealed/u)
        assert.equal(seen.headers['content-disposition'], undefined)
        assert.deepEqual(pageFaults(seen.body), [])
      }
  })

  test('after the reveal everybody in the round can have the shared papers, with every reason and without a note or an office’s answer', async () => {
    await openAll()
    const reader = await make.person(db, make.codes.barnshire, { role: 'reader' })
    for (const viewer of [barnshire, reader, cio])
      for (const name of viewer === barnshire ? shared : quick(shared)) {
        const seen = await get(viewer, name)
        assert.equal(seen.statusCode, 200, `${name}: ${seen.body.slice(0, 200)}`)
        const inside = await insideOf(seen.rawPayload)
        assert.ok(!inside.includes(canary.note) && !inside.includes(canary.office), name)
        if (!/conversations|actions|looks|gap-table\.csv/u.test(name))
          assert.match(inside, /REASON-CANARY/u, name)
        if (name !== 'report') {
          assert.match(String(seen.headers['content-disposition']), /^attachment; filename="[\w.-]+"$/u)
          assert.equal(seen.headers['cache-control'], 'private, no-store')
        } else assert.deepEqual(pageFaults(seen.body), [])
      }
  })

  test('a council’s own papers are for its lead and deputies, at any time, and hold nothing of another council', async () => {
    await answerAll()
    await saveNote(deps, barnshire, { round, item: statements[0]?.id ?? '', text: 'THEIR-NOTE' })
    const deputy = await make.person(db, make.codes.ashby, { role: 'deputy' })
    const approver = await make.person(db, make.codes.ashby, { role: 'approver' })
    for (const name of own) {
      for (const viewer of quick([name]).length > 0 ? [ashby, deputy] : [ashby]) {
        const seen = await get(viewer, name)
        assert.equal(seen.statusCode, 200, `${name}: ${seen.body.slice(0, 200)}`)
        const inside = await insideOf(seen.rawPayload)
        assert.ok(!inside.includes('THEIR-NOTE'), name)
        const holds = name.includes('offices') ? canary.office : canary.note
        assert.ok(inside.includes(holds), name)
      }
      for (const viewer of [cio, approver]) {
        const seen = await get(viewer, name)
        assert.equal(seen.statusCode, 409, name)
        assert.match(seen.body, /for the council lead or deputy of your council/u)
      }
      if (quick([name]).length === 0) continue
      const theirs = await insideOf((await get(barnshire, name)).rawPayload)
      assert.ok(!theirs.includes(canary.note) && !theirs.includes(canary.office), name)
    }
  })

  test('nobody outside the round has a paper of it, not even the word that there is one', async () => {
    await openAll()
    const stranger = await make.person(db, make.codes.coldwell)
    for (const name of ['', ...shared, ...own])
      assert.equal((await get(stranger, name)).statusCode, 404, name)
  })

  test('no cell of a CSV is calculated', async () => {
    await openAll()
    for (const name of ['answers.csv', 'our-answers.csv', 'our-offices.csv']) {
      const csv = (await get(ashby, name)).body
      for (const cell of csv.split(/[,\r\n]/u)) assert.doesNotMatch(cell, /^"?[=+@\t]/u, cell)
    }
  })

  test('the page of papers says what can be had, by whom, and what cannot and why', async () => {
    const visit = async (viewer: Viewer) => {
      const page = browser(built.app, await built.signInAs(viewer))
      return { page, seen: await page.visit(`/readiness/${round}/papers`) }
    }
    const early = await visit(ashby)
    assert.match(early.seen.text, /still sealed/u)
    assert.match(early.seen.text, /Only the lead and deputies of .* can see this/u)
    assert.match(early.seen.text, /Load an answer sheet/u)
    assert.match((await visit(cio)).seen.text, /private notes and what each office said/u)
    await openAll()
    const { page, seen } = await visit(ashby)
    assert.doesNotMatch(seen.text, /still sealed/u)
    for (const { href } of page
      .links()
      .filter(({ href: at }) => quick([at]).length > 0 && /\/papers\/|\.zip$/u.test(at))) {
      const answer = await get(ashby, `../${href.split(`/readiness/${round}/`)[1] ?? ''}`)
      assert.ok([200, 409].includes(answer.statusCode), `${href}: ${answer.statusCode}`)
      assert.equal(answer.statusCode === 409, href.endsWith('answers-in'), href)
    }
  })

  test('a council’s whole copy opens without us, fits its schema and has its files as they were given', async () => {
    const pdf = Buffer.from('%PDF-1.4\nthe minutes\n')
    const kept = await keepFile(deps, ashby, { round, name: 'minutes.pdf', bytes: pdf })
    assert.ok('kept' in kept)
    const [first] = statements
    await answerAll()
    await saveAnswer(deps, ashby, {
      round,
      item: first?.id ?? '',
      part: 'agreed',
      seen: 1,
      fields: { file: kept.kept },
    })
    for (const by of [ashby, barnshire]) await sealReadiness(deps, by, round)
    await revealReadiness(deps, ashby, round)
    const entries = await unpacked((await get(ashby, '../my-copy.zip')).rawPayload)
    assert.deepEqual(
      [...entries.keys()],
      [
        'index.html',
        'answers.json',
        'schema.json',
        'questions.json',
        'receipt.json',
        'sealed-answers.json',
        'files/001 1.1 minutes.pdf',
      ],
    )
    assert.deepEqual(entries.get('files/001 1.1 minutes.pdf'), pdf)
    const answers: unknown = JSON.parse(String(entries.get('answers.json')))
    assert.ok(Check(ownCopySchema, answers))
    assert.ok(!String(entries.get('answers.json')).includes(kept.kept.key))
    const page = String(entries.get('index.html'))
    assert.match(page, /href="files\/001%201\.1%20minutes\.pdf"/u)
    assert.doesNotMatch(page, /<script|<link|\ssrc=|url\(|href="https?:/u)
    assert.match(page, /sealed-answers\.json/u)
  })

  test('after a round is cancelled each council still has its own copy, and nobody has the others’', async () => {
    await answerAll()
    await roundCommand(deps, ashby, round, cancel)
    for (const by of [ashby, barnshire]) {
      const entries = await unpacked((await get(by, '../my-copy.zip')).rawPayload)
      assert.match(String(entries.get('answers.json')), /REASON-CANARY/u)
      assert.equal(String(entries.get('answers.json')).includes(canary.note), by === ashby)
    }
    const refused = await get(ashby, 'report.docx')
    assert.equal(refused.statusCode, 409)
    assert.match(refused.body, /never opened/u)
  })
})
