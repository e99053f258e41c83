/** The clock of the law is Europe/London. A day is `YYYY-MM-DD`. */
const londonParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function partsAt(instant: Date): Record<string, string> {
  return Object.fromEntries(londonParts.formatToParts(instant).map(({ type, value }) => [type, value]))
}

/** The day it is in London at an instant. */
export function londonDay(instant: Date): string {
  const { year, month, day } = partsAt(instant)
  return `${year}-${month}-${day}`
}

/** The last second of a day in London, summer time or not. Throws for a day that is not one. */
export function endOfLondonDay(day: string): Date {
  const asUtc = Date.parse(`${day}T23:59:59Z`)
  if (Number.isNaN(asUtc)) throw new Error(`"${day}" is not a day.`)
  const { year, month, day: shown, hour, minute, second } = partsAt(new Date(asUtc))
  const shownAsUtc = Date.parse(`${year}-${month}-${shown}T${hour}:${minute}:${second}Z`)
  return new Date(asUtc - (shownAsUtc - asUtc))
}
