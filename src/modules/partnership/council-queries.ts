import { sql, type Kysely } from 'kysely'
import { councilOptions, type CouncilOption, type KnownAuthority } from '#modules/authorities/index.ts'
import { speakersOf, type PeopleTables } from '#modules/people/index.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, PartnershipId, PersonId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Member, Partnership } from './partnership.ts'
import { partnershipFor } from './queries.ts'
import type { PartnershipTables } from './tables.ts'

/** The database as these pages see it: the partnership's tables, and those of the people in it. */
export type CouncilDatabase = Database<PartnershipTables & PeopleTables & RecordTables>

/** Somebody the viewer's own council invited to the partnership and who has not answered. */
export type Pending = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly council: string | null
  readonly expiresAt: Date
}

/** The councils of a partnership, who leads each, who manages it and who is invited. */
export type CouncilsView = {
  readonly partnership: Partnership
  readonly members: readonly (Member & { readonly leads: readonly string[] })[]
  readonly managers: readonly { readonly person: PersonId; readonly name: string; readonly givenAt: Date }[]
  readonly pending: readonly Pending[]
}

export async function councilsFor(
  db: CouncilDatabase,
  viewer: Viewer,
  id: PartnershipId,
): Promise<CouncilsView> {
  return inTransaction(db, viewer, async (trx) => {
    const own = trx.$pickTables<keyof PartnershipTables>()
    const partnership = await partnershipFor(own, viewer, id)
    if (!partnership) throw new NotFound('No such partnership, or not yours.')
    // A council that has not joined has shown itself to nobody yet, nor have its people.
    const shown = partnership.members.filter(({ joinedAt, leftAt }) => joinedAt && !leftAt)
    const codes = shown.map(({ council }) => council)
    const speakers = await speakersOf(trx.$pickTables<keyof PeopleTables>(), viewer, codes)
    const members = partnership.members.map((member) => ({
      ...member,
      leads: speakers.filter(({ council }) => council === member.council).map(({ lead }) => lead),
    }))
    return {
      partnership,
      members,
      managers: await managersOf(own, viewer, id),
      pending: await pendingOf(own, viewer, id),
    }
  })
}

async function managersOf(
  db: Kysely<PartnershipTables>,
  _viewer: Viewer,
  id: PartnershipId,
): Promise<CouncilsView['managers']> {
  const rows = await sql<CouncilsView['managers'][number]>`
    select p.id as person, p.name, g.given_at as "givenAt" from partnership_manager g join people_person p on p.id = g.person_id
    where g.partnership_id = ${id} and g.ended_at is null order by p.name`.execute(db)
  return rows.rows
}

/** Addresses are for the council that typed them. */
async function pendingOf(
  db: Kysely<PartnershipTables>,
  viewer: Viewer,
  id: PartnershipId,
): Promise<readonly Pending[]> {
  const rows = await sql<Pending>`
    select i.id, i.name, i.email, a.name as council, i.expires_at as "expiresAt"
    from people_invitation i left join authorities_authority a on a.code = i.authority_code
    where i.partnership_id = ${id} and i.invited_for = ${viewer.council} and i.accepted_at is null and i.withdrawn_at is null
      and i.expires_at > ${viewer.now} order by i.made_at desc`.execute(db)
  return rows.rows
}

/** A council that may be invited. */
export type CouncilChoice = { readonly code: AuthorityCode; readonly name: string }

/** Every council and other body that may be invited: those that exist today; in a sandbox, those of the sandbox. */
export async function councilChoices(
  db: Kysely<PartnershipTables>,
  viewer: Viewer,
  without: readonly AuthorityCode[],
): Promise<CouncilChoice[]> {
  const known = await knownCouncils(db, viewer)
  return known.filter(({ code, endedOn }) => endedOn === null && !without.includes(code))
}

/** The same as a form offers them, to be found by former names and other codes too. */
export async function councilPicks(
  db: Kysely<PartnershipTables>,
  content: Parameters<typeof councilOptions>[0],
  viewer: Viewer,
  without: readonly AuthorityCode[],
): Promise<CouncilOption[]> {
  return councilOptions(content, await knownCouncils(db, viewer), { exclude: without })
}

async function knownCouncils(db: Kysely<PartnershipTables>, viewer: Viewer): Promise<KnownAuthority[]> {
  const known = await sql<KnownAuthority>`
    select code, kind, name, short_name as "shortName", ended_on as "endedOn",
      added_by is null and sandbox_id is null as "isListed"
    from authorities_authority where sandbox_id is not distinct from ${viewer.sandbox}::uuid order by name`.execute(
    db,
  )
  return known.rows
}
