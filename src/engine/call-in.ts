import { demand } from './bad-input.ts'
import type { HolidayCalendar } from './bank-holiday.ts'
import { effectiveDay, lineOf, type CountRule, type DayLine } from './clear-days.ts'
import { addDays, readDay, type Day } from './day.ts'
import { instantOf, type TimeOfDay } from './london-time.ts'

/** When members can no longer call a decision in. */
export type CallIn = {
  lastDay: Day
  /** The hour on the last day, as clocks in London show it, and the same moment in UTC. */
  closesAt: TimeOfDay
  closesAtUtc: string
  lines: readonly DayLine[]
}

/**
 * The end of a call-in period: so many counting days after the day of publication, at an hour in London. A decision
 * may be carried out after that, unless it was called in.
 *
 * Throws `BadInput` for a count outside 1–60, a time that is none, or a day outside the calendar. O(days). Source:
 * Local Government Act 2000, section 9F (England) and 21 (Wales); the number of days is the council's own rule.
 */
export function callIn(given: {
  published: Day
  publishedAt?: TimeOfDay
  days: number
  closesAt: TimeOfDay
  rule: CountRule
  calendar: HolidayCalendar
}): CallIn {
  const { published, days, closesAt, rule, calendar } = given
  demand(
    Number.isInteger(days) && days >= 1 && days <= 60,
    'days',
    'must be a whole number of days from 1 to 60',
  )
  readDay(published, 'published')
  const publishedOn = effectiveDay(published, given.publishedAt, rule, calendar)
  const lines: DayLine[] = [{ ...lineOf(publishedOn, rule, calendar), role: 'published' }]
  let counted = 0
  let day = publishedOn
  while (counted < days) {
    day = addDays(day, 1)
    const line = lineOf(day, rule, calendar)
    if (line.because === null) counted += 1
    lines.push(line.because === null ? { ...line, role: 'counted', number: counted } : line)
  }
  return { lastDay: day, closesAt, closesAtUtc: instantOf(day, closesAt), lines }
}

/**
 * When the last of several councils' call-ins has closed: the earliest moment a joint decision can be in force
 * everywhere. Throws `BadInput` for none. O(n).
 */
export function lastCallIn(callIns: readonly { council: string; callIn: CallIn }[]): {
  closesAtUtc: string
  waitingFor: readonly string[]
} {
  demand(callIns.length > 0, 'callIns', 'needs at least one council')
  const latest = callIns.reduce(
    (last, one) => (one.callIn.closesAtUtc > last ? one.callIn.closesAtUtc : last),
    '',
  )
  const waitingFor = callIns.filter((one) => one.callIn.closesAtUtc === latest).map(({ council }) => council)
  return { closesAtUtc: latest, waitingFor }
}
