import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BoardTerm } from '#content/alignment.ts'
import {
  acceptableToAll,
  boardResult,
  changesOf,
  isHostConflict,
  marks,
  overlapOf,
  type Position,
  type Positions,
} from './board.ts'

const words = {
  name: 'Name',
  question: 'Which one?',
  meaning: 'What it means.',
  about: 'deal',
  ask: 'What do you need?',
} as const
const options = ['one', 'two', 'three']
const terms: readonly BoardTerm[] = [
  { ...words, id: 'host', order: 1, kind: 'councils' },
  {
    ...words,
    id: 'rule',
    order: 2,
    kind: 'options',
    options: options.map((id) => ({ id, name: id, meaning: 'An option.' })),
  },
  {
    ...words,
    id: 'notice',
    order: 3,
    kind: 'range',
    unit: { one: 'month', many: 'months' },
    least: 1,
    most: 40,
  },
]
const councils = ['a', 'b', 'c']

const marked = (names: readonly string[]): fc.Arbitrary<Position> =>
  fc.tuple(...names.map(() => fc.constantFrom(...marks))).map((given) => ({
    kind: 'marks',
    marks: Object.fromEntries(names.map((name, at) => [name, given[at] ?? 'acceptable'])),
  }))
const range: fc.Arbitrary<Position> = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .map(([x, y]) => ({ kind: 'range', low: Math.min(x, y), high: Math.max(x, y), preferred: x }))
const positions: fc.Arbitrary<Positions> = fc.record({
  host: marked(councils),
  rule: marked(options),
  notice: range,
})
const board = fc.record({ a: positions, b: positions, c: positions })

test('an option is shown just when no council marked it as not acceptable', () => {
  fc.assert(
    fc.property(fc.array(marked(options), { minLength: 1, maxLength: 6 }), (given) => {
      const blocked = new Set(
        given.flatMap((position) =>
          position.kind === 'marks'
            ? Object.entries(position.marks).flatMap(([option, mark]) =>
                mark === 'unacceptable' ? [option] : [],
              )
            : [],
        ),
      )
      assert.deepEqual(
        acceptableToAll(options, given),
        options.filter((option) => !blocked.has(option)),
      )
    }),
  )
})

test('ranges overlap just where some whole number is in all of them, and the overlap is all such numbers', () => {
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (given) => {
      const inAll = Array.from({ length: 40 }, (_, at) => at + 1).filter((number) =>
        given.every(
          (position) => position.kind === 'range' && position.low <= number && number <= position.high,
        ),
      )
      const overlap = overlapOf(given)
      assert.deepEqual(
        overlap && [overlap.low, overlap.high],
        inAll.length === 0 ? null : [inAll[0], inAll.at(-1)],
      )
    }),
  )
})

test('what is shown depends on nothing but what all accept: not on what is preferred, and not on who said what', () => {
  const result = (given: Readonly<Record<string, Positions>>) =>
    JSON.stringify(boardResult(terms, given, true).result)
  fc.assert(
    fc.property(board, ({ a, b, c }) => {
      const shown = result({ a, b, c })
      const liked = (position: Position): Position =>
        position.kind === 'marks'
          ? {
              kind: 'marks',
              marks: Object.fromEntries(
                Object.entries(position.marks).map(([option, mark]) => [
                  option,
                  mark === 'preferred' ? 'acceptable' : mark,
                ]),
              ),
            }
          : { ...position, preferred: position.low }
      const flat = (all: Positions) =>
        Object.fromEntries(Object.entries(all).map(([id, each]) => [id, liked(each)]))
      assert.equal(result({ a: flat(a), b: flat(b), c: flat(c) }), shown)
      const swapped = {
        a: { ...a, rule: b['rule']!, notice: b['notice']! },
        b: { ...b, rule: a['rule']!, notice: a['notice']! },
        c,
      }
      assert.equal(result(swapped), shown)
    }),
  )
})

test('a host conflict needs every council to accept itself and no other; otherwise the answer is alike', () => {
  const only = (own: string): Position => ({
    kind: 'marks',
    marks: Object.fromEntries(
      councils.map((council) => [council, council === own ? 'preferred' : 'unacceptable']),
    ),
  })
  const conflict = { a: only('a'), b: only('b'), c: only('c') }
  assert.equal(isHostConflict(conflict), true)
  for (const council of councils) {
    const softer: Position = { kind: 'marks', marks: { a: 'acceptable', b: 'acceptable', c: 'acceptable' } }
    assert.equal(isHostConflict({ ...conflict, [council]: softer }), false)
    const none: Position = {
      kind: 'marks',
      marks: { a: 'unacceptable', b: 'unacceptable', c: 'unacceptable' },
    }
    assert.equal(isHostConflict({ ...conflict, [council]: none }), false)
  }
  const all = Object.fromEntries(
    Object.entries(conflict).map(([council, host]) => [
      council,
      { host, notice: { kind: 'range', low: 1, high: 2, preferred: 1 } as const },
    ]),
  )
  assert.equal(boardResult(terms, all, true).result.hostConflict, true)
  assert.equal(
    boardResult(terms, all, false).result.hostConflict,
    null,
    'not said where the terms do not let it be',
  )
})

test('a try is a change of position between two times; the first time is none, and leaving it is none', () => {
  const at = (high: number): Position => ({ kind: 'range', low: 1, high, preferred: 1 })
  assert.equal(changesOf([at(9)]), 0)
  assert.equal(changesOf([at(9), at(9), at(9)]), 0)
  assert.equal(changesOf([at(9), at(8), at(8), at(9)]), 2)
  assert.equal(changesOf([undefined, at(9), undefined, at(8)]), 1)
})
