import type { PartnershipId } from '#platform/id.ts'
import { newId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { changing, recordOf, tablesOf, type Outcome } from './commands.ts'
import type { LeavingId } from './leaving.ts'
import { places } from './piece.ts'
import type { Kept } from './plan.ts'
import type { ExitSources, ExitView } from './queries.ts'
import { rerun, tasksFor, type Task } from './reorganisation.ts'
import { savePiece, type ExitTrx, type Where } from './store.ts'

/** What a reorganisation's tasks are known by, so that making them twice makes them once. */
export const reorganisationTasks = 'reorganisation'

/** Makes a task of everything in the joint registers that must be moved, split or ended. What has a task already keeps it. */
export function makeReorganisationTasks(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<Outcome<{ made: number }>> {
  return changing(deps, by, partnership, async (trx, view) => {
    const after = rerun(view.members, view.terms?.shares ?? {}, view.passings)
    const wanted = tasksFor(view.joint.entries, view.passings, reorganisationTasks, after.isOne)
    return { done: { made: await addTasks(trx, deps, by, view, wanted) } }
  })
}

/** The same for a council that leaves: each thing that is held together is to be moved, split or ended before the day. */
export function makeLeavingTasks(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  id: LeavingId,
): Promise<Outcome<{ made: number }>> {
  return changing(deps, by, partnership, async (trx, view) => {
    const leaving = view.leavings.find((one) => one.id === id)
    if (!leaving) return { refused: [{ type: 'wrong-state', state: 'withdrawn' }] }
    const passing = {
      council: leaving.council,
      name: '',
      open: null,
      lastDay: leaving.notice.leavesOn,
      successors: [
        { code: leaving.council, name: 'The leaving council' },
        { code: null, name: 'Those who stay' },
      ],
      source: '',
    }
    const wanted = tasksFor(view.joint.entries, [passing], id, false)
    return { done: { made: await addTasks(trx, deps, by, view, wanted) } }
  })
}

async function addTasks(
  trx: ExitTrx,
  deps: ExitSources,
  by: CouncilViewer,
  view: ExitView,
  wanted: readonly Omit<Task, 'owner' | 'doneOn'>[],
): Promise<number> {
  const where: Where = { partnership: view.partnership.id, whose: 'joint' }
  const isThere = (task: Pick<Task, 'from' | 'entry'>) =>
    view.tasks.some(({ from, entry }) => from === task.from && entry === task.entry)
  const missing = wanted.filter((task) => !isThere(task))
  for (const task of missing)
    await savePiece(tablesOf(trx), by, deps.instanceKey, where, {
      place: places.task(newId<'exit-task'>()),
      content: { ...task, owner: '', doneOn: null },
      seen: 0,
    })
  if (missing.length > 0)
    await append(recordOf(trx), by, { partnership: where.partnership }, { event: 'exit.tasks-made' })
  return missing.length
}

/** Changes a task: who does it, by when, how, and whether it is done. */
export function saveTask(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  { id, version, ...task }: Kept<Task>,
): Promise<Outcome<{ version: number }>> {
  return changing(deps, by, partnership, async (trx) => {
    const where: Where = { partnership, whose: 'joint' }
    const saved = await savePiece(tablesOf(trx), by, deps.instanceKey, where, {
      place: places.task(id),
      content: { ...task },
      seen: version,
    })
    if ('done' in saved) await append(recordOf(trx), by, { partnership }, { event: 'exit.task-changed' })
    return saved
  })
}
