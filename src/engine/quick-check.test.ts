import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Level, LevelAnswer } from './gap.ts'
import { quickCheck, type QuickAnswer, type QuickStatement } from './quick-check.ts'

const level = (n: Level): LevelAnswer => ({ kind: 'level', level: n })
const asked: QuickStatement[] = [
  { id: 'a', gate: true, needs: [2, 4] },
  { id: 'b', gate: false, needs: [2, 4] },
  { id: 'c', gate: false, needs: [1, 3] },
]
const say = (answers: Record<string, LevelAnswer>): QuickAnswer[] =>
  Object.entries(answers).map(([statement, answer]) => ({ statement, answer }))

test('a council that reaches every level needed is ready', () => {
  const result = quickCheck(asked, say({ a: level(4), b: level(5), c: level(3) }), 1)
  assert.deepEqual(result.advice, { type: 'ready' })
  assert.deepEqual([result.ready, result.below, result.unknown, result.open.length], [3, 0, 0, 0])
})

test('a gate below the level needed means share less, where less has its gates met', () => {
  const result = quickCheck(asked, say({ a: level(3), b: level(5), c: level(5) }), 1)
  assert.deepEqual(result.advice, { type: 'share-less', gatesNotMet: 1, instead: 0 })
  assert.deepEqual(
    result.gatesNotMet.map(({ statement }) => statement.id),
    ['a'],
  )
})

test('a gate that is not known is not met for any ambition', () => {
  const result = quickCheck(asked, say({ a: { kind: 'unknown' }, b: level(5), c: level(5) }), 1)
  assert.deepEqual(result.advice, { type: 'not-ready', gatesNotMet: 1 })
})

test('while a statement is open nothing is advised, and it is named', () => {
  const result = quickCheck(asked, say({ a: level(5) }), 1)
  assert.equal(result.advice, null)
  assert.deepEqual(result.open, ['b', 'c'])
  assert.equal(quickCheck([], [], 0).advice, null)
})

test('what most needs talk comes first: the gap times what it matters, gates counting most', () => {
  const result = quickCheck(asked, say({ a: level(3), b: level(1), c: { kind: 'not-applicable' } }), 1)
  assert.deepEqual(
    result.rows.map(({ statement, gap }) => [statement.id, gap.priority]),
    [
      ['b', 6],
      ['a', 3],
      ['c', 0],
    ],
  )
})

test('answers to statements that were not asked count nowhere', () => {
  const result = quickCheck(asked, say({ a: level(5), b: level(5), c: level(5), z: level(1) }), 1)
  assert.equal(result.rows.length, 3)
  assert.deepEqual(result.advice, { type: 'ready' })
})

test('a statement asked or answered twice, and an unknown ambition, are refused by name', () => {
  const [first] = asked
  assert.ok(first)
  assert.throws(() => quickCheck([first, first], [], 0), /asked\[1\]/)
  assert.throws(
    () => quickCheck(asked, [...say({ a: level(1) }), ...say({ a: level(2) })], 0),
    /answers\[1\]/,
  )
  assert.throws(() => quickCheck(asked, [], 2), /ambition/)
})

const anyAnswer = fc.oneof(
  fc.constantFrom<Level>(1, 2, 3, 4, 5).map(level),
  fc.constant<LevelAnswer>({ kind: 'unknown' }),
  fc.constant<LevelAnswer>({ kind: 'not-applicable' }),
)

test('every statement asked is in exactly one group or open, and a higher level never makes the advice worse', () => {
  const rank = { 'not-ready': 0, 'share-less': 1, 'talk-first': 2, ready: 3 } as const
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.option(anyAnswer)), { minLength: 1, maxLength: 12 }),
      fc.nat(11),
      (rows, pick) => {
        const statements = rows.map(([gate], i): QuickStatement => ({ id: `s${i}`, gate, needs: [2, 3, 4] }))
        const answers = rows.flatMap(([, answer], i) => (answer ? [{ statement: `s${i}`, answer }] : []))
        const result = quickCheck(statements, answers, 2)
        const { ready, below, unknown, notApplicable, open } = result
        assert.equal(ready + below + unknown + notApplicable + open.length, statements.length)
        const raised = answers.map((each, i) =>
          i === pick && each.answer.kind === 'level' ? { ...each, answer: level(5) } : each,
        )
        const after = quickCheck(statements, raised, 2).advice
        if (result.advice && after) assert.ok(rank[after.type] >= rank[result.advice.type])
      },
    ),
    { numRuns: 300 },
  )
})
