import type { ColumnType } from 'kysely'
import type { AuthorityCode, PartnershipId, PersonId, RoundId } from '#platform/id.ts'
import type { EventKind } from './timeline.ts'
import type { HeadsContent } from './heads.ts'

type JsonColumn<Value> = ColumnType<Value, string, string>

export type AlignmentTables = {
  alignment_overlap: { partnership_id: PartnershipId; round_id: RoundId; item: string; sealed: Buffer }
  alignment_acceptance: {
    partnership_id: PartnershipId
    round_id: RoundId
    item: string
    authority_code: AuthorityCode
    id: string
  }
  alignment_range: {
    partnership_id: PartnershipId
    round_id: RoundId
    item: string
    low: number
    high: number
  }
  alignment_event: {
    partnership_id: PartnershipId
    id: string
    kind: EventKind
    authority_code: AuthorityCode | null
    on_day: string
    what: string
    source: string
    recorded_by: PersonId
    recorded_for: AuthorityCode
    recorded_at: Date
  }
  alignment_heads: {
    partnership_id: PartnershipId
    id: string
    round_id: RoundId
    version: number
    content: JsonColumn<HeadsContent>
    hash: string
    written_by: PersonId
    written_for: AuthorityCode
    written_at: Date
  }
}
