import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { clearCookie, cookieNames, setCookie } from '#platform/cookie.ts'
import type { Clock } from '#platform/clock.ts'
import { readForm, requireViewer, seeOther, sendPage } from '#platform/http.ts'
import { isId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { deleteSandbox, makeSandbox, pretendersFor, takePlace, type SandboxDeps } from './commands.ts'
import { sandboxPage } from './views/sandbox-page.ts'

type Pages = SandboxDeps & { readonly clock: Clock; readonly url: string }

/** Three pretend councils in one click: take anybody's place, begin again, or leave and remove everything. */
export function sandboxRoutes(app: FastifyInstance, deps: Pages): void {
  const cookie = cookieNames(deps.url).sandbox

  app.post('/sandbox', async (_request, reply) => {
    setCookie(reply, deps.url, cookie, await makeSandbox(deps, deps.clock.now()))
    return seeOther(reply, '/sandbox')
  })

  app.get('/sandbox', async (request, reply) => {
    const { viewer } = request
    if (!viewer?.sandbox) return seeOther(reply, '/')
    const people = await pretendersFor(deps, viewer)
    return sendPage(
      reply,
      sandboxPage(request.shell, { story: deps.content.sandbox.story, people, current: viewer.person }),
    )
  })

  app.post('/sandbox/switch', async (request, reply) => {
    const viewer = inSandbox(request)
    const { person = '' } = readForm(request.body)
    if (!isId<'person'>(person)) throw new NotFound('Nobody of that name.')
    await takePlace(deps, viewer, person)
    return seeOther(reply, '/')
  })

  app.post('/sandbox/reset', async (request, reply) => {
    await deleteSandbox(deps, inSandbox(request))
    setCookie(reply, deps.url, cookie, await makeSandbox(deps, deps.clock.now()))
    return seeOther(reply, '/sandbox')
  })

  app.post('/sandbox/delete', async (request, reply) => {
    await deleteSandbox(deps, inSandbox(request))
    clearCookie(reply, deps.url, cookie)
    return seeOther(reply, '/')
  })
}

function inSandbox(request: FastifyRequest): Viewer {
  const viewer = requireViewer(request)
  if (!viewer.sandbox) throw new NotFound('Not in a sandbox.')
  return viewer
}
