import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { partnershipLinks } from '#modules/partnership/index.ts'
import { namesOfPeople, type PeopleTables } from '#modules/people/index.ts'
import type { Json } from '#platform/canonical.ts'
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
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { formatList } from '#ui/format.ts'
import type { Outcome } from '../command.ts'
import { archive, cancel, withdraw } from '../commands.ts'
import { ownReceipt } from '../queries.ts'
import {
  approveSealBlockers,
  archiveBlockers,
  breakSealBlockers,
  cancelBlockers,
  presentParties,
  revealBlockers,
  sealBlockers,
  withdrawBlockers,
  type Refusal,
  type Round,
} from '../round.ts'
import { approveSeal, breakSeal, dropSealRequest, seal } from '../seal-commands.ts'
import type { RoundTables } from '../tables.ts'
import { drawingOf, shownWithin, type FaceDeps, type FaceTrx, type Missing, type RoundFace } from './face.ts'
import { roundLinks } from './links.ts'
import { reasonWords } from './views/frame.ts'
import { breakSealPage, leavePage, sealPage, waitingPage, type LeaveKind } from './views/seal-page.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { RoundId } from '#platform/id.ts'

/** Sealing, waiting and opening, for one client's rounds. */
export function sealRoutes(app: FastifyInstance, deps: FaceDeps, face: RoundFace): void {
  const links = roundLinks(face.client)
  const id = (request: FastifyRequest) => idFrom<'round'>(request, 'round')

  app.get(links.seal(':round'), async (request, reply) => drawSeal(deps, face, request, reply, []))
  app.post(links.seal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const outcome = await inTransaction(deps.db, viewer, (trx) =>
      sealWithin(trx, deps, face, viewer, id(request)),
    )
    if ('missing' in outcome) return drawSeal(deps, face, request, reply, outcome.missing)
    if ('refused' in outcome) return drawSeal(deps, face, request, reply, null)
    return seeOther(reply, `${links.waiting(id(request))}?sealed=yes`)
  })

  app.get(links.waiting(':round'), async (request, reply) => drawWaiting(deps, face, request, reply))
  for (const [path, command, after] of [
    [links.approveSeal(':round'), approveSeal, links.waiting],
    [links.dropSeal(':round'), dropSealRequest, face.check === false ? links.round : links.check],
    [links.reveal(':round'), null, face.opened ?? links.round],
  ] as const)
    app.post(path, async (request, reply) => {
      const viewer = requireCouncil(request)
      const outcome = await within(deps, face, viewer, id(request), (trx, round) =>
        command ? command(trx, viewer, round.id) : face.open(trx, viewer, round),
      )
      if ('refused' in outcome) return drawWaiting(deps, face, request, reply, outcome.refused)
      return seeOther(reply, after(id(request)))
    })

  app.get(links.receiptFile(':round'), async (request, reply) => sendReceipt(deps, face, request, reply))
  breakSealRoutes(app, deps, face)
  leavingRoutes(app, deps, face)
}

/** Seals what the client says is to be sealed, or says what is missing. */
export async function sealWithin<Lack extends Missing>(
  trx: FaceTrx,
  deps: Pick<FaceDeps, 'instanceKey'>,
  face: Pick<RoundFace, 'client'> & {
    readonly answers: (
      ...of: Parameters<RoundFace['answers']>
    ) => Promise<
      { readonly complete: Readonly<Record<string, Json>> } | { readonly missing: readonly Lack[] }
    >
  },
  by: CouncilViewer,
  id: RoundId,
) {
  const { round } = await shownWithin(trx, face.client, by, id, { lock: true })
  const refused = sealBlockers(round, by)
  if (refused.length > 0) return { refused }
  const answers = await face.answers(trx, by, round)
  if ('missing' in answers) return answers
  return seal(trx, by, deps.instanceKey, round.id, answers.complete)
}

