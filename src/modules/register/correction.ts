import { Check } from 'typebox/value'
import { partialDate, statuses, webAddress } from '#content/arrangement.ts'
import { usualBankHolidays } from '#engine/bank-holiday.ts'
import { addDays, weekdayOf } from '#engine/day.ts'
import type { Correction, Entry } from './entry.ts'
import { statusWords } from './text.ts'

/** The parts of an entry that a correction can change. */
export const correctable = ['name', 'about', 'started', 'ended', 'status', 'source'] as const
export type Correctable = (typeof correctable)[number]

export const fieldWords: Record<Correctable | 'other', string> = {
  name: 'Its name',
  about: 'What it is or was',
  started: 'When it began',
  ended: 'When it ended',
  status: 'Where it stands',
  source: 'Another source',
  other: 'Something else',
}

/** What is wrong with a value for a field, in words; null when it can stand there. */
export function valueProblem(field: Correctable, value: string): string | null {
  if (field === 'started' || field === 'ended')
    return Check(partialDate, value)
      ? null
      : 'Enter a year, a month or a day, such as 2018, 2018-07 or 2018-07-01'
  if (field === 'status')
    return statuses.some((each) => each === value) ? null : 'Choose where it stands from the list'
  if (field === 'source')
    return Check(webAddress, value) ? null : 'Enter an address that begins with https://'
  const [least, most] = field === 'name' ? [4, 120] : [20, 400]
  return value.length >= least && value.length <= most
    ? null
    : `Enter between ${least} and ${most} characters`
}

/** What a field says now, as it stands in the history. */
export function valueOf(entry: Entry, field: Correctable): string {
  if (field === 'source') return ''
  if (field === 'status') return entry.status
  return entry[field] ?? 'nothing'
}

/** The entry with its public corrections carried out, oldest first. */
export function corrected(
  entry: Entry,
  corrections: readonly (Correction & { readonly name: Correctable })[],
): Entry {
  return corrections.reduce<Entry>((now, { name, is }) => {
    if (name === 'source') return { ...now, sources: [...now.sources, is] }
    if (name === 'status') return { ...now, status: statuses.find((each) => each === is) ?? now.status }
    return {
      ...now,
      [name]: is,
      ...(name === 'started' ? { isStartInferred: false } : {}),
      ...(name === 'ended' ? { isEndPlanned: false } : {}),
    }
  }, entry)
}

/** A value of a field as people say it. */
export function valueWords(field: string, value: string): string {
  const status = statuses.find((each) => each === value)
  return field === 'status' && status ? statusWords[status] : value
}

/** How long the councils that are named may reply before a correction is public. */
export const replyWorkingDays = 10

/** The day so many working days of England after a day. */
export function workingDaysAfter(day: string, count: number): string {
  let at = day
  for (let left = count; left > 0;) {
    at = addDays(at, 1)
    const weekday = weekdayOf(at)
    if (weekday !== 'Saturday' && weekday !== 'Sunday' && !isHoliday(at)) left -= 1
  }
  return at
}

function isHoliday(day: string): boolean {
  return usualBankHolidays('england', Number(day.slice(0, 4))).some((holiday) => holiday.day === day)
}
