import type { Json } from '#platform/canonical.ts'
import type { AuthorityCode, Id, PartnershipId, PersonId } from '#platform/id.ts'

export type ProposalId = Id<'proposal'>
export type ProposalKind = 'publish' | 'amend' | 'withdraw'

export type RegisterTables = {
  register_proposal: {
    partnership_id: PartnershipId
    id: ProposalId
    entry_id: string
    kind: ProposalKind
    words: string
    hash: string
    proposed_by: PersonId
    proposed_for: AuthorityCode
    proposed_at: Date
    state: 'open' | 'published' | 'dropped'
  }
  register_entry: { id: string; words: Json; version: number; published_on: string; changed_on: string }
  register_tombstone: { entry_id: string; name: string; on_day: string; why: string }
  register_claim: {
    entry_id: string
    authority_code: AuthorityCode
    claimed_on: string
    confirmed_on: string
    reminded_on: string | null
  }
  register_reply: { entry_id: string; authority_code: AuthorityCode; words: string; on_day: string }
  register_suggestion: {
    id: Id<'suggestion'>
    entry_id: string
    field: string
    should_be: string
    source: string
    on_day: string
    state: 'open' | 'accepted' | 'declined'
    decided_on: string | null
    decided_for: AuthorityCode | null
    answer: string | null
  }
  register_correction: {
    id: Id<'correction'>
    entry_id: string
    field: string
    was: string
    is_now: string
    why: string
    source: string
    decided_for: AuthorityCode | null
    decided_on: string
    public_on: string
    named: readonly AuthorityCode[]
  }
  register_import: {
    id: Id<'import'>
    name: string
    source: string
    licence: string
    on_day: string
    state: 'draft' | 'taken' | 'undone'
    columns: Json
    rows: Json
    mapping: Json
  }
  register_imported: {
    entry_id: string
    import_id: Id<'import'>
    words: Json
    origin: Json
    gone_on: string | null
  }
  register_edition: { id: boolean; number: string }
  register_snapshot: { month: string; digest: string; body: string }
}
