import { approvalsOf, approvalStanding, approve, type ApprovalStanding } from '#modules/partnership/index.ts'
import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type AuthorityCode, type PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
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
import {
  insertLeaving,
  loadLeaving,
  loadLessons,
  loadSettlement,
  moveLeaving,
  publishLessonsRow,
  saveLessonsRow,
  saveSettlementRow,
} from './leaving-store.ts'
import { lessonsHash, type Lessons } from './lessons.ts'
import { isAnswered } from './plan.ts'
import {
  exitViewIn,
  lessonsSubject,
  settlementSubject,
  withdrawalSubject,
  type ExitSources,
  type ExitView,
} from './queries.ts'
import { settlementHash, type Settlement } from './settlement.ts'
import type { ExitTrx } from './store.ts'
import { reckonNotice } from './terms.ts'

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

/** A mail to those who lead the other councils. It says that there is something to read, and not what. */
async function tellPartners(
  trx: ExitTrx,
  by: CouncilViewer,
  { partnership, members }: ExitView,
  leaving: Pick<Leaving, 'id'>,
  template: 'exit-notice' | 'exit-settlement' | 'exit-moved',
): Promise<void> {
  await queueMailToLeads(
    trx,
    by,
    members.map(({ council }) => council).filter((council) => council !== by.council),
    {
      template,
      subject: `There is something to read in “${partnership.name}”`,
      facts: { partnership: partnership.id, leaving: leaving.id, name: partnership.name },
    },
  )
}

/** The councils whose agreement a leaving needs: those that are in, and the one that leaves. */
export function concerned(
  view: Pick<ExitView, 'members'>,
  leaving: Pick<Leaving, 'council'>,
): AuthorityCode[] {
  return [...new Set([...view.members.map(({ council }) => council), leaving.council])].sort()
}

/** Where the approval of a text about a leaving stands. */
export async function leavingApproval(
  trx: ExitTrx,
  _viewer: Viewer,
  leaving: Pick<Leaving, 'partnership' | 'id'>,
  of: { readonly subject: string; readonly hash: string; readonly councils: readonly AuthorityCode[] },
): Promise<ApprovalStanding> {
  const approvals = await approvalsOf(partnershipOf(trx), {
    partnership: leaving.partnership,
    subject: of.subject,
    subjectId: leaving.id,
  })
  return approvalStanding(of.councils, approvals, of.hash)
}

async function held(
  trx: ExitTrx,
  by: CouncilViewer,
  partnership: PartnershipId,
  id: LeavingId,
): Promise<Leaving> {
  const leaving = await loadLeaving(tablesOf(trx), by, partnership, id, { lock: true })
  if (!leaving) throw new NotFound('No such notice, or not yours to see.')
  return leaving
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

/** Writes down what was learnt. Nothing is public before every council has agreed to this very text. */
export function saveLessons(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  given: { leaving: LeavingId; lessons: Lessons; seen: number },
): Promise<Outcome<{ version: number }>> {
  return settling(deps, by, partnership, given.leaving, async (trx, view, leaving) => {
    const before = await loadLessons(tablesOf(trx), by, leaving)
    if (before?.publishedAt) return { refused: [{ type: 'published' }] }
    if ((before?.version ?? 0) !== given.seen) return { refused: [{ type: 'changed-meanwhile' }] }
    await saveLessonsRow(tablesOf(trx), by, leaving, given)
    await noteLessons(trx, by, view, 'exit.lessons-changed', leaving)
    return { done: { version: given.seen + 1 } }
  })
}

/** Agrees that the lessons that were seen become public; the last to agree makes them so. */
export function approveLessons(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  given: { leaving: LeavingId; hash: string },
): Promise<Outcome<{ published: boolean }>> {
  return settling(deps, by, partnership, given.leaving, async (trx, view, leaving) => {
    const lessons = await loadLessons(tablesOf(trx), by, leaving)
    if (!lessons) return { refused: [{ type: 'nothing-to-approve' }] }
    if (lessons.publishedAt) return { done: { published: true } }
    if (lessonsHash(lessons.text) !== given.hash) return { refused: [{ type: 'changed-meanwhile' }] }
    const of = { subject: lessonsSubject, hash: given.hash, councils: concerned(view, leaving) }
    await approve(partnershipOf(trx), by, { partnership, subjectId: leaving.id, ...of })
    await noteLessons(trx, by, view, 'exit.lessons-approved', leaving)
    const { agreed } = await leavingApproval(trx, by, leaving, of)
    if (agreed) {
      await publishLessonsRow(tablesOf(trx), by, leaving)
      await noteLessons(trx, by, view, 'exit.lessons-published', leaving)
    }
    return { done: { published: agreed } }
  })
}

/** What a council does after it has left stands in its own record: it is no longer part of the partnership's. */
async function noteLessons(
  trx: ExitTrx,
  by: CouncilViewer,
  view: ExitView,
  event: string,
  leaving: Pick<Leaving, 'id'>,
): Promise<void> {
  const isIn = view.members.some(({ council }) => council === by.council)
  const where = isIn ? { partnership: view.partnership.id } : { council: by.council }
  await append(recordOf(trx), by, where, { event, facts: { leaving: leaving.id } })
}

/** A change about a leaving that the council which has left may still make: it was part of what happened. */
async function settling<Done>(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  id: LeavingId,
  work: (trx: ExitTrx, view: ExitView, leaving: Leaving) => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  return inTransaction(deps.db, by, async (trx): Promise<Outcome<Done>> => {
    const view = await exitViewIn(trx, deps, by, partnership)
    const leaving = await held(trx, by, partnership, id)
    if (by.role !== 'lead' && by.role !== 'deputy') return { refused: [{ type: 'not-leading' }] }
    if (!concerned(view, leaving).includes(by.council)) return { refused: [{ type: 'not-a-member' }] }
    return work(trx, view, leaving)
  })
}
