import { sql } from 'kysely'
import { NotFound } from '#platform/errors.ts'
import { newId, type AuthorityCode, type PersonId } from '#platform/id.ts'
import type { Office, Role, Viewer } from '#platform/viewer.ts'
import type { Colleague, Waiting } from './colleague.ts'
import type { PeopleTrx } from './store.ts'

/** Everybody who acts for this council, by name. With `lock`, nobody else changes them until the transaction ends. */
export async function colleaguesOf(
  trx: PeopleTrx,
  council: AuthorityCode,
  options: { lock: boolean } = { lock: false },
): Promise<Colleague[]> {
  if (options.lock) await sql`select pg_advisory_xact_lock(hashtext(${`people:${council}`}))`.execute(trx)
  return trx
    .selectFrom('people_mandate as m')
    .innerJoin('people_person as p', 'p.id', 'm.person_id')
    .select([
      'm.id as mandate',
      'p.id as person',
      'p.name',
      'p.email',
      'm.role',
      'm.office',
      'm.given_at as givenAt',
      'p.active_on as activeOn',
    ])
    .where('m.authority_code', '=', council)
    .where('m.ended_at', 'is', null)
    .orderBy('p.name')
    .execute()
}

export function colleagueIn(colleagues: readonly Colleague[], person: PersonId): Colleague {
  const found = colleagues.find((colleague) => colleague.person === person)
  if (!found) throw new NotFound('Nobody of this council.')
  return found
}

/** Invitations to this council by its own people that still wait, newest first. */
export async function waitingFor(trx: PeopleTrx, council: AuthorityCode, now: Date): Promise<Waiting[]> {
  const rows = await trx
    .selectFrom('people_invitation')
    .select(['id', 'name', 'email', 'role', 'office', 'expires_at as expiresAt'])
    .where('authority_code', '=', council)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.flatMap(({ role, ...row }) => (role === 'partnership-manager' ? [] : [{ ...row, role }]))
}

/** Gives somebody a mandate for a council. */
export async function giveMandate(
  trx: PeopleTrx,
  by: { readonly person: PersonId; readonly now: Date },
  mandate: { person: PersonId; council: AuthorityCode; role: Role; office: Office | null },
): Promise<void> {
  await trx
    .insertInto('people_mandate')
    .values({
      id: newId(),
      person_id: mandate.person,
      authority_code: mandate.council,
      role: mandate.role,
      office: mandate.office,
      given_at: by.now,
      given_by: by.person,
      ended_at: null,
      ended_by: null,
    })
    .execute()
}

/** Ends a mandate. What hung on it is gone with the next request: a session has only the role its mandate gives. */
export async function endMandate(
  trx: PeopleTrx,
  by: Pick<Viewer, 'person' | 'now'>,
  colleague: Pick<Colleague, 'mandate'>,
): Promise<void> {
  await trx
    .updateTable('people_mandate')
    .set({ ended_at: by.now, ended_by: by.person })
    .where('id', '=', colleague.mandate)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends what somebody was doing for a council, wherever they are signed in. */
export async function endSessionsFor(
  trx: PeopleTrx,
  person: PersonId,
  council: AuthorityCode,
  except = '',
): Promise<void> {
  await trx
    .deleteFrom('people_session')
    .where('person_id', '=', person)
    .where('acting_for', '=', council)
    .where('token_hash', '!=', except)
    .execute()
}

/** A council's name, as everybody may read it. */
export async function councilName(trx: PeopleTrx, council: AuthorityCode): Promise<string> {
  const found = await sql<{
    name: string
  }>`select name from authorities_authority where code = ${council}`.execute(trx)
  const [row] = found.rows
  if (!row) throw new NotFound('No such council.')
  return row.name
}
