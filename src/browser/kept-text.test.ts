import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outcome, parseKept, type KeptText } from './kept-text.ts'

const hour = 3_600_000
const kept: KeptText = { owner: 'Priya · Ashby', from: 'Old', text: 'New', at: 0 }
const after = (change: Partial<KeptText>, serverText: string, now = hour, owner = 'Priya · Ashby'): string =>
  outcome({ ...kept, ...change }, { serverText, owner }, now).kind

test('typed text comes back when the server still has what it had before', () => {
  assert.deepEqual(outcome(kept, { serverText: 'Old', owner: 'Priya · Ashby' }, hour), {
    kind: 'restore',
    text: 'New',
  })
})

test('typed text that the server already has is forgotten', () => {
  assert.equal(after({}, 'New'), 'forget')
})

test('when the server has something newer, both are shown and nothing is overwritten', () => {
  assert.equal(after({}, 'Newer, by somebody else'), 'show-both')
})

test('nobody is shown what another person typed, or what they typed for another council', () => {
  assert.equal(after({}, 'Old', hour, 'Sam · Ashby'), 'forget')
  assert.equal(after({}, 'Old', hour, 'Priya · Barnshire'), 'forget')
})

test('after the longest session the text is gone', () => {
  assert.equal(after({}, 'Old', 12 * hour), 'restore')
  assert.equal(after({}, 'Old', 12 * hour + 1), 'forget')
})

test('a line end sent as two characters is the same line end', () => {
  assert.equal(after({ text: 'a\nb' }, 'a\r\nb'), 'forget')
  assert.equal(after({ from: 'a\nb' }, 'a\r\nb'), 'restore')
})

test('what is not a kept text is nothing, whatever was stored', () => {
  assert.deepEqual(parseKept(JSON.stringify(kept)), kept)
  for (const stored of [
    null,
    '',
    '{',
    'null',
    '3',
    '{"owner":"x"}',
    '{"owner":1,"from":"","text":"","at":0}',
  ])
    assert.equal(parseKept(stored), undefined)
})
