import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lastDue } from './backup-time.ts'

const at = (time: string) => ({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) })
const due = (now: string, time = '02:30') => lastDue(new Date(now), at(time)).toISOString()

test('in winter half past two is half past two, in summer it is half past one in UTC', () => {
  assert.equal(due('2026-01-15T12:00:00Z'), '2026-01-15T02:30:00.000Z')
  assert.equal(due('2026-07-15T12:00:00Z'), '2026-07-15T01:30:00.000Z')
})

test('before that time the last one was yesterday’s, by London’s days', () => {
  assert.equal(due('2026-01-15T02:29:59Z'), '2026-01-14T02:30:00.000Z')
  assert.equal(due('2026-07-15T01:29:59Z'), '2026-07-14T01:30:00.000Z')
  assert.equal(due('2026-07-14T23:30:00Z', '00:15'), '2026-07-14T23:15:00.000Z')
})

test('a time that the clocks leave out or give twice is still one moment', () => {
  assert.equal(due('2026-03-29T12:00:00Z', '01:30'), '2026-03-29T01:30:00.000Z')
  assert.equal(due('2026-10-25T12:00:00Z', '01:30'), '2026-10-25T01:30:00.000Z')
})

test('it is never in the future and never more than a day and an hour ago', () => {
  const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  const timeOfDay = fc.record({
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  fc.assert(
    fc.property(instant, timeOfDay, (now, time) => {
      const ago = now.getTime() - lastDue(now, time).getTime()
      assert.ok(ago >= 0 && ago <= 25 * 60 * 60_000)
    }),
  )
})
