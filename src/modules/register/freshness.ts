import { dayNumber } from '#engine/day.ts'
import { isGoing, type Entry } from './entry.ts'
import { lastDayOf } from './partial-date.ts'

/** How well we know that an entry still holds. What is over does not grow old. */
export type Freshness =
  | { readonly type: 'over' }
  | { readonly type: 'fresh' | 'not-confirmed' | 'stale'; readonly since: string }

const daysInYear = 365

/**
 * Whether an entry was confirmed or seen in a source within a year, within two, or longer ago. After two years it is drawn
 * pale and left out of totals. `today` is a day; `since` is a day or as much of one as is known.
 */
export function freshnessOf(
  entry: Pick<Entry, 'status' | 'confirmedOn' | 'evidenceOf'>,
  today: string,
): Freshness {
  if (!isGoing(entry) && !['exploring', 'agreed', 'not-known'].includes(entry.status)) return { type: 'over' }
  const { confirmedOn, evidenceOf } = entry
  const since = confirmedOn !== null && confirmedOn >= lastDayOf(evidenceOf) ? confirmedOn : evidenceOf
  const days = dayNumber(today) - dayNumber(lastDayOf(since))
  return { type: days <= daysInYear ? 'fresh' : days <= 2 * daysInYear ? 'not-confirmed' : 'stale', since }
}
