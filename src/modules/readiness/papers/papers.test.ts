import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentFaults, plainText, type Block, type OfficeDocument } from '#platform/document.ts'
import type { TableSheet, Workbook } from '#platform/spreadsheet.ts'
import * as make from '#test/support/make.ts'
import { ownPapers, sampleBoard } from '#test/support/sample-board.ts'
import { emptyDraft, type AgreedAnswer, type Draft } from '../answer.ts'
import { conversations } from '../gap-report.ts'
import { agendaPaper } from './agenda-paper.ts'
import { ownSheetNames, ownWorkbook } from './answers-table.ts'
import { answersTemplate } from './answers-template.ts'
import { gapSheetNames, gapWorkbook } from './gap-table.ts'
import { copiedFiles, ownCopy } from './own-copy.ts'
import { ownReport } from './own-report.ts'
import { inFileName } from '#modules/papers/index.ts'
import { readinessReport } from './report.ts'

const today = '2026-12-02'
const key = 'THE-KEY-OF-A-FILE'
const file = { id: 'f1', name: 'minutes.pdf', type: 'application/pdf', size: 9, key }

/** The sample round, in which every answer has something in every field. */
const full = sampleBoard((answer, { item, council }) => ({
  ...answer,
  reason: `${answer.reason} REASON:${item}:${council}`,
  confidence: 'guess',
  grade: 'checked',
  evidence: `EVIDENCE:${item}:${council}`,
  link: `https://example.org/${item}/${council}`,
  file,
}))
const receipts = full.round.parties.map(({ council }) => ({
  council,
  sealedAt: new Date('2026-11-18T15:05:00Z'),
  root: `${council}0123456789abcdef`.padEnd(64, '0'),
}))

function wordsOf(document: OfficeDocument): string {
  return document.blocks.flatMap(blockWords).join('\n')
}

function blockWords(block: Block): string[] {
  if (block.kind === 'heading' || block.kind === 'paragraph') return [plainText(block.words)]
  if (block.kind === 'list') return block.items.map(plainText)
  if (block.kind === 'callout') return [block.title, ...block.paragraphs.map(plainText)]
  if (block.kind === 'table')
    return [block.caption, ...block.columns.map(({ header }) => header), ...block.rows.flat().map(plainText)]
  return []
}

function headings(document: OfficeDocument): string[] {
  return document.blocks.flatMap((block) => (block.kind === 'heading' ? [plainText(block.words)] : []))
}

test('the report begins with the finding, and says the advice, the gates and the receipts', () => {
  const report = readinessReport({ board: full, receipts, today })
  const words = wordsOf(report)
  assert.equal(headings(report)[0], 'You agree on purpose. You do not yet agree on risk and exit.')
  assert.match(words, /You are not ready for “One council leads”/u)
  assert.match(words, /6 gates are not met/u)
  assert.match(words, /Of 60 statements your levels are the same on/u)
  assert.ok(words.indexOf('Of 60 statements') < words.indexOf('Krippendorff'))
  assert.match(words, /Ashby, Barnshire and Coldwell can see this/u)
  assert.match(words, /2 December 2026/u)
  assert.match(words, /version 1\.0\.0/u)
  for (const { root } of receipts) assert.ok(words.replaceAll(' ', '').includes(root))
  assert.doesNotMatch(words, /\d+ ?%/u)
})

test('every answer stands in the report with its reason, its evidence and its link', () => {
  const words = wordsOf(readinessReport({ board: full, receipts, today }))
  for (const { statement, answers } of full.report.rows)
    for (const { council } of answers) {
      assert.ok(words.includes(`REASON:${statement.id}:${council}`))
      assert.ok(words.includes(`EVIDENCE:${statement.id}:${council}`))
      assert.ok(words.includes(`https://example.org/${statement.id}/${council}`))
    }
  for (const { summary } of full.conversations) assert.ok(words.includes(summary))
  for (const { what } of full.actions) assert.ok(words.includes(what))
  for (const { answer } of full.secondLooks) assert.ok(words.includes(answer.reason))
})

