import { randomUUID } from '#platform/chance.ts'
import { sql } from 'kysely'
import type { Refusal, Round } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { RoundId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import { newDataKey, openValue, sealValue, unwrapDataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Overlap } from './board.ts'
import { boardFor } from './board-queries.ts'
import { isFields } from './json.ts'
import { own, type AlignmentDeps, type AlignmentTrx } from './store.ts'

const wrappedBytes = 60

function placeOf(round: Pick<Round, 'id'>, item: string): string {
  return `${round.id}|overlap|${item}`
}

/** Keeps each range's overlap, or that there is none, sealed by the instance: one row of one length for every range. */
export async function keepOverlaps(
  trx: AlignmentTrx,
  round: Pick<Round, 'id' | 'partnership'>,
  instanceKey: Buffer,
  overlaps: Readonly<Record<string, Overlap | null>>,
): Promise<void> {
  for (const [item, overlap] of Object.entries(overlaps)) {
    const { key, wrapped } = newDataKey(instanceKey, placeOf(round, item))
    await own(trx)
      .insertInto('alignment_overlap')
      .values({
        partnership_id: round.partnership,
        round_id: round.id,
        item,
        sealed: Buffer.concat([wrapped, sealValue(key, placeOf(round, item), overlap)]),
      })
      .execute()
  }
}

export type AcceptOutcome =
  | { readonly done: 'waits' | 'shown' }
  | { readonly refused: readonly (Refusal | { readonly type: 'no-overlap' })[] }

/**
 * Asks, for a council, to see where the ranges of a term overlap. With the last council the overlap is written down for all
 * to read. Before that nobody is told who asked.
 */
export async function acceptOverlap(
  deps: AlignmentDeps,
  by: CouncilViewer,
  id: RoundId,
  item: string,
): Promise<AcceptOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const board = await boardFor(trx, by, id, { lock: true })
    const found = board?.result.terms.find(({ term }) => term === item)
    if (!board || found?.kind !== 'range') throw new NotFound('No such range on this board.')
    if (by.role !== 'lead' && by.role !== 'deputy')
      return { refused: [{ type: 'role', needs: ['lead', 'deputy'] }] }
    if (!found.overlap) return { refused: [{ type: 'no-overlap' }] }
    const { round } = board
    await own(trx)
      .insertInto('alignment_acceptance')
      .values({
        partnership_id: round.partnership,
        round_id: id,
        item,
        authority_code: by.council,
        id: randomUUID(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return { done: await showOverlap(deps, trx, by, round, item) }
  })
}

async function showOverlap(
  deps: AlignmentDeps,
  trx: AlignmentTrx,
  by: CouncilViewer,
  round: Round,
  item: string,
): Promise<'waits' | 'shown'> {
  const found = await sql<{ sealed: Buffer }>`
    select sealed from alignment_accepted_overlap(${round.id}, ${item})`.execute(trx)
  const sealed = found.rows[0]?.sealed
  if (!sealed) return 'waits'
  const place = placeOf(round, item)
  const key = unwrapDataKey(deps.instanceKey, place, sealed.subarray(0, wrappedBytes))
  const overlap = openValue(key, place, sealed.subarray(wrappedBytes))
  if (!isFields(overlap) || typeof overlap['low'] !== 'number' || typeof overlap['high'] !== 'number')
    throw new Error('A board says that ranges overlap, and there is no overlap.')
  const written = await own(trx)
    .insertInto('alignment_range')
    .values({
      partnership_id: round.partnership,
      round_id: round.id,
      item,
      low: overlap['low'],
      high: overlap['high'],
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('item')
    .executeTakeFirst()
  if (written)
    await append(
      trx,
      by,
      { partnership: round.partnership },
      { event: 'alignment.overlap-shown', facts: { round: round.id, term: item } },
    )
  return 'shown'
}
