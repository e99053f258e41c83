import { sql, type Kysely } from 'kysely'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import { newDataKey, unwrapDataKey, type DataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Round } from './round.ts'
import type { RoundTables } from './tables.ts'

/** A key belongs to one council in one round; its wrapping is bound to both. */
export function keyPlace(round: RoundId, council: AuthorityCode): string {
  return `${round}|${council}`
}

/**
 * The data key of the viewer's own council for this round, made at first use. The row policy yields nobody else's. To a
 * council that takes no part there is nothing of its own in the round, so nothing to find.
 */
export async function ownKey(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  round: Pick<Round, 'id' | 'partnership' | 'parties'>,
  instanceKey: Buffer,
): Promise<DataKey> {
  if (!round.parties.some(({ council }) => council === by.council))
    throw new NotFound('Your council takes no part in this round.')
  const place = keyPlace(round.id, by.council)
  const found = await readWrapped(db, by, round)
  if (found) return unwrapDataKey(instanceKey, place, found)
  const made = newDataKey(instanceKey, place)
  await sql`insert into round_key (partnership_id, round_id, authority_code, wrapped)
    values (${round.partnership}, ${round.id}, ${by.council}, ${made.wrapped}) on conflict do nothing`.execute(
    db,
  )
  const kept = await readWrapped(db, by, round)
  return kept ? unwrapDataKey(instanceKey, place, kept) : made.key
}

async function readWrapped(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  round: Pick<Round, 'id' | 'partnership'>,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('round_key')
    .select('wrapped')
    .where('partnership_id', '=', round.partnership)
    .where('round_id', '=', round.id)
    .where('authority_code', '=', by.council)
    .executeTakeFirst()
  return row?.wrapped
}
