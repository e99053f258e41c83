import { sql } from 'kysely'
import { carryOnAs, inTransaction } from '#platform/database.ts'
import { newId, type PersonId } from '#platform/id.ts'
import { hashPassword } from '#platform/password.ts'
import { append } from '#platform/record.ts'
import type { Role, Viewer, Visitor } from '#platform/viewer.ts'
import { actFor } from './acting.ts'
import { endMandate, giveMandate } from './colleague-store.ts'
import { invitationHash, staleness, type Invitation, type Stale } from './invitation.ts'
import { links } from './links.ts'
import { openSession, type SignInOutcome } from './sign-in.ts'
import { addPerson, keepCredential, knownBy, type PeopleDeps, type PeopleTrx } from './store.ts'

/** The invitation that a link opens, as its page shows it; looking changes nothing. */
export async function invitationAt(deps: PeopleDeps, secret: string): Promise<Invitation | null> {
  return inTransaction(deps.db, holder(deps, secret), (trx) => load(trx))
}

function holder(deps: PeopleDeps, secret: string): Visitor {
  return { kind: 'visitor', invitation: invitationHash(secret), now: deps.clock.now() }
}

async function load(trx: PeopleTrx): Promise<Invitation | null> {
  const found = await sql<Invitation>`
    select id, lower(email) as email, name, role, office, council, council_name as "councilName", partnership,
      partnership_name as "partnershipName", inviter, inviter_council as "inviterCouncil", from_outside as "fromOutside",
      coalesce(council_has_lead(council), false) as "hasLead", expires_at as "expiresAt", accepted_at as "acceptedAt",
      withdrawn_at as "withdrawnAt"
    from asker_invitation()`.execute(trx)
  return found.rows[0] ?? null
}

/** Whether the address invited has an account already; then its owner signs in first. */
export async function isKnown(deps: PeopleDeps, address: string): Promise<boolean> {
  const asker: Visitor = { kind: 'visitor', address, now: deps.clock.now() }
  return inTransaction(deps.db, asker, async (trx) => (await knownBy(trx, { address })) !== null)
}

export type Accepted =
  | { readonly next: string; readonly session: SignInOutcome | null }
  | { readonly stale: Stale }
  /** The invitation is for another address than the one signed in with, or for one that has to sign in first. */
  | { readonly refused: 'other-person' }

type TakenUp = { invitation: Invitation; person: PersonId } | Exclude<Accepted, { next: string }>

/** Who accepts: the person signed in, or somebody new. */
export type Accepter =
  | { readonly viewer: Viewer }
  | { readonly name: string; readonly password: string | null }

/**
 * Accepts an invitation: a new account where there is none, the mandate or the management, and its entry in the council's
 * record, in one transaction. Of two who try at once, one gets it.
 */
export async function accept(deps: PeopleDeps, secret: string, who: Accepter): Promise<Accepted> {
  const hash = 'name' in who && who.password !== null ? await hashPassword(who.password) : null
  const asker = holder(deps, secret)
  const done = await inTransaction(deps.db, asker, async (trx): Promise<TakenUp> => {
    await sql`select from people_invitation where token_hash = ${asker.invitation} for update`.execute(trx)
    const invitation = await load(trx)
    if (!invitation) return { stale: 'withdrawn' }
    const stale = staleness(invitation, asker.now)
    if (stale !== null) return { stale }
    const person = await accepter(trx, asker, invitation, who, hash)
    if (person === null) return { refused: 'other-person' }
    await takeUp(trx, asker, invitation, person)
    return { invitation, person }
  })
  if (!('person' in done)) return done
  return signedInFor(deps, done.invitation, done.person, who)
}

/** The person of the address invited: the one signed in, or a new one. Null when the address is another's. */
async function accepter(
  trx: PeopleTrx,
  asker: Visitor,
  invitation: Invitation,
  who: Accepter,
  hash: string | null,
): Promise<PersonId | null> {
  const { email } = invitation
  await carryOnAs(trx, { ...asker, address: email })
  const known = await knownBy(trx, { address: email })
  if ('viewer' in who) return known?.person === who.viewer.person ? known.person : null
  if (known) return null
  const person = await addPerson(trx, { id: newId(), name: who.name, email, now: asker.now })
  if (hash === null) return person
  await carryOnAs(trx, { ...asker, address: email, ticketPerson: person })
  await keepCredential(trx, person, asker.now, { password_hash: hash })
  return person
}

async function takeUp(
  trx: PeopleTrx,
  visitor: Visitor,
  invitation: Invitation,
  person: PersonId,
): Promise<void> {
  const asker = { ...visitor, address: invitation.email, ticketPerson: person }
  const { council, role, office } = invitation
  if (council !== null && role !== 'partnership-manager') {
    const viewer = viewerOf(invitation, person, council, role, visitor.now)
    await endEarlier(trx, viewer)
    await carryOnAs(trx, asker)
    await giveMandate(trx, { person, now: visitor.now }, { person, council, role, office })
    await markAccepted(trx, invitation, person, visitor.now)
    await carryOnAs(trx, viewer)
    await append(trx, viewer, { council }, { event: 'people.joined', facts: { person, role } })
    return
  }
  await carryOnAs(trx, asker)
  await sql`select accept_management()`.execute(trx)
  await markAccepted(trx, invitation, person, visitor.now)
  if (invitation.partnership === null) return
  const viewer = viewerOf(invitation, person, null, null, visitor.now)
  await carryOnAs(trx, viewer)
  await append(
    trx,
    viewer,
    { partnership: invitation.partnership },
    { event: 'people.manager-joined', facts: { person } },
  )
}

function viewerOf<Council extends string | null>(
  { name }: Invitation,
  person: PersonId,
  council: Council,
  role: Role | null,
  now: Date,
): Viewer & { council: Council } {
  const nothing = { office: null, managing: null, operator: false, sandbox: null, session: '' }
  return { kind: 'viewer', person, name, council, role, ...nothing, now }
}

/** Who acts for the council already, as something else, acts as what they are now invited to be. */
async function endEarlier(trx: PeopleTrx, viewer: Viewer & { council: string }): Promise<void> {
  await carryOnAs(trx, { ...viewer, role: null })
  const earlier = await trx
    .selectFrom('people_mandate')
    .select('id as mandate')
    .where('person_id', '=', viewer.person)
    .where('authority_code', '=', viewer.council)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (earlier) await endMandate(trx, viewer, earlier)
}

async function markAccepted(trx: PeopleTrx, { id }: Invitation, person: PersonId, now: Date): Promise<void> {
  await trx
    .updateTable('people_invitation')
    .set({ accepted_at: now, accepted_by: person })
    .where('id', '=', id)
    .execute()
}

/** Signed in, and acting for what was accepted. */
async function signedInFor(
  deps: PeopleDeps,
  { council, partnership }: Invitation,
  person: PersonId,
  who: Accepter,
): Promise<Accepted> {
  const next = partnership === null ? links.start : links.partnership(partnership)
  const key = council === null ? `partnership:${partnership ?? ''}` : `council:${council}`
  if ('viewer' in who) {
    await actFor(deps.db, who.viewer, key)
    return { next, session: null }
  }
  return { next, session: await openSession(deps, { person, proved: 'link', next }) }
}
