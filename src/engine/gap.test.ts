import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  agreementCounts,
  compareGaps,
  statementGap,
  type CouncilAnswer,
  type GapGroup,
  type Importance,
  type Level,
  type LevelAnswer,
} from './gap.ts'

const LEVELS = [1, 2, 3, 4, 5] as const
const at = (level: Level): LevelAnswer => ({ kind: 'level', level })
const unknown: LevelAnswer = { kind: 'unknown' }
const notApplicable: LevelAnswer = { kind: 'not-applicable' }

function answersOf(given: readonly LevelAnswer[], importance: Importance = 2): CouncilAnswer[] {
  return given.map((answer, index) => ({ council: `council ${index}`, answer, importance }))
}

const gapOf = (given: readonly LevelAnswer[], needed: Level, gate = false) =>
  statementGap({ answers: answersOf(given), needed, gate })

test('one council that does not know puts the statement first among the groups, at the full level needed', () => {
  const row = gapOf([at(5), unknown, at(4)], 4)
  assert.equal(row.group, 'unknown')
  assert.deepEqual([row.spread, row.shortfall, row.gap, row.priority], [1, 4, 4, 8])
  assert.deepEqual(row.unknown, ['council 1'])
})

test('levels two apart are seen differently even when all reach the level needed', () => {
  const row = gapOf([at(3), at(5)], 3)
  assert.deepEqual([row.group, row.gap, row.shortfall], ['differ', 2, 0])
})

test('levels one apart are seen differently when only some reach the level needed', () => {
  assert.equal(gapOf([at(3), at(4)], 4).group, 'differ')
  assert.equal(gapOf([at(3), at(4)], 3).group, 'ready')
  assert.equal(gapOf([at(3), at(4)], 5).group, 'not-ready')
})

test('a shortfall larger than the spread decides the gap', () => {
  const row = gapOf([at(1), at(2)], 5)
  assert.deepEqual([row.group, row.spread, row.shortfall, row.gap], ['not-ready', 1, 4, 4])
  assert.deepEqual(row.belowNeeded, ['council 0', 'council 1'])
  assert.deepEqual(gapOf([at(2), at(3), unknown, notApplicable, at(4)], 3).belowNeeded, ['council 0'])
})

test('importance is the highest that a council it applies to gave, or that anybody gave if it applies to nobody', () => {
  const importance = (given: readonly [LevelAnswer, Importance][]) =>
    statementGap({
      answers: given.map(([answer, of], index) => ({ council: String(index), answer, importance: of })),
      needed: 3,
      gate: false,
    }).importance
  assert.deepEqual(
    [
      importance([[at(3), 1]]),
      importance([
        [at(3), 1],
        [at(3), 2],
      ]),
      importance([
        [at(3), 1],
        [notApplicable, 3],
      ]),
    ],
    [1, 2, 1],
  )
  assert.equal(
    importance([
      [notApplicable, 1],
      [notApplicable, 3],
    ]),
    3,
  )
})

test('a gate that applies to one council only is met or not by that council', () => {
  assert.equal(gapOf([at(4), notApplicable], 4, true).gateMet, true)
  assert.equal(gapOf([at(3), notApplicable], 4, true).gateMet, false)
})

test('a council the statement does not apply to is left out of the comparison and named', () => {
  const answers = answersOf([at(3), notApplicable, at(3)])
  answers[1] = { council: 'Westmere', answer: notApplicable, importance: 3 }
  const row = statementGap({ answers, needed: 3, gate: false })
  assert.deepEqual([row.group, row.importance], ['ready', 2])
  assert.deepEqual(row.notApplicable, ['Westmere'])
})

test('a statement that applies to nobody has no priority, and its gate is neither met nor unmet', () => {
  const row = gapOf([notApplicable, notApplicable], 4, true)
  assert.deepEqual([row.group, row.gap, row.priority, row.gateMet], ['not-applicable', 0, 0, null])
})

test('a gate always counts as importance 3 and is met only when every council reaches it', () => {
  assert.deepEqual(
    [gapOf([at(4), at(4)], 4, true).gateMet, gapOf([at(4), at(4)], 4, true).importance],
    [true, 3],
  )
  assert.equal(gapOf([at(4), at(3)], 4, true).gateMet, false)
  assert.equal(gapOf([at(5), unknown], 4, true).gateMet, false)
  assert.equal(gapOf([at(5), at(5)], 4).gateMet, null)
})

test('the board runs by priority, then gates, then the order of the framework', () => {
  const rows = [
    { priority: 4, gate: false, index: 0 },
    { priority: 6, gate: false, index: 3 },
    { priority: 6, gate: true, index: 4 },
    { priority: 6, gate: true, index: 2 },
    { priority: 6, gate: false, index: 1 },
  ]
  assert.deepEqual(
    rows.toSorted(compareGaps).map(({ index }) => index),
    [2, 4, 1, 3, 0],
  )
})

