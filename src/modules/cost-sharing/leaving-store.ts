import { sql } from 'kysely'
import { newDataKey, openValue, sealValue, unwrapDataKey } from '#platform/sealing.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { LeavingQuestion } from '#engine/leaving-question.ts'
import type { CostSharingTrx } from './store.ts'

const placeOf = (partnership: PartnershipId, council: string) =>
  `cost-sharing-leaving:${partnership}:${council}`

/** Keeps what a council last asked, sealed under a new key of its own. Always the same size. */
export async function keepQuestion(
  trx: CostSharingTrx,
  by: CouncilViewer,
  partnership: PartnershipId,
  question: LeavingQuestion,
  instanceKey: Buffer,
): Promise<void> {
  const place = placeOf(partnership, by.council)
  const { key, wrapped } = newDataKey(instanceKey, place)
  const sealed = sealValue(key, place, question)
  await sql`insert into cost_sharing_leaving (partnership_id, authority_code, wrapped, sealed)
    values (${partnership}, ${by.council}, ${wrapped}, ${sealed})
    on conflict (partnership_id, authority_code) do update set wrapped = excluded.wrapped, sealed = excluded.sealed`.execute(
    trx,
  )
}

/** What the asker's council last asked, or null. */
export async function keptQuestion(
  trx: CostSharingTrx,
  by: CouncilViewer,
  partnership: PartnershipId,
  instanceKey: Buffer,
): Promise<LeavingQuestion | null> {
  const row = await trx
    .selectFrom('cost_sharing_leaving')
    .select(['wrapped', 'sealed'])
    .where('partnership_id', '=', partnership)
    .where('authority_code', '=', by.council)
    .executeTakeFirst()
  if (!row) return null
  const place = placeOf(partnership, by.council)
  // Written by `keepQuestion` alone, from this type; before notice had a day, of another shape, which is let go.
  const kept = openValue(unwrapDataKey(instanceKey, place, row.wrapped), place, row.sealed)
  const isOfNow = typeof kept === 'object' && kept !== null && 'given' in kept
  return isOfNow ? (kept as unknown as LeavingQuestion) : null
}