test('the report and the agenda can be written as accessible files, whatever the board', () => {
  const agreeing = sampleBoard((answer) => ({ ...answer, reading: { kind: 'level', level: 5 } }))
  const nowhere = sampleBoard((answer) => ({ ...answer, reading: { kind: 'unknown' }, reason: '' }))
  const none = sampleBoard((answer) => ({ ...answer, reading: { kind: 'not-applicable' } }))
  for (const board of [full, agreeing, nowhere, none, alone()]) {
    assert.deepEqual(documentFaults(readinessReport({ board, receipts, today })), [])
    assert.deepEqual(documentFaults(agendaPaper({ board, today })), [])
  }
  assert.match(wordsOf(agendaPaper({ board: agreeing, today })), /nothing you must talk about first/u)
})

function alone() {
  const board = sampleBoard()
  const rows = board.report.rows.map((row) => ({ ...row, answers: row.answers.slice(0, 1) }))
  const parties = board.round.parties.slice(0, 1)
  return { ...board, round: { ...board.round, parties }, report: { ...board.report, rows } }
}

test('the report of one council alone talks of no partners and no receipts', () => {
  const words = wordsOf(readinessReport({ board: alone(), receipts: receipts.slice(0, 1), today }))
  assert.doesNotMatch(
    words,
    /Receipt|Krippendorff|opened their answers together|each council said in confidence/u,
  )
})

test('the agenda has one card a page, the widest gap first, and room to write where nothing was recorded', () => {
  const agenda = agendaPaper({ board: full, today })
  const cards = conversations(full.report)
  const breaks = agenda.blocks.filter(({ kind }) => kind === 'page-break').length
  assert.equal(breaks, cards.length)
  assert.deepEqual(
    headings(agenda).slice(1),
    cards.map(({ statement }, at) => `${at + 1}. ${statement.statement}`),
  )
  const words = wordsOf(agenda)
  for (const { statement } of cards) assert.ok(words.includes(statement.ask))
  assert.match(words, /Write down how it ended/u)
  for (const { summary } of full.conversations) assert.ok(words.includes(summary))
})

/** The fields of an opened answer, each with where it stands in the tables or why it does not. */
const answerFields: Record<keyof AgreedAnswer, string> = {
  reading: 'answer',
  reason: 'reason',
  importance: 'importance',
  confidence: 'confidence',
  grade: 'grade',
  evidence: 'evidence',
  link: 'link',
  file: 'file',
}

test('every field of every opened answer is in the gap table', () => {
  const workbook = gapWorkbook({ board: full, today })
  const sheet = named(workbook, 'Answers')
  assert.equal(sheet.rows.length, 180)
  const [sample] = full.report.rows.flatMap(({ answers }) => answers)
  assert.deepEqual(Object.keys(sample?.answer ?? {}).sort(), Object.keys(answerFields).sort())
  for (const column of Object.values(answerFields))
    for (const row of sheet.rows) assert.ok(row[column] !== undefined && row[column] !== '', column)
  assert.equal(gapSheetNames.length, workbook.sheets.length)
})

test('conversations, actions and second looks are in the gap table with all they hold', () => {
  const workbook = gapWorkbook({ board: full, today })
  assert.equal(named(workbook, 'Conversations').rows.length, full.conversations.length)
  assert.equal(named(workbook, 'Actions').rows.length, full.actions.length)
  assert.equal(named(workbook, 'Second looks').rows.length, full.secondLooks.length)
  const rows = named(workbook, 'Gap table').rows
  assert.deepEqual(
    rows.map(({ place }) => place),
    rows.map((_, at) => at + 1),
  )
  assert.deepEqual(
    rows.map(({ number }) => number),
    full.report.rows.map(({ statement }) => statement.number),
  )
})

function named(workbook: Workbook, name: string): TableSheet {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name)
  assert.ok(sheet, name)
  return sheet
}

test('every value in a table has a column, and every column has its own name', () => {
  for (const workbook of [gapWorkbook({ board: full, today }), ownWorkbook(own()), answersTemplate(own())])
    for (const { name, columns, rows } of workbook.sheets) {
      const keys = columns.map((column) => column.key)
      assert.equal(new Set(keys).size, keys.length, name)
      for (const row of rows) for (const field of Object.keys(row)) assert.ok(keys.includes(field), field)
    }
})

