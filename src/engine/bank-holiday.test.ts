import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import {
  bankHolidayOn,
  checkCalendar,
  easterSunday,
  usualBankHolidays,
  type HolidayCalendar,
  type Nation,
} from './bank-holiday.ts'

type HolidayFile = { nations: Record<Nation, string>; calendars: Record<string, HolidayCalendar> }
const file = new URL('../../content/parameters/bank-holidays.yaml', import.meta.url)
const { nations, calendars } = parse(readFileSync(file, 'utf8')) as HolidayFile
const NATIONS: Nation[] = ['england', 'wales', 'scotland', 'northern-ireland']
const calendarOf = (nation: Nation) => checkCalendar(calendars[nations[nation]]!, nation)

/** Days as announced, kept apart from the rules that compute them. */
const ANNOUNCED: Partial<Record<Nation, string>> = {
  england: `2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
    2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
    2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
    2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28`,
  scotland: `2024-01-01 2024-01-02 2024-03-29 2024-05-06 2024-05-27 2024-08-05 2024-12-02 2024-12-25 2024-12-26
    2025-01-01 2025-01-02 2025-04-18 2025-05-05 2025-05-26 2025-08-04 2025-12-01 2025-12-25 2025-12-26
    2026-01-01 2026-01-02 2026-04-03 2026-05-04 2026-05-25 2026-06-15 2026-08-03 2026-11-30 2026-12-25 2026-12-28
    2027-01-01 2027-01-04 2027-03-26 2027-05-03 2027-05-31 2027-08-02 2027-11-30 2027-12-27 2027-12-28`,
  'northern-ireland': `2024-01-01 2024-03-18 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-07-12 2024-08-26
    2024-12-25 2024-12-26 2025-01-01 2025-03-17 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-07-14 2025-08-25
    2025-12-25 2025-12-26 2026-01-01 2026-03-17 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-07-13 2026-08-31
    2026-12-25 2026-12-28 2027-01-01 2027-03-17 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-07-12 2027-08-30
    2027-12-27 2027-12-28`,
}

for (const nation of NATIONS) {
  test(`the calendar of ${nation} holds the days announced to 2027`, () => {
    const announced = (ANNOUNCED[nation] ?? ANNOUNCED.england!).split(/\s+/)
    const held = calendarOf(nation).holidays.map(({ day }) => day)
    assert.deepEqual(
      held.filter((day) => day < '2028'),
      announced,
    )
  })

  test(`but for proclamations the calendar of ${nation} follows the rules of the Act`, () => {
    const proclaimed = nation === 'scotland' ? ['2026-06-15'] : []
    const held = calendarOf(nation).holidays.map(({ day }) => day)
    const usual = [2024, 2025, 2026, 2027, 2028].flatMap((year) => usualBankHolidays(nation, year))
    assert.deepEqual(
      held.filter((day) => !proclaimed.includes(day)),
      usual.map(({ day }) => day),
    )
  })
}

/** Easter by another route: the anonymous algorithm of Gauss, with its two exceptions. */
function easterOfGauss(year: number): string {
  const century = Math.floor(year / 100)
  const p = Math.floor((13 + 8 * century) / 25)
  const m = (15 - p + century - Math.floor(century / 4)) % 30
  const n = (4 + century - Math.floor(century / 4)) % 7
  const d = (19 * (year % 19) + m) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
  let march = 22 + d + e
  if (d === 29 && e === 6) march = 50
  if (d === 28 && e === 6 && (11 * m + 11) % 30 < 19) march = 49
  const [month, date] = march <= 31 ? [3, march] : [4, march - 31]
  return `${year}-0${month}-${String(date).padStart(2, '0')}`
}

test('Easter is the same by two methods from 1583 to 4000, and as known in recent years', () => {
  for (let year = 1583; year <= 4000; year += 1) assert.equal(easterSunday(year), easterOfGauss(year))
  assert.deepEqual([2024, 2025, 2026, 2027].map(easterSunday), [
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
  ])
})

test('a Sunday Christmas moves past Boxing Day, and a Sunday New Year in Scotland past 2 January', () => {
  const days = (nation: Nation, year: number) => usualBankHolidays(nation, year).map(({ day }) => day)
  assert.deepEqual(days('england', 2022).slice(-2), ['2022-12-26', '2022-12-27'])
  assert.deepEqual(days('scotland', 2023).slice(0, 2), ['2023-01-02', '2023-01-03'])
  assert.deepEqual(days('scotland', 2022).slice(0, 2), ['2022-01-03', '2022-01-04'])
})

test('a day outside the calendar is refused, not taken for a working day', () => {
  assert.equal(bankHolidayOn('2026-08-31', calendarOf('england')), 'Summer bank holiday')
  assert.equal(bankHolidayOn('2026-08-31', calendarOf('scotland')), null)
  assert.equal(bankHolidayOn('2024-01-01', calendarOf('england')), "New Year's Day")
  assert.equal(bankHolidayOn('2028-12-31', calendarOf('england')), null)
  assert.throws(
    () => bankHolidayOn('2029-01-01', calendarOf('england')),
    /calendar: 2029-01-01 is outside it/,
  )
})

test('a calendar that is out of order, out of range or nameless is refused by its place', () => {
  const good = { first: '2026-01-01', last: '2026-12-31', holidays: [{ day: '2026-05-04', name: 'May' }] }
  const bad = (change: Partial<HolidayCalendar>) => () => checkCalendar({ ...good, ...change }, 'c')
  assert.equal(checkCalendar(good, 'c'), good)
  assert.throws(bad({ last: '2025-01-01' }), /c\.last: comes before first/)
  assert.throws(
    bad({ holidays: [{ day: '2027-01-01', name: 'x' }] }),
    /c\.holidays\[0\]\.day: 2027-01-01 lies/,
  )
  assert.throws(bad({ holidays: [{ day: '2026-05-04', name: ' ' }] }), /c\.holidays\[0\]\.name/)
  const twice = [...good.holidays, ...good.holidays]
  assert.throws(bad({ holidays: twice }), /c\.holidays\[1\]\.day: must come after/)
})
