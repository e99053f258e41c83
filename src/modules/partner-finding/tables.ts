import type { Json } from '#platform/canonical.ts'
import type { AuthorityCode, PartnershipId, PersonId, SandboxId } from '#platform/id.ts'
import type { EventKind, Shared } from './event.ts'
import type { OfferSide, OfferShown } from './offer.ts'

export type PartnerFindingTables = {
  finding_offer: {
    authority_code: AuthorityCode
    id: string
    side: OfferSide
    service: string
    words: string
    shown: OfferShown
    said_on: string
  }
  finding_event: {
    authority_code: AuthorityCode
    id: string
    about_code: AuthorityCode
    kind: EventKind
    title: string
    service: string
    cpv: string | null
    supplier: string | null
    happens_on: string
    source: string
    source_address: string | null
    shared: Shared
    notice: string | null
    import_id: string | null
  }
  finding_import: {
    authority_code: AuthorityCode
    id: string
    loaded_by: PersonId
    loaded_on: string
    content: Json
    saved: boolean
  }
  finding_feed: { authority_code: AuthorityCode; id: string; token_hash: string; made_on: string }
  finding_interest: {
    id: string
    sandbox_id: SandboxId | null
    owner: Buffer
    tag: Buffer
    sealed: Buffer
  }
  finding_group_search: {
    id: string
    wanted: Json
    state: 'waiting' | 'running' | 'done' | 'stopped' | 'too-many' | 'failed'
    done: number
    of_all: number
    scored: number
    found: Json | null
    runner: string | null
    beat_at: Date | null
    asked_at: Date
  }
  finding_match: {
    id: string
    first_code: AuthorityCode
    second_code: AuthorityCode
    service: string
    matched_at: Date
    partnership_id: PartnershipId | null
  }
}
