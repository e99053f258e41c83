import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { addDays } from './day.ts'
import { noticePeriod, type NoticeEnd, type NoticeLength } from './notice-period.ts'

const yearsNotice: NoticeLength = { unit: 'months', count: 12 }
const yearEnd: NoticeEnd = { yearly: '03-31' }

test('a year’s notice to the end of a financial year costs another year when it is one day late', () => {
  assert.deepEqual(noticePeriod('2026-03-20', yearsNotice, yearEnd), {
    given: '2026-03-20',
    runsTo: '2027-03-20',
    ends: '2027-03-31',
    sameEndIfGivenBy: '2026-03-31',
    nextEnd: '2028-03-31',
  })
  assert.equal(noticePeriod('2026-04-01', yearsNotice, yearEnd).ends, '2028-03-31')
})

test('a month’s notice runs to the corresponding day, or the last of a shorter month', () => {
  const month: NoticeLength = { unit: 'months', count: 1 }
  assert.equal(noticePeriod('2026-09-30', month, 'any-day').ends, '2026-10-30')
  assert.equal(noticePeriod('2027-01-31', month, 'any-day').ends, '2027-02-28')
  const late = noticePeriod('2027-01-28', month, 'any-day')
  assert.deepEqual(
    [late.ends, late.sameEndIfGivenBy, late.nextEnd],
    ['2027-02-28', '2027-01-31', '2027-03-01'],
  )
})

test('days of notice do not count the day of giving, and may end with the month', () => {
  assert.equal(noticePeriod('2026-06-01', { unit: 'days', count: 5 }, 'any-day').ends, '2026-06-06')
  assert.equal(noticePeriod('2026-06-01', { unit: 'days', count: 28 }, 'month-end').ends, '2026-06-30')
  assert.equal(noticePeriod('2026-06-03', { unit: 'days', count: 28 }, 'month-end').ends, '2026-07-31')
})

test('lengths and ends that cannot be are refused', () => {
  const bad =
    (length: NoticeLength, end: NoticeEnd = 'any-day') =>
    () =>
      noticePeriod('2026-01-01', length, end)
  assert.throws(bad({ unit: 'months', count: 0 }), /length: must be a whole number of months from 1 to 120/)
  assert.throws(bad({ unit: 'days', count: 1.5 }), /length: must be a whole number of days/)
  assert.throws(bad(yearsNotice, { yearly: '31 March' }), /end: "31 March" is not a day of the year/)
  assert.throws(bad(yearsNotice, { yearly: '02-29' }), /end: 29 February/)
  assert.throws(bad(yearsNotice, { yearly: '04-31' }), /end: "2001-04-31" is not in the calendar/)
})

/** The end again, by walking a day at a time from the corresponding day. */
function slowly(given: string, { unit, count }: NoticeLength, end: NoticeEnd): string {
  const [y = 0, m = 0, d = 0] = given.split('-').map(Number)
  const at =
    unit === 'days' ? new Date(Date.UTC(y, m - 1, d + count)) : new Date(Date.UTC(y, m - 1 + count, 1))
  if (unit === 'months') {
    const length = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
    at.setUTCDate(Math.min(d, length))
  }
  const isEnd = (date: Date) => {
    if (end === 'any-day') return true
    if (end === 'month-end') return new Date(date.getTime() + 86_400_000).getUTCDate() === 1
    return date.toISOString().slice(5, 10) === end.yearly
  }
  while (!isEnd(at)) at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}

test('ends agree with a day-by-day walk, and waiting to the last day changes nothing, on 1,000 random notices', () => {
  const length = fc.oneof(
    fc.record({ unit: fc.constant('days' as const), count: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ unit: fc.constant('months' as const), count: fc.integer({ min: 1, max: 36 }) }),
  )
  const end = fc.constantFrom<NoticeEnd>(
    'any-day',
    'month-end',
    yearEnd,
    { yearly: '02-28' },
    { yearly: '12-31' },
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3000 }), length, end, (offset, size, ends) => {
      const given = addDays('2024-01-01', offset)
      const found = noticePeriod(given, size, ends)
      assert.equal(found.ends, slowly(given, size, ends))
      assert.equal(slowly(found.sameEndIfGivenBy, size, ends), found.ends)
      assert.equal(slowly(addDays(found.sameEndIfGivenBy, 1), size, ends), found.nextEnd)
      assert.ok(found.nextEnd > found.ends)
    }),
    { numRuns: 1000 },
  )
})
