import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { saveFigures, takeFromCase } from './commands.ts'
import { figuresForm, groupsForm, readFigures, readGroups, type ReadForm } from './forms.ts'
import { laboratoryRoutes } from './laboratory-routes.ts'
import { leavingRoutes, type LeavingPages } from './leaving-routes.ts'
import { links } from './links.ts'
import { mixRoutes } from './mix-routes.ts'
import { load, type CostSharingPages, type Loaded } from './pages.ts'
import { paperRoutes } from './paper-routes.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { trueUpRoutes } from './true-up-routes.ts'
import { writesSplit, type SplitRefusal } from './proposal.ts'
import type { SplitFigures } from './figures.ts'
import { figuresPage, groupsPage } from './views/figures-page.ts'

/** Sharing the cost: what it is worked out from, every rule side by side, and whether a split holds. */
export function costSharingRoutes(app: FastifyInstance, deps: LeavingPages): void {
  laboratoryRoutes(app, deps)
  leavingRoutes(app, deps)
  mixRoutes(app, deps)
  proposalRoutes(app, deps)
  trueUpRoutes(app, deps)
  paperRoutes(app, deps)

  app.get(links.figures(':partnership'), async (request, reply) => {
    const loaded = await mayWrite(deps, request)
    const form = figuresForm(loaded.split?.figures ?? null, loaded.councils)
    return sendPage(reply, figuresPage(request.shell, { ...loaded, form, refused: [] }))
  })

  app.post(links.figures(':partnership'), async (request, reply) => {
    const loaded = await mayWrite(deps, request)
    const read = readFigures(request.body, loaded.councils, loaded.split?.figures ?? null)
    const draw = (form: Form, refused: readonly SplitRefusal[], status: number) =>
      sendPage(reply, figuresPage(request.shell, { ...loaded, form, refused }), status)
    return saved(deps, request, reply, loaded, read, draw, links.groups(loaded.partnership.id))
  })

  app.post(links.fromCase(':partnership'), async (request, reply) => {
    const loaded = await mayWrite(deps, request)
    const { partnership, councils, split } = loaded
    const outcome = await takeFromCase(deps, requireCouncil(request), {
      partnership: partnership.id,
      seen: split?.seen ?? 0,
      councils,
    })
    if ('done' in outcome) return seeOther(reply, links.home(partnership.id))
    const form = figuresForm(split?.figures ?? null, councils)
    return sendPage(reply, figuresPage(request.shell, { ...loaded, form, refused: outcome.refused }), 409)
  })

  app.get(links.groups(':partnership'), async (request, reply) => {
    const { figures, ...loaded } = await withFigures(deps, request)
    return sendPage(
      reply,
      groupsPage(request.shell, { ...loaded, figures, form: groupsForm(figures), refused: [] }),
    )
  })

  app.post(links.groups(':partnership'), async (request, reply) => {
    const { figures, ...loaded } = await withFigures(deps, request)
    const read = readGroups(request.body, figures)
    const draw = (form: Form, refused: readonly SplitRefusal[], status: number) =>
      sendPage(reply, groupsPage(request.shell, { ...loaded, figures, form, refused }), status)
    return saved(deps, request, reply, loaded, read, draw, links.home(loaded.partnership.id))
  })
}

async function mayWrite(deps: CostSharingPages, request: FastifyRequest): Promise<Loaded> {
  requireCouncil(request)
  const loaded = await load(deps, request)
  if (!writesSplit(loaded.viewer)) throw new NotFound('Not for this person to write.')
  return loaded
}

async function withFigures(
  deps: CostSharingPages,
  request: FastifyRequest,
): Promise<Loaded & { readonly figures: SplitFigures }> {
  const loaded = await mayWrite(deps, request)
  if (!loaded.split) throw new NotFound('No figures yet.')
  return { ...loaded, figures: loaded.split.figures }
}

async function saved(
  deps: CostSharingPages,
  request: FastifyRequest,
  reply: FastifyReply,
  loaded: Loaded,
  read: ReadForm<SplitFigures>,
  draw: (form: Form, refused: readonly SplitRefusal[], status: number) => Promise<FastifyReply>,
  next: string,
): Promise<FastifyReply> {
  if ('form' in read) return draw(read.form, [], 422)
  const posted = readForm(request.body)
  const seen = Number(posted['seen'] ?? 0)
  const outcome = await saveFigures(deps, requireCouncil(request), {
    partnership: loaded.partnership.id,
    seen: Number.isSafeInteger(seen) ? seen : 0,
    figures: read.value,
  })
  return 'refused' in outcome
    ? draw({ values: posted, errors: {} }, outcome.refused, 409)
    : seeOther(reply, next)
}
