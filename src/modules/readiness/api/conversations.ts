import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { changed, invalid } from '#platform/api-problem.ts'
import { etagOf, idOf, operation, type Answered } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { conversationOutcomes } from '../conversation.ts'
import { addAction, markAction, recordConversation, takeSecondLook } from '../conversation-commands.ts'
import { conversations, type GapRow } from '../gap-report.ts'
import type { ReadinessPages } from '../pages.ts'
import type { Board } from '../queries.ts'
import { faultWords } from '../text.ts'
import { boardOf } from './board.ts'
import { byItem, byRound, closed, day, OpenedAnswer, openedAnswer, readings, refusedIn } from './parts.ts'

const tag = 'Conversations'
const some = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
const dayOrNull = Type.Union([day, Type.Null()])

const Action = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    what: Type.String(),
    owner: Type.String(),
    ownerCouncil: Type.String(),
    dueOn: Type.String(),
    doneOn: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'Action' },
)

const Conversation = Type.Object(
  {
    item: Type.String(),
    number: Type.String(),
    statement: Type.String(),
    ask: Type.String({ description: 'The question to begin with.' }),
    version: Type.Integer({ description: '0 while nothing is recorded. The ETag is the same.' }),
    recorded: Type.Union([
      Type.Object({
        outcome: Type.Enum([...conversationOutcomes]),
        summary: Type.String(),
        heldOn: Type.Union([Type.String(), Type.Null()]),
        recordedBy: Type.String({ description: 'The code of a council.' }),
        recordedAt: Type.String({ format: 'date-time' }),
      }),
      Type.Null(),
    ]),
    actions: Type.Array(Action),
    secondLooks: Type.Array(
      Type.Object({
        council: Type.String(),
        number: Type.Integer(),
        answer: OpenedAnswer,
        recordedAt: Type.String({ format: 'date-time' }),
      }),
      { description: 'What a council says now. Its first answer stays.' },
    ),
  },
  { title: 'Conversation' },
)

/** The conversations to have, how they ended, what was agreed to be done, and second looks. */
export function conversationsApi(app: FastifyInstance, deps: ReadinessPages): void {
  readingApi(app, deps)
  recordingApi(app, deps)
  actionsApi(app, deps)
  secondLooksApi(app, deps)
}

function readingApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'read',
    {
      id: 'listConversations',
      method: 'GET',
      path: '/rounds/:round/conversations',
      tag,
      summary: 'The conversations to have, the widest gap first',
      params: byRound,
      answer: Type.Object({ items: Type.Array(Conversation) }, { title: 'ConversationList' }),
    },
    async (viewer, { params }) => {
      const board = await boardOf(deps, viewer, params.round)
      return { body: { items: conversations(board.report).map((row) => shown(board, row)) } }
    },
  )
  operation(
    app,
    'read',
    {
      id: 'getConversation',
      method: 'GET',
      path: '/rounds/:round/conversations/:item',
      tag,
      summary: 'One conversation',
      params: byItem,
      answer: Conversation,
      versioned: true,
    },
    async (viewer, { params }) => now(deps, viewer, params),
  )
}

function recordingApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'answer',
    {
      id: 'putConversation',
      method: 'PUT',
      path: '/rounds/:round/conversations/:item',
      tag,
      summary: 'Record how a conversation ended',
      params: byItem,
      body: Type.Object(
        {
          outcome: Type.Enum([...conversationOutcomes]),
          summary: some(2000, 'What you agreed, in a sentence or two.'),
          heldOn: Type.Optional(dayOrNull),
        },
        closed,
      ),
      answer: Conversation,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const board = await boardOf(deps, viewer, params.round)
      const row = rowIn(board, params.item)
      const outcome = await recordConversation(deps, viewer, {
        round: board.round.id,
        item: row.statement.id,
        seen,
        outcome: body.outcome,
        summary: body.summary.trim(),
        heldOn: body.heldOn ?? null,
      })
      if ('refused' in outcome) return refusedIn(board, outcome.refused)
      if ('saved' in outcome) return now(deps, viewer, params)
      const standing = await boardOf(deps, viewer, params.round)
      return {
        ...changed(shown(standing, rowIn(standing, params.item)), body),
        etag: etagOf(outcome.conflict.version),
      }
    },
  )
}

function actionsApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'answer',
    {
      id: 'addAction',
      method: 'POST',
      path: '/rounds/:round/conversations/:item/actions',
      tag,
      summary: 'Add an action: what, by whom, by when',
      params: byItem,
      body: Type.Object(
        {
          what: some(300, 'What will be done.'),
          owner: some(120, 'A name or a post.'),
          ownerCouncil: Type.String({ maxLength: 20, description: 'The code of a council in the round.' }),
          dueOn: day,
          doneOn: Type.Optional(dayOrNull),
        },
        closed,
      ),
      answer: Conversation,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const board = await boardOf(deps, viewer, params.round)
      const row = rowIn(board, params.item)
      if (!board.round.parties.some(({ council }) => council === body.ownerCouncil))
        return invalid([{ field: 'ownerCouncil', says: 'No council of this code takes part in the round.' }])
      const outcome = await addAction(deps, viewer, {
        ...body,
        what: body.what.trim(),
        owner: body.owner.trim(),
        round: board.round.id,
        item: row.statement.id,
      })
      if ('refused' in outcome) return refusedIn(board, outcome.refused)
      return now(deps, viewer, params)
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'markAction',
      method: 'PATCH',
      path: '/rounds/:round/actions/:action',
      tag,
      summary: 'Say that an action is done, or that it is not after all',
      params: Type.Object({ round: Type.String(), action: Type.String() }),
      body: Type.Object({ doneOn: dayOrNull }, closed),
      answer: Action,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const board = await boardOf(deps, viewer, params.round)
      const action = idOf(params.action)
      const outcome = await markAction(deps, viewer, { round: board.round.id, action, doneOn: body.doneOn })
      if ('refused' in outcome) return refusedIn(board, outcome.refused)
      const { actions } = await boardOf(deps, viewer, params.round)
      const found = actions.find(({ id }) => id === action)
      if (!found) throw new NotFound('No such action.')
      return { body: found }
    },
  )
}

function secondLooksApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'answer',
    {
      id: 'takeSecondLook',
      method: 'POST',
      path: '/rounds/:round/conversations/:item/second-looks',
      tag,
      summary: 'Restate your council’s answer after the conversation',
      params: byItem,
      body: Type.Object(
        { reading: Type.Enum([...readings]), reason: some(2000, 'Why, in a sentence or two.') },
        closed,
      ),
      answer: Conversation,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const board = await boardOf(deps, viewer, params.round)
      const row = rowIn(board, params.item)
      const outcome = await takeSecondLook(deps, viewer, {
        round: board.round.id,
        item: row.statement.id,
        draft: { ...body, importance: '2' },
      })
      if ('refused' in outcome) return refusedIn(board, outcome.refused)
      if ('saved' in outcome) return now(deps, viewer, params)
      const field = { 'reading-missing': 'reading', 'reason-missing': 'reason', 'importance-missing': '' }
      return invalid(outcome.faults.map((fault) => ({ field: field[fault], says: `${faultWords[fault]}.` })))
    },
  )
}

async function now(
  deps: ReadinessPages,
  viewer: CouncilViewer,
  at: Static<typeof byItem>,
): Promise<Answered<Static<typeof Conversation>>> {
  const board = await boardOf(deps, viewer, at.round)
  const body = shown(board, rowIn(board, at.item))
  return { body, etag: etagOf(body.version) }
}

function rowIn({ report }: Board, item: string): GapRow {
  const row = report.rows.find(({ statement }) => statement.id === item)
  if (!row) throw new NotFound('No such statement in this round.')
  return row
}

function shown(board: Board, { statement }: GapRow): Static<typeof Conversation> {
  const talked = board.conversations.find(({ item }) => item === statement.id)
  return {
    item: statement.id,
    number: statement.number,
    statement: statement.statement,
    ask: statement.ask,
    version: talked?.version ?? 0,
    recorded: talked
      ? {
          outcome: talked.outcome,
          summary: talked.summary,
          heldOn: talked.heldOn,
          recordedBy: talked.recordedFor,
          recordedAt: talked.recordedAt.toISOString(),
        }
      : null,
    actions: board.actions.filter(({ item }) => item === statement.id),
    secondLooks: board.secondLooks
      .filter(({ item }) => item === statement.id)
      .map(({ council, number, answer, recordedAt }) => ({
        council,
        number,
        answer: openedAnswer(answer),
        recordedAt: recordedAt.toISOString(),
      })),
  }
}
