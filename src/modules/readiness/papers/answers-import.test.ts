import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toCsv } from '#platform/csv.ts'
import { toOds } from '#platform/ods.ts'
import { readSpreadsheetHere } from '#platform/spreadsheet-reader.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { SPREADSHEET_LIMITS, type UploadedSheet } from '#platform/uploaded-sheet.ts'
import { toXlsx } from '#platform/xlsx.ts'
import * as make from '#test/support/make.ts'
import { ownPapers } from '#test/support/sample-board.ts'
import { confidences, emptyDraft, grades, type Draft } from '../answer.ts'
import { readAnswer } from '../forms.ts'
import { readAnswerSheet, type ImportReading } from './answers-import.ts'
import { answersTemplate, readVersionCell, versionCell } from './answers-template.ts'
import { ownWorkbook } from './answers-table.ts'
import { answerColumns, mostCharacters, notUploaded } from './draft-columns.ts'
import { asInCell, changedFields } from './import-preview.ts'

const framework = make.framework()
const statements = framework.areas.flatMap((area) => area.statements)

const limited = (most: number) =>
  fc.oneof(
    fc.string({ maxLength: most }),
    fc.string({ unit: 'binary', maxLength: Math.min(most, 60) }),
    fc.constantFrom(
      '=1+1',
      '@SUM(A1)',
      '+44',
      '-',
      '007',
      '2026-01-01',
      'TRUE',
      '#REF!',
      '12%',
      '_x0041_',
      ' two  spaces ',
      'two\nlines',
      '\t=cmd',
      "'=1",
      '‮fdp',
      '£é🤝',
    ),
  )

const draft: fc.Arbitrary<Draft> = fc.record({
  reading: fc.constantFrom(
    '',
    'unknown',
    'not-applicable',
    'level-1',
    'level-2',
    'level-3',
    'level-4',
    'level-5',
  ),
  reason: limited(mostCharacters.reason),
  importance: fc.constantFrom('', '1', '2', '3'),
  confidence: fc.constantFrom('', ...confidences),
  grade: fc.constantFrom('', ...grades),
  evidence: limited(mostCharacters.evidence),
  link: fc.constantFrom('', 'https://example.gov.uk/a?b=1&c=2', 'http://x.y/=1', ' https://example.org '),
  file: fc.constant(null),
})

const writers = {
  Excel: toXlsx,
  ODS: toOds,
  CSV: async (workbook: Workbook) => {
    const [sheet] = workbook.sheets
    assert.ok(sheet)
    return toCsv(sheet)
  },
}

async function sheetsOf(bytes: Uint8Array): Promise<readonly UploadedSheet[]> {
  const reading = await readSpreadsheetHere(bytes, SPREADSHEET_LIMITS)
  assert.ok(reading.ok, JSON.stringify(reading))
  return reading.sheets
}

for (const [format, write] of Object.entries(writers))
  test(`every field of an answer comes back from ${format} as it went out, whatever people type`, async () => {
    const drafts = fc.array(fc.record({ draft, note: limited(mostCharacters.note) }), {
      minLength: statements.length,
      maxLength: statements.length,
    })
    await fc.assert(
      fc.asyncProperty(drafts, async (given) => {
        const papers = ownPapers(
          framework,
          statements.map(({ id }, at) => ({ item: id, ...(given[at] ?? { draft: emptyDraft, note: '' }) })),
        )
        const read = readAnswerSheet(await sheetsOf(await write(answersTemplate(papers))), statements)
        assert.ok('rows' in read)
        assert.deepEqual(read.errors, [])
        assert.deepEqual(read.unread, [])
        assert.equal(read.rows.length, statements.length)
        for (const [at, row] of read.rows.entries()) {
          const went = given[at]
          assert.ok(went)
          assert.deepEqual(changedFields(row.fields, went.draft), [])
          assert.deepEqual(
            { ...row.fields, file: null },
            Object.fromEntries(
              Object.entries(went.draft).map(([field, value]) => [
                field,
                typeof value === 'string' ? asInCell(value) : value,
              ]),
            ),
          )
          assert.equal(row.note, asInCell(went.note))
          assert.deepEqual(row.over, { answer: 3, note: 2 })
        }
      }),
      { numRuns: 25 },
    )
  })

