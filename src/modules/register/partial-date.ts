import { dayNumber, daysInMonth } from '#engine/day.ts'
import { formatDay } from '#ui/format.ts'

/* A day, or as much of one as is known: "2011", "2011-04" or "2011-04-01". */

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** "2011", "April 2011" or "1 April 2011". */
export function partialDateWords(date: string): string {
  const [year = '', month] = date.split('-')
  if (date.length > 7) return formatDay(date)
  return month === undefined ? year : `${months[Number(month) - 1]} ${year}`
}

/** "in 2011", "in April 2011" or "on 1 April 2011". */
export function whenWords(date: string): string {
  return `${date.length > 7 ? 'on' : 'in'} ${partialDateWords(date)}`
}

/** The latest day that it can mean. */
export function lastDayOf(date: string): string {
  const [year, month] = date.split('-').map(Number)
  if (date.length > 7) return date
  if (month === undefined) return `${date}-12-31`
  return `${date}-${String(daysInMonth(year ?? 0, month)).padStart(2, '0')}`
}

/** The number of its middle day: 1 July for a year, the 15th for a month. */
function middleOf(date: string): number {
  if (date.length > 7) return dayNumber(date)
  return dayNumber(date.length > 4 ? `${date}-15` : `${date}-07-01`)
}

/** Years between two such dates, from the middle of what each can mean; never below nothing. */
export function yearsBetween(from: string, to: string): number {
  return Math.max(0, (middleOf(to) - middleOf(from)) / 365.25)
}
