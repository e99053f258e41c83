import ical from 'ical-generator'

/** A day in a calendar: something to be done by then, all day long. */
export type CalendarEvent = {
  /** The same for the same thing whenever the file is made, so that a calendar replaces it and does not show it twice. */
  readonly id: string
  /** As `2027-03-31`. */
  readonly day: string
  readonly title: string
  readonly text?: string
}

/**
 * An iCalendar file (RFC 5545) of whole days, as text. Days are dates without a time or zone, so that no calendar moves them.
 * Throws for a day that is none.
 */
export function calendarFile(given: {
  readonly name: string
  readonly now: Date
  readonly events: readonly CalendarEvent[]
}): string {
  const calendar = ical({
    name: given.name,
    prodId: { company: 'Handfast', product: 'Handfast', language: 'EN' },
  })
  for (const { id, day, title, text } of given.events) {
    const start = new Date(`${day}T00:00:00Z`)
    if (Number.isNaN(start.getTime())) throw new Error(`"${day}" is not a day.`)
    calendar.createEvent({
      id,
      start,
      allDay: true,
      stamp: given.now,
      summary: title,
      ...(text === undefined ? {} : { description: text }),
    })
  }
  return calendar.toString()
}
