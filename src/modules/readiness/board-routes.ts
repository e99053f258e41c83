import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GapGroup } from '#engine/gap.ts'
import { checkReceipt, publishedSeals, type Refusal, type RoundTables } from '#modules/round/index.ts'
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
import { londonDay } from '#platform/london.ts'
import type { RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { addAction, markAction, recordConversation, takeSecondLook } from './conversation-commands.ts'
import { readAction, readAnswer, readConversation } from './forms.ts'
import { links } from './links.ts'
import { movements } from './movement.ts'
import type { ReadinessPages } from './pages.ts'
import { gapBoardFor, type Board } from './queries.ts'
import { receiptFrom } from '#modules/round/index.ts'
import { evidenceRoutes } from './evidence-routes.ts'
import { seesBoard } from './sees.ts'
import { faultWords } from './text.ts'
import { agendaPage } from './views/agenda-page.ts'
import { cardPage, type CardPageModel } from './views/card-page.ts'
import { checkReceiptPage } from './views/check-receipt-page.ts'
import { gapBoard } from './views/gap-board.ts'
import { movementPage } from './views/movement-page.ts'

const groups: readonly GapGroup[] = ['unknown', 'differ', 'ready', 'not-ready', 'not-applicable']
const firstCards = 10

/** What is open after the reveal: the board, its cards, the agenda, the receipts. */
export function boardRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(links.board(':round'), async (request, reply) => {
    const board = await boardOr(deps, request)
    if (!board) return seeOther(reply, links.waiting(idFrom<'round'>(request, 'round')))
    const filter = groups.find((group) => group === queryFrom(request, 'group')) ?? null
    return sendPage(
      reply,
      gapBoard(request.shell, {
        board,
        sees: seesBoard(board),
        filter,
        meeting: false,
        papers: true,
        canRepeat: repeatOf(board, requireViewer(request)),
      }),
    )
  })

  app.get(links.meeting(':round'), async (request, reply) => {
    const board = await mustSee(deps, request)
    return sendPage(
      reply,
      gapBoard(request.shell, {
        board,
        sees: seesBoard(board),
        filter: null,
        meeting: true,
        papers: false,
        canRepeat: null,
      }),
    )
  })

  app.get(links.agenda(':round'), async (request, reply) => {
    const board = await mustSee(deps, request)
    const all = queryFrom(request, 'all') === 'yes'
    const meeting = queryFrom(request, 'meeting') === 'yes'
    return sendPage(
      reply,
      agendaPage(request.shell, { board, sees: seesBoard(board), meeting, most: all ? 1000 : firstCards }),
    )
  })

  app.get(links.movement(':round'), async (request, reply) => {
    const viewer = requireViewer(request)
    const board = await mustSee(deps, request)
    const earlier = board.round.previous ? await gapBoardFor(deps, viewer, board.round.previous) : null
    if (!earlier) throw new NotFound('There is no earlier round to compare with.')
    const moved = movements(earlier.report, board.report)
    return sendPage(
      reply,
      movementPage(request.shell, { board, earlier: earlier.round, moved, sees: seesBoard(board) }),
    )
  })

  cardRoutes(app, deps)
  receiptRoutes(app, deps)
  evidenceRoutes(app, deps)
}

function cardRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(links.card(':round', ':item'), async (request, reply) => drawCard(deps, request, reply, {}))

  app.post(links.conversation(':round', ':item'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const at = placeOf(request)
    const read = readConversation(request.body)
    if ('form' in read) return drawCard(deps, request, reply, { conversation: read.form }, 422)
    const outcome = await recordConversation(deps, viewer, { ...at, ...read.value })
    if ('saved' in outcome) return seeOther(reply, links.card(at.round, at.item))
    const conversation: Form = { values: readForm(request.body), errors: {} }
    return drawCard(
      deps,
      request,
      reply,
      'conflict' in outcome
        ? { conversation, conflict: outcome.conflict }
        : { conversation, refused: outcome.refused },
      409,
    )
  })

  app.post(links.action(':round', ':item'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const at = placeOf(request)
    const read = readAction(request.body)
    if ('form' in read) return drawCard(deps, request, reply, { action: read.form }, 422)
    const outcome = await addAction(deps, viewer, { ...at, ...read.value })
    if ('saved' in outcome) return seeOther(reply, links.card(at.round, at.item))
    return drawCard(
      deps,
      request,
      reply,
      { action: { values: readForm(request.body), errors: {} }, refused: outcome.refused },
      409,
    )
  })

  app.post(links.markAction(':round', ':item'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const at = placeOf(request)
    const { action = '', done } = readForm(request.body)
    if (!/^[0-9a-f-]{36}$/.test(action)) throw new NotFound('No such action.')
    const outcome = await markAction(deps, viewer, {
      round: at.round,
      action,
      doneOn: done === 'yes' ? londonDay(viewer.now) : null,
    })
    return 'saved' in outcome
      ? seeOther(reply, links.card(at.round, at.item))
      : drawCard(deps, request, reply, { refused: outcome.refused }, 409)
  })

  app.post(links.secondLook(':round', ':item'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const at = placeOf(request)
    const { fields } = readAnswer(request.body)
    const outcome = await takeSecondLook(deps, viewer, { ...at, draft: { ...fields, importance: '2' } })
    if ('saved' in outcome) return seeOther(reply, links.card(at.round, at.item))
    if ('refused' in outcome) return drawCard(deps, request, reply, { refused: outcome.refused }, 409)
    const errors = Object.fromEntries(
      outcome.faults.map((fault) => [fault === 'reading-missing' ? 'reading' : 'reason', faultWords[fault]]),
    )
    return drawCard(deps, request, reply, { secondLook: { values: readForm(request.body), errors } }, 422)
  })
}

function receiptRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  const draw = async (request: FastifyRequest, reply: FastifyReply, text: string | null) => {
    const viewer = requireViewer(request)
    const board = await mustSee(deps, request)
    const seals = await inTransaction(deps.db, viewer, (trx) =>
      publishedSeals(trx.$pickTables<keyof RoundTables>(), viewer, board.round.id),
    )
    const found = text === null ? null : receiptFrom(text)
    const owner = found && seals.find(({ root }) => root === found.root)
    const against = found ? (owner ?? seals[0]) : undefined
    const pasted =
      found && against
        ? {
            council:
              board.round.parties.find(({ council }) => council === owner?.council)?.shortName ?? 'Nobody',
            finding: owner
              ? checkReceipt(against, found.root, found.digests)
              : ({ type: 'other-receipt' } as const),
          }
        : null
    const errors: Record<string, string> =
      text !== null && !found
        ? { receipt: 'Paste the 64 letters and figures of the receipt, or the whole receipt file' }
        : {}
    const model = {
      view: board,
      sees: seesBoard(board),
      form: { values: { receipt: text ?? '' }, errors },
      seals: seals.map((seal) => ({ seal, finding: checkReceipt(seal, seal.root) })),
      pasted,
    }
    return sendPage(reply, checkReceiptPage(request.shell, model), Object.keys(errors).length > 0 ? 422 : 200)
  }
  app.get(links.checkReceipt(':round'), async (request, reply) => draw(request, reply, null))
  app.post(links.checkReceipt(':round'), async (request, reply) =>
    draw(request, reply, readForm(request.body)['receipt'] ?? ''),
  )
}

function placeOf(request: FastifyRequest): { round: RoundId; item: string } {
  return { round: idFrom<'round'>(request, 'round'), item: textFrom(request, 'item') }
}

/** The board, or null where the round is the viewer's but not open. */
async function boardOr(deps: ReadinessPages, request: FastifyRequest): Promise<Board | null> {
  return gapBoardFor(deps, requireViewer(request), idFrom<'round'>(request, 'round'))
}

async function mustSee(deps: ReadinessPages, request: FastifyRequest): Promise<Board> {
  const board = await boardOr(deps, request)
  if (!board) throw new NotFound('Nothing has been opened yet.')
  return board
}

function repeatOf(board: Board, viewer: Viewer): string | null {
  const leads = viewer.role === 'lead' || viewer.role === 'deputy'
  return leads
    ? `${links.start(board.partnership.id)}?framework=${board.framework.id}&previous=${board.round.id}`
    : null
}

type Trouble = {
  readonly conversation?: Form
  readonly action?: Form
  readonly secondLook?: Form
  readonly conflict?: CardPageModel['conflict']
  readonly refused?: readonly Refusal[]
}

async function drawCard(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const board = await mustSee(deps, request)
  const row = board.report.rows.find(({ statement }) => statement.id === textFrom(request, 'item'))
  if (!row) throw new NotFound('No such statement in this round.')
  const talked = board.conversations.find(({ item }) => item === row.statement.id)
  const [heldYear = '', heldMonth = '', heldDay = ''] = talked?.heldOn?.split('-') ?? []
  const standing: Form = talked
    ? {
        values: {
          outcome: talked.outcome,
          summary: talked.summary,
          'held-day': heldDay,
          'held-month': heldMonth,
          'held-year': heldYear,
        },
        errors: {},
      }
    : emptyForm
  const page = cardPage(request.shell, {
    board,
    row,
    sees: seesBoard(board),
    mayRecord: board.round.state === 'revealed' && (viewer.role === 'lead' || viewer.role === 'deputy'),
    ownCouncil: viewer.council,
    today: londonDay(viewer.now),
    forms: {
      conversation: trouble.conversation ?? standing,
      action: trouble.action ?? emptyForm,
      secondLook: trouble.secondLook ?? emptyForm,
    },
    version: trouble.conflict?.version ?? talked?.version ?? 0,
    conflict: trouble.conflict ?? null,
    refused: trouble.refused ?? [],
  })
  return sendPage(reply, page, status)
}
