import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { areaOf } from '#content/framework.ts'
import {
  isPrivate,
  partnershipFor,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { roundsOf, type RoundLine as Line, type RoundTables } from '#modules/round/index.ts'
import { listOf, listQuery, pieceOf } from '#platform/api-list.ts'
import { invalid } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { startReadiness } from '../commands.ts'
import type { ReadinessPages } from '../pages.ts'
import { Statement, shownStatement } from './frameworks.ts'
import { byRound, closed, refusedWith, viewOf } from './parts.ts'
import { Round, RoundLine, roundLine, shownRound } from './round-shape.ts'
import { faultErrors, newTerms, termsFields } from './terms-fields.ts'

/** Rounds: those of a partnership, one, and a new one. */
export function roundsApi(app: FastifyInstance, deps: ReadinessPages): void {
  const tag = 'Rounds'
  const byPartnership = Type.Object({ partnership: Type.String() })
  operation(
    app,
    'read',
    {
      id: 'listRounds',
      method: 'GET',
      path: '/partnerships/:partnership/rounds',
      tag,
      summary: 'The rounds of a partnership, newest first',
      params: byPartnership,
      query: Type.Object(listQuery),
      answer: listOf('RoundList', RoundLine),
    },
    async (viewer, { params, query }) => {
      const { rounds } = await partnershipWith(deps, viewer, params.partnership)
      return { body: pieceOf(rounds, ({ id }) => id, query, roundLine) }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'startRound',
      method: 'POST',
      path: '/partnerships/:partnership/rounds',
      tag,
      summary: 'Start a round',
      about:
        'A draft that only your council sees, until you offer its terms. In a partnership of one council it opens at once. All members take part.',
      params: byPartnership,
      body: Type.Object(
        {
          framework: Type.String({ maxLength: 80, description: 'The id of a framework.' }),
          title: Type.Optional(Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' })),
          previous: Type.Optional(
            Type.String({ format: 'uuid', description: 'A finished round to carry answers forward from.' }),
          ),
          ...termsFields,
          ambition: Type.String({ maxLength: 80, description: 'The id of an ambition of the framework.' }),
        },
        closed,
      ),
      answer: Round,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }, asker) => {
      const { partnership, rounds } = await partnershipWith(deps, viewer, params.partnership)
      if (viewer.role !== 'lead' && viewer.role !== 'deputy')
        return refusedWith([{ type: 'role', needs: ['lead', 'deputy'] }])
      const parties = partnership.members
        .filter(({ leftAt }) => leftAt === null)
        .map(({ council }) => council)
      if (!parties.includes(viewer.council)) return refusedWith([{ type: 'not-a-party' }])
      const { framework: wanted, title, previous, ...terms } = body
      const framework = deps.frameworks.find(({ id }) => id === wanted)
      const earlier = rounds.find(({ id, revealedAt }) => id === previous && revealedAt !== null)
      if (!framework) return invalid([{ field: 'framework', says: 'There is no framework of this id.' }])
      if (!framework.ambitions.some(({ id }) => id === terms.ambition))
        return invalid([{ field: 'ambition', says: 'This framework has no ambition of this id.' }])
      if (previous !== undefined && !earlier)
        return invalid([
          { field: 'previous', says: 'Name a round of this partnership whose answers are open.' },
        ])
      const read = newTerms(terms)
      if ('problem' in read) return read
      const started = await startReadiness(deps, viewer, framework, {
        ...read.terms,
        partnership: partnership.id,
        mode: isPrivate(partnership) ? 'private' : earlier ? 'repeat' : 'joint',
        title: title?.trim() ?? `Readiness round ${rounds.length + 1}`,
        parties,
        previous: earlier?.id ?? null,
      })
      if ('faults' in started) return invalid(faultErrors(started.faults))
      if ('refused' in started) return refusedWith(started.refused)
      const view = await viewOf(deps, viewer, started.done.id)
      return { body: await shownRound(deps, view, viewer, asker.scope), location: `/rounds/${view.round.id}` }
    },
  )

  operation(
    app,
    'read',
    {
      id: 'getRound',
      method: 'GET',
      path: '/rounds/:round',
      tag,
      summary: 'Where a round stands, and what you can do',
      params: byRound,
      answer: Round,
    },
    async (viewer, { params }, asker) => ({
      body: await shownRound(deps, await viewOf(deps, viewer, params.round), viewer, asker.scope),
    }),
  )

  operation(
    app,
    'read',
    {
      id: 'listStatements',
      method: 'GET',
      path: '/rounds/:round/statements',
      tag,
      summary: 'The statements of a round, word for word as they were when it began',
      params: byRound,
      answer: Type.Object({ items: Type.Array(Statement) }, { title: 'StatementList' }),
    },
    async (viewer, { params }) => {
      const { framework, statements } = await viewOf(deps, viewer, params.round)
      return {
        body: {
          items: statements.flatMap((statement) => {
            const area = areaOf(framework, statement.id)
            return area ? [shownStatement(statement, area)] : []
          }),
        },
      }
    },
  )
}

async function partnershipWith(
  deps: ReadinessPages,
  viewer: CouncilViewer,
  text: string,
): Promise<{ partnership: Partnership; rounds: Line[] }> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const own = trx.$pickTables<keyof PartnershipTables>()
    const partnership = await partnershipFor(own, viewer, idOf(text))
    if (!partnership) throw new NotFound('No such partnership, or not yours.')
    const rounds = await roundsOf(trx.$pickTables<keyof RoundTables>(), viewer, partnership.id)
    return { partnership, rounds }
  })
}
