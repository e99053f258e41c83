import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeQuickCheck, type QuickCheckFile } from '#engine/quick-check-file.ts'
import * as make from '#test/support/make.ts'
import { fromQuickCheck, looksLikeQuickCheck } from './quick-check-import.ts'

const framework = make.framework()
const asked = { framework, statements: framework.areas.flatMap((area) => area.statements) }

function saved(change: Partial<QuickCheckFile> = {}): Uint8Array {
  const { id, version } = framework
  const answers = [
    { statement: 'purpose.s1-1', answer: { kind: 'level', level: 2 } },
    { statement: 'purpose.s1-3', answer: { kind: 'unknown' } },
  ] as const
  const file = { framework: { id, version }, ambition: 'lead', set: 'all', answers, ...change } as const
  return new TextEncoder().encode(writeQuickCheck(file))
}

test('a saved quick check gives levels to look at, and leaves every other field alone', () => {
  assert.ok(looksLikeQuickCheck(saved()))
  assert.deepEqual(fromQuickCheck(saved(), asked), {
    rows: [
      { row: 1, item: 'purpose.s1-1', number: '1.1', fields: { reading: 'level-2' }, over: null },
      { row: 2, item: 'purpose.s1-3', number: '1.3', fields: { reading: 'unknown' }, over: null },
    ],
    errors: [],
    warnings: [],
  })
})

test('a quick check of other questions is refused; one of another version is read and said', () => {
  const other = fromQuickCheck(saved({ framework: { id: 'other', version: '1.0.0' } }), asked)
  assert.ok('wrong' in other)
  assert.match(other.wrong, /other questions than this round asks/u)
  const older = fromQuickCheck(saved({ framework: { id: framework.id, version: '0.9.0' } }), asked)
  assert.ok('warnings' in older)
  assert.match(older.warnings[0] ?? '', /version 0\.9\.0/u)
})

test('an answer to a statement that this round does not ask is an error of its own', () => {
  const answers = [{ statement: 'money.other', answer: { kind: 'level', level: 2 } }] as const
  const read = fromQuickCheck(saved({ answers }), asked)
  assert.ok('errors' in read)
  assert.deepEqual(read.errors, [
    { row: 1, number: null, problem: { type: 'unknown-statement', given: 'money.other' } },
  ])
})

test('a file that only looks like one is refused in words', () => {
  for (const text of ['{', '{"format":"x"}', '{"format":"handfast-quick-check","version":9}'])
    assert.ok('wrong' in fromQuickCheck(new TextEncoder().encode(text), asked), text)
  assert.ok(!looksLikeQuickCheck(new TextEncoder().encode('Number,Answer')))
})
