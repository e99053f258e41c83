import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Content } from '#content/content.ts'
import { councilOptions } from '#modules/authorities/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, seeOther, sendPage } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { runningIt } from './group-assumptions.ts'
import { groupDesk, type Search } from './group-desk.ts'
import { readGroup, usualReach, usualValues } from './group-form.ts'
import { groupLines } from './group-report.ts'
import { presentCouncils, type LikePages } from './like-routes.ts'
import { links } from './links.ts'
import { isService } from './services.ts'
import { groupFormPage, groupPage } from './views/group-pages.ts'

export type GroupPages = Omit<LikePages, 'content'> & {
  readonly content: LikePages['content'] & Pick<Content, 'serviceBudgets'>
  readonly fault: (error: unknown, reference: string) => void
}

/** The best group for a service: public, off the thread of requests, and kept nowhere but in memory. */
export function groupRoutes(app: FastifyInstance, deps: GroupPages): void {
  const desk = groupDesk((error) => deps.fault(error, 'group search'))

  app.get(links.groups, async (request, reply) => {
    const asked = readForm(request.query)
    const { service = '' } = asked
    const usual = {
      size: '3',
      reach: String(usualReach),
      council: ownCode(request),
      ...usualValues(service, deps.content),
    }
    const values = isService(service) ? { ...usual, ...asked } : { service: '' }
    const errors = service !== '' && !isService(service) ? { service: 'Choose a service' } : {}
    return drawForm(deps, request, reply, { values, errors })
  })

  app.post(links.groups, async (request, reply) => {
    const councils = await presentCouncils(deps)
    const read = readGroup(request.body, { ...deps.content, authorities: councils })
    if ('form' in read) return drawForm(deps, request, reply, read.form)
    const among = runningIt(read.value.service, councils, deps.content.serviceBudgets)
    const search = desk.start(among, read.value, deps.clock.now())
    if (!search) return drawForm(deps, request, reply, { values: readForm(request.body), errors: {} }, true)
    return seeOther(reply, links.group(search.id))
  })

  app.get(links.group(':search'), async (request, reply) => {
    const search = desk.find(idFrom(request, 'search'))
    if (!search) throw new NotFound('No such search: results are kept for an hour.')
    const { state } = search
    if (state.type === 'running' || state.type === 'waiting') void reply.header('refresh', '2')
    const lines = state.type === 'done' ? linesOf(search) : []
    return sendPage(reply.header('cache-control', 'no-store'), groupPage(request.shell, search, lines))
  })

  app.post(links.stopGroup(':search'), async (request, reply) => {
    const id = idFrom<'search'>(request, 'search')
    desk.stop(id)
    return seeOther(reply, links.group(id))
  })
}

function linesOf(search: Search) {
  return search.state.type === 'done' ? groupLines(search, search.state.found.groups) : []
}

/** The viewer's own council, where it is one that a group can be made of. */
function ownCode(request: FastifyRequest): string {
  const council = request.viewer?.council ?? ''
  return council.startsWith('E') ? council : ''
}

async function drawForm(
  deps: GroupPages,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  isBusy = false,
): Promise<FastifyReply> {
  const councils = (await presentCouncils(deps)).filter(({ nation }) => nation === 'England')
  const known = councils.map((each) => ({ ...each, endedOn: null, isListed: true }))
  const model = {
    form,
    options: councilOptions(deps.content, known),
    asksService: !isService(String(form.values['service'] ?? '')),
    isBusy,
  }
  const status = Object.keys(form.errors).length > 0 ? 422 : isBusy ? 503 : 200
  return sendPage(reply, groupFormPage(request.shell, model), status)
}