function within(
  deps: FaceDeps,
  face: RoundFace,
  by: CouncilViewer,
  id: RoundId,
  work: (trx: FaceTrx, round: Round) => Promise<Outcome>,
): Promise<Outcome> {
  return inTransaction(deps.db, by, async (trx) =>
    work(trx, (await shownWithin(trx, face.client, by, id, { lock: true })).round),
  )
}

async function drawSeal(
  deps: FaceDeps,
  face: RoundFace,
  request: FastifyRequest,
  reply: FastifyReply,
  missing: readonly Missing[] | null,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
  const blocked = reasonWords(drawing.round, sealBlockers(drawing.round, viewer))
  // Where no page stands before this one that says what is missing, this one does.
  const looks = face.check === false && missing?.length === 0 && blocked.length === 0
  const lacking = looks ? await missingFrom(deps, face, viewer, drawing.round.id) : []
  const reasons = [...(missing ?? []), ...lacking, ...blocked]
  const notes = await face.sealNotes(drawing)
  return sendPage(reply, sealPage(drawing, notes, reasons), reasons.length > lacking.length ? 409 : 200)
}

function missingFrom(
  deps: FaceDeps,
  face: RoundFace,
  by: CouncilViewer,
  id: RoundId,
): Promise<readonly Missing[]> {
  return inTransaction(deps.db, by, async (trx) => {
    const { round } = await shownWithin(trx, face.client, by, id)
    const answers = await face.answers(trx, by, round)
    return 'missing' in answers ? answers.missing : []
  })
}

async function sendReceipt(
  deps: FaceDeps,
  face: RoundFace,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const read = await inTransaction(deps.db, viewer, async (trx) => {
    const { round } = await shownWithin(trx, face.client, viewer, idFrom<'round'>(request, 'round'))
    return { round, receipt: await ownReceipt(trx.$pickTables<keyof RoundTables>(), viewer, round.id) }
  })
  const { round, receipt } = read
  if (!receipt) throw new NotFound('No seal, so no receipt.')
  const { root, digests, sealedAt } = receipt
  const told = {
    handfast: 'receipt',
    round: round.id,
    title: round.title,
    council: viewer.council,
    sealedAt,
    receipt: root,
    digests,
  }
  return sendFile(reply, {
    name: `receipt-${round.title}.json`,
    type: 'application/json; charset=utf-8',
    bytes: JSON.stringify(told, null, 2),
  })
}

function breakSealRoutes(app: FastifyInstance, deps: FaceDeps, face: RoundFace): void {
  const links = roundLinks(face.client)
  const draw = async (
    request: FastifyRequest,
    reply: FastifyReply,
    reason: string | null,
    refused: readonly Refusal[],
  ) => {
    const viewer = requireCouncil(request)
    const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
    const unsaid = reason !== null && reason.trim() === ''
    const errors: Record<string, string> = unsaid
      ? { reason: 'Give a reason. Every partner will read it' }
      : {}
    const reasons = reasonWords(
      drawing.round,
      refused.filter(({ type }) => type !== 'reason-missing'),
    )
    const page = breakSealPage(drawing, { form: { values: { reason: reason ?? '' }, errors }, reasons })
    return sendPage(reply, page, unsaid ? 422 : reasons.length > 0 ? 409 : 200)
  }
  app.get(links.breakSeal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { round } = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
    return draw(request, reply, null, breakSealBlockers(round, viewer, 'asked'))
  })
  app.post(links.breakSeal(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const reason = (readForm(request.body)['reason'] ?? '').slice(0, 500)
    const outcome = await within(deps, face, viewer, idFrom<'round'>(request, 'round'), (trx, round) =>
      breakSeal(trx, viewer, round.id, reason),
    )
    return 'refused' in outcome
      ? draw(request, reply, reason, outcome.refused)
      : seeOther(reply, links.round(outcome.done.id))
  })
}

