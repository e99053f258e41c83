import assert from 'node:assert/strict'
import { test } from 'node:test'
import { periodName, periodOf, readPeriod } from './period.ts'

test('months, quarters and years follow each other without a break, and their names read back', () => {
  for (const [first, kind, count] of [
    ['1999-01', 'month', 400],
    ['1999-Q1', 'quarter', 200],
    ['1999', 'year', 100],
  ] as const) {
    const start = readPeriod(first, 'period')
    assert.equal(start.kind, kind)
    const names = Array.from({ length: count }, (_, step) => periodName({ kind, index: start.index + step }))
    assert.deepEqual(
      names.map((name) => periodOf(name)),
      names.map((_, step) => ({ kind, index: start.index + step })),
    )
    assert.equal(new Set(names).size, count)
  }
  const after = (name: string) => {
    const period = readPeriod(name, 'period')
    return periodName({ ...period, index: period.index + 1 })
  }
  assert.deepEqual(['2025-12', '2025-Q4', '2025', '2025-09'].map(after), [
    '2026-01',
    '2026-Q1',
    '2026',
    '2025-10',
  ])
})

test('what is no period is refused by its field', () => {
  for (const name of [
    '2025-00',
    '2025-13',
    '2025-Q5',
    '2025-Q0',
    '25',
    'May 2025',
    '2025-1',
    '2025-01-01',
    '',
  ]) {
    assert.equal(periodOf(name), null)
    assert.throws(() => readPeriod(name, 'upTo'), /^BadInput: upTo: ".*" is not a period; write 2026-04/)
  }
})
