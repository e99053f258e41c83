import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LevelAnswer } from '#engine/gap.ts'
import { loadContent } from '#content/load.ts'
import { join } from 'node:path'
import * as make from '#test/support/make-framework.ts'
import type { AgreedAnswer } from './answer.ts'
import { conversations, gapReport, type OpenedReading } from './gap-report.ts'
import { headline } from './headline.ts'
import { headlineWords } from './text.ts'

const small = make.framework({ statements: 4 })
const terms = { ambition: 'lead', phase: null, staff: false }
const councils = ['ashby', 'barnshire', 'coldwell']

function says(
  council: string,
  number: number,
  reading: LevelAnswer | number,
  importance: 1 | 2 | 3 = 2,
): OpenedReading {
  const level = typeof reading === 'number' ? ({ kind: 'level', level: reading } as LevelAnswer) : reading
  const answer: AgreedAnswer = {
    reading: level,
    reason: 'So',
    importance,
    confidence: null,
    grade: null,
    evidence: '',
    link: '',
    file: null,
  }
  return { council, item: `purpose.s1-${number}`, answer }
}

/** What three councils say of four statements; the level needed is 4 and the first is a gate. */
const opened = [
  ...councils.map((council) => says(council, 1, 4)),
  says('ashby', 2, 5),
  says('barnshire', 2, 1),
  says('coldwell', 2, 4),
  ...councils.map((council) => says(council, 3, 3)),
  says('ashby', 4, { kind: 'unknown' }, 1),
  says('barnshire', 4, 4, 1),
  says('coldwell', 4, 4, 1),
]

test('the first group that fits, the widest gap times importance first', () => {
  const report = gapReport(small, terms, councils, opened)
  assert.deepEqual(
    report.rows.map(({ statement, gap }) => [statement.number, gap.group, gap.priority]),
    [
      ['1.2', 'differ', 8],
      ['1.4', 'unknown', 4],
      ['1.3', 'not-ready', 2],
      ['1.1', 'ready', 0],
    ],
  )
  assert.deepEqual(
    conversations(report).map(({ statement }) => statement.number),
    ['1.2', '1.4', '1.3'],
  )
})

test('with every gate met it says talk first; with one not met it names a smaller step, or says do not share', () => {
  assert.equal(gapReport(small, terms, councils, opened).advice.type, 'talk-first')
  const lower = opened.map((one) =>
    one.item === 'purpose.s1-1' && one.council === 'ashby' ? says('ashby', 1, 3) : one,
  )
  const less = gapReport(small, terms, councils, lower).advice
  assert.ok(less.type === 'share-less' && less.instead.id === 'learn')
  const lowest = opened.map((one) =>
    one.item === 'purpose.s1-1' && one.council === 'ashby' ? says('ashby', 1, 1) : one,
  )
  assert.deepEqual(gapReport(small, terms, councils, lowest).advice, { type: 'not-ready', gatesNotMet: 1 })
})

test('a don’t-know at a gate leaves the gate unmet, whatever the others say', () => {
  const unknown = opened.map((one) =>
    one.item === 'purpose.s1-1' && one.council === 'coldwell'
      ? says('coldwell', 1, { kind: 'unknown' })
      : one,
  )
  const report = gapReport(small, terms, councils, unknown)
  assert.deepEqual(
    report.gatesNotMet.map(({ statement }) => statement.number),
    ['1.1'],
  )
})

test('no coefficient of agreement where the answers hardly vary', () => {
  const alike = [1, 2, 3, 4].flatMap((number) => councils.map((council) => says(council, number, 4)))
  assert.equal(gapReport(small, terms, councils, alike).alpha.type, 'refused')
})

test('the pretend councils of the sandbox agree on some things and not on others, as their story says', () => {
  const content = loadContent(join(import.meta.dirname, '../../../content'))
  const { sandbox } = content
  const framework = content.frameworks.find(({ id }) => id === sandbox.framework)
  assert.ok(framework)
  const answers = sandbox.answers.map(({ council, statement, level, reason, importance }): OpenedReading => ({
    council,
    item: statement,
    answer: {
      reading: typeof level === 'number' ? { kind: 'level', level } : { kind: level },
      reason,
      importance,
      confidence: null,
      grade: null,
      evidence: '',
      link: '',
      file: null,
    },
  }))
  const report = gapReport(
    framework,
    { ambition: sandbox.ambition, phase: null, staff: true },
    sandbox.councils.map(({ id }) => id),
    answers,
  )
  assert.deepEqual(report.groups, { ready: 31, 'not-ready': 14, differ: 9, unknown: 6, 'not-applicable': 0 })
  assert.match(headlineWords(headline(report, 3)), /^You agree on .+\. You do not yet agree on .+\.$/)
})
