import { sql, type Kysely } from 'kysely'
import type { Json } from '#platform/canonical.ts'
import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'
import type { DataKey } from '#platform/sealing.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import type { RoundMode, RoundState } from './round.ts'
import { openPacket, type SaltedAnswer } from './seal.ts'
import type { RoundTables } from './tables.ts'

export type RoundLine = {
  readonly id: RoundId
  readonly client: string
  readonly mode: RoundMode
  readonly title: string
  readonly state: RoundState
  readonly createdAt: Date
  readonly revealedAt: Date | null
  readonly previous: RoundId | null
  /** Whether the reveal opens answers, or a result that is worked out from them. */
  readonly opens: 'answers' | 'result'
}

/** The rounds of a partnership that this viewer may know of, newest first. */
export async function roundsOf(
  db: Kysely<RoundTables>,
  _viewer: Viewer,
  partnership: PartnershipId,
): Promise<RoundLine[]> {
  return db
    .selectFrom('round_round')
    .select([
      'id',
      'client',
      'mode',
      'title',
      'state',
      'created_at as createdAt',
      'revealed_at as revealedAt',
      'previous_id as previous',
      sql<'answers' | 'result'>`coalesce(terms ->> 'opens', 'answers')`.as('opens'),
    ])
    .where('partnership_id', '=', partnership)
    .orderBy('created_at', 'desc')
    .execute()
}

/** The questions of a round, word for word as they were when it started. */
export async function snapshotOf(
  db: Kysely<RoundTables>,
  _viewer: Viewer,
  id: RoundId,
): Promise<string | null> {
  const row = await db.selectFrom('round_round').select('snapshot').where('id', '=', id).executeTakeFirst()
  return row?.snapshot ?? null
}

export type OpenedAnswer = { readonly council: AuthorityCode; readonly item: string; readonly content: Json }

/** What the reveal opened, for those who may read it; an empty list before the reveal, for everybody. */
export async function openedAnswers(
  db: Kysely<RoundTables>,
  _viewer: Viewer,
  id: RoundId,
): Promise<OpenedAnswer[]> {
  return db
    .selectFrom('round_opened')
    .select(['authority_code as council', 'item', 'content'])
    .where('round_id', '=', id)
    .execute()
}

/** Which opened answers are open to this viewer, without reading any: how many, and a digest of whose and to what. */
export async function openedToViewer(
  db: Kysely<RoundTables>,
  _viewer: Viewer,
  id: RoundId,
): Promise<{ count: number; which: string | null }> {
  const found = await sql<{ count: number; which: string | null }>`
    select count(*)::integer as count, bit_xor(hashtextextended(authority_code || '|' || item, 0))::text as which
    from round_opened where round_id = ${id}`.execute(db)
  return found.rows[0] ?? { count: 0, which: null }
}

/** What was worked out from all answers, for those who put theirs on the table; null before that, and for everybody else. */
export async function resultOf(db: Kysely<RoundTables>, _viewer: Viewer, id: RoundId): Promise<Json | null> {
  const row = await db
    .selectFrom('round_result')
    .select('content')
    .where('round_id', '=', id)
    .executeTakeFirst()
  return row?.content ?? null
}

/** What the viewer's own council sealed in this round, from its own packet; an empty record when it has not sealed. */
export async function ownSealed(
  db: Kysely<RoundTables>,
  viewer: CouncilViewer,
  key: DataKey,
  id: RoundId,
): Promise<Readonly<Record<string, SaltedAnswer>>> {
  const row = await db
    .selectFrom('round_seal')
    .select('packet')
    .where('round_id', '=', id)
    .where('authority_code', '=', viewer.council)
    .executeTakeFirst()
  return row ? openPacket(key, id, viewer.council, row.packet) : {}
}

export type PublishedSeal = {
  readonly council: AuthorityCode
  readonly sealedAt: Date | null
  readonly root: string
  readonly digests: Readonly<Record<string, string>>
  readonly answers: Readonly<Record<string, SaltedAnswer>>
}

/** Every seal of a revealed round with the answers and salts that anybody can check it by. */
export async function publishedSeals(
  db: Kysely<RoundTables>,
  _viewer: Viewer,
  id: RoundId,
): Promise<PublishedSeal[]> {
  const seals = await db
    .selectFrom('round_seal')
    .select(['authority_code as council', 'sealed_at as sealedAt', 'root', 'digests'])
    .where('round_id', '=', id)
    .where('sealed_at', 'is not', null)
    .orderBy('authority_code')
    .execute()
  const opened = await db
    .selectFrom('round_opened')
    .select(['authority_code', 'item', 'content', 'salt'])
    .where('round_id', '=', id)
    .execute()
  return seals.map((seal) => ({
    ...seal,
    answers: Object.fromEntries(
      opened
        .filter((row) => row.authority_code === seal.council)
        .map((row) => [row.item, { answer: row.content, salt: row.salt }]),
    ),
  }))
}

/** The viewer's own council's receipt, from the moment it asked to seal. */
export async function ownReceipt(
  db: Kysely<RoundTables>,
  viewer: CouncilViewer,
  id: RoundId,
): Promise<{ root: string; digests: Record<string, string>; sealedAt: Date | null } | null> {
  const row = await db
    .selectFrom('round_seal')
    .select(['root', 'digests', 'sealed_at as sealedAt'])
    .where('round_id', '=', id)
    .where('authority_code', '=', viewer.council)
    .executeTakeFirst()
  return row ?? null
}
