import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  joinPartnership,
  partnershipLinks,
  presentMembers,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import { Forbidden } from '#platform/errors.ts'
import { idFrom, requireCouncil, requireViewer, seeOther, sendPage } from '#platform/http.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import { overviewLinks } from './links.ts'
import { leads, nextIn } from './next-queries.ts'
import {
  councilRecordFor,
  knownPartnershipViewFor,
  partnershipViewFor,
  partnershipViewsFor,
  recordFor,
  type OverviewPages,
} from './queries.ts'
import { homePage, welcomePage } from './views/home-page.ts'
import { partnershipPage } from './views/partnership-page.ts'
import { councilRecordPage, recordPage } from './views/record-page.ts'

/** The start page, and where each partnership is. */
export function overviewRoutes(app: FastifyInstance, deps: OverviewPages): void {
  app.get('/', async (request, reply) => {
    const { viewer } = request
    if (!viewer) return sendPage(reply, welcomePage(request.shell))
    const views = await partnershipViewsFor(deps, viewer)
    const council = request.shell.acting?.council ?? null
    return sendPage(
      reply,
      homePage(request.shell, {
        council,
        views,
        mayStart: leads(viewer),
        mandates: viewer.council !== null || viewer.managing !== null,
        operates: viewer.operator,
      }),
    )
  })

  app.get(partnershipLinks.home(':partnership'), async (request, reply) =>
    drawPartnership(deps, request, reply, idFrom<'partnership'>(request, 'partnership')),
  )

  app.post(partnershipLinks.join(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    await knownPartnershipViewFor(deps, viewer, id)
    if (!leads(viewer)) throw new Forbidden('Joining speaks for the council: its lead or a deputy does it.')
    await inTransaction(deps.db, viewer, (trx) =>
      joinPartnership(trx.$pickTables<keyof (PartnershipTables & RecordTables)>(), viewer, id),
    )
    return seeOther(reply, partnershipLinks.home(id))
  })

  app.get(partnershipLinks.record(':partnership'), async (request, reply) => {
    const viewer = requireViewer(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const view = await partnershipViewFor(deps, viewer, id)
    return sendPage(reply, recordPage(request.shell, { view, lines: await recordFor(deps, viewer, id) }))
  })

  app.get(overviewLinks.councilRecord, async (request, reply) => {
    const viewer = requireCouncil(request)
    if (!leads(viewer)) throw new Forbidden('The record of a council is for those who lead.')
    const lines = await councilRecordFor(deps, viewer)
    return sendPage(
      reply,
      councilRecordPage(request.shell, { council: request.shell.acting?.council ?? 'your council', lines }),
    )
  })
}

async function drawPartnership(
  deps: OverviewPages,
  request: FastifyRequest,
  reply: FastifyReply,
  id: PartnershipId,
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const view = await knownPartnershipViewFor(deps, viewer, id)
  const isIn =
    viewer.council === null ||
    presentMembers(view.partnership).some(({ council }) => council === viewer.council)
  return sendPage(
    reply,
    partnershipPage(request.shell, {
      view,
      next: await nextIn(deps, view, viewer),
      isIn,
      mayStart: isIn && leads(viewer),
    }),
  )
}
