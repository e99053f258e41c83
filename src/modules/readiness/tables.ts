import type { ColumnType } from 'kysely'
import type { AuthorityCode, PartnershipId, PersonId, RoundId } from '#platform/id.ts'
import type { AgreedAnswer } from './answer.ts'
import type { ConversationOutcome } from './conversation.ts'
import type { StaffCount } from './staff-count.ts'

type JsonColumn<Value> = ColumnType<Value, string, string>

export type ReadinessTables = {
  readiness_staff_answer: {
    partnership_id: PartnershipId
    round_id: RoundId
    id: string
    authority_code: AuthorityCode
    respondent: string
    item: string
    sealed: Buffer
  }
  readiness_staff_count: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    counts: JsonColumn<Record<string, StaffCount>>
    closed_at: Date
  }
  readiness_conversation: {
    partnership_id: PartnershipId
    round_id: RoundId
    item: string
    outcome: ConversationOutcome
    summary: string
    held_on: string | null
    recorded_by: PersonId
    recorded_for: AuthorityCode
    recorded_at: Date
    version: number
  }
  readiness_action: {
    partnership_id: PartnershipId
    round_id: RoundId
    id: string
    item: string
    what: string
    owner: string
    owner_council: AuthorityCode
    due_on: string
    done_on: string | null
    recorded_by: PersonId
    recorded_at: Date
  }
  readiness_second_look: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    item: string
    number: number
    answer: JsonColumn<AgreedAnswer>
    recorded_by: PersonId
    recorded_at: Date
  }
}
