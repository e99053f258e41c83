import { type Read, capital } from './typed-money.ts'

export type DatePart = 'day' | 'month' | 'year'

/** The three boxes of a date, as typed. */
export type TypedDate = Readonly<Record<DatePart, string>>

/** A day (`YYYY-MM-DD`), or what to do and which boxes to mark. */
export type ReadDay =
  | { readonly value: string }
  | { readonly problem: string; readonly parts: readonly DatePart[] }

const order: readonly DatePart[] = ['day', 'month', 'year']
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/**
 * Reads a date from three boxes: "8", "08" or "8th"; "7", "Jul" or "July"; "2026" or "26", which is 2026. The
 * problems are those of the GOV.UK date pattern: nothing typed, a part missing, no real date.
 *
 * @param name what is asked for, as it stands in a sentence: "the end date"
 */
export function readDateParts(typed: TypedDate, name: string): ReadDay {
  const missing = order.filter((part) => typed[part].trim() === '')
  if (missing.length === 3) return { problem: `Enter ${name}`, parts: order }
  if (missing.length > 0)
    return { problem: `${capital(name)} must include a ${missing.join(' and a ')}`, parts: missing }
  const [day, month, year] = [dayOf(typed.day), monthOf(typed.month), yearOf(typed.year)]
  if (year === undefined)
    return { problem: `${capital(name)} must have a year of 4 numbers, like 2026`, parts: ['year'] }
  if (month === undefined)
    return { problem: `${capital(name)} must have a month from 1 to 12`, parts: ['month'] }
  if (day === undefined || day < 1 || day > daysIn(month, year))
    return { problem: `${capital(name)} must be a real date, like 8 7 2026`, parts: ['day'] }
  return { value: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` }
}

/**
 * Reads a date from one box, day first as in Britain: "8 July 2026", "8/7/26", "08.07.2026", "Wed 8th July, 2026",
 * or the computer's "2026-07-08".
 */
export function readDate(typed: string, name: string): Read<string> {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  if (text === '') return { problem: `Enter ${name}` }
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  const [, day, month, year] = british.exec(text) ?? []
  const parts = { day: isoDay ?? day, month: isoMonth ?? month, year: isoYear ?? year }
  if (!parts.day || !parts.month || !parts.year)
    return { problem: `${capital(name)} must be a date, like 8 July 2026` }
  const read = readDateParts({ day: parts.day, month: parts.month, year: parts.year }, name)
  return 'problem' in read ? { problem: read.problem.replace('8 7 2026', '8 July 2026') } : read
}

const british =
  /^(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[\s,.]+)?(\d{1,2}(?:st|nd|rd|th)?)(?:\s+of)?[\s/.,-]+([a-z]+|\d{1,2})[\s/.,-]+(\d{2,4})$/

function dayOf(typed: string): number | undefined {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)?$/i.exec(typed.normalize('NFKC').trim()) ?? []
  return digits === undefined ? undefined : Number(digits)
}

function monthOf(typed: string): number | undefined {
  const text = typed.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '')
  if (/^\d{1,2}$/.test(text)) return Number(text) >= 1 && Number(text) <= 12 ? Number(text) : undefined
  const index =
    text.length < 3 ? -1 : months.findIndex((month) => month.startsWith(text === 'sept' ? 'sep' : text))
  return index < 0 ? undefined : index + 1
}

/** Two figures mean this century: what is agreed here lies in it. */
function yearOf(typed: string): number | undefined {
  const text = typed.normalize('NFKC').trim()
  if (/^\d\d$/.test(text)) return 2000 + Number(text)
  return /^[1-9]\d{3}$/.test(text) ? Number(text) : undefined
}

function daysIn(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
