import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { queryFrom, readForm, requireViewer, seeOther, sendPage } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { actFor, choiceKey, choicesFor } from './acting.ts'
import { localPath } from './address.ts'
import { formOf } from './forms.ts'
import { links } from './links.ts'
import type { PeopleDeps } from './store.ts'
import { actingPage } from './views/acting-page.ts'

/** Choosing for whom one acts; it then stands on every page. */
export function actingRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  app.get(links.actingFor(), async (request, reply) => {
    const viewer = requireViewer(request)
    const choice = viewer.council ? `council:${viewer.council}` : `partnership:${viewer.managing ?? ''}`
    const next = localPath(queryFrom(request, 'next') || '/')
    return draw(deps, request, reply, formOf({ choice, next }))
  })

  app.post(links.actingFor(), async (request, reply) => {
    const viewer = requireViewer(request)
    const { choice = '', next = '/' } = readForm(request.body)
    const chosen = await actFor(deps.db, viewer, choice)
    if (chosen) return seeOther(reply, localPath(next))
    return draw(
      deps,
      request,
      reply,
      formOf({ next: localPath(next) }, { choice: 'Choose for whom you act' }),
    )
  })
}

async function draw(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
): Promise<FastifyReply> {
  const choices = await choicesFor(deps.db, requireViewer(request))
  const items = choices.map((choice) => ({ key: choiceKey(choice), choice }))
  return sendPage(reply, actingPage(request.shell, { items, form }), form.errors['choice'] ? 422 : 200)
}
