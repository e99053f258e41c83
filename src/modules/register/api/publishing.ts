import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { Service } from '#content/arrangement.ts'
import { plainText } from '#content/plain.ts'
import { partnershipFor, type PartnershipTables } from '#modules/partnership/index.ts'
import { invalid, refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  approveEntry,
  dropProposal,
  proposeEntry,
  proposeWithdrawal,
  type ProposalDeps,
  type RegisterOutcome,
} from '../proposal-commands.ts'
import { openProposal, publishedEntryOf } from '../proposal-store.ts'
import { publishedSchema } from '../published.ts'
import { registerRefusalWords } from '../refusal-words.ts'
import { closed, problems, tag } from './parts.ts'

const byPartnership = Type.Object({ partnership: Type.String({ format: 'uuid' }) })
const path = '/partnerships/:partnership/register'
const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the very words that are approved.' })
const { id: _id, members: _members, ...told } = publishedSchema.properties

const Published = Type.Object(
  {
    arrangement: Type.Union([Type.String(), Type.Null()], { description: 'What is public now.' }),
    proposal: Type.Union([
      Type.Object({
        kind: Type.Enum(['publish', 'amend', 'withdraw']),
        hash,
        words: Type.Record(Type.String(), Type.Unknown()),
        proposedFor: Type.String(),
        approved: Type.Array(Type.String(), { description: 'Councils that have approved these words.' }),
        waitingFor: Type.Array(Type.String()),
      }),
      Type.Null(),
    ]),
  },
  { title: 'RegisterPublishing' },
)
const Standing = Type.Object(
  { stands: Type.Enum(['waiting', 'public', 'dropped']) },
  { title: 'RegisterStanding' },
)

function standing(outcome: RegisterOutcome<Static<typeof Standing>['stands']>) {
  return 'done' in outcome
    ? { body: { stands: outcome.done } }
    : refused(outcome.refused, registerRefusalWords)
}

type Deps = ProposalDeps & { readonly content: { readonly services: readonly Service[] } }

/** What a partnership publishes, for programs: propose, approve the same words, drop, take away. */
export function publishingApi(app: FastifyInstance, deps: Deps): void {
  operation(
    app,
    'read',
    {
      id: 'getPublishing',
      method: 'GET',
      path,
      tag,
      summary: 'What a partnership has published, and what waits for approval',
      params: byPartnership,
      answer: Published,
    },
    async (viewer, { params }) => {
      const partnership = idOf<'partnership'>(params.partnership)
      return inTransaction(deps.db, viewer, async (trx) => {
        const found = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, partnership)
        if (!found) throw new NotFound('No such partnership, or not yours.')
        const open = await openProposal(trx, found)
        return {
          body: {
            arrangement: await publishedEntryOf(trx, partnership),
            proposal: open && {
              kind: open.content.kind,
              hash: open.hash,
              words: { ...open.content.words },
              proposedFor: open.proposedFor,
              approved: [...open.standing.approved],
              waitingFor: [...open.standing.waitingFor],
            },
          },
        }
      })
    },
  )
  proposingApi(app, deps)
  decidingApi(app, deps)
}

function proposingApi(app: FastifyInstance, deps: Deps): void {
  const shape = { tag, params: byPartnership, answer: Standing, problems }
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'proposeEntry',
      method: 'POST',
      path: `${path}/proposal`,
      summary: 'Propose what the partnership publishes, or a change of it',
      about: 'It is public when every council has approved the same words; proposing approves for yours.',
      body: Type.Object(told, closed),
      status: 201,
    },
    async (viewer, { params, body }) => {
      const unknown = body.services.filter((id) => deps.content.services.every((each) => each.id !== id))
      if (unknown.length > 0)
        return invalid([
          { field: 'services', says: `There is no service ${unknown.join(', ')} in the list.` },
        ])
      return standing(await proposeEntry(deps, viewer, idOf(params.partnership), body))
    },
  )
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'proposeWithdrawal',
      method: 'POST',
      path: `${path}/withdrawal`,
      summary: 'Propose to take the entry away; its address then says when and why',
      body: Type.Object({ why: plainText(5, 500) }, closed),
      status: 201,
    },
    async (viewer, { params, body }) =>
      standing(await proposeWithdrawal(deps, viewer, idOf(params.partnership), body.why)),
  )
}

function decidingApi(app: FastifyInstance, deps: Deps): void {
  const shape = { tag, params: byPartnership, answer: Standing, problems }
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'approveEntry',
      method: 'POST',
      path: `${path}/proposal/approve`,
      summary: 'Approve the words that you have read, by their hash',
      body: Type.Object({ hash }, closed),
    },
    async (viewer, { params, body }) =>
      standing(await approveEntry(deps, viewer, idOf(params.partnership), body.hash)),
  )
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'dropProposal',
      method: 'POST',
      path: `${path}/proposal/drop`,
      summary: 'Drop the open proposal; nothing that is public changes',
    },
    async (viewer, { params }) => standing(await dropProposal(deps, viewer, idOf(params.partnership))),
  )
}
