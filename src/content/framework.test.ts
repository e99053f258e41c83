import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  areaOf,
  findStatement,
  frameworkSnapshot,
  neededLevel,
  statementsOf,
  type Framework,
  type Statement,
} from './framework.ts'

const statement = (id: string, more: Partial<Statement> = {}): Statement => ({
  id,
  number: '1.1',
  statement: 'We do what we say.',
  question: 'Do we do what we say?',
  why: { text: 'It is what trust is made of.', sources: [{ text: 'A source' }] },
  offices: ['chief-executive'],
  phases: ['before'],
  gate: false,
  about: 'us',
  levels: ['one', 'two', 'three', 'four', 'five'],
  ask: 'When did you last not do it?',
  ...more,
})

const framework: Framework = {
  id: 'small',
  version: '1.0.0',
  title: 'A small framework',
  summary: 'Two areas.',
  date: '2026-01-01',
  source: 'Made for a test',
  licence: 'CC BY 4.0',
  levels: [],
  ambitions: [{ id: 'lead', letter: 'A', name: 'Lead', meaning: 'One leads', needs: { trust: 4, money: 2 } }],
  themes: [],
  areas: [
    {
      id: 'trust',
      number: 1,
      name: 'Trust',
      theme: 'all',
      summary: 'Trust',
      statements: [
        statement('trust.words'),
        statement('trust.acts', { phases: ['during'], offices: ['staff'] }),
      ],
    },
    {
      id: 'money',
      number: 2,
      name: 'Money',
      theme: 'all',
      summary: 'Money',
      statements: [statement('money.baseline', { phases: ['before', 'during'], offices: ['staff', 'cio'] })],
    },
  ],
}
const ids = (found: Statement[]) => found.map(({ id }) => id)

test('statements come in the order of the framework, and can be asked for by phase and office', () => {
  assert.deepEqual(ids(statementsOf(framework)), ['trust.words', 'trust.acts', 'money.baseline'])
  assert.deepEqual(ids(statementsOf(framework, { phase: 'during' })), ['trust.acts', 'money.baseline'])
  assert.deepEqual(ids(statementsOf(framework, { phase: 'before', office: 'staff' })), ['money.baseline'])
  assert.deepEqual(ids(statementsOf(framework, { office: 'cio' })), ['money.baseline'])
  assert.deepEqual(ids(statementsOf(framework, { phase: 'leaving' })), [])
})

test('the level needed is that which the ambition asks of the area', () => {
  assert.equal(neededLevel(framework, 'lead', 'trust.acts'), 4)
  assert.equal(neededLevel(framework, 'lead', 'money.baseline'), 2)
  assert.equal(neededLevel(framework, 'follow', 'trust.acts'), undefined)
  assert.equal(neededLevel(framework, 'lead', 'trust.luck'), undefined)
})

test('a statement is found by its id, with its area', () => {
  assert.equal(findStatement(framework, 'money.baseline')?.offices[1], 'cio')
  assert.equal(areaOf(framework, 'money.baseline')?.name, 'Money')
  assert.equal(findStatement(framework, 'money'), undefined)
})

test('the snapshot is the same whatever the order of keys, and another when one letter changes', () => {
  const shuffled = Object.fromEntries(Object.entries(framework).reverse()) as Framework
  assert.notDeepEqual(Object.keys(shuffled), Object.keys(framework))
  assert.equal(frameworkSnapshot(shuffled), frameworkSnapshot(framework))
  assert.notEqual(
    frameworkSnapshot({ ...framework, title: 'A small framework.' }),
    frameworkSnapshot(framework),
  )
})

test('the snapshot reads back as the same framework', () => {
  assert.deepEqual(JSON.parse(frameworkSnapshot(framework)), framework)
})
