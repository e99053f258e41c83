import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { factsFor } from '../session-queries.ts'
import { asksIn, knownIn } from '../session.ts'
import { partnershipWithin } from '../store.ts'
import { byPartnership, tag, type AlignmentApi } from './parts.ts'

const Session = Type.Object(
  {
    steps: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        minutes: Type.Integer(),
        why: Type.String(),
        known: Type.Array(Type.String(), {
          description: 'What was opened to you, in sentences; empty where nothing has been yet.',
        }),
        ask: Type.Array(Type.String(), { description: 'What to ask each other, open points first.' }),
      }),
    ),
  },
  { title: 'PreNupSession' },
)

/** The walk through aims, terms and leaving, for a program that draws up an agenda. */
export function sessionApi(app: FastifyInstance, deps: AlignmentApi): void {
  operation(
    app,
    'read',
    {
      id: 'getPreNupSession',
      method: 'GET',
      path: '/partnerships/:partnership/pre-nup-session',
      tag,
      summary: 'The parts of a pre-nup session, with what is known and what to ask each other',
      params: byPartnership,
      answer: Session,
    },
    async (viewer, { params }) => {
      const facts = await inTransaction(deps.db, viewer, async (trx) => {
        const { id } = await partnershipWithin(trx, viewer, idOf(params.partnership))
        return factsFor(trx, viewer, id)
      })
      const steps = deps.content.alignment.session.map((step) => ({
        id: step.id,
        name: step.name,
        minutes: step.minutes,
        why: step.why,
        known: knownIn(step, facts),
        ask: asksIn(step, facts),
      }))
      return { body: { steps } }
    },
  )
}
