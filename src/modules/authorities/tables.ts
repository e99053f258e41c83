import type { AuthorityCode, PersonId, SandboxId } from '#platform/id.ts'

export type AuthoritiesTables = {
  authorities_authority: {
    code: AuthorityCode
    kind: string
    name: string
    short_name: string
    sandbox_id: SandboxId | null
    added_by: PersonId | null
    ended_on: string | null
  }
}
