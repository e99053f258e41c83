import type { AuthorityCode, PartnershipId, PersonId, SandboxId } from '#platform/id.ts'
import type { Stage } from './partnership.ts'

export type PartnershipTables = {
  partnership_partnership: {
    id: PartnershipId
    name: string
    service: string
    stage: Stage
    sandbox_id: SandboxId | null
    created_by: PersonId
    created_for: AuthorityCode
    created_at: Date
  }
  partnership_member: {
    partnership_id: PartnershipId
    authority_code: AuthorityCode
    invited_at: Date
    invited_by: AuthorityCode | null
    joined_at: Date | null
    left_at: Date | null
  }
  partnership_manager: {
    partnership_id: PartnershipId
    person_id: PersonId
    given_at: Date
    given_by: PersonId
    ended_at: Date | null
  }
  partnership_approval: {
    partnership_id: PartnershipId
    subject: string
    subject_id: string
    hash: string
    authority_code: AuthorityCode
    approved_by: PersonId
    approved_at: Date
  }
}
