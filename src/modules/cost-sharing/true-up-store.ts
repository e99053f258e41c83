import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { CostSharingTrx } from './store.ts'
import type { TrueUp } from './true-up.ts'

/** A year as it is kept, and the version that the reader saw. */
export type TrueUpRow = { readonly figures: TrueUp; readonly seen: number }

/** The years of a partnership that have been put in, newest first. */
export async function trueUpsIn(trx: CostSharingTrx, partnership: PartnershipId): Promise<TrueUpRow[]> {
  return trx
    .selectFrom('cost_sharing_true_up')
    .select(['figures', 'seen'])
    .where('partnership_id', '=', partnership)
    .orderBy('year', 'desc')
    .execute()
}

/** Writes a year over the version that was seen (0: none); false when somebody was faster. */
export async function writeTrueUp(
  trx: CostSharingTrx,
  by: CouncilViewer,
  at: { readonly partnership: PartnershipId; readonly seen: number },
  figures: TrueUp,
): Promise<boolean> {
  const changed = { changed_by: by.person, changed_for: by.council, changed_at: by.now }
  const text = JSON.stringify(figures)
  if (at.seen === 0) {
    const made = await trx
      .insertInto('cost_sharing_true_up')
      .values({
        partnership_id: at.partnership,
        year: figures.year,
        figures: text,
        seen: 1,
        ...changed,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return made.numInsertedOrUpdatedRows === 1n
  }
  const done = await trx
    .updateTable('cost_sharing_true_up')
    .set({ figures: text, seen: at.seen + 1, ...changed })
    .where('partnership_id', '=', at.partnership)
    .where('year', '=', figures.year)
    .where('seen', '=', at.seen)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}
