import { sql } from 'kysely'
import { inTransaction, type Database } from '#platform/database.ts'
import { newId, type AuthorityCode, type PartnershipId, type PersonId } from '#platform/id.ts'
import type { CouncilViewer, Office, Role } from '#platform/viewer.ts'
import type { Tables } from '#root/tables.ts'

export { framework } from './make-framework.ts'

/** Plain functions that build valid things, with overrides. Every name in them is made up. */

export const noon = new Date('2026-06-01T12:00:00Z')

export type Team = { code: AuthorityCode; lead: CouncilViewer }

/** A person with a mandate for a council, as the owner of the database would add one. */
export async function person(
  db: Database<Tables>,
  council: AuthorityCode,
  as: { role?: Role; office?: Office | null; name?: string; now?: Date; email?: string } = {},
): Promise<CouncilViewer> {
  const id: PersonId = newId()
  const now = as.now ?? noon
  const role = as.role ?? 'lead'
  const office = as.office ?? null
  const name = as.name ?? `Person ${id.slice(0, 4)}`
  const viewer: CouncilViewer = {
    kind: 'viewer',
    person: id,
    name,
    council,
    role,
    office,
    managing: null,
    operator: false,
    sandbox: null,
    session: '',
    now,
  }
  await inTransaction(db, { ...viewer, role: 'lead', operator: true }, async (trx) => {
    await sql`insert into people_person (id, name, email, created_at) values (${id}, ${name}, ${as.email ?? `${id}@example.org`}, ${now})`.execute(
      trx,
    )
    await sql`insert into people_mandate (id, person_id, authority_code, role, office, given_at)
      values (${newId<'mandate'>()}, ${id}, ${council}, ${role}, ${office}, ${now})`.execute(trx)
  })
  return viewer
}

/** A partnership of these councils, all of whom have joined. */
export async function partnership(
  db: Database<Tables>,
  by: CouncilViewer,
  councils: readonly AuthorityCode[],
): Promise<PartnershipId> {
  const id: PartnershipId = newId()
  await inTransaction(db, by, async (trx) => {
    await sql`insert into partnership_partnership (id, name, service, stage, created_by, created_for, created_at)
      values (${id}, 'Shared service', 'ict', 'communicate', ${by.person}, ${by.council}, ${by.now})`.execute(
      trx,
    )
    for (const council of councils)
      await sql`insert into partnership_member (partnership_id, authority_code, invited_at, joined_at)
        values (${id}, ${council}, ${by.now}, ${by.now})`.execute(trx)
  })
  return id
}

/** Three real councils' codes, for tests that only need somewhere to belong: nothing is said about them. */
export const codes = { ashby: 'E07000223', barnshire: 'E07000032', coldwell: 'E07000224' } as const
