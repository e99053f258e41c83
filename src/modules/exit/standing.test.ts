import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noPlan, type Entry, type Kept, type Plan } from './plan.ts'
import { exitStanding } from './standing.ts'

const headings = [{ id: 'position', title: 'Where we stand', question: 'What does it say?', good: [] }]
const registers = [
  { id: 'contracts', title: 'Contracts', one: 'contract', hint: 'What others do', extra: [] },
]
const asked = { headings, registers }
const today = '2026-06-01'
const rests = { members: 'a', terms: 'b' }

const entry: Kept<Entry> = {
  id: '1',
  version: 1,
  register: 'contracts',
  name: 'Payroll',
  holder: '',
  payer: '',
  needer: '',
  isCritical: true,
  separable: 'easily',
  route: 'Moved by a deed of novation',
  months: 3,
  lowPence: 100,
  highPence: 300,
  source: 'A quote',
  endsOn: null,
  testedOn: '2026-01-01',
  evidence: '',
  extra: {},
}

const whole: Plan = {
  answers: new Map([['position', { id: 'a', version: 1, text: 'Clause 14' }]]),
  entries: [entry],
  rehearsals: [
    {
      id: 'r',
      version: 1,
      heldOn: '2026-02-01',
      what: 'Payroll',
      result: 'worked',
      learned: '',
      nextOn: null,
    },
  ],
  review: { id: 'v', version: 1, on: '2026-05-01', by: 'Ada', rests },
  empty: new Set(),
}

const standingOf = (plan: Plan, now = rests) => {
  const { standing, reasons } = exitStanding(plan, asked, now, today)
  return [standing, ...reasons.map(({ type }) => type)]
}

test('nothing written is no plan, and every gap is named', () => {
  assert.deepEqual(standingOf(noPlan), [
    'missing',
    'unanswered',
    'register-empty',
    'not-reviewed',
    'no-rehearsal',
  ])
})

test('a whole plan that was gone through and tried is complete and rehearsed', () => {
  assert.deepEqual(standingOf(whole), ['rehearsed'])
})

test('each single thing that is wanting holds it back, and says what', () => {
  const changed: [Partial<Plan>, (string | undefined)[]][] = [
    [{ rehearsals: [] }, ['complete', 'no-rehearsal']],
    [{ review: null }, ['draft', 'not-reviewed']],
    [{ answers: new Map() }, ['draft', 'unanswered']],
    [{ entries: [{ ...entry, route: ' ' }] }, ['draft', 'no-route']],
    [{ entries: [{ ...entry, separable: 'no' }] }, ['draft', 'not-separable']],
    [{ entries: [{ ...entry, testedOn: '2024-05-31' }] }, ['draft', 'not-tested']],
    [{ entries: [{ ...entry, highPence: null }] }, ['draft', 'no-cost']],
    [{ entries: [{ ...entry, highPence: 301 }] }, ['draft', 'wide-cost']],
  ]
  for (const [change, found] of changed) assert.deepEqual(standingOf({ ...whole, ...change }), found)
})

test('what was tested on the day two years ago still counts', () => {
  assert.deepEqual(standingOf({ ...whole, entries: [{ ...entry, testedOn: '2024-06-01' }] }), ['rehearsed'])
})

test('it goes stale when what it rests on changes, and names that and nothing else', () => {
  const { standing, reasons } = exitStanding(whole, asked, { ...rests, terms: 'c' }, today)
  assert.equal(standing, 'stale')
  assert.deepEqual(reasons, [{ type: 'changed', what: ['terms'] }])
  assert.deepEqual(standingOf({ ...whole, review: { ...whole.review!, on: '2025-05-31' } }), [
    'stale',
    'review-old',
  ])
})

test('a register that somebody says is empty is no gap', () => {
  assert.deepEqual(standingOf({ ...whole, entries: [], empty: new Set(['contracts']) }), ['rehearsed'])
})
