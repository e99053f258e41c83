import type { HolidayCalendar } from '#engine/bank-holiday.ts'
import { lineOf, WORKING_DAYS } from '#engine/clear-days.ts'
import { addDays, type Day } from '#engine/day.ts'
import { meanInTenths, type CouncilRatings } from './rating.ts'

/** Where a council sees itself well above how its partners see it, in tenths of a point. */
export type SelfView = {
  readonly statement: string
  readonly itself: number
  readonly others: number
  readonly difference: number
}

/** How far above its partners' view a council must see itself before it is told so, in tenths. */
export const farAbove = 20

/** Working days for which only the council itself is told. */
export const aloneForWorkingDays = 5

/** A council's view of itself beside the mean of what its partners said of it, where both are known. */
export function selfViews(itself: CouncilRatings, ofIt: readonly CouncilRatings[]): SelfView[] {
  return Object.entries(itself).flatMap(([statement, own]) => {
    const said = ofIt.flatMap((ratings) => {
      const tenths = ratings[statement]
      return tenths === null || tenths === undefined ? [] : [tenths]
    })
    if (own === null || said.length === 0) return []
    const others = meanInTenths(said)
    return [{ statement, itself: own, others, difference: own - others }]
  })
}

/** Those that stand two points or more above how the others see it. */
export function blindSpots(views: readonly SelfView[]): SelfView[] {
  return views.filter(({ difference }) => difference >= farAbove)
}

/**
 * The first day on which a council may show it to all: five working days lie between the day on which the answers opened and
 * that day. Null when the calendar of bank holidays does not reach so far; nothing may then be shown, rather than too early.
 */
export function mayShowFrom(openedOn: Day, calendar: HolidayCalendar): Day | null {
  let day = openedOn
  for (let left = aloneForWorkingDays; left >= 0;) {
    day = addDays(day, 1)
    if (day > calendar.last || day < calendar.first) return null
    if (lineOf(day, WORKING_DAYS, calendar).because === null) left -= 1
  }
  return day
}

export type ShowSelfRefusal =
  | { readonly type: 'self-too-early'; readonly from: Day | null }
  | { readonly type: 'self-nothing-to-show' }
  | { readonly type: 'self-not-yours-to-show' }
  | { readonly type: 'self-shown-already' }
