import type { MandateId, PersonId } from '#platform/id.ts'
import type { CouncilViewer, Office, Role } from '#platform/viewer.ts'

/** Somebody who acts for one's own council. */
export type Colleague = {
  readonly mandate: MandateId
  readonly person: PersonId
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly office: Office | null
  readonly givenAt: Date
  /** The last day on which they signed in, `YYYY-MM-DD`. */
  readonly activeOn: string | null
}

/** An invitation to one's own council that waits to be accepted. */
export type Waiting = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly office: Office | null
  readonly expiresAt: Date
}

/** Why something cannot be done with the people of a council. */
export type PeopleRefusal =
  /** For the lead and deputies. */
  | { readonly type: 'not-leading' }
  /** Naming, changing or removing a lead is for a lead. */
  | { readonly type: 'for-leads' }
  /** A council must keep somebody who leads it. */
  | { readonly type: 'last-lead' }
  | { readonly type: 'already-here'; readonly name: string }
  | { readonly type: 'already-invited' }
  /** Nobody outside is written to from a sandbox. */
  | { readonly type: 'sandbox' }
  /** One's own role is changed by a colleague, and one's own mandate is ended by leaving. */
  | { readonly type: 'yourself' }

type By = Pick<CouncilViewer, 'person' | 'role' | 'sandbox'>

export function leadsCouncil(by: Pick<CouncilViewer, 'role'>): boolean {
  return by.role === 'lead' || by.role === 'deputy'
}

/** Why this person cannot invite this address to this role; empty when they can. */
export function inviteBlockers(
  by: By,
  wanted: { readonly email: string; readonly role: Role },
  colleagues: readonly Colleague[],
  waiting: readonly Waiting[],
): PeopleRefusal[] {
  if (!leadsCouncil(by)) return [{ type: 'not-leading' }]
  const here = colleagues.find(({ email }) => email === wanted.email)
  return [
    ...(by.sandbox ? [{ type: 'sandbox' as const }] : []),
    ...(wanted.role === 'lead' && by.role !== 'lead' ? [{ type: 'for-leads' as const }] : []),
    ...(here ? [{ type: 'already-here' as const, name: here.name }] : []),
    ...(waiting.some(({ email }) => email === wanted.email) ? [{ type: 'already-invited' as const }] : []),
  ]
}

/** Why this person cannot give a colleague another role; empty when they can. */
export function changeBlockers(
  by: By,
  colleague: Colleague,
  role: Role,
  colleagues: readonly Colleague[],
): PeopleRefusal[] {
  if (!leadsCouncil(by)) return [{ type: 'not-leading' }]
  if ((role === 'lead' || colleague.role === 'lead') && by.role !== 'lead') return [{ type: 'for-leads' }]
  if (role !== 'lead' && isLastLead(colleague, colleagues)) return [{ type: 'last-lead' }]
  return []
}

/** Why this person cannot end a colleague's mandate; empty when they can. */
export function endBlockers(by: By, colleague: Colleague, colleagues: readonly Colleague[]): PeopleRefusal[] {
  if (!leadsCouncil(by)) return [{ type: 'not-leading' }]
  if (colleague.person === by.person) return [{ type: 'yourself' }]
  if (colleague.role === 'lead' && by.role !== 'lead') return [{ type: 'for-leads' }]
  return isLastLead(colleague, colleagues) ? [{ type: 'last-lead' }] : []
}

/** Why this person cannot hand the lead over to a colleague; empty when they can. */
export function handOverBlockers(by: By, colleague: Colleague): PeopleRefusal[] {
  if (by.role !== 'lead') return [{ type: 'for-leads' }]
  return colleague.person === by.person ? [{ type: 'yourself' }] : []
}

/** Why somebody cannot leave the council; empty when they can. */
export function leaveBlockers(leaver: Colleague, colleagues: readonly Colleague[]): PeopleRefusal[] {
  return isLastLead(leaver, colleagues) ? [{ type: 'last-lead' }] : []
}

function isLastLead(colleague: Colleague, colleagues: readonly Colleague[]): boolean {
  return colleague.role === 'lead' && colleagues.filter(({ role }) => role === 'lead').length === 1
}
