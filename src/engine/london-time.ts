import { BadInput, demand } from './bad-input.ts'
import { addDays, dayAt, dayNumber, readDay, weekdayOf, type Day } from './day.ts'

/** A time of day as 'HH:MM', 24 hours. */
export type TimeOfDay = string

/** A moment in London as the clocks show it. */
export type LondonTime = { day: Day; time: TimeOfDay; isSummer: boolean }

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?Z$/

/** Minutes after midnight. Throws `BadInput` for anything but 00:00 to 23:59. O(1). */
export function minutesOf(time: TimeOfDay, field: string): number {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  demand(parts !== null, field, `"${time}" is not a time of day; write it as 17:00`)
  return Number(parts[1]) * 60 + Number(parts[2])
}

/**
 * What clocks in London show at an instant in UTC, such as '2026-10-25T00:30:00Z'; seconds are dropped.
 *
 * Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October, as since
 * 1996; earlier years are refused rather than guessed. O(1). Source: Summer Time Order 2002.
 */
export function londonTime(instant: string): LondonTime {
  const parts = INSTANT.exec(instant)
  demand(parts !== null, 'instant', `"${instant}" is not an instant; write it as 2026-10-25T00:30:00Z`)
  const utc = dayNumber(parts[1]!, 'instant') * 1440 + minutesOf(parts[2]!, 'instant')
  const isSummer = isSummerAt(utc, Number(parts[1]!.slice(0, 4)))
  return { ...clockAt(isSummer ? utc + 60 : utc), isSummer }
}

/**
 * The instant in UTC at which London clocks show a day and time.
 *
 * An hour that the clocks skip in March is refused; one that they show twice in October is taken as the first, which
 * is the earlier deadline. O(1).
 */
export function instantOf(day: Day, time: TimeOfDay): string {
  const { year } = readDay(day, 'day')
  const local = dayNumber(day) * 1440 + minutesOf(time, 'time')
  if (isSummerAt(local - 60, year)) return writeInstant(local - 60)
  if (!isSummerAt(local, year)) return writeInstant(local)
  throw new BadInput(
    'time',
    `${time} on ${day} does not exist: the clocks go forward then; choose another hour`,
  )
}

function isSummerAt(utcMinutes: number, year: number): boolean {
  demand(year >= 1996, 'year', `${year} is before the present rule for the clocks (1996)`)
  const start = dayNumber(lastSunday(`${year}-03-31`)) * 1440 + 60
  const end = dayNumber(lastSunday(`${year}-10-31`)) * 1440 + 60
  return utcMinutes >= start && utcMinutes < end
}

function lastSunday(to: Day): Day {
  let day = to
  while (weekdayOf(day) !== 'Sunday') day = addDays(day, -1)
  return day
}

function clockAt(minutes: number): { day: Day; time: TimeOfDay } {
  const inDay = minutes % 1440
  const two = (value: number) => String(value).padStart(2, '0')
  return { day: dayAt(Math.floor(minutes / 1440)), time: `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}` }
}

function writeInstant(minutes: number): string {
  const { day, time } = clockAt(minutes)
  return `${day}T${time}:00Z`
}
