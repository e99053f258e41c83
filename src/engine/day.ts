import { demand } from './bad-input.ts'

/**
 * A calendar day as 'YYYY-MM-DD', the only form days have here: text that sorts, with no clock and no time zone.
 */
export type Day = string

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/

/** The days of the week, Monday first, as `weekdayOf` names them. */
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A day split into its numbers. */
export type DayParts = { year: number; month: number; date: number }

/** Reads a day; throws `BadInput` for text of another form or a day that no month has. O(1). */
export function readDay(day: Day, field: string): DayParts {
  const parts = FORM.exec(day)
  demand(parts !== null, field, `"${day}" is not a day; write it as 2026-07-16`)
  const year = Number(parts[1])
  const month = Number(parts[2])
  const date = Number(parts[3])
  const exists = month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)
  demand(exists, field, `"${day}" is not in the calendar`)
  return { year, month, date }
}

/** Writes a day from its numbers. O(1). */
export function writeDay({ year, month, date }: DayParts): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** How many days a month has. O(1). */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return isLeap ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * The number of a day, counted from 1 March of the year 0 as day 0, so that leap days end their year and years and
 * months are plain division. Neighbouring days differ by one. O(1). Source: the Gregorian calendar.
 */
export function dayNumber(day: Day, field = 'day'): number {
  const { year, month, date } = readDay(day, field)
  const y = month > 2 ? year : year - 1
  const monthsFromMarch = (month + 9) % 12
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return 365 * y + leaps + Math.floor((153 * monthsFromMarch + 2) / 5) + date - 1
}

/** The day with a number: the inverse of `dayNumber`, for the years 0 to 9999. O(1). */
export function dayAt(number: number): Day {
  const cycle = Math.floor(number / 146_097)
  const inCycle = number - cycle * 146_097
  const inYears =
    inCycle - Math.floor(inCycle / 1460) + Math.floor(inCycle / 36_524) - Math.floor(inCycle / 146_096)
  const yearOfCycle = Math.floor(inYears / 365)
  const leaps = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100)
  const inYear = inCycle - 365 * yearOfCycle - leaps
  const monthsFromMarch = Math.floor((5 * inYear + 2) / 153)
  const date = inYear - Math.floor((153 * monthsFromMarch + 2) / 5) + 1
  const month = monthsFromMarch < 10 ? monthsFromMarch + 3 : monthsFromMarch - 9
  return writeDay({ year: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, date })
}

/** The day so many days later (or earlier, when negative). Throws `BadInput` for a day that is none. O(1). */
export function addDays(day: Day, days: number): Day {
  return dayAt(dayNumber(day) + days)
}

/**
 * The corresponding day so many months later; where that month is shorter, its last day. O(1).
 * Source: Dodds v Walker [1981] 1 WLR 1027 (the corresponding date rule).
 */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = readDay(day, 'day')
  const index = year * 12 + month - 1 + months
  const to = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 }
  return writeDay({ ...to, date: Math.min(date, daysInMonth(to.year, to.month)) })
}

/** The day of the week. O(1). */
export function weekdayOf(day: Day): Weekday {
  // 1 March of the year 0 was a Wednesday.
  return WEEKDAYS[(dayNumber(day) + 2) % 7]!
}
