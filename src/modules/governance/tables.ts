import type { ColumnType } from 'kysely'
import type { AuthorityCode, PartnershipId, PersonId } from '#platform/id.ts'
import type { Seat } from './power.ts'

export type GovernanceTables = {
  governance_power: {
    partnership_id: PartnershipId
    version: number
    quota: number
    seats: ColumnType<readonly Seat[], string, string>
    entered_by: PersonId
    /** Null where the partnership manager typed it in. */
    entered_for: AuthorityCode | null
    entered_at: Date
  }
}
