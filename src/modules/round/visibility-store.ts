import { sql, type Kysely, type Transaction } from 'kysely'
import type { PartnershipId, PersonId, RoundId } from '#platform/id.ts'
import { append, type RecordTables } from '#platform/record.ts'
import { openValue, type DataKey } from '#platform/sealing.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { placeOf, type Envelope } from './envelope.ts'
import { loadRound, type RoundDatabase } from './store.ts'
import type { RoundTables } from './tables.ts'
import {
  chooseVisibilityBlockers,
  isVisibility,
  type Visibility,
  type VisibilityRefusal,
} from './visibility.ts'

/** The viewer's own council's choice; nobody else's can be read. */
export async function ownVisibility(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  round: RoundId,
): Promise<Visibility | null> {
  const row = await db
    .selectFrom('round_visibility')
    .select('choice')
    .where('round_id', '=', round)
    .where('authority_code', '=', by.council)
    .executeTakeFirst()
  return row?.choice ?? null
}

/** What binds all, once every council has chosen; null before that. Never whose choice it was. */
export async function bindingVisibility(
  db: Kysely<RoundTables>,
  _viewer: Viewer,
  round: RoundId,
): Promise<Visibility | null> {
  const found = await sql<{
    binding: string | null
  }>`select round_visibility_binding(${round}) as binding`.execute(db)
  const binding = found.rows[0]?.binding
  return isVisibility(binding) ? binding : null
}

/** Chooses for a council how far the round opens. The database holds to the same rule. */
export async function chooseVisibility(
  trx: Transaction<RoundDatabase & RecordTables>,
  by: CouncilViewer,
  id: RoundId,
  wanted: Visibility,
): Promise<{ chosen: Visibility } | { refused: readonly VisibilityRefusal[] }> {
  const db = trx.$pickTables<keyof RoundTables>()
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), by, id, { lock: true })
  if (!round) return { refused: [{ type: 'not-a-party' }] }
  const standing = await ownVisibility(db, by, id)
  const refused = chooseVisibilityBlockers(round, by, wanted, standing)
  if (refused.length > 0) return { refused }
  const at = { partnership_id: round.partnership, round_id: id, authority_code: by.council }
  if (standing === null)
    await db
      .insertInto('round_visibility')
      .values({ ...at, choice: wanted })
      .execute()
  else
    await db
      .updateTable('round_visibility')
      .set({ choice: wanted })
      .where('partnership_id', '=', round.partnership)
      .where('round_id', '=', id)
      .where('authority_code', '=', by.council)
      .execute()
  await append(
    trx,
    by,
    { council: by.council },
    { event: 'round.visibility-chosen', facts: { round: id, choice: wanted } },
  )
  return { chosen: wanted }
}

/** The part of a round in which somebody writes for themselves alone: not even those who lead their council may read it. */
export const alonePart = 'alone'

/**
 * What everybody in the viewer's council wrote for themselves alone, for the one act that seals it. Empty unless the viewer
 * may seal, and after the seal.
 */
export async function readAlone(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: { id: RoundId; partnership: PartnershipId },
): Promise<Envelope[]> {
  const rows = await sql<{ item: string; holder: PersonId; version: number; sealed: Buffer }>`
    select item, holder, version, sealed from round_alone(${round.id})`.execute(db)
  return rows.rows.map(({ sealed, ...row }) => {
    const at = { ...row, part: alonePart }
    return { ...at, value: openValue(key, placeOf(round.id, by.council, at), sealed) }
  })
}
