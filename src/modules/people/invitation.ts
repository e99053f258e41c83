import { sha256 } from '#platform/canonical.ts'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { Office, Role } from '#platform/viewer.ts'

/** How long an invitation holds. */
export const invitationDays = 14

export type InvitedRole = Role | 'partnership-manager'

/** An invitation as whoever holds its link sees it. */
export type Invitation = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: InvitedRole
  readonly office: Office | null
  readonly council: AuthorityCode | null
  readonly councilName: string | null
  readonly partnership: PartnershipId | null
  readonly partnershipName: string | null
  readonly inviter: string
  readonly inviterCouncil: string | null
  /** Another council invites this one's first lead. */
  readonly fromOutside: boolean
  readonly hasLead: boolean
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly withdrawnAt: Date | null
}

/** Why an invitation cannot be accepted. */
export type Stale = 'accepted' | 'withdrawn' | 'expired' | 'has-lead'

/** Why this invitation is past accepting, or null while it can be. */
export function staleness(
  invitation: Pick<
    Invitation,
    'expiresAt' | 'acceptedAt' | 'withdrawnAt' | 'fromOutside' | 'hasLead' | 'council'
  >,
  now: Date,
): Stale | null {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.withdrawnAt) return 'withdrawn'
  if (invitation.expiresAt <= now) return 'expired'
  if (invitation.council !== null && invitation.fromOutside && invitation.hasLead) return 'has-lead'
  return null
}

export function invitationHash(secret: string): string {
  return sha256(`invitation ${secret}`)
}
