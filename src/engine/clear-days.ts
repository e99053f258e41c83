import { demand } from './bad-input.ts'
import { bankHolidayOn, demandCovered, type HolidayCalendar } from './bank-holiday.ts'
import { addDays, readDay, weekdayOf, type Day, type Weekday } from './day.ts'
import { minutesOf, type TimeOfDay } from './london-time.ts'

/** Which days count. Whether Saturdays do is argued over, so it is always said and never assumed. */
export type CountRule = {
  saturdays: 'count' | 'skip'
  sundays: 'count' | 'skip'
  bankHolidays: 'count' | 'skip'
  /** The council's own closures, such as the days between Christmas and New Year. Always skipped. */
  closures?: readonly { day: Day; name: string }[]
  /** When the office shuts: what is published later, or on a day it is shut, counts from the next open day. */
  closesAt?: TimeOfDay
}

/** Working days: what "clear working days" usually means. */
export const WORKING_DAYS: CountRule = { saturdays: 'skip', sundays: 'skip', bankHolidays: 'skip' }

/** Every day of the calendar: what "28 clear days" usually means. */
export const EVERY_DAY: CountRule = { saturdays: 'count', sundays: 'count', bankHolidays: 'count' }

/** One line of the calculation, in the order of the calendar. */
export type DayLine = {
  day: Day
  weekday: Weekday
  role: 'published' | 'counted' | 'skipped' | 'meeting'
  /** The how-manieth clear day this is; null where it does not count. */
  number: number | null
  because: 'saturday' | 'sunday' | 'bank-holiday' | 'closure' | 'office-shut' | null
  /** The holiday's or closure's name. */
  name: string | null
}

/** How many clear days there are, and how that was counted. */
export type ClearDays = {
  clearDays: number
  needed: number
  isEnough: boolean
  /** The day publication counts from: later than the day given where the office had shut. */
  publishedOn: Day
  lines: readonly DayLine[]
}

const MOST_DAYS = 1000

/**
 * Counts the clear days between a publication and a meeting: neither the day of publication nor the day of the
 * meeting counts, nor does any day that the rule skips.
 *
 * Throws `BadInput` for a meeting that is not after the publication, days more than 1,000 apart, or a day of which
 * the calendar knows nothing. O(days). Source: Local Government Act 1972, sections 100B and 243; the councils' own
 * standing orders decide, so the calculation is shown for the clerk to confirm.
 */
export function clearDaysBetween(given: {
  published: Day
  publishedAt?: TimeOfDay
  meeting: Day
  needed: number
  rule: CountRule
  calendar: HolidayCalendar
}): ClearDays {
  const { published, meeting, needed, rule, calendar } = given
  demandCount(needed)
  readDay(published, 'published')
  readDay(meeting, 'meeting')
  demand(meeting > published, 'meeting', `${meeting} must come after publication on ${published}`)
  const lines: DayLine[] = []
  const publishedOn = effectiveDay(published, given.publishedAt, rule, calendar)
  for (let day = published; day < publishedOn; day = addDays(day, 1)) {
    lines.push({ ...lineOf(day, rule, calendar), role: 'skipped', because: 'office-shut' })
  }
  if (publishedOn < meeting) lines.push({ ...lineOf(publishedOn, rule, calendar), role: 'published' })
  let clearDays = 0
  for (let day = addDays(publishedOn, 1); day < meeting; day = addDays(day, 1)) {
    demand(lines.length < MOST_DAYS, 'meeting', `is more than ${MOST_DAYS} days after publication`)
    const line = lineOf(day, rule, calendar)
    if (line.because === null) clearDays += 1
    lines.push(line.because === null ? { ...line, role: 'counted', number: clearDays } : line)
  }
  lines.push({ ...lineOf(meeting, rule, calendar), role: 'meeting' })
  return { clearDays, needed, isEnough: publishedOn < meeting && clearDays >= needed, publishedOn, lines }
}

/** The last day on which to publish, and how that was counted. */
export type PublishBy = { publishBy: Day; needed: number; lines: readonly DayLine[] }

/**
 * The last day on which papers may be published for `needed` clear days before a meeting. It is itself a day that
 * counts, because somebody must be there to publish.
 *
 * Counted backwards from the meeting; `lines` still run forwards. Throws as `clearDaysBetween`. O(days).
 */
export function publishBy(given: {
  meeting: Day
  needed: number
  rule: CountRule
  calendar: HolidayCalendar
}): PublishBy {
  const { meeting, needed, rule, calendar } = given
  demandCount(needed)
  const lines: DayLine[] = [{ ...lineOf(meeting, rule, calendar), role: 'meeting' }]
  let left = needed
  let day = addDays(meeting, -1)
  for (;;) {
    demand(lines.length < MOST_DAYS, 'needed', `takes more than ${MOST_DAYS} days; check the rule`)
    const line = lineOf(day, rule, calendar)
    if (line.because === null && left === 0) break
    if (line.because === null) {
      lines.push({ ...line, role: 'counted', number: left })
      left -= 1
    } else lines.push(line)
    day = addDays(day, -1)
  }
  lines.push({ ...lineOf(day, rule, calendar), role: 'published' })
  return { publishBy: day, needed, lines: lines.toReversed() }
}

/** What a day is under a rule: `because` null when it counts. */
export function lineOf(day: Day, rule: CountRule, calendar: HolidayCalendar): DayLine {
  demandCovered(day, calendar)
  const weekday = weekdayOf(day)
  const closure = rule.closures?.find((one) => one.day === day)?.name ?? null
  const holiday = rule.bankHolidays === 'skip' ? bankHolidayOn(day, calendar) : null
  const because =
    closure !== null
      ? 'closure'
      : holiday !== null
        ? 'bank-holiday'
        : weekday === 'Saturday' && rule.saturdays === 'skip'
          ? 'saturday'
          : weekday === 'Sunday' && rule.sundays === 'skip'
            ? 'sunday'
            : null
  return { day, weekday, role: 'skipped', number: null, because, name: closure ?? holiday }
}

/** The day a publication counts from, under the rule's closing hour. Without one, the day itself. */
export function effectiveDay(
  published: Day,
  at: TimeOfDay | undefined,
  rule: CountRule,
  calendar: HolidayCalendar,
): Day {
  if (rule.closesAt === undefined) return published
  const isLate = at !== undefined && minutesOf(at, 'publishedAt') > minutesOf(rule.closesAt, 'rule.closesAt')
  let day = isLate ? addDays(published, 1) : published
  while (lineOf(day, rule, calendar).because !== null) day = addDays(day, 1)
  return day
}

function demandCount(needed: number): void {
  const isCount = Number.isInteger(needed) && needed >= 0 && needed <= 365
  demand(isCount, 'needed', 'must be a whole number of clear days from 0 to 365')
}