test('every field of an answer is a column of the template, or is left out with a reason', () => {
  const fields = Object.keys({ ...emptyDraft, carried: false } satisfies Required<Draft>).sort()
  assert.deepEqual(fields, [...Object.keys(answerColumns), ...Object.keys(notUploaded)].sort())
})

test('the export of a council’s own answers can be loaded again too, and says nothing new', async () => {
  const given = statements.map(({ id }) => ({
    item: id,
    draft: { ...emptyDraft, reading: 'level-3', reason: '=So' } as const,
    note: 'Ours',
  }))
  const papers = ownPapers(framework, given)
  const read = readAnswerSheet(await sheetsOf(await toXlsx(ownWorkbook(papers))), statements)
  assert.ok('rows' in read)
  assert.deepEqual(read.unread, [])
  for (const [at, row] of read.rows.entries())
    assert.deepEqual(changedFields(row.fields, given[at]?.draft ?? emptyDraft), [])
})

test('a text too long for the page of a statement is too long for the sheet', () => {
  for (const [field, most] of Object.entries(mostCharacters)) {
    const start = field === 'link' ? 'https://' : ''
    const text = (length: number) => `${start}${'x'.repeat(length - start.length)}`
    assert.deepEqual(readAnswer({ [field]: text(most) }).errors, {})
    assert.notDeepEqual(readAnswer({ [field]: text(most + 1) }).errors, {})
    const column = field === 'note' ? 'Private note' : field
    const read = readAnswerSheet(sheet(['Number', column], ['1.1', text(most + 1)]), statements)
    assert.ok('errors' in read)
    assert.deepEqual(read.errors[0]?.problem, {
      type: 'cell',
      column: field === 'note' ? 'Private note' : answerColumns[fieldOf(field)].header,
      given: text(most + 1),
      why: { type: 'too-long', length: most + 1, most },
    })
  }
})

function fieldOf(name: string): keyof typeof answerColumns {
  const [found] = (['reason', 'evidence', 'link'] as const).filter((field) => field === name)
  assert.ok(found)
  return found
}

function sheet(...rows: (string | number | null)[][]): UploadedSheet[] {
  return [{ name: 'S', rows }]
}

function readingOf(cell: string | number): unknown {
  const read: ImportReading = readAnswerSheet(sheet(['Number', 'Answer'], ['1.1', cell]), statements)
  assert.ok('rows' in read)
  return read.rows[0]?.fields.reading ?? 'error'
}

test('a level may be typed in the ways people type it, and nothing else passes for one', () => {
  for (const four of [4, '4', ' 4 ', '4.0', 'Level 4', 'level 4, collaborate', '4 collaborate'])
    assert.equal(readingOf(four), 'level-4', String(four))
  for (const unknown of ['Don’t know', "don't know", 'DO NOT KNOW', 'unknown', 'We do not know.', '?'])
    assert.equal(readingOf(unknown), 'unknown', unknown)
  for (const na of ['Not applicable', 'n/a', 'N/A', 'does not apply'])
    assert.equal(readingOf(na), 'not-applicable', na)
  for (const wrong of [
    0,
    6,
    4.5,
    '4.5',
    '4,5',
    '44',
    '3-4',
    'four',
    '-4',
    '1e0',
    'yes',
    '=4',
    '4 or 5',
    '4%',
  ])
    assert.equal(readingOf(wrong), 'error', String(wrong))
})

