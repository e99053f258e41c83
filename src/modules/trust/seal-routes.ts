import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  archive,
  archiveBlockers,
  breakSeal,
  breakSealBlockers,
  cancel,
  cancelBlockers,
  presentParties,
  revealBlockers,
  sealBlockers,
  withdraw,
  withdrawBlockers,
} from '#modules/round/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireCouncil, requireViewer, seeOther, sendPage } from '#platform/http.ts'
import { actsForCouncil } from '#platform/viewer.ts'
import { revealTrust, sealTrust, trustCommand, type Unrated } from './commands.ts'
import { links } from './links.ts'
import { leads } from './next-step.ts'
import { nameOf } from './next-words.ts'
import type { TrustPages } from './pages.ts'
import { isParty, raterCount, trustFor, type TrustView } from './queries.ts'
import type { TrustRefusal } from './views/frame.ts'
import { breakSealPage, leavePage, sealPage, waitingPage } from './views/seal-page.ts'

/** Sealing, waiting, opening, and leaving. */
export function sealRoutes(app: FastifyInstance, deps: TrustPages): void {
  app.get(links.seal(':round'), async (request, reply) => drawSeal(deps, request, reply, {}))

  app.post(links.seal(':round'), async (request, reply) => {
    const id = idFrom<'round'>(request, 'round')
    const outcome = await sealTrust(deps, requireCouncil(request), id)
    return 'done' in outcome ? seeOther(reply, links.waiting(id)) : drawSeal(deps, request, reply, outcome)
  })

  app.get(links.waiting(':round'), async (request, reply) => drawWaiting(deps, request, reply))

  app.post(links.reveal(':round'), async (request, reply) => {
    const id = idFrom<'round'>(request, 'round')
    const outcome = await revealTrust(deps, requireCouncil(request), id)
    return 'done' in outcome
      ? seeOther(reply, links.result(id))
      : drawWaiting(deps, request, reply, outcome.refused)
  })

  breakSealRoutes(app, deps)
  leavingRoutes(app, deps)
}

function othersIn(view: TrustView, council: string | null): string[] {
  return presentParties(view.round)
    .filter((party) => party.council !== council)
    .map(({ shortName }) => shortName)
}

async function drawSeal(
  deps: TrustPages,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: { unrated?: readonly Unrated[]; refused?: readonly TrustRefusal[] },
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const view = await trustFor(deps, viewer, idFrom<'round'>(request, 'round'))
  if (!leads(viewer) || !isParty(view, viewer)) throw new NotFound('Only for those who lead.')
  const refused = trouble.refused ?? (trouble.unrated ? [] : sealBlockers(view.round, viewer))
  const page = sealPage(request.shell, {
    view,
    council: nameOf(view, viewer.council),
    raters: await raterCount(deps, viewer, view),
    others: othersIn(view, viewer.council),
    unrated: trouble.unrated ?? [],
    refused,
  })
  return sendPage(reply, page, refused.length > 0 || trouble.unrated ? 409 : 200)
}

async function drawWaiting(
  deps: TrustPages,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly TrustRefusal[] = [],
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const view = await trustFor(deps, viewer, idFrom<'round'>(request, 'round'))
  const { round } = view
  const blocked = round.state === 'open' ? revealBlockers(round, viewer, viewer.now) : []
  const page = waitingPage(request.shell, {
    view,
    headline:
      round.state === 'open'
        ? `${round.seals.sealed} of ${presentParties(round).length} councils have sealed`
        : 'The waiting room is empty',
    root: round.seals.own?.sealedAt ? round.seals.own.root : null,
    sealedAt: round.seals.own?.sealedAt ?? null,
    blocked,
    canReveal: round.state === 'open' && blocked.length === 0,
    canBreak: actsForCouncil(viewer) && breakSealBlockers(round, viewer, 'asked').length === 0,
    refused,
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}

function breakSealRoutes(app: FastifyInstance, deps: TrustPages): void {
  const draw = async (
    request: FastifyRequest,
    reply: FastifyReply,
    reason: string | null,
    refused: readonly TrustRefusal[],
    status: number,
  ) => {
    const viewer = requireCouncil(request)
    const view = await trustFor(deps, viewer, idFrom<'round'>(request, 'round'))
    const errors: Record<string, string> =
      reason !== null && reason.trim() === '' ? { reason: 'Give a reason. Every partner will read it' } : {}
    const page = breakSealPage(request.shell, {
      view,
      form: { values: { reason: reason ?? '' }, errors },
      others: othersIn(view, viewer.council),
      refused: refused.filter(({ type }) => type !== 'reason-missing'),
    })
    return sendPage(reply, page, status)
  }
  app.get(links.breakSeal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { round } = await trustFor(deps, viewer, idFrom<'round'>(request, 'round'))
    const refused = breakSealBlockers(round, viewer, 'asked')
    return draw(request, reply, null, refused, refused.length > 0 ? 409 : 200)
  })
  app.post(links.breakSeal(':round'), async (request, reply) => {
    const id = idFrom<'round'>(request, 'round')
    const reason = (readForm(request.body)['reason'] ?? '').slice(0, 500)
    const outcome = await trustCommand(deps, requireCouncil(request), id, (trx, by, round) =>
      breakSeal(trx, by, round, reason),
    )
    return 'done' in outcome
      ? seeOther(reply, links.round(id))
      : draw(request, reply, reason, outcome.refused, reason.trim() === '' ? 422 : 409)
  })
}

/** Leaving, cancelling and archiving: each asks once more, and says what will happen. */
function leavingRoutes(app: FastifyInstance, deps: TrustPages): void {
  for (const [kind, command, blockers] of [
    ['withdraw', withdraw, withdrawBlockers],
    ['cancel', cancel, cancelBlockers],
    ['archive', archive, archiveBlockers],
  ] as const) {
    const draw = async (request: FastifyRequest, reply: FastifyReply, found?: readonly TrustRefusal[]) => {
      const viewer = requireCouncil(request)
      const view = await trustFor(deps, viewer, idFrom<'round'>(request, 'round'))
      const refused = found ?? blockers(view.round, viewer)
      const others = othersIn(view, viewer.council)
      return sendPage(
        reply,
        leavePage(request.shell, { view, kind, others, refused }),
        refused.length > 0 ? 409 : 200,
      )
    }
    app.get(links[kind](':round'), async (request, reply) => draw(request, reply))
    app.post(links[kind](':round'), async (request, reply) => {
      const id = idFrom<'round'>(request, 'round')
      const outcome = await trustCommand(deps, requireCouncil(request), id, command)
      return 'done' in outcome ? seeOther(reply, links.round(id)) : draw(request, reply, outcome.refused)
    })
  }
}
