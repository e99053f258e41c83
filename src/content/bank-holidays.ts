import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug } from './plain.ts'

/** The bank holidays of the four nations, complete between two days and silent about any other. */
const closed = { additionalProperties: false }
const calendar = Type.Object(
  {
    name: plainText(4, 60),
    first: isoDate,
    last: isoDate,
    holidays: Type.Array(
      Type.Object(
        { day: isoDate, name: plainText(3, 120), proclaimed: Type.Optional(Type.Boolean()) },
        closed,
      ),
    ),
  },
  closed,
)

export const bankHolidaysSchema = Type.Object({
  nations: Type.Object({ england: slug, wales: slug, scotland: slug, 'northern-ireland': slug }, closed),
  calendars: Type.Record(slug, calendar),
})

export type BankHolidayCalendar = Static<typeof calendar>
