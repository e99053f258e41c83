import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matches } from './forgiving-search.ts'

const choices = [
  { name: 'Ashby Borough Council', also: 'E07000901' },
  { name: 'Barnshire County Council', also: 'E10000902 Barn' },
  { name: 'Coldwell City Council', also: 'E06000903 Coldwell and Fenwick District Council' },
  { name: 'Llanfair Town & Bay', also: 'W06000904 Llanfâir' },
]
const found = (typed: string): string[] => matches(typed, choices).map(({ name }) => name.split(' ')[0] ?? '')

test('a council is found by the beginning of any word of its name', () => {
  assert.deepEqual(found('ash'), ['Ashby'])
  assert.deepEqual(found('county barn'), ['Barnshire'])
})

test('a council is found by a code or a former name', () => {
  assert.deepEqual(found('e06000903'), ['Coldwell'])
  assert.deepEqual(found('fenwick'), ['Coldwell'])
})

test('one wrong, missing, extra or swapped letter is forgiven in a word of four or more', () => {
  for (const typed of ['colwell', 'coldwelll', 'coldwall', 'clodwell', 'colldw'])
    assert.deepEqual(found(typed), ['Coldwell'])
  assert.deepEqual(found('xyz'), [])
  assert.deepEqual(found('cxldwxll'), [])
})

test('accents, case and an ampersand do not matter', () => {
  assert.deepEqual(found('LLANFÂIR TOWN AND BAY'), ['Llanfair'])
})

test('names that begin with what was typed come first', () => {
  assert.equal(found('c')[0], 'Coldwell')
})

test('nothing typed offers everything, in the order given', () => {
  assert.equal(found('  ').length, choices.length)
})
