import type { EventKind } from './event.ts'

/** A date that matters to a council, as whoever looks may see it. */
export type FindingEvent = {
  readonly id: string
  /** The council it happens to. */
  readonly council: string
  readonly councilName: string
  readonly kind: EventKind
  readonly title: string
  readonly service: string
  readonly cpv: string | null
  readonly supplier: string | null
  readonly day: string
  readonly source: string
  readonly sourceAddress: string | null
}

/** Why two dates are set side by side. */
export type Because = 'service' | 'cpv' | 'reorganisation'

/** Two dates that fall together: one of one's own, one of another council. */
export type Coincidence<Event extends FindingEvent = FindingEvent> = {
  readonly own: Event
  readonly other: Event
  readonly daysApart: number
  readonly because: Because
}

const msPerDay = 86_400_000

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay)
}

/** What two have in common: the service, the group of their codes (three digits), or that both councils are to be replaced. */
export function commonOf(a: FindingEvent, b: FindingEvent): Because | null {
  if (a.service === b.service && a.service !== 'other') return 'service'
  if (a.cpv !== null && b.cpv !== null && a.cpv.slice(0, 3) === b.cpv.slice(0, 3)) return 'cpv'
  return a.kind === 'reorganisation' && b.kind === 'reorganisation' ? 'reorganisation' : null
}

/**
 * Dates of others within so many days of one's own, from today on, that have something in common. The soonest first, then
 * the closest together. O(own × others).
 */
export function coincidences<Event extends FindingEvent>(
  own: readonly Event[],
  others: readonly Event[],
  { days, today }: { readonly days: number; readonly today: string },
): Coincidence<Event>[] {
  const ahead = others.filter(({ day }) => day >= today)
  return own
    .filter(({ day }) => day >= today)
    .flatMap((mine) =>
      ahead.flatMap((other): Coincidence<Event>[] => {
        if (other.council === mine.council) return []
        const because = commonOf(mine, other)
        const daysApart = Math.abs(daysBetween(mine.day, other.day))
        return because !== null && daysApart <= days ? [{ own: mine, other, daysApart, because }] : []
      }),
    )
    .sort(
      (a, b) =>
        compare(a.own.day, b.own.day) ||
        a.daysApart - b.daysApart ||
        compare(a.other.councilName, b.other.councilName) ||
        compare(a.other.id, b.other.id),
    )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
