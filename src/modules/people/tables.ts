import type { Scope } from '#platform/api-asker.ts'
import type { AuthorityCode, MandateId, PartnershipId, PersonId, SandboxId } from '#platform/id.ts'
import type { Office, Role } from '#platform/viewer.ts'

export type PeopleTables = {
  people_person: {
    id: PersonId
    name: string
    email: string | null
    is_operator: boolean
    sandbox_id: SandboxId | null
    created_at: Date
    active_on: string | null
    ended_at: Date | null
  }
  people_credential: {
    person_id: PersonId
    password_hash: string | null
    totp_sealed: Buffer | null
    totp_last_step: string | null
    changed_at: Date
  }
  people_mandate: {
    id: MandateId
    person_id: PersonId
    authority_code: AuthorityCode
    role: Role
    office: Office | null
    given_at: Date
    given_by: PersonId | null
    ended_at: Date | null
    ended_by: PersonId | null
  }
  people_ticket: {
    token_hash: string
    person_id: PersonId
    purpose: 'sign-in' | 'enrol' | 'reset' | 'second-step'
    proved: 'link' | 'password' | null
    next_path: string | null
    made_at: Date
    expires_at: Date
    used_at: Date | null
  }
  people_invitation: {
    id: string
    authority_code: AuthorityCode | null
    partnership_id: PartnershipId | null
    email: string
    name: string
    role: Role | 'partnership-manager'
    office: Office | null
    invited_by: PersonId
    invited_for: AuthorityCode | null
    token_hash: string | null
    made_at: Date
    expires_at: Date
    accepted_at: Date | null
    accepted_by: PersonId | null
    withdrawn_at: Date | null
  }
  people_session: {
    token_hash: string
    person_id: PersonId
    acting_for: AuthorityCode | null
    managing: PartnershipId | null
    sandbox_id: SandboxId | null
    started_at: Date
    seen_at: Date
    proved: 'link' | 'password' | 'password-only' | 'sandbox'
    ended_at: Date | null
  }
  people_token: {
    id: string
    token_hash: string
    person_id: PersonId
    authority_code: AuthorityCode
    name: string
    scope: Scope
    made_at: Date
    expires_at: Date
    used_on: string | null
    revoked_at: Date | null
    revoked_by: PersonId | null
  }
}
