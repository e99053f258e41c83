import { readFileSync } from 'node:fs'
import { demand } from '#engine/bad-input.ts'
import { checkCalendar, type HolidayCalendar, type Nation } from '#engine/bank-holiday.ts'
import { callIn, type CallIn } from '#engine/call-in.ts'
import {
  clearDaysBetween,
  publishBy,
  type ClearDays,
  type CountRule,
  type DayLine,
  type PublishBy,
} from '#engine/clear-days.ts'
import { noticePeriod, type NoticeEnd, type NoticePeriod } from '#engine/notice-period.ts'
import { commandOf, type Calculation } from '#root/cli/calculation.ts'
import { recordOf } from '#root/cli/field-rows.ts'
import { choiceAt, listAt, maybe, recordAt, textAt, wholeAt } from '#root/cli/field.ts'
import { parseYamlFile } from '#root/cli/input.ts'
import type { Table } from '#root/cli/table.ts'

const NATIONS: readonly Nation[] = ['england', 'wales', 'scotland', 'northern-ireland']
const SKIP = ['count', 'skip'] as const
const FIELDS = [
  'meeting',
  'published',
  'publishedAt',
  'days',
  'nation',
  'saturdays',
  'sundays',
  'bankHolidays',
  'closures',
  'closesAt',
  'callIn',
  'callInClosesAt',
  'noticeGiven',
  'noticeMonths',
  'noticeDays',
  'noticeEnds',
  'calendar',
] as const

/** What `handfast clear-days` found: one of its four questions, for each way of counting Saturdays. */
type Found =
  | { kind: 'publish-by'; saturdays: string; found: PublishBy }
  | { kind: 'check'; saturdays: string; found: ClearDays }
  | { kind: 'call-in'; saturdays: string; found: CallIn }
  | { kind: 'notice'; found: NoticePeriod }

const calculation: Calculation<Found[]> = {
  name: 'clear-days',
  summary: 'when papers must be out, whether there were clear days enough, call-in and notice',
  help: `
handfast clear-days [FILE] [options]

  --meeting 2026-09-03 --days 5 --nation england       the last day to publish
  --published 2026-08-25 --meeting 2026-09-03 --days 5  whether that was in time
  --published 2026-08-26 --callIn 5                     when call-in closes (--callInClosesAt 17:00)
  --noticeGiven 2026-03-20 --noticeMonths 12 --noticeEnds 03-31   when notice ends

  --saturdays count|skip|both (both), --sundays count|skip (skip), --bankHolidays count|skip (skip)
  --publishedAt 17:30 and --closesAt 17:00: what is published later counts from the next open day

A file may hold the same fields, and closures: [{ day, name }]; in CSV in columns field and value. Whether Saturdays count is not settled,
so both answers are given unless you choose. This is arithmetic, not legal advice.`,
  needsInput: false,
  options: Object.fromEntries(
    FIELDS.filter((field) => field !== 'closures' && field !== 'calendar').map((field) => [
      field,
      { type: 'string' as const },
    ]),
  ),
  prepare: (read, options) => {
    const given = { ...recordAt(read === null ? {} : recordOf(read), 'the input', FIELDS), ...options }
    const nation = choiceAt(given['nation'] ?? 'england', 'nation', NATIONS)
    return { ...given, nation, calendar: given['calendar'] ?? calendarOf(nation) }
  },
  compute: (input) => findDays(recordAt(input, 'the input', FIELDS)),
  show: (found) => ({ tables: found.map(tableOf), explain: found.flatMap(wordsOf) }),
}

/** `handfast clear-days`. */
export const clearDays = commandOf(calculation)

/** The project's own calendar, which is saved with the result, so that a replay does not depend on a later one. */
function calendarOf(nation: Nation): HolidayCalendar {
  const file = new URL('../../content/parameters/bank-holidays.yaml', import.meta.url)
  const data = recordAt(parseYamlFile(readFileSync(file, 'utf8'), 'bank-holidays.yaml'), 'bank-holidays', [
    'id',
    'title',
    'source',
    'licence',
    'drawn_up',
    'basis',
    'nations',
    'calendars',
  ])
  const name = textAt(recordAt(data['nations'], 'nations', NATIONS)[nation], `nations.${nation}`)
  const calendars = data['calendars']
  const calendar = Object.entries(calendars ?? {}).find(([id]) => id === name)?.[1]
  return calendarAt(calendar)
}

function calendarAt(value: unknown): HolidayCalendar {
  const { first, last, holidays } = recordAt(value, 'calendar', ['name', 'first', 'last', 'holidays'])
  return checkCalendar(
    {
      first: textAt(first, 'calendar.first'),
      last: textAt(last, 'calendar.last'),
      holidays: daysAt(holidays, 'calendar.holidays', ['day', 'name', 'proclaimed']),
    },
    'calendar',
  )
}

function daysAt(value: unknown, field: string, known: readonly string[]): { day: string; name: string }[] {
  return listAt(value, field).map((entry, index) => {
    const at = `${field}[${index}]`
    const { day, name } = recordAt(entry, at, known)
    return { day: textAt(day, `${at}.day`), name: textAt(name, `${at}.name`) }
  })
}

function findDays(given: Record<string, unknown>): Found[] {
  const notice = maybe(given['noticeGiven'], 'noticeGiven', textAt)
  if (notice !== undefined) return [{ kind: 'notice', found: noticeOf(notice, given) }]
  const calendar = calendarAt(given['calendar'])
  const saturdays = choiceAt(given['saturdays'] ?? 'both', 'saturdays', ['count', 'skip', 'both'] as const)
  const ways = saturdays === 'both' ? SKIP.toReversed() : [saturdays]
  return ways.map((way) => findOne(given, calendar, ruleOf(given, way)))
}

