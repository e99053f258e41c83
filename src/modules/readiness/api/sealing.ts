import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import {
  approveSeal,
  archive,
  breakSeal,
  cancel,
  consent,
  dropSealRequest,
  ownReceipt,
  withdraw,
  type RoundTables,
} from '#modules/round/index.ts'
import { problem } from '#platform/api-problem.ts'
import { operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { revealReadiness, roundCommand, sealReadiness } from '../commands.ts'
import type { ReadinessPages } from '../pages.ts'
import { ownAnswersFor } from '../queries.ts'
import { checked } from '../round-model.ts'
import { doubtWords, faultWords } from '../text.ts'
import { byRound, closed, instant, ownViewOf, ReasonSchema, refusedIn } from './parts.ts'
import { Round, roundNow } from './round-shape.ts'

const tag = 'Sealing'

const Receipt = Type.Object(
  {
    council: Type.String(),
    sealedAt: Type.Union([instant, Type.Null()], { description: 'Null while it waits for a second person.' }),
    receipt: Type.String({
      description: 'One figure over all the digests. Keep it: it proves what was sealed.',
    }),
    digests: Type.Record(Type.String(), Type.String(), { description: 'One for each statement.' }),
  },
  { title: 'Receipt' },
)

const Check = Type.Object(
  {
    ready: Type.Boolean({ description: 'Whether every statement has its answer.' }),
    items: Type.Array(
      Type.Object({
        item: Type.String(),
        number: Type.String(),
        missing: Type.Array(ReasonSchema),
        doubts: Type.Array(ReasonSchema, { description: 'What somebody might ask. They stop nobody.' }),
      }),
      { description: 'Only those with something missing or to be asked.' },
    ),
  },
  { title: 'Check' },
)

/** Checking, sealing, waiting and opening; and leaving. */
export function sealingApi(app: FastifyInstance, deps: ReadinessPages): void {
  checkApi(app, deps)
  sealApi(app, deps)
  breakSealApi(app, deps)
  commandsApi(app, deps)
}

function checkApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'read',
    {
      id: 'checkAnswers',
      method: 'GET',
      path: '/rounds/:round/check',
      tag,
      summary: 'What your council’s answers still want',
      params: byRound,
      answer: Check,
    },
    async (viewer, { params }) => {
      const view = await ownViewOf(deps, viewer, params.round)
      if (viewer.role === 'contributor') throw new NotFound('Not for contributors.')
      const own = await ownAnswersFor(deps, viewer, view.round.id)
      const items = own.statements.map((statement) => {
        const { draft, faults, doubts } = checked(own, statement)
        const carried = draft.carried
          ? [{ type: 'needs-review', says: 'Carried over from last time: look at it and save it.' }]
          : []
        return {
          item: statement.id,
          number: statement.number,
          missing: [...carried, ...faults.map((type) => ({ type, says: `${faultWords[type]}.` }))],
          doubts: doubts.map((type) => ({ type, says: `${doubtWords[type]}.` })),
        }
      })
      return {
        body: {
          ready: items.every(({ missing }) => missing.length === 0),
          items: items.filter(({ missing, doubts }) => missing.length + doubts.length > 0),
        },
      }
    },
  )
}

function sealApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'lead',
    {
      id: 'seal',
      method: 'POST',
      path: '/rounds/:round/seal',
      tag,
      summary: 'Seal your council’s answers',
      about: 'Or ask a second person to, where the terms want two. Staff answers close with it.',
      params: byRound,
      answer: Receipt,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await ownViewOf(deps, viewer, params.round)
      const outcome = await sealReadiness(deps, viewer, view.round.id)
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      if ('incomplete' in outcome) {
        const reasons = outcome.incomplete.map(({ item, number, faults }) => ({
          type: 'incomplete',
          item,
          number,
          faults: [...faults],
          says: `${number}: ${faults.map((fault) => faultWords[fault]).join('; ')}.`,
        }))
        const many = reasons.length === 1 ? 'One statement has' : `${reasons.length} statements have`
        return { problem: problem('refused', `${many} no complete answer yet.`, { reasons }) }
      }
      const own = outcome.done.seals.own
      return {
        body: {
          council: viewer.council,
          sealedAt: own?.sealedAt?.toISOString() ?? null,
          receipt: outcome.receipt.root,
          digests: { ...outcome.receipt.digests },
        },
      }
    },
  )
  operation(
    app,
    'read',
    {
      id: 'getReceipt',
      method: 'GET',
      path: '/rounds/:round/receipt',
      tag,
      summary: 'Your council’s receipt',
      params: byRound,
      answer: Receipt,
    },
    async (viewer, { params }) => {
      const { round } = await ownViewOf(deps, viewer, params.round)
      const found = await inTransaction(deps.db, viewer, (trx) =>
        ownReceipt(trx.$pickTables<keyof RoundTables>(), viewer, round.id),
      )
      if (!found) throw new NotFound('No seal, so no receipt.')
      const { root, digests, sealedAt } = found
      return {
        body: { council: viewer.council, sealedAt: sealedAt?.toISOString() ?? null, receipt: root, digests },
      }
    },
  )
}

function breakSealApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'lead',
    {
      id: 'breakSeal',
      method: 'POST',
      path: '/rounds/:round/seal/break',
      tag,
      summary: 'Break your council’s seal, to change an answer',
      about: 'Every partner is told, with your reason.',
      params: byRound,
      body: Type.Object(
        { reason: Type.String({ minLength: 1, maxLength: 500, description: 'Every partner will read it.' }) },
        closed,
      ),
      answer: Round,
      problems: ['refused'],
    },
    async (viewer, { params, body }, asker) => {
      const view = await ownViewOf(deps, viewer, params.round)
      const outcome = await roundCommand(deps, viewer, view.round.id, (trx, by, id) =>
        breakSeal(trx, by, id, body.reason),
      )
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : roundNow(deps, viewer, view, asker.scope)
    },
  )
}

const commands = [
  ['approveSeal', 'seal/approve', 'Approve the seal that a colleague asked for', approveSeal],
  ['dropSeal', 'seal/drop', 'Take back a request to seal, before it is approved', dropSealRequest],
  ['consent', 'consent', 'Consent to opening without those who have not sealed by the deadline', consent],
  ['withdraw', 'withdraw', 'Leave the round before the answers open', withdraw],
  ['cancel', 'cancel', 'Cancel the round: nothing is opened', cancel],
  ['archive', 'archive', 'Archive the round', archive],
] as const

/** What changes a round with nothing to say but that it be done. */
function commandsApi(app: FastifyInstance, deps: ReadinessPages): void {
  for (const [id, path, summary, command] of commands)
    operation(
      app,
      'lead',
      {
        id,
        method: 'POST',
        path: `/rounds/:round/${path}`,
        tag: path.startsWith('seal') || id === 'consent' ? tag : 'Rounds',
        summary,
        params: byRound,
        answer: Round,
        problems: ['refused'],
      },
      async (viewer, { params }, asker) => {
        const view = await ownViewOf(deps, viewer, params.round)
        const outcome = await roundCommand(deps, viewer, view.round.id, command)
        return 'refused' in outcome
          ? refusedIn(view, outcome.refused)
          : roundNow(deps, viewer, view, asker.scope)
      },
    )
  operation(
    app,
    'lead',
    {
      id: 'reveal',
      method: 'POST',
      path: '/rounds/:round/reveal',
      tag,
      summary: 'Open all sealed answers together',
      about: 'All partners can read from that moment, or none can.',
      params: byRound,
      answer: Round,
      problems: ['refused'],
    },
    async (viewer, { params }, asker) => {
      const view = await ownViewOf(deps, viewer, params.round)
      const outcome = await revealReadiness(deps, viewer, view.round.id)
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : roundNow(deps, viewer, view, asker.scope)
    },
  )
}
