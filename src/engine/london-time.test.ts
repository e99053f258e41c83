import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { instantOf, londonTime } from './london-time.ts'

test('clocks in London go forward at 01:00 on 29 March 2026 and back at 01:00 UTC on 25 October', () => {
  assert.deepEqual(londonTime('2026-03-29T00:59:00Z'), { day: '2026-03-29', time: '00:59', isSummer: false })
  assert.deepEqual(londonTime('2026-03-29T01:00:00Z'), { day: '2026-03-29', time: '02:00', isSummer: true })
  assert.deepEqual(londonTime('2026-10-25T00:59:59Z'), { day: '2026-10-25', time: '01:59', isSummer: true })
  assert.deepEqual(londonTime('2026-10-25T01:00:00Z'), { day: '2026-10-25', time: '01:00', isSummer: false })
})

test('half past eleven at night UTC in summer is already the next day in London', () => {
  assert.equal(londonTime('2026-07-08T23:30:00Z').day, '2026-07-09')
  assert.equal(londonTime('2026-12-08T23:30:00Z').day, '2026-12-08')
})

test('five in the afternoon is 16:00 UTC in summer and 17:00 in winter', () => {
  assert.equal(instantOf('2026-07-16', '17:00'), '2026-07-16T16:00:00Z')
  assert.equal(instantOf('2026-12-16', '17:00'), '2026-12-16T17:00:00Z')
  assert.equal(instantOf('2026-07-16', '00:30'), '2026-07-15T23:30:00Z')
})

test('an hour that does not exist is refused and one that comes twice is the first', () => {
  assert.throws(() => instantOf('2026-03-29', '01:30'), /time: 01:30 on 2026-03-29 does not exist/)
  assert.equal(instantOf('2026-10-25', '01:30'), '2026-10-25T00:30:00Z')
})

test('broken instants, times and years before the present rule are refused', () => {
  assert.throws(() => londonTime('2026-07-16 10:00'), /instant: /)
  assert.throws(() => instantOf('2026-07-16', '25:00'), /time: "25:00" is not a time of day/)
  assert.throws(() => londonTime('1990-07-16T10:00:00Z'), /1996/)
})

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'short',
})

test('London time agrees with the machine’s time-zone tables on three thousand random minutes', () => {
  const year = fc.integer({ min: 1996, max: 2060 })
  const nearChange = fc.tuple(year, fc.constantFrom(2, 9), fc.integer({ min: 25 * 1440, max: 31 * 1440 - 1 }))
  const anyTime = fc.tuple(year, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 28 * 1440 }))
  fc.assert(
    fc.property(fc.oneof(nearChange, anyTime), ([y, month, minute]) => {
      const at = new Date(Date.UTC(y, month, 1) + minute * 60_000)
      const instant = at.toISOString()
      const shown = londonTime(instant)
      assert.equal(`${shown.day} ${shown.time}`, clock.format(at))
      const back = instantOf(shown.day, shown.time)
      // The second showing of a doubled hour comes back as the first.
      const isDoubled = back !== `${instant.slice(0, 16)}:00Z`
      if (isDoubled) assert.equal(Date.parse(instant) - Date.parse(back), 3_600_000)
      assert.equal(londonTime(back).time, shown.time)
    }),
    { numRuns: 3000 },
  )
})
