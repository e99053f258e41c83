import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Member, Partnership } from './partnership.ts'
import type { PartnershipTables } from './tables.ts'

/** The partnerships this viewer is in, is invited to or has left, newest first. The row policy decides; no list is passed in. */
export async function partnershipsOf(db: Kysely<PartnershipTables>, viewer: Viewer): Promise<Partnership[]> {
  return read(db, viewer, sql``)
}

/** One partnership that this viewer is in: joined and not left, or managing it. Null when there is none. */
export async function partnershipFor(
  db: Kysely<PartnershipTables>,
  viewer: Viewer,
  id: PartnershipId,
): Promise<Partnership | null> {
  const [found] = await read(db, viewer, sql`where p.id = ${id} and p.id in (select asker_partnerships())`)
  return found ?? null
}

/**
 * The same, also for a council that is only invited or has left. For the pages that promise it: what the partnership is called
 * and who is in it, and the rounds that were opened to the council.
 */
export async function knownPartnershipFor(
  db: Kysely<PartnershipTables>,
  viewer: Viewer,
  id: PartnershipId,
): Promise<Partnership | null> {
  const [found] = await read(db, viewer, sql`where p.id = ${id}`)
  return found ?? null
}

/** A partnership beside one of its members; `code` is null where the viewer may see none. */
type Row = Omit<Partnership, 'members'> &
  Omit<Member, 'council' | 'name'> & { readonly code: AuthorityCode | null; readonly council: string }

/** In one reading: this stands behind nearly every page. */
async function read(
  db: Kysely<PartnershipTables>,
  _viewer: Viewer,
  which: RawBuilder<unknown>,
): Promise<Partnership[]> {
  const { rows } = await sql<Row>`
    select p.id, p.name, p.service, p.stage, p.sandbox_id as sandbox, p.created_for as "createdFor",
      p.created_at as "createdAt", a.code, a.name as council, a.short_name as "shortName", m.joined_at as "joinedAt",
      m.left_at as "leftAt"
    from partnership_partnership p
    left join partnership_member m on m.partnership_id = p.id
    left join authorities_authority a on a.code = m.authority_code
    ${which} order by p.created_at desc, p.id, a.name`.execute(db)
  const found = new Map<PartnershipId, Omit<Partnership, 'members'> & { members: Member[] }>()
  for (const { code, council, shortName, joinedAt, leftAt, ...row } of rows) {
    const partnership = found.get(row.id) ?? { ...row, members: [] }
    if (code !== null) partnership.members.push({ council: code, name: council, shortName, joinedAt, leftAt })
    found.set(row.id, partnership)
  }
  return [...found.values()]
}

/** Whether somebody leads this council here already. Yes or no; never who. */
export async function hasLead(db: Kysely<PartnershipTables>, council: AuthorityCode): Promise<boolean> {
  const found = await sql<{ has: boolean }>`select council_has_lead(${council}) as has`.execute(db)
  return found.rows[0]?.has ?? false
}
