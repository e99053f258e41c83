import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { addDays, addMonths, dayAt, dayNumber, daysInMonth, readDay, weekdayOf } from './day.ts'

test('every day from 1900 to 2100 follows the one before, and so do the days of the week', () => {
  let number = dayNumber('1900-01-01')
  // 1 January 1900 was a Monday.
  let weekday = 0
  const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  for (let year = 1900; year <= 2100; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let date = 1; date <= daysInMonth(year, month); date += 1) {
        const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
        if (dayNumber(day) !== number || dayAt(number) !== day || weekdayOf(day) !== week[weekday]) {
          assert.fail(`${day} is not day ${number}, ${week[weekday]}`)
        }
        number += 1
        weekday = (weekday + 1) % 7
      }
    }
  }
})

test('days agree with the machine’s own calendar on two thousand random days', () => {
  const instant = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9998-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(instant, fc.integer({ min: -3000, max: 3000 }), (date, step) => {
      const day = date.toISOString().slice(0, 10)
      const later = new Date(Date.parse(day) + step * 86_400_000)
      if (later.getUTCFullYear() > 9999 || later.getUTCFullYear() < 0) return
      assert.equal(addDays(day, step), later.toISOString().slice(0, 10))
      assert.equal(
        weekdayOf(day),
        new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(date),
      )
    }),
    { numRuns: 2000 },
  )
})

test('a month from 31 January is the last day of February, and a year from 29 February is 28 February', () => {
  assert.equal(addMonths('2027-01-31', 1), '2027-02-28')
  assert.equal(addMonths('2028-01-31', 1), '2028-02-29')
  assert.equal(addMonths('2028-02-29', 12), '2029-02-28')
  assert.equal(addMonths('2026-03-15', -3), '2025-12-15')
  assert.equal(addMonths('2026-01-15', -13), '2024-12-15')
})

test('text that is no day, and days that no calendar has, are refused', () => {
  assert.throws(
    () => readDay('16/07/2026', 'meeting'),
    /meeting: "16\/07\/2026" is not a day; write it as 2026-07-16/,
  )
  for (const day of ['2026-02-29', '2026-13-01', '2026-04-31', '2026-00-10', '2026-01-00']) {
    assert.throws(() => readDay(day, 'meeting'), /is not in the calendar/)
  }
})
