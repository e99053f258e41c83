import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { alignmentNextFor } from '#modules/alignment/index.ts'
import {
  joinPartnership,
  partnershipLinks,
  presentMembers,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { mayRead, nextFor, nextWords, readinessLinks, roundFor } from '#modules/readiness/index.ts'
import { approveSealBlockers, revealBlockers } from '#modules/round/index.ts'
import { nextTrust, ownRatingFor, trustFor, trustNextWords } from '#modules/trust/index.ts'
import { inTransaction } from '#platform/database.ts'
import { Forbidden } from '#platform/errors.ts'
import { idFrom, requireCouncil, requireViewer, seeOther, sendPage } from '#platform/http.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { html } from '#ui/html.ts'
import type { NextStep } from '#ui/next-step.ts'
import { govukButton } from '#ui/button.ts'
import { overviewLinks } from './links.ts'
import {
  councilRecordFor,
  knownPartnershipViewFor,
  partnershipViewFor,
  partnershipViewsFor,
  recordFor,
  type OverviewPages,
  type PartnershipView,
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

function leads(viewer: Viewer): boolean {
  return viewer.council !== null && (viewer.role === 'lead' || viewer.role === 'deputy')
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

/** The one next step in a partnership: join it, go on with its newest round, or start one. */
async function nextIn(deps: OverviewPages, view: PartnershipView, viewer: Viewer): Promise<NextStep> {
  const { partnership, rounds } = view
  const own = partnership.members.find(({ council }) => council === viewer.council)
  if (own && own.joinedAt === null && !leads(viewer))
    return {
      title: `${own.name} is invited`,
      text: 'Joining speaks for the council, so its lead or a deputy does it. Until then you see the name and the members.',
    }
  if (own && own.joinedAt === null)
    return {
      title: `Join ${partnership.name}`,
      text: 'Joining binds you to nothing. Each round has terms of its own, and opens only when you have agreed them.',
      action: html`<form method="post" action="${partnershipLinks.join(partnership.id)}" novalidate>${govukButton({ text: 'Join', preventDoubleClick: true })}</form>`,
    }
  if (own && own.leftAt !== null)
    return {
      title: 'Your council has left this partnership',
      text: 'What was opened to you before stays open to you. You see nothing that has happened since.',
    }
  const running = rounds.find(({ state }) => state === 'draft' || state === 'offered' || state === 'open')
  if (running?.client === 'alignment') {
    const next = await alignmentNextFor(deps, viewer, partnership.id)
    if (next) return next
  }
  const current = rounds.find(
    ({ client, state }) =>
      (client === 'readiness' || client === 'trust') && state !== 'cancelled' && state !== 'archived',
  )
  if (!current)
    return leads(viewer)
      ? {
          title: 'Start a round',
          text: 'Choose what to look at and how far you want to go.',
          action: { text: 'Start a round', href: readinessLinks.start(partnership.id) },
        }
      : { title: 'Nothing to do now', text: 'No round is open. Your council lead can start one.' }
  if (current.client === 'trust') return nextInTrust(deps, current.id, viewer)
  const round = await roundFor(deps, viewer, current.id)
  const next = nextFor(round, viewer, {
    open: null,
    left: 0,
    canReveal: revealBlockers(round.round, viewer, viewer.now).length === 0,
    canApprove: approveSealBlockers(round.round, viewer).length === 0,
    mayRead: mayRead(round.round, viewer),
  })
  if (next.type === 'check-and-seal' || next.type === 'done-answering')
    return {
      ...nextWords(round, viewer, next),
      title: `Go on with ${current.title}`,
      text: 'Answer the statements; everything is saved as you go.',
      action: { text: 'Go to the round', href: readinessLinks.round(current.id) },
    }
  return nextWords(round, viewer, next)
}

async function nextInTrust(deps: OverviewPages, id: RoundId, viewer: Viewer): Promise<NextStep> {
  const view = actsForCouncil(viewer)
    ? await ownRatingFor(deps, viewer, id)
    : { ...(await trustFor(deps, viewer, id)), sheets: [] }
  return trustNextWords(view, viewer, nextTrust(view, viewer))
}
