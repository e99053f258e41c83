import type { JSONColumnType } from 'kysely'
import type { AuthorityCode, PartnershipId, PersonId } from '#platform/id.ts'
import type { Proposal } from './proposal.ts'
import type { SplitFigures } from './figures.ts'
import type { TrueUp } from './true-up.ts'

export type CostSharingTables = {
  cost_sharing_split: {
    partnership_id: PartnershipId
    id: string
    figures: JSONColumnType<SplitFigures>
    proposal: JSONColumnType<Proposal | null>
    proposal_hash: string | null
    seen: number
    changed_by: PersonId
    changed_for: AuthorityCode
    changed_at: Date
  }
  cost_sharing_leaving: {
    partnership_id: PartnershipId
    authority_code: AuthorityCode
    wrapped: Buffer
    sealed: Buffer
  }
  cost_sharing_true_up: {
    partnership_id: PartnershipId
    year: string
    figures: JSONColumnType<TrueUp>
    seen: number
    changed_by: PersonId
    changed_for: AuthorityCode
    changed_at: Date
  }
  cost_sharing_dissent: {
    partnership_id: PartnershipId
    proposal_hash: string
    authority_code: AuthorityCode
    reason: string
    dissented_by: PersonId
    dissented_at: Date
  }
}
