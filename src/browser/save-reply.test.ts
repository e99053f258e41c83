import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retryDelay, saveReply } from './save-reply.ts'

test('a saved field says when, and brings the next version', () => {
  assert.deepEqual(saveReply(200, { savedAt: '10:42', fields: { version: '4', extra: 5 } }), {
    kind: 'saved',
    savedAt: '10:42',
    fields: { version: '4' },
  })
  assert.deepEqual(saveReply(204, undefined), { kind: 'saved', savedAt: undefined, fields: {} })
})

test("when somebody else saved first, the server's own words are shown", () => {
  const message = 'Sam wrote “Not yet” at 10:40.'
  assert.deepEqual(saveReply(409, { message }), { kind: 'refused', message })
  assert.match(JSON.stringify(saveReply(409, '<html>')), /Somebody else has changed this/)
})

test('what the server cannot take is refused with its reason and not sent again and again', () => {
  assert.deepEqual(saveReply(422, { message: 'Use 2,000 characters or fewer' }), {
    kind: 'refused',
    message: 'Use 2,000 characters or fewer',
  })
})

test('a signed-out person is told so', () => {
  for (const status of [303, 401, 403]) assert.deepEqual(saveReply(status, {}), { kind: 'signed-out' })
})

test('anything else is tried again: a save is never given up in silence', () => {
  for (const status of [0, 404, 408, 413, 429, 500, 502, 503])
    assert.deepEqual(saveReply(status, {}), { kind: 'try-again' })
})

test('tries wait 2 seconds, then twice as long each time, and never more than 30', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 50].map(retryDelay), [2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
})
