import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { usualBankHolidays, type HolidayCalendar } from './bank-holiday.ts'
import { callIn, lastCallIn } from './call-in.ts'
import { clearDaysBetween, WORKING_DAYS, type CountRule } from './clear-days.ts'
import { addDays } from './day.ts'

const calendar: HolidayCalendar = {
  first: '2025-01-01',
  last: '2028-12-31',
  holidays: [2025, 2026, 2027, 2028].flatMap((year) => usualBankHolidays('england', year)),
}
const given = { published: '2026-08-26', days: 5, closesAt: '17:00', rule: WORKING_DAYS, calendar }

test('five working days after Wednesday 26 August 2026 end on Thursday 3 September at five, over a bank holiday', () => {
  const { lastDay, closesAtUtc, lines } = callIn(given)
  assert.deepEqual([lastDay, closesAtUtc], ['2026-09-03', '2026-09-03T16:00:00Z'])
  assert.deepEqual(
    lines.map(({ role, number, because }) => number ?? because ?? role),
    ['published', 1, 2, 'saturday', 'sunday', 'bank-holiday', 3, 4, 5],
  )
})

test('a call-in that crosses the end of summer time closes at five by the clocks of the day it ends', () => {
  assert.equal(callIn({ ...given, published: '2026-10-22' }).closesAtUtc, '2026-10-29T17:00:00Z')
})

test('a decision published after hours starts its call-in the next working day', () => {
  const rule: CountRule = { ...WORKING_DAYS, closesAt: '17:00' }
  assert.equal(callIn({ ...given, rule, publishedAt: '18:00' }).lastDay, '2026-09-04')
})

test('a joint decision waits for the last call-in, and says whose', () => {
  const slow = callIn({ ...given, days: 7 })
  const result = lastCallIn([
    { council: 'Northmere', callIn: callIn(given) },
    { council: 'Southmere', callIn: slow },
    { council: 'Eastmere', callIn: slow },
  ])
  assert.deepEqual(result, { closesAtUtc: '2026-09-07T16:00:00Z', waitingFor: ['Southmere', 'Eastmere'] })
  assert.throws(() => lastCallIn([]), /callIns: needs at least one/)
})

test('counts and hours that cannot be are refused', () => {
  for (const days of [0, 61, 1.5])
    assert.throws(() => callIn({ ...given, days }), /days: must be a whole number/)
  assert.equal(callIn({ ...given, days: 60 }).lines.at(-1)?.number, 60)
  assert.throws(() => callIn({ ...given, closesAt: 'five' }), /time: "five" is not a time of day/)
})

test('the last day of a call-in has one clear day fewer before it than the call-in has days', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 1, max: 20 }), (offset, days) => {
      const published = addDays('2025-01-02', offset)
      const { lastDay } = callIn({ ...given, published, days })
      const { clearDays } = clearDaysBetween({
        published,
        meeting: lastDay,
        needed: 0,
        rule: WORKING_DAYS,
        calendar,
      })
      assert.equal(clearDays, days - 1)
    }),
    { numRuns: 1000 },
  )
})
