import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Content } from '#content/content.ts'
import { councilOptions } from '#modules/authorities/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, seeOther, sendPage } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import type { GroupDesk } from './group-desk.ts'
import { readGroup, usualReach, usualValues } from './group-form.ts'
import type { LikePages } from './like-routes.ts'
import { links } from './links.ts'
import { presentCouncils } from './present-councils.ts'
import { isService } from './services.ts'
import { groupFormPage, groupPage } from './views/group-pages.ts'

export type GroupPages = Omit<LikePages, 'content'> & {
  readonly content: LikePages['content'] & Pick<Content, 'serviceBudgets'>
  readonly groups: GroupDesk
}

/** The best group for a service: public, worked out off the thread of requests, and found by its address for a day. */
export function groupRoutes(app: FastifyInstance, deps: GroupPages): void {
  const { groups: desk } = deps

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
    const id = await desk.start(read.value)
    if (id === null)
      return drawForm(deps, request, reply, { values: readForm(request.body), errors: {} }, true)
    return seeOther(reply, links.group(id))
  })

  app.get(links.group(':search'), async (request, reply) => {
    const search = await desk.find(idFrom(request, 'search'))
    if (!search) throw new NotFound('No such search: results are kept for a day.')
    const { type } = search.state
    if (type === 'running' || type === 'waiting') void reply.header('refresh', '2')
    const named = new Map(deps.content.authorities.map((each) => [each.code, each]))
    return sendPage(reply.header('cache-control', 'no-store'), groupPage(request.shell, search, named))
  })

  app.post(links.stopGroup(':search'), async (request, reply) => {
    const id = idFrom<'search'>(request, 'search')
    await desk.stop(id)
    return seeOther(reply, links.group(id))
  })
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
  const service = String(form.values['service'] ?? '')
  const model = {
    form,
    options: councilOptions(deps.content, known),
    asksService: !isService(service),
    knowsCost: usualValues(service, deps.content)['costPerHead'] !== '',
    isBusy,
  }
  const status = Object.keys(form.errors).length > 0 ? 422 : isBusy ? 503 : 200
  return sendPage(reply, groupFormPage(request.shell, model), status)
}
