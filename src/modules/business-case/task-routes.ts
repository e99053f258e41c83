import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { readForm, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { actsForCouncil } from '#platform/viewer.ts'
import { saveTask } from './baseline-commands.ts'
import { readTask, taskForm } from './baseline-forms.ts'
import { writeBlockers, writesFigures } from './baseline.ts'
import { links } from './links.ts'
import { load, loadOwn, type BusinessCasePages } from './pages.ts'
import { taskPage, tasksPage } from './views/task-pages.ts'

/** Tasks in scope, whose way wins, and deviations. */
export function taskRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.tasks(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { baseline, viewer } = loaded
    if (!baseline) throw new NotFound('No baseline yet.')
    const mayWrite = actsForCouncil(viewer) && writesFigures(viewer)
    return sendPage(reply, tasksPage(request.shell, { ...loaded, baseline, mayWrite }))
  })

  app.get(links.task(':partnership', ':task'), async (request, reply) => {
    const loaded = await loadTask(deps, request)
    const refused = writeBlockers(loaded.baseline, loaded.viewer)
    return sendPage(reply, taskPage(request.shell, { ...loaded, refused, form: taskForm(loaded.task) }))
  })

  app.post(links.task(':partnership', ':task'), async (request, reply) => draw(deps, request, reply))
}

async function loadTask(deps: BusinessCasePages, request: FastifyRequest) {
  const loaded = await loadOwn(deps, request)
  const id = textFrom(request, 'task')
  const task = loaded.baseline.tasks.find((each) => each.id === id) ?? null
  if (!task && id !== 'new') throw new NotFound('No such task.')
  return { ...loaded, task }
}

async function draw(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const loaded = await loadTask(deps, request)
  const { baseline, viewer, partnership, task } = loaded
  const read = readTask(request.body, baseline, task?.id ?? null)
  if ('form' in read)
    return sendPage(reply, taskPage(request.shell, { ...loaded, refused: [], form: read.form }), 422)
  const outcome = await saveTask(deps, viewer, { partnership: partnership.id, task: read.value })
  if ('done' in outcome && outcome.done) return seeOther(reply, links.tasks(partnership.id))
  const refused = 'refused' in outcome ? outcome.refused : [{ type: 'changed' as const }]
  const form = { values: { ...readForm(request.body), seen: String(task?.seen ?? 0) }, errors: {} }
  return sendPage(reply, taskPage(request.shell, { ...loaded, refused, form }), 409)
}
