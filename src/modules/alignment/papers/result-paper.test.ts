import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AimsView } from '../aims-queries.ts'
import { resultPaper, resultWorkbook } from './result-paper.ts'

test('a paper shows what a council must get in pounds, and a sheet for programs keeps it in pence', () => {
  const hands = [{ council: 'a', points: { money: 100 } }]
  const view = {
    round: { title: 'Our aims 1', parties: [{ council: 'a', shortName: 'Ashby' }] },
    partnership: { name: 'Three Rivers' },
    aims: [{ id: 'money', name: 'Save money', meaning: '' }],
    hands,
    report: { index: null, differing: [] },
    returns: [{ council: 'a', savingPence: 15_000_000, paybackMonths: 36, other: '' }],
    challenges: [{ council: 'a', expected: ['Two pay scales'] }],
    drift: null,
    events: [],
    // Only what the paper reads.
  } as unknown as AimsView
  const tables = resultPaper({ kind: 'aims', view }).blocks.flatMap((block) =>
    block.kind === 'table' ? [block] : [],
  )
  assert.deepEqual(tables[1]?.rows, [['Ashby', '£150,000', '36', '']])
  assert.deepEqual(tables[2]?.rows, [['Ashby', 'Two pay scales']])
  assert.equal(resultWorkbook({ kind: 'aims', view }).sheets[1]?.rows[0]?.['saving'], 15_000_000)
})
