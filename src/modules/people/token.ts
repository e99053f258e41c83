import type { Scope } from '#platform/api-asker.ts'
import type { PersonId } from '#platform/id.ts'
import type { Role } from '#platform/viewer.ts'

/** A token of one's own council, as those who lead it see it. Its secret was shown once and is kept nowhere. */
export type Token = {
  readonly id: string
  readonly name: string
  readonly person: PersonId
  readonly personName: string
  readonly scope: Scope
  readonly madeAt: Date
  readonly expiresAt: Date
  /** The last day on which it was used, `YYYY-MM-DD`. */
  readonly usedOn: string | null
  readonly revokedAt: Date | null
}

/** In days: long enough to be of use, short enough that a forgotten token ends by itself. */
export const tokenDays = { least: 7, most: 365, usual: 90 } as const

/**
 * The role in which a token acts: never above the person's own at that moment. One that may read reads as a reader; one that
 * may write answers does so as a deputy, who cannot cancel a round or leave one; one that may lead has the person's role. A
 * contributor or an approver stays what they are or becomes less: neither sees all that a reader or deputy sees.
 */
export function tokenRole(scope: Scope, own: Role): Role {
  if (own === 'contributor' || own === 'reader') return own
  if (own === 'approver') return scope === 'lead' ? 'approver' : 'reader'
  if (scope === 'read') return 'reader'
  return scope === 'answer' ? 'deputy' : own
}
