import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { usualBankHolidays, type HolidayCalendar, type Nation } from './bank-holiday.ts'
import { clearDaysBetween, EVERY_DAY, publishBy, WORKING_DAYS, type CountRule } from './clear-days.ts'

const calendarOf = (nation: Nation): HolidayCalendar => ({
  first: '2025-01-01',
  last: '2028-12-31',
  holidays: [2025, 2026, 2027, 2028].flatMap((year) => usualBankHolidays(nation, year)),
})
const england = calendarOf('england')

test('five clear working days before Thursday 16 July 2026 means publishing by Wednesday 8 July', () => {
  const { publishBy: by, lines } = publishBy({
    meeting: '2026-07-16',
    needed: 5,
    rule: WORKING_DAYS,
    calendar: england,
  })
  assert.equal(by, '2026-07-08')
  assert.deepEqual(
    lines.map(({ day, weekday, role, number, because }) => [day, weekday, role, number, because]),
    [
      ['2026-07-08', 'Wednesday', 'published', null, null],
      ['2026-07-09', 'Thursday', 'counted', 1, null],
      ['2026-07-10', 'Friday', 'counted', 2, null],
      ['2026-07-11', 'Saturday', 'skipped', null, 'saturday'],
      ['2026-07-12', 'Sunday', 'skipped', null, 'sunday'],
      ['2026-07-13', 'Monday', 'counted', 3, null],
      ['2026-07-14', 'Tuesday', 'counted', 4, null],
      ['2026-07-15', 'Wednesday', 'counted', 5, null],
      ['2026-07-16', 'Thursday', 'meeting', null, null],
    ],
  )
})

test('three clear working days before the same meeting in Wales means Friday 10 July', () => {
  const given = { meeting: '2026-07-16', needed: 3, rule: WORKING_DAYS, calendar: calendarOf('wales') }
  assert.equal(publishBy(given).publishBy, '2026-07-10')
})

test('the August bank holiday puts publication for Thursday 3 September 2026 back to Tuesday 25 August', () => {
  const given = { meeting: '2026-09-03', needed: 5, rule: WORKING_DAYS }
  const { publishBy: by, lines } = publishBy({ ...given, calendar: england })
  assert.equal(by, '2026-08-25')
  assert.equal(lines.find(({ because }) => because === 'bank-holiday')?.name, 'Summer bank holiday')
  assert.equal(publishBy({ ...given, calendar: calendarOf('scotland') }).publishBy, '2026-08-26')
  assert.equal(publishBy({ ...given, calendar: calendarOf('northern-ireland') }).publishBy, '2026-08-25')
})

test('whether Saturday counts moves the day, and both ways are shown', () => {
  const saturdays: CountRule = { ...WORKING_DAYS, saturdays: 'count' }
  assert.equal(
    publishBy({ meeting: '2026-07-16', needed: 5, rule: saturdays, calendar: england }).publishBy,
    '2026-07-09',
  )
  const given = { published: '2026-07-09', meeting: '2026-07-16', needed: 5, calendar: england }
  const strict = clearDaysBetween({ ...given, rule: WORKING_DAYS })
  assert.deepEqual([strict.clearDays, strict.isEnough], [4, false])
  const loose = clearDaysBetween({ ...given, rule: saturdays })
  assert.deepEqual([loose.clearDays, loose.isEnough], [5, true])
})

test('28 clear days count every day but the first and the last', () => {
  const given = {
    published: '2026-06-01',
    meeting: '2026-06-30',
    needed: 28,
    rule: EVERY_DAY,
    calendar: england,
  }
  const { clearDays, isEnough } = clearDaysBetween(given)
  assert.deepEqual([clearDays, isEnough], [28, true])
  assert.equal(clearDaysBetween({ ...given, published: '2026-06-02' }).isEnough, false)
})

test('what is published after the office shuts counts from the next open day', () => {
  const rule: CountRule = { ...WORKING_DAYS, closesAt: '17:00' }
  const given = { published: '2026-07-08', meeting: '2026-07-16', needed: 5, rule, calendar: england }
  assert.equal(clearDaysBetween({ ...given, publishedAt: '17:00' }).isEnough, true)
  const late = clearDaysBetween({ ...given, publishedAt: '17:01' })
  assert.deepEqual([late.publishedOn, late.clearDays, late.isEnough], ['2026-07-09', 4, false])
  assert.deepEqual([late.lines[0]?.day, late.lines[0]?.because], ['2026-07-08', 'office-shut'])
  const onSunday = clearDaysBetween({ ...given, published: '2026-07-05' })
  assert.equal(onSunday.publishedOn, '2026-07-06')
  assert.deepEqual(
    clearDaysBetween({ ...given, published: '2026-07-03', publishedAt: '18:00' })
      .lines.slice(0, 4)
      .map(({ day, role, because }) => [day, role, because]),
    [
      ['2026-07-03', 'skipped', 'office-shut'],
      ['2026-07-04', 'skipped', 'office-shut'],
      ['2026-07-05', 'skipped', 'office-shut'],
      ['2026-07-06', 'published', null],
    ],
  )
  const numbers = clearDaysBetween({ ...given, published: '2026-07-09' }).lines.map(
    ({ number, role }) => number ?? role,
  )
  assert.deepEqual(numbers, ['published', 1, 'skipped', 'skipped', 2, 3, 4, 'meeting'])
  assert.throws(() => clearDaysBetween({ ...given, needed: 366 }), /needed: must be/)
  assert.equal(clearDaysBetween({ ...given, needed: 365 }).isEnough, false)
})

