import { randomUUID } from '#platform/chance.ts'
import type { Kysely } from 'kysely'
import type { Json } from '#platform/canonical.ts'
import type { AuthorityCode, PersonId, RoundId } from '#platform/id.ts'
import { openValue, sealValue, type DataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Round } from './round.ts'
import type { RoundTables } from './tables.ts'

/**
 * An envelope holds what a council wrote about one item, sealed under its key for the round. `part` says what kind of thing
 * it is to the client; `holder` whose, when it is one person's and not the council's.
 */
export type Envelope = {
  readonly item: string
  readonly part: string
  readonly holder: PersonId | null
  /** Counts up with each save, so that two people who write the same one notice. */
  readonly version: number
  readonly value: Json
}

export type EnvelopeAt = Pick<Envelope, 'item' | 'part' | 'holder'>

/** Somebody saved in between: what stands there now, to be shown beside what was typed. */
export type SaveOutcome = { readonly saved: number } | { readonly conflict: Envelope }

/** Where an envelope belongs: what is sealed there opens nowhere else. */
export function placeOf(round: RoundId, council: AuthorityCode, at: EnvelopeAt): string {
  return [round, council, at.item, at.part, at.holder ?? ''].join('|')
}

/** Reads the envelopes of the viewer's own council: all, or those of one item or part, as far as the row policy shows them. */
export async function readEnvelopes(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Pick<Round, 'id' | 'partnership'>,
  only: { item?: string; part?: string; holder?: PersonId | null } = {},
): Promise<Envelope[]> {
  const rows = await db
    .selectFrom('round_envelope')
    .select(['item', 'part', 'holder', 'version', 'sealed'])
    .where('partnership_id', '=', round.partnership)
    .where('round_id', '=', round.id)
    .where('authority_code', '=', by.council)
    .$if(only.item !== undefined, (query) => query.where('item', '=', only.item ?? ''))
    .$if(only.part !== undefined, (query) => query.where('part', '=', only.part ?? ''))
    .$if(only.holder !== undefined, (query) =>
      query.where('holder', 'is not distinct from', only.holder ?? null),
    )
    .execute()
  return rows.map(({ sealed, ...at }) => ({
    ...at,
    value: openValue(key, placeOf(round.id, by.council, at), sealed),
  }))
}

/**
 * Saves one envelope over the version the writer had seen (0 for none). When another version stands there, nothing is
 * written and the caller is shown it.
 */
export async function writeEnvelope(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Pick<Round, 'id' | 'partnership'>,
  at: EnvelopeAt & { seen: number; value: Json },
): Promise<SaveOutcome> {
  const sealed = sealValue(key, placeOf(round.id, by.council, at), at.value)
  const place = { partnership_id: round.partnership, round_id: round.id, authority_code: by.council }
  const written =
    at.seen === 0
      ? await db
          .insertInto('round_envelope')
          .values({
            ...place,
            id: randomUUID(),
            item: at.item,
            part: at.part,
            holder: at.holder,
            version: 1,
            sealed,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await db
          .updateTable('round_envelope')
          .set({ sealed, version: at.seen + 1 })
          .where('partnership_id', '=', round.partnership)
          .where('round_id', '=', round.id)
          .where('authority_code', '=', by.council)
          .where('item', '=', at.item)
          .where('part', '=', at.part)
          .where('holder', 'is not distinct from', at.holder)
          .where('version', '=', at.seen)
          .returning('version')
          .executeTakeFirst()
  if (written) return { saved: written.version }
  const [standing] = await readEnvelopes(db, by, key, round, at)
  return standing ? { conflict: standing } : writeEnvelope(db, by, key, round, { ...at, seen: 0 })
}

/** Takes away what was written, if nobody has written over it since version `made`. */
export async function removeEnvelope(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  round: Pick<Round, 'id' | 'partnership'>,
  at: EnvelopeAt & { made: number },
): Promise<void> {
  await db
    .deleteFrom('round_envelope')
    .where('partnership_id', '=', round.partnership)
    .where('round_id', '=', round.id)
    .where('authority_code', '=', by.council)
    .where('item', '=', at.item)
    .where('part', '=', at.part)
    .where('holder', 'is not distinct from', at.holder)
    .where('version', '=', at.made)
    .execute()
}
