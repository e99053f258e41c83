import type { Transaction } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database.ts'
import type { PersonId } from '#platform/id.ts'
import type { PeopleTables } from './tables.ts'

export type PeopleDatabase = Database<PeopleTables>
export type PeopleTrx = Transaction<PeopleTables>

/** What this module needs from outside. */
export type PeopleDeps = {
  readonly db: PeopleDatabase
  readonly clock: Clock
  readonly instanceKey: Buffer
  /** The public address, without a slash at the end: links to hand over or to mail start with it. */
  readonly url: string
  /** Whether a mail server is set up. Without one, a one-use link is shown once to whoever made it, to hand over. */
  readonly mailOn: boolean
}

/** Somebody, as far as signing in is concerned. */
export type Known = {
  readonly person: PersonId
  readonly name: string
  readonly email: string
  readonly passwordHash: string | null
  readonly totpSealed: Buffer | null
}

/** Who has this address, with what they sign in with. The asker must have shown the address, or be that person. */
export async function knownBy(
  trx: PeopleTrx,
  by: { address: string } | { person: PersonId },
): Promise<Known | null> {
  const found = await trx
    .selectFrom('people_person as p')
    .leftJoin('people_credential as c', 'c.person_id', 'p.id')
    .select(['p.id', 'p.name', 'p.email', 'c.password_hash', 'c.totp_sealed'])
    .where('p.ended_at', 'is', null)
    .where((where) =>
      'person' in by
        ? where('p.id', '=', by.person)
        : where(where.fn<string>('lower', ['p.email']), '=', by.address),
    )
    .executeTakeFirst()
  if (!found?.email) return null
  const { id: person, name, email, password_hash: passwordHash, totp_sealed: totpSealed } = found
  return { person, name, email, passwordHash, totpSealed }
}

type Credential = Partial<PeopleTables['people_credential']>

/** Keeps what somebody signs in with; what is not named stays as it is. */
export async function keepCredential(
  trx: PeopleTrx,
  person: PersonId,
  now: Date,
  change: Pick<Credential, 'password_hash' | 'totp_sealed' | 'totp_last_step'>,
): Promise<void> {
  const empty = { password_hash: null, totp_sealed: null, totp_last_step: null }
  await trx
    .insertInto('people_credential')
    .values({ person_id: person, ...empty, ...change, changed_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ ...change, changed_at: now }))
    .execute()
}

/** Adds a person and returns who they are. */
export async function addPerson(
  trx: PeopleTrx,
  person: { id: PersonId; name: string; email: string; isOperator?: boolean; now: Date },
): Promise<PersonId> {
  await trx
    .insertInto('people_person')
    .values({
      id: person.id,
      name: person.name,
      email: person.email,
      is_operator: person.isOperator ?? false,
      sandbox_id: null,
      created_at: person.now,
      active_on: null,
      ended_at: null,
    })
    .execute()
  return person.id
}
