import { approve } from '#modules/partnership/index.ts'
import { sql } from 'kysely'
import { newId, type PartnershipId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { changing, partnershipOf, recordOf, tablesOf, type Outcome } from './commands.ts'
import {
  moveBlockers,
  noticeBlockers,
  withdrawBlockers,
  type Leaving,
  type LeavingId,
  type Move,
  type Notice,
  type Refusal,
} from './leaving.ts'
import { insertLeaving, loadSettlement, moveLeaving } from './leaving-store.ts'
import { isAnswered } from './plan.ts'
import { settlementSubject, withdrawalSubject, type ExitSources, type ExitView } from './queries.ts'
import type { ExitTrx } from './store.ts'
import { reckonNotice } from './terms.ts'
import { concerned, held, leavingApproval, tellPartners } from './leaving-approval.ts'

/** Gives notice for the viewer's own council: with the body that decided, the day and the minute. Every partner is told. */
export function giveNotice(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  given: Pick<Notice, 'body' | 'decidedOn' | 'minute' | 'scope' | 'givenOn'>,
): Promise<Outcome<{ id: LeavingId }>> {
  return changing(deps, by, partnership, async (trx, view) => {
    const { terms } = view
    const refused = noticeBlockers(by, given, {
      isMember: true,
      hasTerms: terms !== null,
      termsWaitingFor: view.termsStanding.waitingFor,
      leavings: view.leavings,
      today: view.today,
    })
    if (refused.length > 0 || terms === null) return { refused }
    const leaving: Leaving = {
      id: newId<'leaving'>(),
      partnership,
      council: by.council,
      state: 'notice',
      notice: {
        ...given,
        leavesOn: reckonNotice(terms, given.givenOn).leavesOn,
        termsHash: view.termsHash ?? '',
      },
      version: 1,
      givenAt: by.now,
      closedAt: null,
    }
    await insertLeaving(tablesOf(trx), by, leaving)
    await append(
      recordOf(trx),
      by,
      { partnership },
      { event: 'exit.notice-given', facts: { leaving: leaving.id, leavesOn: leaving.notice.leavesOn } },
    )
    await tellPartners(trx, by, view, leaving, 'exit-notice')
    return { done: { id: leaving.id } }
  })
}

/** Moves a leaving on to its next part, when nothing stands in the way. Closing ends the membership of the one that leaves. */
export function moveOn(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  given: { leaving: LeavingId; to: Move },
): Promise<Outcome<Move>> {
  return changing(deps, by, partnership, async (trx, view) => {
    const leaving = await held(trx, by, partnership, given.leaving)
    const refused = await blockersToMove(trx, by, view, leaving, given.to)
    if (refused.length > 0) return { refused }
    await moveLeaving(tablesOf(trx), by, leaving, given.to)
    await append(
      recordOf(trx),
      by,
      { partnership },
      { event: `exit.${given.to}`, facts: { leaving: leaving.id, council: leaving.council } },
    )
    await tellPartners(trx, by, view, leaving, 'exit-moved')
    // Last: from here on the council is no longer in, and can write nothing for the partnership.
    if (given.to === 'closed') await endMembership(trx, by, partnership)
    return { done: given.to }
  })
}

/** Why a leaving cannot go on, from everything that the rule asks about. */
export async function blockersToMove(
  trx: ExitTrx,
  by: Viewer,
  view: ExitView,
  leaving: Leaving,
  to: Move,
): Promise<Refusal[]> {
  const settlement = await loadSettlement(tablesOf(trx), by, leaving)
  const standing = await leavingApproval(trx, by, leaving, {
    subject: settlementSubject,
    hash: settlement?.hash ?? 'nothing',
    councils: concerned(view, leaving),
  })
  return moveBlockers(by, leaving, to, {
    onePlanWritten: isAnswered(view.joint, 'one-plan'),
    openTasks: view.tasks.filter(({ from, doneOn }) => from === leaving.id && doneOn === null).length,
    today: view.today,
    hasSettlement: settlement !== null,
    settlementWaitingFor: standing.waitingFor,
  })
}

async function endMembership(trx: ExitTrx, by: CouncilViewer, partnership: PartnershipId): Promise<void> {
  await sql`update partnership_member set left_at = ${by.now}
    where partnership_id = ${partnership} and authority_code = ${by.council} and left_at is null`.execute(trx)
}

/** Agrees that a notice is taken back; the one who gave it then takes it back. */
export function agreeToWithdrawal(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  id: LeavingId,
): Promise<Outcome<boolean>> {
  return changing(deps, by, partnership, async (trx) => {
    const leaving = await held(trx, by, partnership, id)
    if (leaving.state !== 'notice' && leaving.state !== 'planning')
      return { refused: [{ type: 'wrong-state', state: leaving.state }] }
    await approve(partnershipOf(trx), by, {
      partnership,
      subject: withdrawalSubject,
      subjectId: id,
      hash: withdrawalHash,
    })
    await append(
      recordOf(trx),
      by,
      { partnership },
      { event: 'exit.withdrawal-agreed', facts: { leaving: id } },
    )
    return { done: true }
  })
}

export const withdrawalHash = 'take the notice back'

export function withdrawNotice(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  id: LeavingId,
): Promise<Outcome<boolean>> {
  return changing(deps, by, partnership, async (trx, view) => {
    const leaving = await held(trx, by, partnership, id)
    const others = concerned(view, leaving).filter((council) => council !== leaving.council)
    const standing = await leavingApproval(trx, by, leaving, {
      subject: withdrawalSubject,
      hash: withdrawalHash,
      councils: others,
    })
    const refused = withdrawBlockers(by, leaving, standing.waitingFor)
    if (refused.length > 0) return { refused }
    await moveLeaving(tablesOf(trx), by, leaving, 'withdrawn')
    await append(
      recordOf(trx),
      by,
      { partnership },
      { event: 'exit.notice-withdrawn', facts: { leaving: id } },
    )
    await tellPartners(trx, by, view, leaving, 'exit-moved')
    return { done: true }
  })
}
