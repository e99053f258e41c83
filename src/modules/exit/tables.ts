import type { ColumnType } from 'kysely'
import type { AuthorityCode, PartnershipId, PersonId } from '#platform/id.ts'
import type { Json } from '#platform/canonical.ts'
import type { LeavingId, LeavingState, Notice } from './leaving.ts'
import type { Settlement } from './settlement.ts'
import type { Lessons } from './lessons.ts'
import type { SharedPlan } from './shared-plan.ts'

/** JSON columns are read as values and written as text. */
type JsonColumn<Value> = ColumnType<Value, string, string>

type SavedBy = { saved_by: PersonId; saved_for: AuthorityCode; saved_at: Date }

export type ExitTables = {
  exit_key: { partnership_id: PartnershipId; authority_code: AuthorityCode; wrapped: Buffer }
  exit_private: {
    partnership_id: PartnershipId
    id: string
    authority_code: AuthorityCode
    version: number
    sealed: Buffer
  }
  exit_shared_plan: {
    partnership_id: PartnershipId
    authority_code: AuthorityCode
    number: number
    content: JsonColumn<SharedPlan>
    shared_by: PersonId
    shared_at: Date
  }
  exit_joint: {
    partnership_id: PartnershipId
    id: string
    place: string
    version: number
    content: JsonColumn<Json>
  } & SavedBy
  exit_leaving: {
    partnership_id: PartnershipId
    id: LeavingId
    authority_code: AuthorityCode
    state: LeavingState
    notice: JsonColumn<Notice>
    version: number
    given_by: PersonId
    given_at: Date
    closed_at: Date | null
  }
  exit_settlement: {
    partnership_id: PartnershipId
    leaving_id: LeavingId
    version: number
    content: JsonColumn<Settlement>
    hash: string
  } & SavedBy
  exit_lesson: {
    partnership_id: PartnershipId
    leaving_id: LeavingId
    version: number
    content: JsonColumn<Lessons>
    hash: string
    published_at: Date | null
  } & SavedBy
}
