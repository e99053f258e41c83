/**
 * Figures, dates and lists in the words GOV.UK uses. Days are `YYYY-MM-DD`; instants carry their zone and are told in
 * the time of Europe/London, which is the clock of the law here. What cannot be told is refused by name.
 */

const minus = '\u2212'
const wholeNumbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const threeFigures = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 })

const fixed = { 0: decimalPlaces(0), 1: decimalPlaces(1), 2: decimalPlaces(2) }

/** To the penny; pence only where there are some, unless `pence` says always: £1,234 and £1,234.50. */
export function formatPounds(
  amountPence: number,
  { pence = 'if any' }: { pence?: 'if any' | 'always' } = {},
): string {
  const size = Math.round(Math.abs(finite('amountPence', amountPence)))
  // Pounds and pence apart: a large sum divided by 100 would lose its last penny.
  const [pounds, rest] = [(size - (size % 100)) / 100, size % 100]
  const decimals = pence === 'always' || rest !== 0 ? `.${String(rest).padStart(2, '0')}` : ''
  return `${sign(amountPence, size)}£${wholeNumbers.format(pounds)}${decimals}`
}

/** About how much, to be said aloud: £1.2 million, £350,000, £48. One decimal from a million on, else 3 figures. */
export function formatPoundsShort(amountPence: number): string {
  const pounds = Math.abs(finite('amountPence', amountPence)) / 100
  const before = `${sign(amountPence, Math.round(pounds))}£`
  // The limits are where rounding would reach the next word: £999,500 is already £1 million.
  if (pounds >= 999_950_000) return `${before}${oneDecimal.format(pounds / 1e9)} billion`
  if (pounds >= 999_500) return `${before}${oneDecimal.format(pounds / 1e6)} million`
  return `${before}${pounds < 1000 ? wholeNumbers.format(pounds) : threeFigures.format(pounds)}`
}

/**
 * A share of one as a percentage. What is not quite nothing or not quite all is never rounded to it: "less than 1%",
 * "more than 99%".
 */
export function formatPercent(share: number, decimals: 0 | 1 | 2 = 0): string {
  const size = Math.abs(finite('share', share) * 100)
  const unit = 10 ** -decimals
  const text = fixed[decimals].format(size)
  const rounded = Number(text.replaceAll(',', ''))
  if (size > 0 && rounded === 0) return share > 0 ? `less than ${unit}%` : `between ${minus}${unit}% and 0%`
  if (share > 0 && size < 100 && rounded === 100) return `more than ${(100 - unit).toFixed(decimals)}%`
  return `${sign(share, rounded)}${text}%`
}

/** A whole number with commas. */
export function formatNumber(value: number): string {
  const text = wholeNumbers.format(Math.abs(finite('value', value)))
  return `${sign(value, text === '0' ? 0 : 1)}${text}`
}

/** A number and what it counts: "1 council", "3 councils", "2 counties" when told the plural. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

const ordinalRules = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const ordinalEndings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' }

/** 1st, 2nd, 3rd, 11th. */
export function formatOrdinal(place: number): string {
  return `${formatNumber(place)}${ordinalEndings[ordinalRules.select(place)] ?? 'th'}`
}

/**
 * Names in a sentence: "Ashby, Barnshire and Coldwell". A comma before the last word keeps names apart that have an
 * "and" in them: "Brighton and Hove, and Kent".
 */
export function formatList(names: readonly string[], joiner: 'and' | 'or' = 'and'): string {
  if (names.length < 2) return names[0] ?? ''
  const [others, last] = [names.slice(0, -1), names.at(-1)]
  const comma = names.some((name) => name.includes(` ${joiner} `)) ? ',' : ''
  return `${others.join(', ')}${comma} ${joiner} ${last}`
}

/** A day: "8 July 2026", or "Wednesday 8 July 2026". */
export function formatDay(day: string, { weekday = false }: { weekday?: boolean } = {}): string {
  const time = Date.parse(`${day}T00:00:00Z`)
  // Not every browser and Node refuses 30 February; the day must come out as it went in.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day)
    throw new RangeError(`day: "${day}" is not a day like 2026-07-08`)
  return (weekday ? dayOfWeek : plainDay).format(time).replace(',', '')
}

const plainDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const dayOfWeek = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  dateStyle: 'full',
})
const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
})

const hourMs = 3_600_000

/** The day, in London, of an instant: "8 July 2026". */
export function formatInstantDay(instant: Date | string): string {
  const { day, month, year } = partsOf(london, timeOf(instant), instant)
  return `${day} ${month} ${year}`
}

/**
 * The day and time, in London, of an instant: "8 July 2026 at 3:05pm". In the hour that the clocks going back repeat,
 * it says which of the two: "25 October 2026 at 1:30am (BST)".
 */
export function formatInstant(instant: Date | string): string {
  const time = timeOf(instant)
  const parts = partsOf(london, time, instant)
  const clock = clockText(Number(parts.hour), parts.minute ?? '')
  const zone = isRepeated(time, parts) ? ` (${parts.timeZoneName})` : ''
  return `${parts.day} ${parts.month} ${parts.year} at ${clock}${zone}`
}

/** "Midnight" alone would leave open at which end of the day. */
function clockText(hour: number, minute: string): string {
  if (minute === '00' && hour === 0) return 'midnight (start of the day)'
  if (minute === '00' && hour === 12) return 'midday'
  return `${hour % 12 || 12}${minute === '00' ? '' : `:${minute}`}${hour < 12 ? 'am' : 'pm'}`
}

function isRepeated(time: number, parts: Parts): boolean {
  if (parts.hour !== '01') return false
  return [time - hourMs, time + hourMs].some((other) => partsOf(london, other, '').hour === parts.hour)
}

function timeOf(instant: Date | string): number {
  if (typeof instant !== 'string') return instant.getTime()
  if (!/T.*(?:Z|[+-]\d\d:?\d\d)$/.test(instant))
    throw new RangeError(`instant: "${instant}" must end in Z or an offset such as +01:00`)
  return Date.parse(instant)
}

type Parts = { readonly [Type in Intl.DateTimeFormatPartTypes]?: string }

function partsOf(format: Intl.DateTimeFormat, time: number, given: Date | string): Parts {
  if (!Number.isFinite(time)) throw new RangeError(`"${String(given)}" is not a date`)
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]))
}

function decimalPlaces(digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function sign(value: number, size: number): string {
  return value < 0 && size !== 0 ? minus : ''
}

function finite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${name}: ${value} is not a number that can be shown`)
  return value
}