const draft: Draft = {
  ...emptyDraft,
  reading: 'level-3',
  reason: 'OUR-REASON',
  importance: '2',
  confidence: 'sure',
  grade: 'decision',
  evidence: 'OUR-EVIDENCE',
  link: 'https://example.org/ours',
  file,
}

function own() {
  const small = make.framework()
  const statements = small.areas.flatMap((area) => area.statements)
  const [first, second, third] = statements.map(({ id }) => id)
  const papers = ownPapers(
    small,
    statements.map(({ id }) => ({ item: id, draft, note: `OUR-NOTE:${id}` })),
    { receipt: { root: 'abc', digests: { [first ?? '']: 'def' }, sealedAt: null } },
  )
  const counts = {
    [first ?? '']: { type: 'counts', levels: [null, null, 7, 8, null], answered: null },
    [second ?? '']: { type: 'hidden' },
    [third ?? '']: { type: 'alike' },
  } as const
  const office = (level: 1 | 4) =>
    ({ ...emptyDraft, reading: `level-${level}`, reason: `OFFICE-${level}` }) as const
  return {
    ...papers,
    own: {
      ...papers.own,
      staff: { counts, closedAt: make.noon },
      offices: ([1, 4] as const).map((level) => ({
        item: first ?? '',
        holder: null,
        version: 1,
        draft: office(level),
      })),
    },
  }
}

test('a council’s own report holds its notes, its offices and how far apart they are', () => {
  const report = ownReport(own())
  assert.deepEqual(documentFaults(report), [])
  const words = wordsOf(report)
  for (const wanted of ['OUR-REASON', 'OUR-NOTE:purpose.s1-1', 'OFFICE-1', 'OFFICE-4', 'OUR-EVIDENCE'])
    assert.ok(words.includes(wanted), wanted)
  assert.match(words, /On 1 statement your own offices are two or more levels apart/u)
  assert.match(words, /Only the lead and deputies of Ashby can see this/u)
})

test('staff stand in a council’s own papers exactly as on the page: small cells and small groups are dropped', () => {
  const sheet = named(ownWorkbook(own()), 'Our staff')
  const cells = sheet.rows.map((row) => [
    row['words'],
    ...[1, 2, 3, 4, 5].map((level) => row[`level ${level}`] ?? null),
    row['answered'] ?? null,
  ])
  assert.deepEqual(cells, [
    [
      '7 people said level 3, level 3 and 8 people said level 4, level 4. Levels that fewer than five chose are not shown.',
      null,
      null,
      7,
      8,
      null,
      null,
    ],
    ['Not enough answers to show.', null, null, null, null, null, null],
    ['Their answers were much alike.', null, null, null, null, null, null],
  ])
  const words = wordsOf(ownReport(own()))
  assert.match(words, /Staff: Not enough answers to show\./u)
  assert.match(words, /Staff: Their answers were much alike\./u)
})

test('where no staff were asked, nothing is said of staff', () => {
  const papers = own()
  const without = {
    ...papers,
    own: { ...papers.own, staff: null, terms: { ...papers.own.terms, staff: false } },
  }
  assert.ok(!ownWorkbook(without).sheets.some(({ name }) => name === 'Our staff'))
  assert.doesNotMatch(wordsOf(ownReport(without)), /Staff:/u)
})

test('the key that opens a file of evidence is in no paper, table or copy', () => {
  const copied = copiedFiles(own())
  const made = [
    readinessReport({ board: full, receipts, today }),
    agendaPaper({ board: full, today }),
    gapWorkbook({ board: full, today }),
    ownReport(own()),
    ownWorkbook(own()),
    answersTemplate(own()),
    ownCopy(own(), copied),
  ]
  for (const paper of made) assert.ok(!JSON.stringify(paper).includes(key))
  assert.equal(copied.length, 1)
  assert.equal(ownSheetNames.length, 2)
})

test('a title becomes part of a file name that every system takes', () => {
  assert.equal(inFileName('Are we ready? “Yes/No” – round 2'), 'Are-we-ready-Yes-No-round-2')
  assert.equal(inFileName('Caffè'), 'Caffe')
  assert.equal(inFileName('…'), 'round')
  assert.equal(inFileName('x'.repeat(100)).length, 60)
})
