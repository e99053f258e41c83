import { sql, type Kysely } from 'kysely'
import type { AuthorityCode, PersonId } from '#platform/id.ts'
import type { Office, Viewer } from '#platform/viewer.ts'
import type { PeopleTables } from './tables.ts'

/** Who leads for a council: the name that its partners may know. */
export type Speaker = { readonly council: AuthorityCode; readonly lead: string }

/** Who speaks for each of these councils, as far as the viewer may know them: their own, and their partners'. */
export async function speakersOf(
  db: Kysely<PeopleTables>,
  _viewer: Viewer,
  councils: readonly AuthorityCode[],
): Promise<Speaker[]> {
  if (councils.length === 0) return []
  return db
    .selectFrom('people_mandate as mandate')
    .innerJoin('people_person as person', 'person.id', 'mandate.person_id')
    .select(['mandate.authority_code as council', 'person.name as lead'])
    .where('mandate.authority_code', 'in', councils)
    .where('mandate.role', '=', 'lead')
    .where('mandate.ended_at', 'is', null)
    .orderBy('person.name')
    .execute()
}

/** The names of a council's people that the viewer may know: of all, or of those with these ids. */
export async function namesOfPeople(
  db: Kysely<PeopleTables>,
  _viewer: Viewer,
  council: AuthorityCode,
  only?: readonly PersonId[],
): Promise<{ id: string; name: string; office: Office | null }[]> {
  return db
    .selectFrom('people_mandate as mandate')
    .innerJoin('people_person as person', 'person.id', 'mandate.person_id')
    .select(['person.id', 'person.name', 'mandate.office'])
    .where('mandate.authority_code', '=', council)
    .$if(only !== undefined, (query) => query.where('person.id', '=', sql<PersonId>`any(${only ?? []})`))
    .orderBy('person.name')
    .execute()
}
