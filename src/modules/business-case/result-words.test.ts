import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountWords } from './result-words.ts'

test('a published amount is written as people write it', () => {
  assert.equal(amountWords(6, '£ million a year'), '£6 million a year')
  assert.equal(amountWords(-2.5, '£ million'), '−£2.5 million')
  assert.equal(amountWords(12, 'per cent'), '12%')
})
