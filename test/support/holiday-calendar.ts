import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { checkCalendar, type HolidayCalendar, type Nation } from '#engine/bank-holiday.ts'

const file = new URL('../../content/parameters/bank-holidays.yaml', import.meta.url)

type HolidayFile = { nations: Record<Nation, string>; calendars: Record<string, HolidayCalendar> }

/** The project's own calendar of a nation, for the examples that count days. */
export function calendarOf(nation: Nation): HolidayCalendar {
  const { nations, calendars } = parse(readFileSync(file, 'utf8')) as HolidayFile
  const calendar = calendars[nations[nation]]
  if (calendar === undefined)
    throw new Error(`content/parameters/bank-holidays.yaml has no calendar for ${nation}`)
  return checkCalendar(calendar, nation)
}