/** Leaving, cancelling and archiving: each asks once more, and says what will happen. */
function leavingRoutes(app: FastifyInstance, deps: FaceDeps, face: RoundFace): void {
  const links = roundLinks(face.client)
  for (const [kind, command, blockers] of [
    ['withdraw', withdraw, withdrawBlockers],
    ['cancel', cancel, cancelBlockers],
    ['archive', archive, archiveBlockers],
  ] as const) {
    const draw = async (request: FastifyRequest, reply: FastifyReply, refused?: readonly Refusal[]) => {
      const viewer = requireCouncil(request)
      const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
      const reasons = reasonWords(drawing.round, refused ?? blockers(drawing.round, viewer))
      const leave: LeaveKind = kind
      return sendPage(reply, leavePage(drawing, leave, reasons), reasons.length > 0 ? 409 : 200)
    }
    app.get(links[kind](':round'), async (request, reply) => draw(request, reply))
    app.post(links[kind](':round'), async (request, reply) => {
      const viewer = requireCouncil(request)
      const outcome = await within(deps, face, viewer, idFrom<'round'>(request, 'round'), (trx, round) =>
        command(trx, viewer, round.id),
      )
      if ('refused' in outcome) return draw(request, reply, outcome.refused)
      const { done } = outcome
      return seeOther(
        reply,
        kind === 'archive' ? links.round(done.id) : partnershipLinks.home(done.partnership),
      )
    })
  }
}

async function drawWaiting(
  deps: FaceDeps,
  face: RoundFace,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly Refusal[] = [],
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
  const { round } = drawing
  const own = round.seals.own
  const acts = actsForCouncil(viewer)
  const asked = own !== null && own.sealedAt === null
  const blocked = revealBlockers(round, viewer, viewer.now)
  const page = waitingPage(drawing, {
    ...waitingWords(round, viewer, face.noun ?? 'answers'),
    root: viewer.role === 'contributor' ? null : (own?.root ?? null),
    sealedAt: own?.sealedAt ?? null,
    askedBy: own && acts ? await nameOf(deps, viewer, own.askedBy) : null,
    blocked: acts && round.state === 'open' ? reasonWords(round, blocked) : [],
    canReveal: acts && blocked.length === 0,
    canApprove: acts && asked && approveSealBlockers(round, viewer).length === 0,
    canDrop: acts && asked && sealBlockers(round, viewer).length === 0,
    canBreak: acts && breakSealBlockers(round, viewer, 'asked').length === 0,
    justSealed: queryFrom(request, 'sealed') === 'yes' && Boolean(own?.sealedAt),
    reasons: reasonWords(round, refused),
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}

/** What the waiting room says first: how many have sealed, and which, if the terms let it be known. */
function waitingWords(round: Round, viewer: Viewer, noun: string): { headline: string; lead: string } {
  const present = presentParties(round)
  const { sealed, names, own } = round.seals
  if (round.state !== 'open') return { headline: 'The waiting room is empty', lead: '' }
  const named =
    names === null
      ? ' The terms do not say which.'
      : ` Sealed: ${names.length === 0 ? 'none yet' : formatList(present.filter(({ council }) => names.includes(council)).map(({ shortName }) => shortName))}.`
  const mine = own?.sealedAt
    ? `Your ${noun} are sealed.`
    : viewer.council === null
      ? ''
      : 'Your council has not sealed yet.'
  return {
    headline: `${sealed} of ${present.length} councils have sealed`,
    lead: `${mine}${named} Nobody can read anybody else’s ${noun} now.`.trim(),
  }
}

async function nameOf(deps: FaceDeps, viewer: Viewer, person: string): Promise<string> {
  if (!actsForCouncil(viewer)) return 'A colleague'
  const people = await inTransaction(deps.db, viewer, (trx) =>
    namesOfPeople(trx.$pickTables<keyof PeopleTables>(), viewer, viewer.council),
  )
  return people.find(({ id }) => id === person)?.name ?? 'A colleague'
}
