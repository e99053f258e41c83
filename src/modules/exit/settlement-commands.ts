import { approve, type ApprovalStanding } from '#modules/partnership/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { changing, partnershipOf, recordOf, tablesOf, type Outcome } from './commands.ts'
import type { LeavingId } from './leaving.ts'
import { loadSettlement, saveSettlementRow } from './leaving-store.ts'
import { settlementSubject, type ExitSources } from './queries.ts'
import { settlementHash, type Settlement } from './settlement.ts'
import { concerned, held, leavingApproval, tellPartners } from './leaving-approval.ts'

/** Saves the settlement over the version that was seen. Any agreement to another text falls away by itself. */
export function saveSettlement(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  given: { leaving: LeavingId; settlement: Settlement; seen: number },
): Promise<Outcome<{ version: number }>> {
  return changing(deps, by, partnership, async (trx) => {
    const leaving = await held(trx, by, partnership, given.leaving)
    if (leaving.state === 'closed' || leaving.state === 'withdrawn')
      return { refused: [{ type: 'wrong-state', state: leaving.state }] }
    const before = await loadSettlement(tablesOf(trx), by, leaving)
    if ((before?.version ?? 0) !== given.seen) return { refused: [{ type: 'changed-meanwhile' }] }
    await saveSettlementRow(tablesOf(trx), by, leaving, given)
    await append(
      recordOf(trx),
      by,
      { partnership },
      { event: 'exit.settlement-changed', facts: { leaving: leaving.id } },
    )
    return { done: { version: given.seen + 1 } }
  })
}

/** Agrees to the settlement that was seen, whole, as one hash. */
export function approveSettlement(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  given: { leaving: LeavingId; hash: string },
): Promise<Outcome<ApprovalStanding>> {
  return changing(deps, by, partnership, async (trx, view) => {
    const leaving = await held(trx, by, partnership, given.leaving)
    const settlement = await loadSettlement(tablesOf(trx), by, leaving)
    if (!settlement) return { refused: [{ type: 'nothing-to-approve' }] }
    if (settlement.hash !== given.hash || settlementHash(settlement.text) !== given.hash)
      return { refused: [{ type: 'changed-meanwhile' }] }
    const of = { subject: settlementSubject, hash: given.hash, councils: concerned(view, leaving) }
    const before = await leavingApproval(trx, by, leaving, of)
    if (before.approved.includes(by.council)) return { done: before }
    await approve(partnershipOf(trx), by, { partnership, subjectId: leaving.id, ...of })
    await append(
      recordOf(trx),
      by,
      { partnership },
      { event: 'exit.settlement-approved', facts: { leaving: leaving.id } },
    )
    await tellPartners(trx, by, view, leaving, 'exit-settlement')
    return { done: await leavingApproval(trx, by, leaving, of) }
  })
}
