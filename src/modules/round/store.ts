import { sql, type Kysely } from 'kysely'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import {
  approvalStanding,
  approvalsOf,
  type Approval,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import type { OwnSeal, Party, Round, Seals } from './round.ts'
import type { RoundTables } from './tables.ts'

/** The database as the round module sees it: its own tables, and those of the partnership it belongs to. */
export type RoundDatabase = RoundTables & PartnershipTables & AuthoritiesTables

export const termsSubject = 'round-terms'

/**
 * Loads a round as this viewer may know it, or null: for want of the row, or of the right to see it (the row policies make
 * the two look the same). `lock` holds the row until the transaction ends: `shared` with others who only need the round to
 * stay as it is, so that fifty people can save at once while nobody seals or reveals.
 */
export async function loadRound(
  db: Kysely<RoundDatabase>,
  viewer: Viewer,
  id: RoundId,
  options: { lock?: boolean | 'shared' } = {},
): Promise<Round | null> {
  const row = await db
    .selectFrom('round_round')
    .select([
      'id',
      'partnership_id as partnership',
      'client',
      'mode',
      'title',
      'state',
      'terms',
      'terms_hash as termsHash',
      'snapshot_hash as snapshotHash',
      'proposed_deadline as proposedDeadline',
      'proposed_hash as proposedHash',
      'created_for as createdFor',
      'previous_id as previous',
      'created_at as createdAt',
      'opened_at as openedAt',
      'revealed_at as revealedAt',
    ])
    .where('id', '=', id)
    .$if(options.lock === true, (query) => query.forUpdate())
    .$if(options.lock === 'shared', (query) => query.forShare())
    .executeTakeFirst()
  if (!row) return null
  const { proposedDeadline, proposedHash, ...rest } = row
  const approvals = await approvalsOf(db.$pickTables<keyof PartnershipTables>(), {
    partnership: row.partnership,
    subject: termsSubject,
    subjectId: id,
  })
  const parties = await loadParties(db, id, row.termsHash, approvals)
  const extension =
    proposedDeadline && proposedHash
      ? {
          deadline: proposedDeadline.toISOString(),
          hash: proposedHash,
          agreed: approvals.filter(({ hash }) => hash === proposedHash).map(({ council }) => council),
        }
      : null
  return { ...rest, extension, parties, seals: await loadSeals(db, viewer, row) }
}

async function loadParties(
  db: Kysely<RoundDatabase>,
  id: RoundId,
  hash: string,
  approvals: readonly Approval[],
): Promise<Party[]> {
  const rows = await db
    .selectFrom('round_party as party')
    .innerJoin('authorities_authority as authority', 'authority.code', 'party.authority_code')
    .select([
      'authority.code as council',
      'authority.name',
      'authority.short_name as shortName',
      'party.withdrawn_at',
    ])
    .where('party.round_id', '=', id)
    .orderBy('authority.name')
    .execute()
  const standing = approvalStanding(
    rows.map((row) => row.council),
    approvals,
    hash,
  )
  return rows.map(({ withdrawn_at: withdrawnAt, ...party }) => ({
    ...party,
    approvedTerms: standing.approved.includes(party.council),
    withdrawn: withdrawnAt !== null,
  }))
}

/** Counts come from functions that say how many and no more; names only where the terms show them. */
async function loadSeals(
  db: Kysely<RoundDatabase>,
  viewer: Viewer,
  { id, terms }: Pick<Round, 'id' | 'terms'>,
): Promise<Seals> {
  const found = await sql<{ sealed: number; consented: number; names: AuthorityCode[] | null } & MaybeSeal>`
    select round_sealed_count(r.id) as sealed, round_consented_count(r.id) as consented,
      (select array_agg(n) from round_sealed_names(r.id) n) as names, own.asked_by as "askedBy", own.asked_at as "askedAt",
      own.sealed_at as "sealedAt", own.consented_at as "consentedAt", own.root
    from (select ${id}::uuid as id) r
    left join round_seal own on own.round_id = r.id and own.authority_code = ${viewer.council}`.execute(db)
  const [row] = found.rows
  if (!row) throw new Error('The counts of a round are always one row.')
  const { sealed, consented, names, askedBy, askedAt, sealedAt, consentedAt, root } = row
  const own = askedBy === null ? null : { askedBy, askedAt, sealedAt, consentedAt, root }
  return { sealed, consented, names: terms.showNames ? (names ?? []) : null, own }
}

/** The viewer's own council's seal; without one, all of it is null. */
type MaybeSeal = OwnSeal | { readonly [name in keyof OwnSeal]: null }

/** Writes the round's own row: its state and the times at which it changed. */
export async function saveState(
  db: Kysely<RoundDatabase>,
  round: Round,
  change: Partial<{
    state: Round['state']
    offered_at: Date
    opened_at: Date
    revealed_at: Date
    cancelled_at: Date
    archived_at: Date
  }>,
): Promise<void> {
  await db
    .updateTable('round_round')
    .set(change)
    .where('partnership_id', '=', round.partnership)
    .where('id', '=', round.id)
    .execute()
}

export async function saveOwnSeal(
  db: Kysely<RoundDatabase>,
  by: CouncilViewer,
  round: Round,
  change: Partial<{ sealed_by: CouncilViewer['person']; sealed_at: Date; consented_at: Date }>,
): Promise<void> {
  await db
    .updateTable('round_seal')
    .set(change)
    .where('partnership_id', '=', round.partnership)
    .where('round_id', '=', round.id)
    .where('authority_code', '=', by.council)
    .execute()
}

export async function deleteOwnSeal(
  db: Kysely<RoundDatabase>,
  by: CouncilViewer,
  round: Round,
): Promise<void> {
  await db
    .deleteFrom('round_seal')
    .where('partnership_id', '=', round.partnership)
    .where('round_id', '=', round.id)
    .where('authority_code', '=', by.council)
    .execute()
}