function ruleOf(given: Record<string, unknown>, saturdays: 'count' | 'skip'): CountRule {
  const closesAt = maybe(given['closesAt'], 'closesAt', textAt)
  const closures = maybe(given['closures'], 'closures', (value, field) =>
    daysAt(value, field, ['day', 'name']),
  )
  return {
    saturdays,
    sundays: choiceAt(given['sundays'] ?? 'skip', 'sundays', SKIP),
    bankHolidays: choiceAt(given['bankHolidays'] ?? 'skip', 'bankHolidays', SKIP),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(closures === undefined ? {} : { closures }),
  }
}

function findOne(given: Record<string, unknown>, calendar: HolidayCalendar, rule: CountRule): Found {
  const published = maybe(given['published'], 'published', textAt)
  const publishedAt = maybe(given['publishedAt'], 'publishedAt', textAt)
  const when = { ...(publishedAt === undefined ? {} : { publishedAt }), rule, calendar }
  const { saturdays } = rule
  if (published !== undefined && given['callIn'] !== undefined) {
    const days = wholeAt(given['callIn'], 'callIn', 1, 60)
    const closesAt = textAt(given['callInClosesAt'] ?? '17:00', 'callInClosesAt')
    return { kind: 'call-in', saturdays, found: callIn({ published, days, closesAt, ...when }) }
  }
  const meeting = textAt(given['meeting'], 'meeting')
  const needed = wholeAt(given['days'], 'days', 0, 365)
  if (published === undefined) {
    return { kind: 'publish-by', saturdays, found: publishBy({ meeting, needed, rule, calendar }) }
  }
  return { kind: 'check', saturdays, found: clearDaysBetween({ published, meeting, needed, ...when }) }
}

function noticeOf(notice: string, given: Record<string, unknown>): NoticePeriod {
  const months = maybe(given['noticeMonths'], 'noticeMonths', (value, field) => wholeAt(value, field, 1, 120))
  const days = maybe(given['noticeDays'], 'noticeDays', (value, field) => wholeAt(value, field, 1, 3660))
  demand((months === undefined) !== (days === undefined), 'noticeMonths', 'give either months or noticeDays')
  const ends = textAt(given['noticeEnds'] ?? 'any-day', 'noticeEnds')
  const end: NoticeEnd = ends === 'any-day' || ends === 'month-end' ? ends : { yearly: ends }
  const length =
    months === undefined
      ? { unit: 'days' as const, count: days! }
      : { unit: 'months' as const, count: months }
  return noticePeriod(notice, length, end)
}

function tableOf(one: Found): Table {
  if (one.kind === 'notice') {
    const { given, runsTo, ends, sameEndIfGivenBy, nextEnd } = one.found
    const rows = [
      ['Notice given', given],
      ['It runs to', runsTo],
      ['The agreement ends', ends],
      ['Same end if given by', sameEndIfGivenBy],
      ['Given a day after that, it ends', nextEnd],
    ]
    return {
      id: 'notice',
      title: `Notice ends on ${ends}`,
      columns: [{ name: 'step' }, { name: 'day' }],
      rows,
    }
  }
  return {
    id: `saturdays-${one.saturdays}`,
    title: titleOf(one),
    columns: [{ name: 'day' }, { name: 'weekday' }, { name: 'counts as' }],
    rows: one.found.lines.map((line) => [line.day, line.weekday, roleOf(line)]),
  }
}

function titleOf(one: Exclude<Found, { kind: 'notice' }>): string {
  const how = one.saturdays === 'count' ? 'Saturdays count' : 'Saturdays do not count'
  if (one.kind === 'publish-by') return `Publish by ${one.found.publishBy} (${how})`
  if (one.kind === 'call-in') {
    return `Call-in closes on ${one.found.lastDay} at ${one.found.closesAt}, ${one.found.closesAtUtc} (${how})`
  }
  const { clearDays, needed, isEnough } = one.found
  return `${clearDays} clear days of ${needed} needed: ${isEnough ? 'in time' : 'too late'} (${how})`
}

function roleOf(line: DayLine): string {
  if (line.role === 'counted') return `day ${line.number}`
  if (line.role !== 'skipped') return line.role
  const why = line.because === 'office-shut' ? 'office shut' : (line.because?.replace('-', ' ') ?? '')
  return `– (${line.name ?? why})`
}

function wordsOf(one: Found): string[] {
  if (one.kind === 'notice') {
    const { given, runsTo, ends, sameEndIfGivenBy, nextEnd } = one.found
    return [
      `Notice given on ${given} runs to ${runsTo}; the first day after that on which the agreement may end is ${ends}.`,
      `It would still end then if given by ${sameEndIfGivenBy}. One day later it would end on ${nextEnd}.`,
    ]
  }
  const skipped = one.found.lines
    .filter(({ role }) => role === 'skipped')
    .map(({ day, name, because }) => {
      return `${day} (${name ?? because})`
    })
  const leaves = skipped.length === 0 ? 'No day between is left out.' : `Left out: ${skipped.join(', ')}.`
  const rule =
    one.kind === 'call-in'
      ? 'The day of publication does not count.'
      : 'Neither the day of publication nor the day of the meeting counts.'
  return [`${titleOf(one)}. ${rule} ${leaves}`]
}
