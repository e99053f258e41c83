import assert from 'node:assert/strict'
import { test } from 'node:test'
import { warning } from './session-clock.ts'

const minute = 60_000
const ends = { idleAt: 60 * minute, absoluteAt: 720 * minute }

test('nothing is said until five minutes before the end', () => {
  assert.deepEqual(warning(ends, 0), { kind: 'none' })
  assert.deepEqual(warning(ends, 55 * minute - 1), { kind: 'none' })
  assert.deepEqual(warning(ends, 55 * minute), { kind: 'idle', endsAt: 60 * minute, minutes: 5 })
})

test('the last part of a minute still counts as a minute', () => {
  assert.deepEqual(warning(ends, 60 * minute - 1), { kind: 'idle', endsAt: 60 * minute, minutes: 1 })
})

test('the end is the end', () => {
  assert.deepEqual(warning(ends, 60 * minute), { kind: 'ended' })
})

test('near the longest session one cannot stay, and is not offered to', () => {
  const late = { idleAt: 775 * minute, absoluteAt: 720 * minute }
  assert.deepEqual(warning(late, 716 * minute), { kind: 'absolute', endsAt: 720 * minute, minutes: 4 })
})
