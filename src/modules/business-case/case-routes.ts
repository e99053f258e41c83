import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendPage,
  textFrom,
} from '#platform/http.ts'
import { newId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { actsForCouncil, type CouncilViewer, type Viewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import type { AskedReturn } from './asked-return.ts'
import { writesFigures } from './baseline.ts'
import { runBlockers, type CaseRefusal } from './case.ts'
import { askForRun, dropPart, savePart, startCase } from './case-commands.ts'
import { links } from './links.ts'
import { load, successionsOf, type BusinessCasePages } from './pages.ts'
import { anyPartForm, readAnyPart } from './part-forms.ts'
import type { PartContext } from './part-context.ts'
import { publishedOn } from './published.ts'
import { caseViewFor, casesFor, runFor, type CaseView } from './queries.ts'
import { isStalled } from './run.ts'
import type { CaseId } from './store.ts'
import { casePage, homePage } from './views/case-pages.ts'
import { partPage } from './views/part-page.ts'
import { runPage, waitingPage } from './views/run-page.ts'

/** Cases: beginning one, filling in its parts, working it out. */
export function caseRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.home(':partnership'), async (request, reply) => drawHome(deps, request, reply))

  app.post(links.newCase(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { partnership } = await load(deps, request)
    const name = (readForm(request.body)['name'] ?? '').trim()
    if (name === '' || name.length > 80) {
      const errors = { name: 'Give it a name of 80 characters or fewer' }
      return drawHome(deps, request, reply, { form: { values: readForm(request.body), errors } }, 422)
    }
    const outcome = await startCase(deps, viewer, { partnership: partnership.id, name })
    return 'refused' in outcome
      ? drawHome(deps, request, reply, { refused: outcome.refused }, 409)
      : seeOther(reply, links.case(partnership.id, outcome.done))
  })

  app.get(links.case(':partnership', ':case'), async (request, reply) => drawCase(deps, request, reply))
  partRoutes(app, deps)
  runRoutes(app, deps)
}

export type LoadedCase = CaseView & {
  readonly viewer: Viewer
  readonly readiness: string
  readonly mayWrite: boolean
  /** Why it cannot be worked out yet. */
  readonly blockers: readonly CaseRefusal[]
  /** What councils asked for in the aims, as far as they were opened to this viewer. */
  readonly asked: readonly AskedReturn[]
}

/** The case of an address; for anybody who may not see it there is none. */
export async function loadCase(deps: BusinessCasePages, request: FastifyRequest): Promise<LoadedCase> {
  const viewer = requireViewer(request)
  const partnership = idFrom<'partnership'>(request, 'partnership')
  const view = await caseViewFor(deps, viewer, { partnership, case: idFrom<'case'>(request, 'case') })
  const isIn = view.baseline?.councils.some(({ code }) => code === viewer.council) ?? false
  return {
    ...view,
    viewer,
    readiness: await deps.readinessHref(viewer, partnership),
    blockers: runBlockers(view.baseline, view.parts, successionsOf(deps)),
    asked: await deps.askedReturns(viewer, partnership),
    mayWrite: isIn && actsForCouncil(viewer) && writesFigures(viewer),
  }
}

function partRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.part(':partnership', ':case', ':casePart'), async (request, reply) =>
    drawPart(deps, request, reply),
  )

  app.post(links.part(':partnership', ':case', ':casePart'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const loaded = await loadCase(deps, request)
    const { part, context } = partOf(deps, request, loaded)
    const read = readAnyPart(part, request.body, context)
    if (!read) throw new NotFound('No such part.')
    if ('form' in read) return drawPart(deps, request, reply, { form: read.form }, 422)
    const stored = part.endsWith('.new') ? part.replace(/new$/, newId()) : part
    const seen = Number(readForm(request.body)['seen'] ?? 0)
    const at = { partnership: loaded.partnership.id, case: loaded.case.id, part: stored }
    const outcome = await savePart(
      deps,
      viewer,
      { ...at, seen: Number.isSafeInteger(seen) ? seen : 0 },
      read.value,
    )
    if ('done' in outcome && outcome.done) return seeOther(reply, links.case(at.partnership, at.case))
    const refused = 'refused' in outcome ? outcome.refused : [{ type: 'changed' as const }]
    return drawPart(
      deps,
      request,
      reply,
      { form: { values: readForm(request.body), errors: {} }, refused },
      409,
    )
  })

  app.post(links.removePart(':partnership', ':case', ':casePart'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { partnership, case: of } = await loadCase(deps, request)
    const part = textFrom(request, 'casePart')
    if (!/^(line|risk|transfer)\./.test(part)) throw new NotFound('No such part to take out.')
    const outcome = await dropPart(deps, viewer, { partnership: partnership.id, case: of.id, part })
    return 'refused' in outcome
      ? drawCase(deps, request, reply, outcome.refused, 409)
      : seeOther(reply, links.case(partnership.id, of.id))
  })
}

