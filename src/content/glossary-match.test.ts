import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Term } from './term.ts'
import { termFinder } from './glossary-match.ts'

const term = (id: string, name: string, also: string[] = []): Term => ({ id, term: name, meaning: 'x', also })
const find = termFinder([
  term('host', 'host', ['hosts']),
  term('eir', 'EIR'),
  term('committee', 'committee'),
  term('joint-committee', 'joint committee'),
  term('exit', 'exit'),
  term('exit-plan', 'exit plan'),
  term('step-in', 'step-in', ['step in']),
])
const idsIn = (text: string) => find(text).map((place) => place.term.id)

test('a term is found as a whole word, in any case and in its listed plural', () => {
  assert.deepEqual(idsIn('The Host meets other hosts.'), ['host', 'host'])
  assert.deepEqual(idsIn('A hostel is hosted by ghosts.'), [])
})

test('letters that stand for a law must match exactly', () => {
  assert.deepEqual(idsIn('They ask under the EIR.'), ['eir'])
  assert.deepEqual(idsIn('eir and Eir'), [])
})

test('the longer term wins over one inside it', () => {
  assert.deepEqual(idsIn('a joint committee, not any committee'), ['joint-committee', 'committee'])
  assert.deepEqual(idsIn('an exit plan for an exit'), ['exit-plan', 'exit'])
})

test('the place found is the word itself', () => {
  const text = 'Who may step in?'
  const [place] = find(text)
  assert.equal(text.slice(place?.start, place?.end), 'step in')
})

test('with no terms nothing is found', () => {
  assert.deepEqual(termFinder([])('a joint committee'), [])
})
