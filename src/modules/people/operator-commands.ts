import { sql } from 'kysely'
import { carryOnAs, inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type AuthorityCode, type PersonId } from '#platform/id.ts'
import { queueMail, queueMailToLeads } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { Viewer } from '#platform/viewer.ts'
import { councilName, giveMandate } from './colleague-store.ts'
import { links } from './links.ts'
import { addPerson, knownBy, type PeopleDeps, type PeopleTrx } from './store.ts'
import { asWords } from './text.ts'
import { mintTicket, type Purpose } from './ticket.ts'

/** Why an operator cannot do something. */
export type OperatorRefusal =
  /** The council has a lead, and chooses its own people. */
  | { readonly type: 'led'; readonly council: string }
  | { readonly type: 'no-council' }
  | { readonly type: 'yourself' }
  | { readonly type: 'already-operator'; readonly name: string }

/**
 * What came of it. The link is there only where no mail server is set up, and is shown once. `known`: they had an account
 * already, so there is no link: they sign in as they always do, and the operator cannot do it for them.
 */
export type Enrolled = {
  readonly done: { readonly name: string; readonly link: string | null; readonly known: boolean }
}
export type OperatorOutcome = Enrolled | { readonly refused: readonly OperatorRefusal[] }

type Whom = { readonly name: string; readonly email: string }

/** Starts a council off: enrols its first lead. Where somebody leads it already, that is who invites. */
export async function enrolLead(
  deps: PeopleDeps,
  by: Viewer,
  wanted: Whom & { readonly council: AuthorityCode },
): Promise<OperatorOutcome> {
  const { council } = wanted
  return inTransaction(deps.db, by, async (trx) => {
    const found = await sql<{ name: string; led: boolean }>`
      select name, council_has_lead(code) as led from authorities_authority
      where code = ${council} and ended_on is null and sandbox_id is null`.execute(trx)
    const [row] = found.rows
    if (!row) return { refused: [{ type: 'no-council' as const }] }
    if (row.led) return { refused: [{ type: 'led' as const, council: row.name }] }
    const { person, known } = await find(trx, by, wanted)
    await giveMandate(trx, by, { person, council, role: 'lead', office: null })
    const link = await hand(trx, deps, by, { ...wanted, person, known, as: asWords('lead', null, row.name) })
    await recordFor(trx, by, council, 'lead-enrolled', person)
    return { done: { name: wanted.name, link, known } }
  })
}

/** Names another operator. */
export async function nameOperator(deps: PeopleDeps, by: Viewer, wanted: Whom): Promise<OperatorOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const { person, known } = await find(trx, by, wanted)
    const now = await trx
      .selectFrom('people_person')
      .select(['name', 'is_operator'])
      .where('id', '=', person)
      .executeTakeFirst()
    if (now?.is_operator) return { refused: [{ type: 'already-operator' as const, name: now.name }] }
    await sql`select name_operator(${person})`.execute(trx)
    const link = await hand(trx, deps, by, { ...wanted, person, known, as: 'an operator of this service' })
    return { done: { name: wanted.name, link, known } }
  })
}

/**
 * Replaces what somebody signs in with: password, authenticator app and every open link are void, they are signed out
 * everywhere, and a new one-use link is made. The leads of every council they act for are told, by mail and on their page, in
 * the same transaction: nobody can be signed in as without their council hearing of it.
 */
export async function replaceCredentials(
  deps: PeopleDeps,
  by: Viewer,
  person: PersonId,
): Promise<OperatorOutcome> {
  if (person === by.person) return { refused: [{ type: 'yourself' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const whom = await trx
      .selectFrom('people_person')
      .select(['name', 'email'])
      .where('id', '=', person)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (!whom?.email) throw new NotFound('Nobody of that name.')
    await sql`select drop_credentials(${person})`.execute(trx)
    const to = { name: whom.name, email: whom.email, person }
    const link = await handOrMail(trx, deps, by, to, 'reset', {
      template: 'reset',
      subject: 'Sign in to Handfast again',
      facts: { name: whom.name, by: by.name },
    })
    for (const council of await councilsOf(trx, person)) await tell(trx, by, council, person, whom.name)
    return { done: { name: whom.name, link, known: false } }
  })
}

async function tell(
  trx: PeopleTrx,
  by: Viewer,
  council: AuthorityCode,
  person: PersonId,
  name: string,
): Promise<void> {
  await queueMailToLeads(trx, by, [council], {
    template: 'credentials-replaced',
    subject: 'What a colleague signs in with was replaced',
    facts: { by: by.name, person: name, council: await councilName(trx, council) },
  })
  await recordFor(trx, by, council, 'credentials-replaced', person)
}

async function councilsOf(trx: PeopleTrx, person: PersonId): Promise<AuthorityCode[]> {
  const rows = await trx
    .selectFrom('people_mandate')
    .select('authority_code')
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map((row) => row.authority_code)
}

/**
 * Writes what an operator did into the record of the council it touches. For this one entry the transaction stands in the
 * council's place, with no role in it; the entry itself says that nobody of the council did it.
 */
async function recordFor(
  trx: PeopleTrx,
  by: Viewer,
  council: AuthorityCode,
  event: 'lead-enrolled' | 'credentials-replaced',
  person: PersonId,
): Promise<void> {
  await carryOnAs(trx, { ...by, council, role: null, office: null })
  const facts = { person, operator: by.name }
  await append(trx, { ...by, council: null }, { council }, { event: `people.${event}`, facts })
  await carryOnAs(trx, by)
}

/** The person of an address: the one who has it, or a new one. */
async function find(
  trx: PeopleTrx,
  by: Viewer,
  { name, email }: Whom,
): Promise<{ person: PersonId; known: boolean }> {
  const known = await knownBy(trx, { address: email })
  if (known) return { person: known.person, known: true }
  return { person: await addPerson(trx, { id: newId(), name, email, now: by.now }), known: false }
}

type Hand = Whom & { readonly person: PersonId; readonly known: boolean; readonly as: string }

/** Tells somebody that they were enrolled; the link, where it has to be handed over. */
async function hand(trx: PeopleTrx, deps: PeopleDeps, by: Viewer, to: Hand): Promise<string | null> {
  const facts = { name: to.name, by: by.name, as: to.as }
  const subject = 'You are enrolled in Handfast'
  if (!to.known) return handOrMail(trx, deps, by, to, 'enrol', { template: 'enrolment', subject, facts })
  if (deps.mailOn)
    await queueMail(
      trx,
      by,
      { address: to.email, person: to.person },
      { template: 'enrolment-added', subject, facts },
    )
  return null
}

async function handOrMail(
  trx: PeopleTrx,
  deps: PeopleDeps,
  by: Viewer,
  to: { email: string; person: PersonId },
  purpose: Purpose,
  mail: Parameters<typeof queueMail>[3],
): Promise<string | null> {
  if (!deps.mailOn)
    return `${deps.url}${links.enrol(await mintTicket(trx, by, { person: to.person, purpose }))}`
  await queueMail(trx, by, { address: to.email, person: to.person }, mail)
  return null
}