test('a publication that only counts from the day of the meeting is never enough', () => {
  const rule: CountRule = { ...WORKING_DAYS, closesAt: '17:00' }
  const given = {
    published: '2026-07-15',
    publishedAt: '18:00',
    meeting: '2026-07-16',
    rule,
    calendar: england,
  }
  const found = clearDaysBetween({ ...given, needed: 0 })
  assert.deepEqual([found.clearDays, found.isEnough], [0, false])
  assert.deepEqual(
    found.lines.map(({ role }) => role),
    ['skipped', 'meeting'],
  )
})

test("the council's own closures are skipped by name, whatever else counts", () => {
  const rule: CountRule = { ...EVERY_DAY, closures: [{ day: '2026-12-29', name: 'Christmas closure' }] }
  const found = clearDaysBetween({
    published: '2026-12-28',
    meeting: '2026-12-31',
    needed: 2,
    rule,
    calendar: england,
  })
  assert.equal(found.clearDays, 1)
  assert.deepEqual([found.lines[1]?.because, found.lines[1]?.name], ['closure', 'Christmas closure'])
})

test('impossible days and counts are refused by name', () => {
  const given = {
    published: '2026-07-08',
    meeting: '2026-07-16',
    needed: 5,
    rule: WORKING_DAYS,
    calendar: england,
  }
  const bad = (change: object) => () => clearDaysBetween({ ...given, ...change })
  assert.throws(bad({ meeting: '2026-07-08' }), /meeting: 2026-07-08 must come after/)
  assert.throws(bad({ meeting: '2026-02-30' }), /meeting: "2026-02-30" is not in the calendar/)
  assert.throws(bad({ needed: 1.5 }), /needed: must be a whole number/)
  assert.throws(bad({ published: '2025-12-01', meeting: '2028-12-01' }), /more than 1000 days/)
  assert.throws(bad({ meeting: '2029-01-10', published: '2028-12-20' }), /calendar: 2029-01-01 is outside/)
  assert.throws(bad({ published: '2024-12-31', meeting: '2025-01-10' }), /calendar: 2024-12-31 is outside/)
  const never: CountRule = { ...WORKING_DAYS, closures: [] }
  assert.throws(
    () => publishBy({ meeting: '2025-01-03', needed: 5, rule: never, calendar: england }),
    /calendar: 2024-12-31 is outside/,
  )
})

const anyRule = fc.record({
  saturdays: fc.constantFrom<'count' | 'skip'>('count', 'skip'),
  sundays: fc.constantFrom<'count' | 'skip'>('count', 'skip'),
  bankHolidays: fc.constantFrom<'count' | 'skip'>('count', 'skip'),
})

/** Milliseconds and the machine's own calendar: which days strictly between two count. */
function slowCount(published: string, meeting: string, rule: CountRule, calendar: HolidayCalendar): number {
  let count = 0
  for (let at = Date.parse(published) + 86_400_000; at < Date.parse(meeting); at += 86_400_000) {
    const date = new Date(at)
    const isHoliday = calendar.holidays.some(({ day }) => day === date.toISOString().slice(0, 10))
    const isSkipped =
      (rule.saturdays === 'skip' && date.getUTCDay() === 6) ||
      (rule.sundays === 'skip' && date.getUTCDay() === 0) ||
      (rule.bankHolidays === 'skip' && isHoliday)
    if (!isSkipped) count += 1
  }
  return count
}

const anyDay = fc
  .integer({ min: 100, max: 1300 })
  .map((days) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))

test('counting agrees with the machine’s calendar, and publishing by the day given is just in time', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: 0, max: 28 }),
      anyRule,
      fc.constantFrom<Nation>('england', 'wales', 'scotland', 'northern-ireland'),
      (meeting, needed, rule, nation) => {
        const calendar = calendarOf(nation)
        const { publishBy: published } = publishBy({ meeting, needed, rule, calendar })
        const found = clearDaysBetween({ published, meeting, needed, rule, calendar })
        assert.equal(found.clearDays, slowCount(published, meeting, rule, calendar))
        assert.equal(found.clearDays, needed)
        const dayAfter = new Date(Date.parse(published) + 86_400_000).toISOString().slice(0, 10)
        if (needed > 0) {
          const later = clearDaysBetween({ published: dayAfter, meeting, needed, rule, calendar })
          // One later is too late, unless the days between were ones on which nobody publishes.
          const skipped = slowCount(published, dayAfter, rule, calendar) === later.clearDays - needed
          assert.ok(later.clearDays < needed || skipped)
        }
      },
    ),
    { numRuns: 1500 },
  )
})
