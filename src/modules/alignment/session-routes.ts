import type { FastifyInstance, FastifyRequest } from 'fastify'
import { documentFormats, inFileName, sendDocument } from '#modules/papers/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireViewer, sendPage, textFrom } from '#platform/http.ts'
import type { AlignmentPages } from './deps.ts'
import { frameFor } from './hub-routes.ts'
import { links } from './links.ts'
import { factsFor } from './session-queries.ts'
import { agendaBlocks } from './session.ts'
import { partnershipWithin } from './store.ts'
import { agendaPage, sessionPage, stepPage } from './views/session-page.ts'

/** The pre-nup session: a walk through aims, terms and leaving, on a screen or on paper. */
export function sessionRoutes(app: FastifyInstance, deps: AlignmentPages): void {
  const steps = deps.content.alignment.session
  app.get(links.session(':partnership'), async (request, reply) => {
    const { viewer, partnership, facts } = await read(deps, request)
    const frame = await frameFor(deps, request, viewer, partnership.id)
    return sendPage(reply, sessionPage(frame, { partnership, steps, facts }))
  })
  app.get(links.agenda(':partnership'), async (request, reply) => {
    const { viewer, partnership, facts } = await read(deps, request)
    const frame = await frameFor(deps, request, viewer, partnership.id)
    return sendPage(reply, agendaPage(frame, { partnership, steps, facts }))
  })
  app.get(links.agendaFile(':partnership', ':format'), async (request, reply) => {
    const { partnership, facts } = await read(deps, request)
    const format = documentFormats.find((known) => known === textFrom(request, 'format'))
    if (!format) throw new NotFound('No such format.')
    const title = `Pre-nup session: ${partnership.name}`
    return sendDocument(reply, `pre-nup-session-${inFileName(partnership.name)}`, format, {
      title,
      language: 'en-GB',
      blocks: [{ kind: 'heading', level: 1, words: title }, ...agendaBlocks(steps, facts)],
    })
  })
  app.get(links.sessionStep(':partnership', ':step'), async (request, reply) => {
    const at = steps.findIndex(({ id }) => id === textFrom(request, 'step'))
    const step = steps[at]
    if (!step) throw new NotFound('No such part of the session.')
    const { viewer, partnership, facts } = await read(deps, request)
    const frame = await frameFor(deps, request, viewer, partnership.id)
    return sendPage(reply, stepPage(frame, { partnership, steps, step, at, facts }))
  })
}

async function read(deps: AlignmentPages, request: FastifyRequest) {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  return inTransaction(deps.db, viewer, async (trx) => ({
    viewer,
    partnership: await partnershipWithin(trx, viewer, id),
    facts: await factsFor(trx, viewer, id),
  }))
}