test('each row that cannot be read says so under its own number, and the rest are read', () => {
  const read = readAnswerSheet(
    sheet(
      ['Our answers, second draft'],
      [],
      ['ID', 'number', 'ANSWER', 'Importance', 'Link', 'Colour'],
      ['purpose.s1-1', '1.1', 4, 3, 'https://example.org', 'red'],
      ['purpose.s1-2', '1.1', 4],
      ['', '9.9', 4],
      ['', '', 4],
      [],
      ['purpose.s1-2', '', 5, 4],
      ['purpose.s1-2', '', 5, null, 'www.example.org'],
      ['purpose.s1-1', '', 2],
      [null, '1.3', 'Don’t know'],
    ),
    statements,
  )
  assert.ok('rows' in read)
  assert.deepEqual(
    read.rows.map(({ row, item, fields }) => [row, item, fields.reading]),
    [
      [4, 'purpose.s1-1', 'level-4'],
      [12, 'purpose.s1-3', 'unknown'],
    ],
  )
  assert.deepEqual(
    read.errors.map(({ row, number, problem }) => [row, number, problem.type]),
    [
      [5, null, 'two-statements-named'],
      [6, null, 'unknown-statement'],
      [7, null, 'no-statement-named'],
      [9, '1.2', 'cell'],
      [10, '1.2', 'cell'],
      [11, '1.1', 'twice'],
    ],
  )
  assert.deepEqual(read.unread, ['Colour'])
})

test('a column that is not in the sheet leaves its field alone; an emptied cell of our own sheet empties it', () => {
  const version = 'Saved version (leave as it is)'
  const ours = readAnswerSheet(
    sheet(['Number', 'Answer', 'Reason', 'Private note', version], ['1.1', 4, null, null, 'v3 n2']),
    statements,
  )
  assert.ok('rows' in ours)
  assert.deepEqual(ours.rows[0]?.fields, { reading: 'level-4', reason: '' })
  assert.equal(ours.rows[0]?.note, '')
  const without = readAnswerSheet(sheet(['Number', 'Answer', version], ['1.1', 4, 'v3 n2']), statements)
  assert.ok('rows' in without)
  assert.equal(without.rows[0]?.note, undefined)
})

test('in a sheet that somebody made themselves, an empty cell takes nothing away', () => {
  const read = readAnswerSheet(
    sheet(['No.', 'Your answer', 'Reason', 'Note'], ['1.1', '?', null, ' ']),
    statements,
  )
  assert.ok('rows' in read)
  assert.deepEqual(read.rows[0]?.fields, { reading: 'unknown' })
  assert.equal(read.rows[0]?.note, undefined)
})

test('a sheet that is no answer sheet is refused by what is missing', () => {
  const problem = (...rows: (string | number | null)[][]) => {
    const read = readAnswerSheet(sheet(...rows), statements)
    return 'problem' in read ? read.problem : null
  }
  assert.deepEqual(problem(['Name', 'Phone'], ['A', 'B']), { type: 'no-header-row' })
  assert.deepEqual(problem(), { type: 'no-header-row' })
  assert.deepEqual(problem(['Id', 'Number'], ['purpose.s1-1', '1.1']), { type: 'no-answer-columns' })
  assert.deepEqual(problem(['Id', 'Answer', 'Level'], ['purpose.s1-1', 1, 2]), {
    type: 'column-twice',
    header: 'Level',
  })
  assert.deepEqual(problem(['Id', 'Answer']), { type: 'no-rows' })
})

test('versions in the last column survive, and anything else there counts for nothing', () => {
  fc.assert(
    fc.property(fc.nat(999_999), fc.nat(999_999), (answer, note) => {
      assert.deepEqual(readVersionCell(versionCell(answer, note)), { answer, note })
    }),
    { numRuns: 50 },
  )
  for (const other of ['', '3', 'v3', '3 Jan', 'v-1 n2', 'v1 n2 x', 'v9999999999 n1'])
    assert.equal(readVersionCell(other), null)
})
