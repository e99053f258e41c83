import type { Transaction } from 'kysely'
import type { BusinessCaseTables } from '#modules/business-case/index.ts'
import { approvalsOf, type PartnershipTables } from '#modules/partnership/index.ts'
import type { PeopleTables } from '#modules/people/index.ts'
import type { Database } from '#platform/database.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { SplitFigures } from './figures.ts'
import { splitSubject, type Dissent, type Proposal, type SplitView } from './proposal.ts'
import type { CostSharingTables } from './tables.ts'

export type { CostSharingTables } from './tables.ts'
export type CostSharingDatabase = CostSharingTables &
  BusinessCaseTables &
  PartnershipTables &
  PeopleTables &
  RecordTables
export type CostSharingTrx = Transaction<CostSharingDatabase>
export type CostSharingDeps = { readonly db: Database<CostSharingDatabase> }

/** The split of a partnership, or null when nobody has put any figures in that this asker may read. */
export async function splitIn(
  trx: CostSharingTrx,
  partnership: PartnershipId,
  { lock = false }: { lock?: boolean } = {},
): Promise<SplitView | null> {
  const query = trx.selectFrom('cost_sharing_split').selectAll().where('partnership_id', '=', partnership)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    figures: row.figures,
    seen: row.seen,
    proposal: row.proposal,
    hash: row.proposal_hash,
    approvals: await approvalsOf(trx.$pickTables<keyof PartnershipTables>(), {
      partnership,
      subject: splitSubject,
      subjectId: row.id,
    }),
    dissents: await dissentsIn(trx, partnership),
  }
}

async function dissentsIn(trx: CostSharingTrx, partnership: PartnershipId): Promise<Dissent[]> {
  return trx
    .selectFrom('cost_sharing_dissent')
    .select(['authority_code as council', 'proposal_hash as hash', 'reason', 'dissented_at as at'])
    .where('partnership_id', '=', partnership)
    .orderBy('authority_code')
    .execute()
}

/** Writes the figures over the version that was seen; false when somebody was faster. */
export async function writeFigures(
  trx: CostSharingTrx,
  by: CouncilViewer,
  at: { partnership: PartnershipId; seen: number },
  figures: SplitFigures,
): Promise<boolean> {
  const changed = { changed_by: by.person, changed_for: by.council, changed_at: by.now }
  const text = JSON.stringify(figures)
  const done =
    at.seen === 0
      ? await trx
          .insertInto('cost_sharing_split')
          .values({
            partnership_id: at.partnership,
            id: newId(),
            figures: text,
            proposal: null as never,
            proposal_hash: null,
            seen: 1,
            ...changed,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      : await trx
          .updateTable('cost_sharing_split')
          .set({ figures: text, seen: at.seen + 1, ...changed })
          .where('partnership_id', '=', at.partnership)
          .where('seen', '=', at.seen)
          .executeTakeFirst()
  return 'numUpdatedRows' in done ? done.numUpdatedRows === 1n : done.numInsertedOrUpdatedRows === 1n
}

export async function writeProposal(
  trx: CostSharingTrx,
  by: CouncilViewer,
  at: { partnership: PartnershipId; seen: number },
  { proposal, hash }: { proposal: Proposal; hash: string },
): Promise<void> {
  await trx
    .updateTable('cost_sharing_split')
    .set({
      proposal: JSON.stringify(proposal),
      proposal_hash: hash,
      seen: at.seen + 1,
      changed_by: by.person,
      changed_for: by.council,
      changed_at: by.now,
    })
    .where('partnership_id', '=', at.partnership)
    .execute()
}
