import { sql, type Kysely } from 'kysely'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Member, Partnership } from './partnership.ts'
import type { PartnershipTables } from './tables.ts'

type Row = Omit<Partnership, 'members'>

const columns = [
  'id',
  'name',
  'service',
  'stage',
  'sandbox_id as sandbox',
  'created_for as createdFor',
  'created_at as createdAt',
] as const

/** The partnerships this viewer is in, is invited to or has left, newest first. The row policy decides; no list is passed in. */
export async function partnershipsOf(db: Kysely<PartnershipTables>, viewer: Viewer): Promise<Partnership[]> {
  const rows = await ownPartnerships(db).orderBy('created_at', 'desc').execute()
  return withMembers(db, viewer, rows)
}

/** One partnership that this viewer is in: joined and not left, or managing it. Null when there is none. */
export async function partnershipFor(
  db: Kysely<PartnershipTables>,
  viewer: Viewer,
  id: PartnershipId,
): Promise<Partnership | null> {
  return one(
    db,
    viewer,
    ownPartnerships(db).where('id', 'in', sql<PartnershipId>`(select asker_partnerships())`),
    id,
  )
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
  return one(db, viewer, ownPartnerships(db), id)
}

function ownPartnerships(db: Kysely<PartnershipTables>) {
  return db.selectFrom('partnership_partnership').select(columns)
}

async function one(
  db: Kysely<PartnershipTables>,
  viewer: Viewer,
  rows: ReturnType<typeof ownPartnerships>,
  id: PartnershipId,
): Promise<Partnership | null> {
  const row = await rows.where('id', '=', id).executeTakeFirst()
  const [partnership] = row ? await withMembers(db, viewer, [row]) : []
  return partnership ?? null
}

type MemberRow = Member & { readonly partnership: PartnershipId }

async function withMembers(
  db: Kysely<PartnershipTables>,
  _viewer: Viewer,
  rows: readonly Row[],
): Promise<Partnership[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const members = await sql<MemberRow>`
    select m.partnership_id as partnership, a.code as council, a.name, a.short_name as "shortName",
      m.joined_at as "joinedAt", m.left_at as "leftAt"
    from partnership_member m join authorities_authority a on a.code = m.authority_code
    where m.partnership_id = any(${ids}) order by a.name`.execute(db)
  return rows.map((row) => ({
    ...row,
    members: members.rows
      .filter(({ partnership }) => partnership === row.id)
      .map(({ council, name, shortName, joinedAt, leftAt }) => ({
        council,
        name,
        shortName,
        joinedAt,
        leftAt,
      })),
  }))
}

/** Whether somebody leads this council here already. Yes or no; never who. */
export async function hasLead(db: Kysely<PartnershipTables>, council: AuthorityCode): Promise<boolean> {
  const found = await sql<{ has: boolean }>`select council_has_lead(${council}) as has`.execute(db)
  return found.rows[0]?.has ?? false
}
