import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { partnershipLinks } from '#modules/partnership/index.ts'
import { namesOfPeople, type PeopleTables } from '#modules/people/index.ts'
import {
  approveSeal,
  archive,
  breakSeal,
  breakSealBlockers,
  cancel,
  cancelBlockers,
  consent,
  dropSealRequest,
  ownReceipt,
  sealBlockers,
  withdraw,
  withdrawBlockers,
  type Refusal,
  type RoundTables,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  queryFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendFile,
  sendPage,
} from '#platform/http.ts'
import type { RoundId } from '#platform/id.ts'
import { actsForCouncil, type CouncilViewer, type Viewer } from '#platform/viewer.ts'
import { readingOf, type Draft } from './answer.ts'
import { revealReadiness, roundCommand, sealReadiness } from './commands.ts'
import { links } from './links.ts'
import type { ReadinessPages } from './pages.ts'
import { ownAnswersFor, roundFor } from './queries.ts'
import { byArea, checked, othersIn, waitingOffers } from './round-model.ts'
import { drawRound } from './round-routes.ts'
import { ownName, seesAgreed, seesRound } from './sees.ts'
import { confidenceWords, doubtWords, faultWords, gradeWords, readingWords } from './text.ts'
import { checkPage } from './views/check-page.ts'
import { leavePage } from './views/leave-page.ts'
import { breakSealPage, sealPage, waitingPage } from './views/seal-page.ts'
import { waitingWords } from './waiting-words.ts'

/** Checking, sealing, waiting and opening. */
export function sealRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(links.check(':round'), async (request, reply) => drawCheck(deps, request, reply))

  app.get(links.seal(':round'), async (request, reply) => drawSeal(deps, request, reply))

  app.post(links.seal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const outcome = await sealReadiness(deps, viewer, id)
    if ('incomplete' in outcome) return drawCheck(deps, request, reply, 409)
    if ('refused' in outcome) return drawSeal(deps, request, reply, outcome.refused)
    return seeOther(
      reply,
      outcome.done.state === 'revealed' ? links.board(id) : `${links.waiting(id)}?sealed=yes`,
    )
  })

  app.get(links.waiting(':round'), async (request, reply) =>
    drawWaiting(deps, request, reply, requireViewer(request), idFrom<'round'>(request, 'round')),
  )

  for (const [path, command] of [
    [links.approveSeal(':round'), approveSeal],
    [links.dropSeal(':round'), dropSealRequest],
    [links.consent(':round'), consent],
  ] as const)
    app.post(path, async (request, reply) => {
      const viewer = requireCouncil(request)
      const id = idFrom<'round'>(request, 'round')
      const outcome = await roundCommand(deps, viewer, id, command)
      if ('refused' in outcome) return drawWaiting(deps, request, reply, viewer, id, outcome.refused)
      return seeOther(
        reply,
        command === approveSeal
          ? `${links.waiting(id)}?sealed=yes`
          : command === dropSealRequest
            ? links.check(id)
            : links.waiting(id),
      )
    })

  app.post(links.reveal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const outcome = await revealReadiness(deps, viewer, id)
    return 'refused' in outcome
      ? drawWaiting(deps, request, reply, viewer, id, outcome.refused)
      : seeOther(reply, links.board(id))
  })

  app.get(links.receiptFile(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
    const receipt = await inTransaction(deps.db, viewer, (trx) =>
      ownReceipt(trx.$pickTables<keyof RoundTables>(), viewer, view.round.id),
    )
    if (!receipt) throw new NotFound('No seal, so no receipt.')
    const bytes = JSON.stringify(
      {
        handfast: 'receipt',
        round: view.round.id,
        title: view.round.title,
        council: viewer.council,
        sealedAt: receipt.sealedAt,
        receipt: receipt.root,
        digests: receipt.digests,
      },
      null,
      2,
    )
    return sendFile(reply, {
      name: `receipt-${view.round.title}.json`,
      type: 'application/json; charset=utf-8',
      bytes,
    })
  })

  breakSealRoutes(app, deps)
  leavingRoutes(app, deps)
}

function breakSealRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  const draw = async (
    request: FastifyRequest,
    reply: FastifyReply,
    reason: string | null,
    refused: readonly Refusal[],
    status: number,
  ) => {
    const viewer = requireCouncil(request)
    const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
    const errors: Record<string, string> =
      reason !== null && reason.trim() === '' ? { reason: 'Give a reason. Every partner will read it' } : {}
    const others = refused.filter(({ type }) => type !== 'reason-missing')
    return sendPage(
      reply,
      breakSealPage(request.shell, {
        view,
        form: { values: { reason: reason ?? '' }, errors },
        others: othersIn(view.round, viewer.council),
        refused: others,
      }),
      status,
    )
  }
  app.get(links.breakSeal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { round } = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
    const refused = breakSealBlockers(round, viewer, 'asked')
    return draw(request, reply, null, refused, refused.length > 0 ? 409 : 200)
  })
  app.post(links.breakSeal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const reason = (readForm(request.body)['reason'] ?? '').slice(0, 500)
    const outcome = await roundCommand(deps, viewer, id, (trx, by, round) =>
      breakSeal(trx, by, round, reason),
    )
    return 'refused' in outcome
      ? draw(request, reply, reason, outcome.refused, reason.trim() === '' ? 422 : 409)
      : seeOther(reply, links.round(id))
  })
}

