import { sql } from 'kysely'
import { carryOnAs, inTransaction } from '#platform/database.ts'
import { newId, newSecret, type PersonId } from '#platform/id.ts'
import { hashPassword } from '#platform/password.ts'
import { links } from './links.ts'
import { openSession, type SignInOutcome } from './sign-in.ts'
import { addPerson, keepCredential, type PeopleDeps, type PeopleTrx } from './store.ts'
import { ticketHash } from './ticket.ts'

/** The one-use address that the first start prints holds for a day. */
const holdsMs = 24 * 60 * 60_000

/**
 * The address at which somebody becomes the first operator, or null when there is anybody here already. There is no default
 * password: whoever can read what the program prints is the operator. Each call makes a new address and voids the old.
 */
export async function firstOperatorLink(
  deps: Pick<PeopleDeps, 'db' | 'clock' | 'url'>,
): Promise<string | null> {
  const now = deps.clock.now()
  const secret = newSecret()
  const note = { hash: ticketHash(secret), expiresAt: new Date(now.getTime() + holdsMs).toISOString() }
  const isMade = await inTransaction(deps.db, { kind: 'worker', now }, async (trx) => {
    const anybody = await trx
      .selectFrom('people_person')
      .select('id')
      .where('sandbox_id', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (anybody) return false
    await sql`insert into platform_note (name, value, at) values ('first-operator', ${JSON.stringify(note)}::jsonb, ${now})
      on conflict (name) do update set value = excluded.value, at = excluded.at`.execute(trx)
    return true
  })
  return isMade ? `${deps.url}${links.firstOperator(secret)}` : null
}

/** Whether this secret is the one that was printed last, is unused and still holds. */
export async function isFirstOperatorSecret(deps: PeopleDeps, secret: string): Promise<boolean> {
  const ticket = ticketHash(secret)
  return inTransaction(deps.db, { kind: 'visitor', ticket, now: deps.clock.now() }, (trx) => isHeld(trx))
}

async function isHeld(trx: PeopleTrx): Promise<boolean> {
  const found = await sql<{ held: boolean }>`select asker_is_first_operator() as held`.execute(trx)
  return found.rows[0]?.held ?? false
}

/** Makes the first operator and signs them in. Of two who try at once, one becomes it. */
export async function becomeFirstOperator(
  deps: PeopleDeps,
  secret: string,
  who: { name: string; email: string; password: string | null },
): Promise<SignInOutcome> {
  const hash = who.password === null ? null : await hashPassword(who.password)
  const now = deps.clock.now()
  const person: PersonId = newId()
  const asker = { kind: 'visitor' as const, ticket: ticketHash(secret), now }
  const isMade = await inTransaction(deps.db, asker, async (trx) => {
    await sql`select from platform_note where name = 'first-operator' for update`.execute(trx)
    if (!(await isHeld(trx))) return false
    await addPerson(trx, { id: person, name: who.name, email: who.email, isOperator: true, now })
    await sql`update platform_note set value = '{}'::jsonb, at = ${now} where name = 'first-operator'`.execute(
      trx,
    )
    if (hash === null) return true
    await carryOnAs(trx, { kind: 'visitor', ticketPerson: person, now })
    await keepCredential(trx, person, now, { password_hash: hash })
    return true
  })
  return isMade ? openSession(deps, { person, proved: 'link', next: '/' }) : { refused: 'gone' }
}