test('agreement is counted as the same, within one, further apart, unknown or not compared', () => {
  const counts = agreementCounts([
    [at(2), at(2), at(2)],
    [at(2), at(3), at(2)],
    [at(2), at(4)],
    [at(1), at(5), at(5)],
    [at(2), unknown],
    [at(2), notApplicable],
    [at(2), notApplicable, at(2)],
  ])
  assert.deepEqual(counts, {
    statements: 7,
    same: 2,
    withinOne: 1,
    twoOrMore: 2,
    unknown: 1,
    notCompared: 1,
  })
})

test('bad answers are refused with the field named', () => {
  const answers = answersOf([at(1), at(2)])
  const twice = [answers[0]!, answers[0]!]
  const badLevel = JSON.parse(
    '[{"council":"a","answer":{"kind":"level","level":6},"importance":1}]',
  ) as CouncilAnswer[]
  assert.throws(() => statementGap({ answers: [], needed: 3, gate: false }), /^BadInput: answers: needs/)
  assert.throws(() => statementGap({ answers: twice, needed: 3, gate: false }), /answers\[1\]: "council 0"/)
  assert.throws(() => statementGap({ answers: badLevel, needed: 3, gate: false }), /answers\[0\]\.level/)
  for (const importance of [0, 4, 2.5]) {
    const bad = [{ ...answers[0]!, importance: importance as Importance }]
    assert.throws(() => statementGap({ answers: bad, needed: 3, gate: false }), /answers\[0\]\.importance/)
  }
  for (const importance of [1, 2, 3] as const) {
    assert.ok(statementGap({ answers: [{ ...answers[0]!, importance }], needed: 3, gate: false }))
  }
  assert.throws(() => agreementCounts([[]]), /statements\[0\]/)
})

const anyAnswer = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...LEVELS).map(at) },
  fc.constant(unknown),
  fc.constant(notApplicable),
)
const anyStatement = fc.record({
  given: fc.array(anyAnswer, { minLength: 1, maxLength: 6 }),
  needed: fc.constantFrom(...LEVELS),
  gate: fc.boolean(),
})

/** A second reading of the rule, pair by pair and by counting, with nothing shared with the first. */
function groupByPairs(given: readonly LevelAnswer[], needed: Level): { group: GapGroup; gap: number } {
  const levels = given.flatMap((answer) => (answer.kind === 'level' ? [answer.level as number] : []))
  const someoneUnsure = given.includes(unknown)
  let gap = someoneUnsure ? needed : 0
  let reaching = 0
  for (const mine of levels) {
    reaching += mine >= needed ? 1 : 0
    if (needed - mine > gap) gap = needed - mine
    for (const theirs of levels) if (mine - theirs > gap) gap = mine - theirs
  }
  const farApart = levels.some((mine) => levels.some((theirs) => mine - theirs > 1))
  if (someoneUnsure) return { group: 'unknown', gap }
  if (levels.length === 0) return { group: 'not-applicable', gap }
  if (farApart || (reaching > 0 && reaching < levels.length)) return { group: 'differ', gap }
  return { group: reaching > 0 ? 'ready' : 'not-ready', gap }
}

test('the gap board agrees with a second, pair-by-pair reading of its rule', () => {
  fc.assert(
    fc.property(anyStatement, ({ given, needed, gate }) => {
      const row = gapOf(given, needed, gate)
      assert.deepEqual({ group: row.group, gap: row.gap }, groupByPairs(given, needed))
    }),
    { numRuns: 2000 },
  )
})

test('the order of the councils changes nothing but the order of their names', () => {
  fc.assert(
    fc.property(anyStatement, ({ given, needed, gate }) => {
      const forwards = statementGap({ answers: answersOf(given), needed, gate })
      const backwards = statementGap({ answers: answersOf(given).reverse(), needed, gate })
      const { unknown: a, notApplicable: b, belowNeeded: c, ...numbers } = forwards
      const { unknown: x, notApplicable: y, belowNeeded: z, ...same } = backwards
      assert.deepEqual(same, numbers)
      assert.deepEqual([x, y, z], [a.toReversed(), b.toReversed(), c.toReversed()])
    }),
  )
})

test('every statement is counted exactly once', () => {
  fc.assert(
    fc.property(fc.array(anyStatement, { maxLength: 20 }), (all) => {
      const { statements, ...parts } = agreementCounts(all.map(({ given }) => given))
      assert.equal(
        Object.values(parts).reduce((sum, part) => sum + part, 0),
        statements,
      )
    }),
  )
})