/** Leaving, cancelling and archiving: each asks once more, and says what will happen. */
function leavingRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  for (const [path, kind, command, blockers] of [
    [links.withdraw(':round'), 'withdraw', withdraw, withdrawBlockers],
    [links.cancel(':round'), 'cancel', cancel, cancelBlockers],
    [links.archive(':round'), 'archive', archive, () => []],
  ] as const) {
    app.get(path, async (request, reply) => {
      const viewer = requireCouncil(request)
      const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
      const refused = blockers(view.round, viewer)
      return sendPage(
        reply,
        leavePage(request.shell, { view, kind, others: othersIn(view.round, viewer.council), refused }),
        refused.length > 0 ? 409 : 200,
      )
    })
    app.post(path, async (request, reply) => {
      const viewer = requireCouncil(request)
      const id = idFrom<'round'>(request, 'round')
      const outcome = await roundCommand(deps, viewer, id, command)
      if ('refused' in outcome) return drawRound(deps, request, reply, viewer, id, outcome.refused)
      return seeOther(
        reply,
        kind === 'archive' ? links.board(id) : partnershipLinks.home(outcome.done.partnership),
      )
    })
  }
}

async function drawCheck(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  if (viewer.role === 'contributor') throw new NotFound('Not for contributors.')
  const own = await ownAnswersFor(deps, viewer, idFrom<'round'>(request, 'round'))
  const names = own.framework.levels.map(({ name }) => name)
  const rows = own.statements.map((statement) => {
    const { draft, faults, doubts } = checked(own, statement)
    const reading = readingOf(draft)
    return {
      statement,
      said: reading ? readingWords(reading, names) : 'Not answered',
      reason: draft.reason,
      rests: restsOn(draft),
      missing: draft.carried
        ? ['Carried over from last time: look at it and save it']
        : faults.map((fault) => faultWords[fault]),
      doubts: doubts.map((doubt) => doubtWords[doubt]),
    }
  })
  const model = {
    view: own,
    council: ownName(own, viewer),
    areas: byArea(own, rows),
    sees: seesAgreed(own, viewer),
    blocked: sealBlockers(own.round, viewer),
  }
  return sendPage(reply, checkPage(request.shell, model), status)
}

function restsOn({ confidence, grade, evidence, link, file }: Draft): string {
  const parts = [
    confidence && confidenceWords[confidence],
    grade && gradeWords[grade],
    evidence,
    link,
    file?.name ?? '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

async function drawSeal(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: readonly Refusal[],
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
  const reasons = refused ?? sealBlockers(view.round, viewer)
  const model = {
    view,
    council: ownName(view, viewer),
    others: othersIn(view.round, viewer.council),
    refused: reasons,
  }
  return sendPage(reply, sealPage(request.shell, model), reasons.length > 0 ? 409 : 200)
}

async function drawWaiting(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  id: RoundId,
  refused: readonly Refusal[] = [],
): Promise<FastifyReply> {
  const view = await roundFor(deps, viewer, id)
  const { round } = view
  const own = round.seals.own
  const offers = actsForCouncil(viewer) ? waitingOffers(round, viewer, viewer.now) : noOffers
  const page = waitingPage(request.shell, {
    view,
    council: ownName(view, viewer),
    sees: seesRound(view),
    root: viewer.role === 'contributor' ? null : (own?.root ?? null),
    sealedAt: own?.sealedAt ?? null,
    askedBy: own && actsForCouncil(viewer) ? await nameOf(deps, viewer, own.askedBy) : null,
    ...waitingWords(view, viewer),
    ...offers,
    justSealed:
      queryFrom(request, 'sealed') === 'yes' && own?.sealedAt !== undefined && own.sealedAt !== null,
    refused,
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}

const noOffers = {
  blocked: [],
  canReveal: false,
  canConsent: false,
  canApprove: false,
  canDrop: false,
  canBreak: false,
} as const

async function nameOf(deps: ReadinessPages, viewer: CouncilViewer, person: string): Promise<string> {
  const people = await inTransaction(deps.db, viewer, (trx) =>
    namesOfPeople(trx.$pickTables<keyof PeopleTables>(), viewer, viewer.council),
  )
  return people.find(({ id }) => id === person)?.name ?? 'A colleague'
}