function partOf(deps: BusinessCasePages, request: FastifyRequest, { baseline, parts, viewer }: LoadedCase) {
  if (!baseline) throw new NotFound('A case begins with a baseline.')
  const part = textFrom(request, 'casePart')
  const context: PartContext = {
    baseline,
    parts,
    published: publishedOn(deps.content, londonDay(viewer.now)),
  }
  if (!/^[a-z]+(\.[\w-]{1,60})?$/.test(part)) throw new NotFound('No such part.')
  return { part, context }
}

async function drawPart(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  { form, refused = [] }: { readonly form?: Form; readonly refused?: readonly CaseRefusal[] } = {},
  status = 200,
): Promise<FastifyReply> {
  const loaded = await loadCase(deps, request)
  const { part, context } = partOf(deps, request, loaded)
  const isKnown = readAnyPart(part, {}, context) !== null
  const isNew = part.endsWith('.new')
  const row = loaded.rows.find((each) => each.part === part)
  const isLoose = /^(line|risk|transfer)\./.test(part)
  if (!isKnown || (isLoose && !isNew && !row)) throw new NotFound('No such part.')
  const model = {
    ...loaded,
    ...context,
    part,
    form: form ?? anyPartForm(part, context),
    seen: row?.seen ?? 0,
    refused,
  }
  return sendPage(reply, partPage(request.shell, model), status)
}

function runRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.post(links.run(':partnership', ':case'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { partnership, case: of } = await loadCase(deps, request)
    const at = { partnership: partnership.id, case: of.id }
    const outcome = await askForRun(deps, viewer, { ...at, successions: successionsOf(deps) })
    if ('refused' in outcome) return drawCase(deps, request, reply, outcome.refused, 409)
    const { id, inputs, seed, draws } = outcome.done
    deps.runner.start({ inputs, seed, draws, by: viewer, at: { ...at, run: id } })
    return seeOther(reply, links.result(partnership.id, of.id, id))
  })

  app.get(links.result(':partnership', ':case', ':run'), async (request, reply) => {
    const loaded = await loadRun(deps, request)
    const { run, viewer } = loaded
    const model = { ...loaded, reference: deps.content.referenceCases }
    if (run.state === 'done') return sendPage(reply, runPage(request.shell, model))
    if (run.state !== 'failed') void reply.header('refresh', '2')
    if (isStalled(run, viewer.now) && actsForCouncil(viewer) && writesFigures(viewer))
      takeUp(deps, viewer, loaded)
    return sendPage(reply, waitingPage(request.shell, model))
  })
}

/** A run that nobody works on any more is begun anew by whoever looks at it. */
function takeUp(deps: BusinessCasePages, by: CouncilViewer, { run, partnership, case: of }: LoadedRun): void {
  const { inputs, seed, draws, id } = run
  deps.runner.start({ inputs, seed, draws, by, at: { partnership: partnership.id, case: of.id, run: id } })
}

export type LoadedRun = LoadedCase & { readonly run: NonNullable<Awaited<ReturnType<typeof runFor>>> }

export async function loadRun(deps: BusinessCasePages, request: FastifyRequest): Promise<LoadedRun> {
  const loaded = await loadCase(deps, request)
  const id = idFrom<'run'>(request, 'run')
  const run = await inTransaction(deps.db, loaded.viewer, (trx) =>
    runFor(trx, loaded.viewer, loaded.partnership.id, id),
  )
  const of: CaseId = loaded.case.id
  if (!run || run.case !== of) throw new NotFound('No such run, or not yours.')
  // What the run rested on then, not what the case has become since.
  return { ...loaded, run, parts: run.inputs.parts }
}

async function drawHome(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    form = emptyForm,
    refused = [],
  }: { readonly form?: Form; readonly refused?: readonly CaseRefusal[] } = {},
  status = 200,
): Promise<FastifyReply> {
  const loaded = await load(deps, request)
  const { viewer, partnership, baseline } = loaded
  const cases = await inTransaction(deps.db, viewer, (trx) => casesFor(trx, viewer, partnership.id))
  const isIn = baseline?.councils.some(({ code }) => code === viewer.council) ?? false
  const mayWrite = isIn && actsForCouncil(viewer) && writesFigures(viewer)
  return sendPage(reply, homePage(request.shell, { ...loaded, cases, mayWrite, form, refused }), status)
}

async function drawCase(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly CaseRefusal[] = [],
  status = 200,
): Promise<FastifyReply> {
  return sendPage(reply, casePage(request.shell, { ...(await loadCase(deps, request)), refused }), status)
}
