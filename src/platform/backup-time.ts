import type { TimeOfDay } from './setting.ts'
import { londonDay } from './london.ts'

const dayMs = 24 * 60 * 60_000

/**
 * The last moment at which a backup was due: today's or yesterday's time of day, on London's clock. In the hour that
 * spring leaves out it is an hour later; of the two hours that autumn gives, it is the second.
 */
export function lastDue(now: Date, at: TimeOfDay): Date {
  const today = londonInstant(londonDay(now), at)
  return today <= now ? today : londonInstant(londonDay(new Date(today.getTime() - dayMs)), at)
}

/** London is at UTC or an hour ahead of it, so one of two readings of the clock is right. */
function londonInstant(day: string, { hour, minute }: TimeOfDay): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * 60_000
  const summer = new Date(asUtc - 60 * 60_000)
  const winter = new Date(asUtc)
  return londonClock(winter) === clock(hour, minute)
    ? winter
    : londonClock(summer) === clock(hour, minute)
      ? summer
      : winter
}

const londonHours = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function londonClock(instant: Date): string {
  return londonHours.format(instant)
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
