import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  longestQuickCheck,
  readQuickCheck,
  writeQuickCheck,
  type QuickCheckFile,
} from './quick-check-file.ts'

const check: QuickCheckFile = {
  framework: { id: 'shared-service-readiness', version: '1.0.0' },
  ambition: 'shared-post',
  set: 'gates',
  answers: [
    { statement: 'purpose.same-reason', answer: { kind: 'level', level: 3 } },
    { statement: 'money.who-pays', answer: { kind: 'unknown' } },
    { statement: 'exit.plan', answer: { kind: 'not-applicable' } },
  ],
}
const plain = (): Record<string, unknown> => JSON.parse(writeQuickCheck(check)) as Record<string, unknown>
const problemIn = (change: Record<string, unknown>): string => {
  const reading = readQuickCheck(JSON.stringify({ ...plain(), ...change }))
  return reading.ok ? 'none' : reading.problem
}

test('what is written is read again, answer for answer', () => {
  assert.deepEqual(readQuickCheck(writeQuickCheck(check)), { ok: true, ...check })
  assert.deepEqual(readQuickCheck(`\uFEFF${writeQuickCheck(check)}`), { ok: true, ...check })
})

test('any answers can be saved and loaded', () => {
  const answer = fc.oneof(
    fc.constantFrom(1, 2, 3, 4, 5).map((level) => ({ kind: 'level' as const, level: level as 1 })),
    fc.constantFrom('unknown', 'not-applicable').map((kind) => ({ kind }) as { kind: 'unknown' }),
  )
  const id = fc.stringMatching(/^[a-z]{1,8}\.[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/)
  fc.assert(
    fc.property(
      fc.uniqueArray(id, { maxLength: 60 }),
      fc.array(answer, { minLength: 60, maxLength: 60 }),
      (ids, given) => {
        const answers = ids.map((statement, i) => ({
          statement,
          answer: given[i] ?? { kind: 'unknown' as const },
        }))
        assert.deepEqual(readQuickCheck(writeQuickCheck({ ...check, answers })), {
          ok: true,
          ...check,
          answers,
        })
      },
    ),
    { numRuns: 100 },
  )
})

test('a file that is no quick check is refused in a sentence that says what to do', () => {
  for (const text of ['', '{', 'null', '[]', '"text"', '{"format":"other"}', '<html>'])
    assert.match(JSON.stringify(readQuickCheck(text)), /not a file that a quick check saved/)
  assert.match(problemIn({ version: 2 }), /another version of Handfast/)
  assert.match(problemIn({ framework: 'x' }), /\(framework\)/)
  assert.match(problemIn({ framework: { id: 'x', version: 'one' } }), /\(framework\)/)
  assert.match(problemIn({ ambition: 7 }), /\(ambition\)/)
  assert.match(problemIn({ set: 'some' }), /\(set\)/)
  assert.match(problemIn({ answers: { 0: 1 } }), /\(answers\)/)
})

test('an answer that is not one is named by its place', () => {
  const answers = (...list: unknown[]) => problemIn({ answers: list })
  assert.match(answers({ statement: 'a.b', answer: 6 }), /Answer 1 in the file \(a\.b\) must be a level/)
  assert.match(answers({ statement: 'a.b', answer: '3' }), /must be a level/)
  assert.match(
    answers({ statement: 'a.b', answer: 3 }, { answer: 3 }),
    /Answer 2 .* does not name its statement/,
  )
  assert.match(answers({ statement: '<b>', answer: 3 }), /does not name its statement/)
  assert.match(answers({ statement: 'a.b', answer: 3 }, { statement: 'a.b', answer: 4 }), /a\.b twice/)
  assert.match(
    answers(...Array.from({ length: 501 }, (_, i) => ({ statement: `a.b${i}`, answer: 3 }))),
    /more answers/,
  )
})

test('a hostile file is read no further than it must be, and changes nothing', () => {
  assert.match(JSON.stringify(readQuickCheck(' '.repeat(longestQuickCheck + 1))), /too large/)
  assert.match(JSON.stringify(readQuickCheck('['.repeat(longestQuickCheck))), /not a file/)
  const polluted = writeQuickCheck(check).replace('{', '{"__proto__": {"ok": true}, "constructor": 1,')
  assert.deepEqual(readQuickCheck(polluted), { ok: true, ...check })
  assert.equal(Object.hasOwn(Object.prototype, 'ok'), false)
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      assert.equal(readQuickCheck(text).ok, false)
    }),
    { numRuns: 200 },
  )
})
