import { approve } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { partnershipOf, recordOf, tablesOf, type Outcome } from './commands.ts'
import type { Leaving, LeavingId } from './leaving.ts'
import { loadLessons, publishLessonsRow, saveLessonsRow } from './leaving-store.ts'
import { lessonsHash, type Lessons } from './lessons.ts'
import { exitViewIn, lessonsSubject, type ExitSources, type ExitView } from './queries.ts'
import type { ExitTrx } from './store.ts'
import { concerned, held, leavingApproval } from './leaving-approval.ts'

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
