import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { readForm, seeOther, sendPage, textFrom } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { readTask } from './forms.ts'
import { links } from './links.ts'
import { load, writer, type ExitPages } from './pages.ts'
import type { Kept } from './plan.ts'
import { rerun, type Task } from './reorganisation.ts'
import { makeReorganisationTasks, reorganisationTasks, saveTask } from './reorganisation-commands.ts'
import { successorSteps } from './successor-steps.ts'
import { reckonNotice } from './terms.ts'
import { reorganisationPage } from './views/reorganisation-page.ts'
import { taskPage } from './views/task-pages.ts'

/** What a reorganisation changes in a partnership, and the tasks that come of it or of a parting. */
export function reorganisationRoutes(app: FastifyInstance, deps: ExitPages): void {
  app.get(links.reorganisation(':partnership'), async (request, reply) => {
    const { view, frame } = await load(deps, request)
    const again = rerun(view.members, view.terms?.shares ?? {}, view.passings)
    return sendPage(
      reply,
      reorganisationPage(request.shell, {
        frame,
        rerun: again,
        steps: successorSteps({
          rerun: again,
          passings: view.passings,
          members: view.partnership.members.map(({ council, joinedAt }) => ({
            council,
            joined: joinedAt !== null,
          })),
          today: view.today,
        }),
        noticeRunsTo: view.terms && reckonNotice(view.terms, view.today).leavesOn,
        tasks: view.tasks.filter(({ from }) => from === reorganisationTasks),
      }),
    )
  })
  app.post(links.tasks(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { id } = loaded.view.partnership
    const outcome = await makeReorganisationTasks(deps, writer(loaded), id)
    if (!('done' in outcome)) throw new NotFound('Only for those who lead a council that is in.')
    return seeOther(reply, `${links.reorganisation(id)}?done=tasks`)
  })
  app.get(links.task(':partnership', ':task'), async (request, reply) => {
    const { frame, task, back } = await taskAt(deps, request)
    return sendPage(reply, taskPage(request.shell, { frame, task, form: taskForm(task), back }))
  })
  app.post(links.task(':partnership', ':task'), async (request, reply) => {
    const { loaded, frame, task, back } = await taskAt(deps, request)
    const councils = loaded.view.members.map(({ council }) => council)
    const read = readTask(request.body, task, councils)
    if ('form' in read)
      return sendPage(reply, taskPage(request.shell, { frame, task, form: read.form, back }), 422)
    const outcome = await saveTask(deps, writer(loaded), loaded.view.partnership.id, read.value)
    if ('refused' in outcome) throw new NotFound('Only for those who lead a council that is in.')
    if ('conflict' in outcome) {
      const errors = {
        owner: 'Somebody else changed this task while you wrote. Check it, and save again to replace theirs',
      }
      const form = { values: readForm(request.body), errors }
      const fresh = { ...task, version: outcome.conflict?.version ?? 0 }
      return sendPage(reply, taskPage(request.shell, { frame, task: fresh, form, back }), 409)
    }
    return seeOther(reply, `${back.href}?done=saved`)
  })
}

async function taskAt(deps: ExitPages, request: FastifyRequest) {
  const loaded = await load(deps, request)
  const task = loaded.view.tasks.find(({ id }) => id === textFrom(request, 'task'))
  if (!task) throw new NotFound('No such task.')
  const { id } = loaded.view.partnership
  const back =
    task.from === reorganisationTasks
      ? { href: links.reorganisation(id), text: 'When councils are replaced' }
      : { href: links.leaving(id, task.from), text: 'The parting' }
  return { loaded, frame: loaded.frame, task, back }
}

function taskForm({ kind, owner, ownerCouncil, dueOn, doneOn }: Kept<Task>): Form {
  return { values: { kind, owner, council: ownerCouncil, due: dueOn, done: doneOn ?? '' }, errors: {} }
}
