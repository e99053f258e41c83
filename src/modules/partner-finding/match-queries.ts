import { sql, type QueryExecutorProvider } from 'kysely'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'

/** Two councils that are interested in each other, as one of them sees it. */
export type Match = {
  readonly id: string
  readonly other: AuthorityCode
  readonly otherName: string
  /** Short names of both, A to Z. */
  readonly names: readonly string[]
  readonly service: string
  readonly matchedAt: Date
  readonly partnership: PartnershipId | null
}

/** The matches of the viewer's own council, newest first. */
export async function matchesOf(db: QueryExecutorProvider, by: CouncilViewer): Promise<Match[]> {
  const found = await sql<Match>`
    select m.id, o.code as other, o.name as "otherName", array[f.short_name, s.short_name] as names, m.service,
      m.matched_at as "matchedAt", m.partnership_id as partnership
    from finding_match m
    join authorities_authority f on f.code = m.first_code
    join authorities_authority s on s.code = m.second_code
    join authorities_authority o on o.code = case when m.first_code = ${by.council} then m.second_code else m.first_code end
    where ${by.council} in (m.first_code, m.second_code)
    order by m.matched_at desc, m.id`.execute(db)
  return found.rows.map((row) => ({ ...row, names: row.names.toSorted() }))
}

/** One match; `to-change` holds it, so that two who open a partnership at once open one. */
export async function matchFor(
  db: QueryExecutorProvider,
  by: CouncilViewer,
  id: string,
  purpose: 'to-read' | 'to-change' = 'to-read',
): Promise<Match | null> {
  if (purpose === 'to-change') await sql`select id from finding_match where id = ${id} for update`.execute(db)
  return (await matchesOf(db, by)).find((match) => match.id === id) ?? null
}
