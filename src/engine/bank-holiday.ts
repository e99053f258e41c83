import { BadInput, demand } from './bad-input.ts'
import { addDays, dayNumber, readDay, weekdayOf, type Day } from './day.ts'

/** The four nations; England and Wales share a calendar. */
export type Nation = 'england' | 'wales' | 'scotland' | 'northern-ireland'

/** A calendar of bank holidays, complete for the days from `first` to `last` and silent about any other. */
export type HolidayCalendar = {
  first: Day
  last: Day
  holidays: readonly { day: Day; name: string }[]
}

/** The name of the bank holiday on a day, or null. Throws `BadInput` for a day outside the calendar. O(n). */
export function bankHolidayOn(day: Day, calendar: HolidayCalendar): string | null {
  demandCovered(day, calendar)
  return calendar.holidays.find((holiday) => holiday.day === day)?.name ?? null
}

/** Refuses a day of which the calendar knows nothing, rather than take it for no holiday. O(1). */
export function demandCovered(day: Day, calendar: HolidayCalendar): void {
  readDay(day, 'day')
  if (day < calendar.first || day > calendar.last) {
    const known = `bank holidays are known from ${calendar.first} to ${calendar.last}`
    throw new BadInput('calendar', `${day} is outside it: ${known}; add the year to the calendar first`)
  }
}

/** Checks a calendar read from data: real days, in order, inside its range, each once. O(n). */
export function checkCalendar(calendar: HolidayCalendar, field: string): HolidayCalendar {
  const { first, last, holidays } = calendar
  readDay(first, `${field}.first`)
  readDay(last, `${field}.last`)
  demand(first <= last, `${field}.last`, 'comes before first')
  for (const [index, { day, name }] of holidays.entries()) {
    const at = `${field}.holidays[${index}]`
    readDay(day, `${at}.day`)
    demand(name.trim() !== '', `${at}.name`, 'must not be empty')
    demand(day >= first && day <= last, `${at}.day`, `${day} lies outside ${first} to ${last}`)
    const before = holidays[index - 1]
    demand(before === undefined || before.day < day, `${at}.day`, 'must come after the one before')
  }
  return calendar
}

/** Easter Sunday of a year. O(1). Source: the Gregorian computus, in the form of Butcher (1876). */
export function easterSunday(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const skippedLeaps = century - Math.floor(century / 4)
  const lunar = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + skippedLeaps - lunar + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const days = epact + weekday - 7 * correction + 114
  return `${String(year).padStart(4, '0')}-0${Math.floor(days / 31)}-${String((days % 31) + 1).padStart(2, '0')}`
}

/**
 * The bank holidays that the law's rules give for a year, without one-off proclamations: what the dated calendar is
 * checked against, and a first draft for a year not yet announced.
 *
 * O(1). Source: Banking and Financial Dealings Act 1971, schedule 1; royal proclamations for 1 January, early May
 * and substitute days; St Andrew's Day Bank Holiday (Scotland) Act 2007.
 */
export function usualBankHolidays(nation: Nation, year: number): { day: Day; name: string }[] {
  const y = String(year).padStart(4, '0')
  const easter = easterSunday(year)
  const found: { day: Day; name: string }[] = []
  const add = (day: Day, name: string): void => {
    found.push({ day, name })
  }
  addFixed(add, found, newYear(nation, y))
  if (nation === 'northern-ireland') addFixed(add, found, [[`${y}-03-17`, "St Patrick's Day"]])
  add(addDays(easter, -2), 'Good Friday')
  if (nation !== 'scotland') add(addDays(easter, 1), 'Easter Monday')
  add(firstMonday(`${y}-05-01`), 'Early May bank holiday')
  add(lastMonday(`${y}-05-31`), 'Spring bank holiday')
  if (nation === 'northern-ireland') addFixed(add, found, [[`${y}-07-12`, 'Battle of the Boyne']])
  add(nation === 'scotland' ? firstMonday(`${y}-08-01`) : lastMonday(`${y}-08-31`), 'Summer bank holiday')
  if (nation === 'scotland') addFixed(add, found, [[`${y}-11-30`, "St Andrew's Day"]])
  addFixed(add, found, [
    [`${y}-12-25`, 'Christmas Day'],
    [`${y}-12-26`, 'Boxing Day'],
  ])
  return found.sort((a, b) => dayNumber(a.day) - dayNumber(b.day))
}

function newYear(nation: Nation, y: string): [Day, string][] {
  const first: [Day, string] = [`${y}-01-01`, "New Year's Day"]
  return nation === 'scotland' ? [first, [`${y}-01-02`, '2nd January']] : [first]
}

/** Fixed days that fall on a weekday stand; those on a weekend then move to the next weekday that is free. */
function addFixed(
  add: (day: Day, name: string) => void,
  found: readonly { day: Day }[],
  days: readonly (readonly [Day, string])[],
): void {
  for (const [day, name] of days) if (!isWeekend(day)) add(day, name)
  for (const [day, name] of days) {
    if (!isWeekend(day)) continue
    let on = addDays(day, 1)
    while (isWeekend(on) || found.some((holiday) => holiday.day === on)) on = addDays(on, 1)
    add(on, `${name} (substitute day)`)
  }
}

function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day)
  return weekday === 'Saturday' || weekday === 'Sunday'
}

function firstMonday(from: Day): Day {
  let day = from
  while (weekdayOf(day) !== 'Monday') day = addDays(day, 1)
  return day
}

function lastMonday(to: Day): Day {
  let day = to
  while (weekdayOf(day) !== 'Monday') day = addDays(day, -1)
  return day
}
