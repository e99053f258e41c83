import { demand } from './bad-input.ts'
import { addDays, addMonths, dayNumber, daysInMonth, readDay, writeDay, type Day } from './day.ts'

/** How long a notice runs. */
export type NoticeLength = { unit: 'days' | 'months'; count: number }

/** On which days it may run out: any; the last of a month; or a day of the year such as '03-31'. */
export type NoticeEnd = 'any-day' | 'month-end' | { yearly: string }

/** When a notice ends and how that was reckoned. */
export type NoticePeriod = {
  given: Day
  /** When the length alone would be over. */
  runsTo: Day
  /** When the agreement ends: the first permitted day on or after `runsTo`. */
  ends: Day
  /** The last day on which the same notice would still end then. */
  sameEndIfGivenBy: Day
  /** When it would end if given the day after that: what being one day late costs. */
  nextEnd: Day
}

/**
 * When notice given on a day ends.
 *
 * Months run to the corresponding date, or the last day of a shorter month; the day of giving does not count, so a
 * notice of 5 days given on the 1st runs to the 6th. Throws `BadInput` for a length outside 1–3,660 days or
 * 1–120 months, or a yearly end that is no day of every year. O(1) but for the last day of giving, O(366).
 * Source: Dodds v Walker [1981] 1 WLR 1027; the agreement's own words come first.
 */
export function noticePeriod(given: Day, length: NoticeLength, end: NoticeEnd): NoticePeriod {
  readDay(given, 'given')
  const most = length.unit === 'days' ? 3660 : 120
  const inRange = Number.isInteger(length.count) && length.count >= 1 && length.count <= most
  demand(inRange, 'length', `must be a whole number of ${length.unit} from 1 to ${most}`)
  const endOf = (day: Day) => firstEnd(runsTo(day, length), end)
  const ends = endOf(given)
  let sameEndIfGivenBy = given
  while (endOf(addDays(sameEndIfGivenBy, 1)) === ends) sameEndIfGivenBy = addDays(sameEndIfGivenBy, 1)
  return {
    given,
    runsTo: runsTo(given, length),
    ends,
    sameEndIfGivenBy,
    nextEnd: endOf(addDays(sameEndIfGivenBy, 1)),
  }
}

function runsTo(given: Day, { unit, count }: NoticeLength): Day {
  return unit === 'days' ? addDays(given, count) : addMonths(given, count)
}

/** The first permitted end on or after a day. */
function firstEnd(day: Day, end: NoticeEnd): Day {
  if (end === 'any-day') return day
  const { year, month } = readDay(day, 'day')
  if (end === 'month-end') return writeDay({ year, month, date: daysInMonth(year, month) })
  demand(
    /^\d{2}-\d{2}$/.test(end.yearly),
    'end',
    `"${end.yearly}" is not a day of the year; write it as 03-31`,
  )
  demand(end.yearly !== '02-29', 'end', '29 February is not in every year; choose 02-28 or 03-01')
  readDay(`2001-${end.yearly}`, 'end')
  const thisYear = `${String(year).padStart(4, '0')}-${end.yearly}`
  return dayNumber(thisYear) >= dayNumber(day)
    ? thisYear
    : `${String(year + 1).padStart(4, '0')}-${end.yearly}`
}
