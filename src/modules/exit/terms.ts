import { Type, type Static } from 'typebox'
import { BadInput } from '#engine/bad-input.ts'
import type { HolidayCalendar } from '#engine/bank-holiday.ts'
import { callIn } from '#engine/call-in.ts'
import { EVERY_DAY, lineOf, publishBy, WORKING_DAYS } from '#engine/clear-days.ts'
import { addDays, type Day } from '#engine/day.ts'
import { noticePeriod, type NoticeEnd, type NoticePeriod } from '#engine/notice-period.ts'

/** What the agreement says about leaving, as data. One for the partnership, agreed by every council as one hash. */
export const termsSchema = Type.Object(
  {
    agreement: Type.String({ maxLength: 300, description: 'The agreement and its clause.' }),
    noticeCount: Type.Integer({ minimum: 1, maximum: 3660 }),
    noticeUnit: Type.Enum(['days', 'months']),
    noticeEnd: Type.Enum(['any-day', 'month-end', '03-31'], {
      description: 'On which days a notice may run out.',
    }),
    earliestOn: Type.Union([Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }), Type.Null()], {
      description: 'Nobody may be gone before this day.',
    }),
    byService: Type.Boolean({ description: 'A council may leave for one service and stay for the rest.' }),
    costRule: Type.String({ maxLength: 2000, description: 'Who pays for parting, and by which rule.' }),
    dispute: Type.String({ maxLength: 1000, description: 'What happens when the councils do not agree.' }),
    /** Each council's share of the joint cost, in parts of any size; empty where none is agreed. */
    shares: Type.Record(Type.String({ maxLength: 40 }), Type.Number({ minimum: 0, maximum: 1e12 })),
  },
  { additionalProperties: false },
)
export type Terms = Static<typeof termsSchema>

/** One line of the reckoning: a day, what it is, and why. */
export type NoticeLine = { readonly day: Day; readonly what: NoticeLineKind }
export type NoticeLineKind =
  | 'given'
  | 'runs-to'
  | 'ends'
  | 'earliest'
  | 'leaves'
  | 'same-end-if-given-by'
  | 'next-end'

export type NoticeReckoning = {
  readonly period: NoticePeriod
  /** The day on which the council has left: the end of the notice, or the first day the agreement allows. */
  readonly leavesOn: Day
  readonly lines: readonly NoticeLine[]
}

/** The engine's way to say on which days a notice may end. */
export function noticeEndOf({ noticeEnd }: Pick<Terms, 'noticeEnd'>): NoticeEnd {
  return noticeEnd === '03-31' ? { yearly: '03-31' } : noticeEnd
}

/** When notice given on a day ends under these terms, line by line. Throws `BadInput` for a day that is none. */
export function reckonNotice(
  terms: Pick<Terms, 'noticeCount' | 'noticeUnit' | 'noticeEnd' | 'earliestOn'>,
  given: Day,
): NoticeReckoning {
  const period = noticePeriod(given, { unit: terms.noticeUnit, count: terms.noticeCount }, noticeEndOf(terms))
  const { earliestOn } = terms
  const isHeld = earliestOn !== null && earliestOn > period.ends
  const leavesOn = isHeld ? earliestOn : period.ends
  const held: NoticeLine[] = isHeld
    ? [
        { day: earliestOn, what: 'earliest' },
        { day: leavesOn, what: 'leaves' },
      ]
    : [
        { day: leavesOn, what: 'leaves' },
        { day: period.sameEndIfGivenBy, what: 'same-end-if-given-by' },
        { day: period.nextEnd, what: 'next-end' },
      ]
  return {
    period,
    leavesOn,
    lines: [
      { day: period.given, what: 'given' },
      { day: period.runsTo, what: 'runs-to' },
      ...(isHeld || period.ends !== period.runsTo ? [{ day: period.ends, what: 'ends' as const }] : []),
      ...held,
    ],
  }
}

/** The first working day on or after a day; the day itself where the calendar does not reach. */
export function workingDayFrom(day: Day, calendar: HolidayCalendar): Day {
  try {
    let found = day
    while (lineOf(found, WORKING_DAYS, calendar).because !== null) found = addDays(found, 1)
    return found
  } catch (error) {
    if (error instanceof BadInput) return day
    throw error
  }
}

/** The days around a decision: what must be public when, and when notice can be given. */
export type DecisionRoute = {
  readonly meeting: Day
  /** 28 clear days for a key decision; five clear working days for its papers. */
  readonly noticeBy: Day
  readonly papersBy: Day
  readonly callInEnds: Day
  readonly firstNotice: Day
}

/**
 * The way to a lawful notice through a meeting on a day. Null where the days lie outside the calendar of bank holidays.
 * Source: SI 2012/2089; the number of call-in days is each council's own rule, five working days here.
 */
export function decisionRoute(meeting: Day, calendar: HolidayCalendar): DecisionRoute | null {
  try {
    const call = callIn({
      published: addDays(meeting, 1),
      days: 5,
      closesAt: '17:00',
      rule: WORKING_DAYS,
      calendar,
    })
    return {
      meeting,
      noticeBy: publishBy({ meeting, needed: 28, rule: EVERY_DAY, calendar }).publishBy,
      papersBy: publishBy({ meeting, needed: 5, rule: WORKING_DAYS, calendar }).publishBy,
      callInEnds: call.lastDay,
      firstNotice: addDays(call.lastDay, 1),
    }
  } catch (error) {
    if (error instanceof BadInput) return null
    throw error
  }
}
