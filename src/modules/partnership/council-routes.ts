import type { Content } from '#content/content.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  inviteManager,
  invitedPage,
  leadsCouncil,
  readPerson,
  withdrawInvitation,
  type PeopleRefusal,
} from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import {
  idFrom,
  queryFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendPage,
} from '#platform/http.ts'
import type { PartnershipId } from '#platform/id.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import type { NavItem, Shell } from '#ui/layout.ts'
import { endManager, inviteCouncilWithLead, peopleOf, type CouncilDeps } from './council-commands.ts'
import { councilPicks, councilsFor, type CouncilsView } from './council-queries.ts'
import { links } from './links.ts'
import { startRoutes } from './start-routes.ts'
import { partnershipNav } from './nav.ts'
import {
  councilsPage,
  inviteCouncilPage,
  inviteManagerPage,
  type InviteModel,
} from './views/councils-page.ts'
import type { PartnershipTables } from './tables.ts'

/** `readinessHref` is where the partnership's newest round stands; the rounds belong to a later module. */
export type CouncilPages = CouncilDeps & {
  readonly content: Pick<Content, 'authorities' | 'successions'>
  readonly readinessHref: (viewer: Viewer, partnership: PartnershipId) => Promise<string>
}

const doneWords: Readonly<Record<string, string>> = {
  invited: 'The council is invited, and told by email',
  'invited-led': 'The council is invited. Its own lead sees it at the next sign-in',
  manager: 'The invitation is on its way',
  withdrawn: 'The invitation is withdrawn, and its link no longer works',
  ended: 'The manager’s access to this partnership has ended',
}

/** The councils of a partnership. */
export function councilRoutes(app: FastifyInstance, deps: CouncilPages): void {
  startRoutes(app, deps)

  app.get(links.councils(':partnership'), async (request, reply) => {
    const viewer = requireViewer(request)
    const { view, nav } = await load(deps, request)
    const done = doneWords[queryFrom(request, 'done')]
    return sendPage(
      reply,
      councilsPage(request.shell, { view, nav, mayInvite: mayInvite(viewer, view), done }),
    )
  })

  app.get(links.inviteCouncil(':partnership'), async (request, reply) =>
    drawInvite(deps, request, reply, inviteCouncilDrawn(deps)),
  )

  app.post(links.inviteCouncil(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { view } = await load(deps, request)
    const choices = await offered(deps, viewer, view)
    const { council = '' } = readForm(request.body)
    const read = readPerson(request.body)
    const chosen = choices.find(({ value }) => value === council)
    if ('form' in read || !chosen) {
      const form = withCouncil(request, council, chosen ? undefined : 'Choose a council from the list', read)
      return drawInvite(deps, request, reply, inviteCouncilDrawn(deps), { form })
    }
    const wanted = { partnership: view.partnership, council: chosen.value, ...read.value }
    const outcome = await inviteCouncilWithLead(deps, viewer, wanted)
    if ('refused' in outcome) return drawInvite(deps, request, reply, inviteCouncilDrawn(deps), outcome)
    const done = deps.mailOn ? 'invited' : 'invited-led'
    return invitedReply(request, reply, view, { ...read.value, ...outcome.done, done })
  })

  app.get(links.inviteManager(':partnership'), async (request, reply) =>
    drawInvite(deps, request, reply, inviteManagerPage),
  )

  app.post(links.inviteManager(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { view } = await load(deps, request)
    const read = readPerson(request.body)
    if ('form' in read) return drawInvite(deps, request, reply, inviteManagerPage, read)
    const wanted = { partnership: view.partnership.id, ...read.value }
    const outcome = await inviteManager(peopleOf(deps), viewer, wanted)
    if ('refused' in outcome) return drawInvite(deps, request, reply, inviteManagerPage, outcome)
    return invitedReply(request, reply, view, { ...read.value, ...outcome.done, done: 'manager' })
  })

  app.post(links.endManager(':partnership', ':person'), async (request, reply) => {
    const id = idFrom<'partnership'>(request, 'partnership')
    await endManager(deps, requireCouncil(request), id, idFrom(request, 'person'))
    return seeOther(reply, `${links.councils(id)}?done=ended`)
  })

  app.post(links.withdraw(':partnership', ':invitation'), async (request, reply) => {
    await withdrawInvitation(peopleOf(deps), requireCouncil(request), idFrom(request, 'invitation'))
    return seeOther(reply, `${links.councils(idFrom(request, 'partnership'))}?done=withdrawn`)
  })
}

async function load(
  deps: CouncilPages,
  request: FastifyRequest,
): Promise<{ view: CouncilsView; nav: readonly NavItem[] }> {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const view = await councilsFor(deps.db, viewer, id)
  return { view, nav: partnershipNav(id, 'councils', await deps.readinessHref(viewer, id)) }
}

/** For the lead and deputies of a council that has joined. */
function mayInvite(viewer: Viewer, { partnership }: CouncilsView): boolean {
  if (!actsForCouncil(viewer) || !leadsCouncil(viewer)) return false
  const own = partnership.members.find(({ council }) => council === viewer.council)
  return own !== undefined && own.joinedAt !== null && own.leftAt === null
}

function offered(deps: CouncilPages, viewer: Viewer, { members }: CouncilsView) {
  const present = members.map(({ council }) => council)
  return inTransaction(deps.db, viewer, (trx) =>
    councilPicks(trx.$pickTables<keyof PartnershipTables>(), deps.content, viewer, present),
  )
}

type Draw = (shell: Shell, model: InviteModel, viewer: Viewer) => { html: string } | Promise<{ html: string }>

function inviteCouncilDrawn(deps: CouncilPages): Draw {
  return async (shell, model, viewer) =>
    inviteCouncilPage(shell, { ...model, choices: await offered(deps, viewer, model.view) })
}

type Again = { readonly form?: Form; readonly refused?: readonly PeopleRefusal[] }

async function drawInvite(
  deps: CouncilPages,
  request: FastifyRequest,
  reply: FastifyReply,
  draw: Draw,
  again: Again = {},
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const { view, nav } = await load(deps, request)
  const barred: readonly PeopleRefusal[] = mayInvite(viewer, view) ? [] : [{ type: 'not-leading' }]
  const refused = again.refused ?? barred
  const model = { view, nav, form: again.form ?? typedForm(request), mailOn: deps.mailOn, refused }
  const status = again.form ? 422 : again.refused ? 409 : barred.length > 0 ? 403 : 200
  return sendPage(reply, await draw(request.shell, model, viewer), status)
}

function typedForm(request: FastifyRequest): Form {
  return request.method === 'POST' ? { values: readForm(request.body), errors: {} } : emptyForm
}

function withCouncil(
  request: FastifyRequest,
  council: string,
  problem: string | undefined,
  read: ReturnType<typeof readPerson>,
): Form {
  const errors = { ...(problem ? { council: problem } : {}), ...('form' in read ? read.form.errors : {}) }
  return { values: { ...readForm(request.body), council }, errors }
}

async function invitedReply(
  request: FastifyRequest,
  reply: FastifyReply,
  { partnership }: CouncilsView,
  invited: { name: string; link: string | null; done: string },
): Promise<FastifyReply> {
  const back = links.councils(partnership.id)
  if (invited.link === null) return seeOther(reply, `${back}?done=${invited.done}`)
  const model = { name: invited.name, link: invited.link, back }
  return sendPage(reply.header('cache-control', 'no-store'), invitedPage(request.shell, model))
}
