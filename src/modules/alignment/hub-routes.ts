import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { partnershipNav } from '#modules/partnership/index.ts'
import { changeTermsBlockers, drawingOf, type RoundFace } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  queryFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendPage,
  textFrom,
} from '#platform/http.ts'
import { isId, type PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Form } from '#ui/form.ts'
import type { NextStep } from '#ui/next-step.ts'
import { aimsToOffer, askedForm, readAsked } from './asked-form.ts'
import { changeExercise, startExercise } from './commands.ts'
import type { AlignmentPages, Frame } from './deps.ts'
import { exerciseOf, kinds, type Exercise, type Kind } from './exercise.ts'
import { links } from './links.ts'
import { kindToBegin, writeHeads } from './next-queries.ts'
import { hubWithin, type Hub } from './queries.ts'
import { exerciseWithin, partnershipWithin, type ExerciseView } from './store.ts'
import { askedPage } from './views/asked-page.ts'
import { hubPage } from './views/hub-page.ts'

/** A partnership's page of aims and terms; starting a round; changing what it asks. */
export function hubRoutes(app: FastifyInstance, deps: AlignmentPages, face: RoundFace): void {
  app.get(links.hub(':partnership'), async (request, reply) => {
    const viewer = requireViewer(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const hub = await inTransaction(deps.db, viewer, (trx) => hubWithin(deps, trx, viewer, id))
    const frame = await frameFor(deps, request, viewer, id)
    const mayStart = leads(viewer) && hub.partnership.members.length > 1
    return sendPage(reply, hubPage(frame, { hub, mayStart, next: hub.next ?? firstStep(hub, mayStart) }))
  })

  app.get(links.start(':partnership', ':kind'), async (request, reply) =>
    drawStart(deps, request, reply, null),
  )
  app.post(links.start(':partnership', ':kind'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const kind = kindFrom(request)
    const partnership = idFrom<'partnership'>(request, 'partnership')
    const previous = previousFrom(readForm(request.body)['previous'] ?? '')
    const before = previous ? await earlierOf(deps, viewer, previous) : null
    const content = before ? { ...deps.content.alignment, ...before.pinned } : deps.content.alignment
    const read = readAsked(request.body, kind, content, before?.exercise ?? null)
    if ('form' in read) return drawStart(deps, request, reply, read.form)
    if (!leads(viewer)) throw new NotFound('Only those who lead start a round.')
    const started = await startExercise(deps, viewer, deps.content.alignment, {
      partnership,
      exercise: read.exercise,
      previous,
    })
    if (!('done' in started)) throw new NotFound('This round cannot be started.')
    return seeOther(reply, links.terms(started.done.id))
  })

  app.get(links.ask(':round'), async (request, reply) => drawChange(deps, face, request, reply, null))
  app.post(links.ask(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const { exercise, pinned } = await earlierOf(deps, viewer, id)
    const read = readAsked(request.body, exercise.kind, { ...deps.content.alignment, ...pinned }, exercise)
    if ('form' in read) return drawChange(deps, face, request, reply, read.form)
    const outcome = await changeExercise(deps, viewer, id, read.exercise)
    return 'done' in outcome
      ? seeOther(reply, links.terms(id))
      : drawChange(deps, face, request, reply, { values: readForm(request.body), errors: {} })
  })
}

export function leads(viewer: Viewer): boolean {
  return viewer.council !== null && (viewer.role === 'lead' || viewer.role === 'deputy')
}

export async function frameFor(
  deps: AlignmentPages,
  request: FastifyRequest,
  viewer: Viewer,
  id: PartnershipId,
): Promise<Frame> {
  const nav = partnershipNav(id, 'alignment', await deps.readinessHref(viewer, id))
  return { shell: request.shell, nav }
}

/** Where no round is open: what to begin with, for those who may. */
function firstStep(hub: Hub, mayStart: boolean): NextStep {
  const kind = kindToBegin(hub)
  if (kind === null) return writeHeads(hub.partnership.id)
  return mayStart
    ? kind
    : { title: 'Nothing to do now', text: 'No round is open. Your council lead can start one.' }
}

function kindFrom(request: FastifyRequest): Kind {
  const kind = kinds.find((known) => known === textFrom(request, 'kind'))
  if (!kind) throw new NotFound('No such kind of round.')
  return kind
}

function previousFrom(text: string) {
  return isId<'round'>(text) ? text : null
}

function earlierOf(
  deps: AlignmentPages,
  viewer: Viewer,
  id: ExerciseView['round']['id'],
): Promise<ExerciseView> {
  return inTransaction(deps.db, viewer, (trx) => exerciseWithin(trx, viewer, id))
}

async function drawStart(
  deps: AlignmentPages,
  request: FastifyRequest,
  reply: FastifyReply,
  wrong: Form | null,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const kind = kindFrom(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const previous = previousFrom(queryFrom(request, 'previous') || (readForm(request.body)['previous'] ?? ''))
  const partnership = await inTransaction(deps.db, viewer, (trx) => partnershipWithin(trx, viewer, id))
  const before = previous ? await earlierOf(deps, viewer, previous) : null
  const known: Exercise | null = before?.exercise.kind === kind ? before.exercise : null
  const content = known && before ? { ...deps.content.alignment, ...before.pinned } : deps.content.alignment
  const page = askedPage(await frameFor(deps, request, viewer, id), {
    kind,
    partnership,
    round: null,
    previous: known && previous ? previous : '',
    content,
    offered: aimsToOffer(content, known),
    form: wrong ?? askedForm(kind, content, known, partnership.service),
  })
  return sendPage(reply, page, wrong ? 422 : 200)
}

async function drawChange(
  deps: AlignmentPages,
  face: RoundFace,
  request: FastifyRequest,
  reply: FastifyReply,
  wrong: Form | null,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
  const { round, partnership } = drawing
  if (changeTermsBlockers(round, viewer).length > 0) return seeOther(reply, links.terms(round.id))
  const exercise = exerciseOf(round)
  const { pinned } = await earlierOf(deps, viewer, round.id)
  const content = { ...deps.content.alignment, ...pinned }
  const page = askedPage(drawing, {
    kind: exercise.kind,
    partnership,
    round,
    previous: round.previous ?? '',
    content,
    offered: aimsToOffer(content, exercise),
    form: wrong ?? askedForm(exercise.kind, content, exercise, partnership.service),
  })
  return sendPage(reply, page, wrong ? 422 : 200)
}
