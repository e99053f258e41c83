import type { ColumnType } from 'kysely'
import type { Json } from '#platform/canonical.ts'
import type { AuthorityCode, PartnershipId, PersonId, RoundId } from '#platform/id.ts'
import type { RoundMode, RoundState } from './round.ts'
import type { RoundTerms } from './terms.ts'
import type { Visibility } from './visibility.ts'

/** JSON columns are read as values and written as text. */
type JsonColumn<Value> = ColumnType<Value, string, string>

export type RoundTables = {
  round_round: {
    partnership_id: PartnershipId
    id: RoundId
    client: string
    mode: RoundMode
    title: string
    state: RoundState
    snapshot: string
    snapshot_hash: string
    terms: JsonColumn<RoundTerms>
    terms_hash: string
    deadline: Date | null
    proposed_deadline: Date | null
    proposed_hash: string | null
    manager_sees: boolean
    previous_id: RoundId | null
    created_by: PersonId
    created_for: AuthorityCode
    created_at: Date
    offered_at: Date | null
    opened_at: Date | null
    revealed_at: Date | null
    cancelled_at: Date | null
    archived_at: Date | null
  }
  round_party: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    withdrawn_at: Date | null
  }
  round_key: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    wrapped: Buffer
  }
  round_envelope: {
    partnership_id: PartnershipId
    round_id: RoundId
    id: string
    authority_code: AuthorityCode
    item: string
    part: string
    holder: PersonId | null
    version: number
    sealed: Buffer
  }
  round_file: {
    partnership_id: PartnershipId
    round_id: RoundId
    id: string
    authority_code: AuthorityCode
    size: number
    sealed: Buffer
  }
  round_seal: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    asked_by: PersonId
    asked_at: Date
    sealed_by: PersonId | null
    sealed_at: Date | null
    consented_at: Date | null
    root: string
    digests: JsonColumn<Record<string, string>>
    packet: Buffer
  }
  round_visibility: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    choice: Visibility
  }
  round_opened: {
    partnership_id: PartnershipId
    round_id: RoundId
    authority_code: AuthorityCode
    item: string
    content: JsonColumn<Json>
    salt: string
  }
  round_result: {
    partnership_id: PartnershipId
    round_id: RoundId
    content: JsonColumn<Json>
  }
}
