import { sql } from 'kysely'
import { sha256 } from '#platform/canonical.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import {
  newSecret,
  type AuthorityCode,
  type PartnershipId,
  type PersonId,
  type SandboxId,
} from '#platform/id.ts'
import type { Office, Role, Viewer, Visitor } from '#platform/viewer.ts'
import type { PeopleTables } from './tables.ts'

/** After this long a session ends, whatever happens; and after this long without a page. Seconds. */
export const absoluteSeconds = 12 * 60 * 60
export const idleSeconds = 60 * 60

/** Who is signed in, and what the page shell says of it. */
export type SignedIn = {
  readonly viewer: Viewer
  readonly councilName: string | null
  readonly managingName: string | null
  readonly startedAt: Date
  readonly proved: PeopleTables['people_session']['proved']
}

type SessionRow = {
  person: PersonId
  name: string
  operator: boolean
  council: AuthorityCode | null
  council_name: string | null
  role: Role | null
  office: Office | null
  managing: PartnershipId | null
  managing_name: string | null
  sandbox: SandboxId | null
  started_at: Date
  seen_at: Date
  proved: SignedIn['proved']
}

/** The hash under which a session is kept; the cookie's own value is kept nowhere. */
export function sessionHash(cookie: string): string {
  return sha256(`session ${cookie}`)
}

/** Who holds this cookie now, or null. Marks the session as used, at most once a minute. */
export async function signedIn(
  db: Database<PeopleTables>,
  cookie: string,
  now: Date,
): Promise<SignedIn | null> {
  const session = sessionHash(cookie)
  return inTransaction(db, { kind: 'visitor', session, now }, async (trx) => {
    const found = await sql<SessionRow>`select * from asker_session()`.execute(trx)
    const row = found.rows[0]
    if (!row) return null
    if (now.getTime() - row.seen_at.getTime() > 60_000)
      await trx
        .updateTable('people_session')
        .set({ seen_at: now })
        .where('token_hash', '=', session)
        .execute()
    const { person, name, operator, council, role, office, managing, sandbox } = row
    const viewer: Viewer = {
      kind: 'viewer',
      person,
      name,
      council,
      role,
      office,
      managing: council ? null : managing,
      operator,
      sandbox,
      session,
      now,
    }
    return {
      viewer,
      councilName: row.council_name,
      managingName: row.managing_name,
      startedAt: row.started_at,
      proved: row.proved,
    }
  })
}

/** Starts a session and returns the value for its cookie, which is kept nowhere else. */
export async function startSession(
  db: Database<PeopleTables>,
  asker: Visitor,
  session: {
    person: PersonId
    proved: SignedIn['proved']
    actingFor: AuthorityCode | null
    managing?: PartnershipId | null
    sandbox?: SandboxId | null
  },
): Promise<string> {
  const cookie = newSecret()
  const token = sessionHash(cookie)
  await inTransaction(db, { ...asker, session: token }, (trx) =>
    trx
      .insertInto('people_session')
      .values({
        token_hash: token,
        person_id: session.person,
        acting_for: session.actingFor,
        managing: session.managing ?? null,
        sandbox_id: session.sandbox ?? null,
        started_at: asker.now,
        seen_at: asker.now,
        proved: session.proved,
        ended_at: null,
      })
      .execute(),
  )
  return cookie
}

/** Ends the session that asks. */
export async function endSession(db: Database<PeopleTables>, viewer: Viewer): Promise<void> {
  await inTransaction(db, viewer, (trx) =>
    trx.deleteFrom('people_session').where('token_hash', '=', viewer.session).execute(),
  )
}
