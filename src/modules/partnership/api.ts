import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { leadsCouncil, peopleRefusalWords, type PeopleRefusal } from '#modules/people/index.ts'
import { listOf, listQuery, pieceOf } from '#platform/api-list.ts'
import { invalid, refused } from '#platform/api-problem.ts'
import { operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { invitingApi } from './api-inviting.ts'
import {
  byPartnership,
  closed,
  code,
  councilErrors,
  mustKnow,
  Partnership,
  shown,
  words,
} from './api-parts.ts'
import { joinPartnership, startPartnership } from './commands.ts'
import type { CouncilDeps } from './council-commands.ts'
import { partnershipsOf } from './queries.ts'
import type { PartnershipTables } from './tables.ts'

/** Partnerships and their councils, for programs. */
export function partnershipApi(app: FastifyInstance, deps: CouncilDeps): void {
  const tag = 'Partnerships'
  operation(
    app,
    'read',
    {
      id: 'listPartnerships',
      method: 'GET',
      path: '/partnerships',
      tag,
      summary: 'Your council’s partnerships, newest first',
      query: Type.Object(listQuery),
      answer: listOf('PartnershipList', Partnership),
    },
    async (viewer, { query }) => {
      const all = await inTransaction(deps.db, viewer, (trx) =>
        partnershipsOf(trx.$pickTables<keyof PartnershipTables>(), viewer),
      )
      return { body: pieceOf(all, (each) => each.id, query, shown) }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'startPartnership',
      method: 'POST',
      path: '/partnerships',
      tag,
      summary: 'Start a partnership',
      about: 'The councils named are invited. With none it is a private room of your own council.',
      body: Type.Object(
        {
          name: words(120, 'What it is called.'),
          service: words(200, 'What is shared, or might be.'),
          councils: Type.Optional(Type.Array(code, { uniqueItems: true, maxItems: 30 })),
        },
        closed,
      ),
      answer: Partnership,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { body }) => {
      if (!leadsCouncil(viewer)) return refused<PeopleRefusal>([{ type: 'not-leading' }], peopleRefusalWords)
      const others = body.councils ?? []
      const errors = await councilErrors(deps, viewer, others)
      if (errors.length > 0) return invalid(errors)
      const made = await inTransaction(deps.db, viewer, (trx) =>
        startPartnership(trx, viewer, { name: body.name.trim(), service: body.service.trim(), others }),
      )
      return { body: shown(await mustKnow(deps, viewer, made)), location: `/partnerships/${made}` }
    },
  )

  operation(
    app,
    'read',
    {
      id: 'getPartnership',
      method: 'GET',
      path: '/partnerships/:partnership',
      tag,
      summary: 'One partnership',
      params: byPartnership,
      answer: Partnership,
    },
    async (viewer, { params }) => ({ body: shown(await mustKnow(deps, viewer, params.partnership)) }),
  )

  operation(
    app,
    'lead',
    {
      id: 'joinPartnership',
      method: 'POST',
      path: '/partnerships/:partnership/join',
      tag,
      summary: 'Join for your council',
      about: 'Joining twice is joining once.',
      params: byPartnership,
      answer: Partnership,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const { id: found } = await mustKnow(deps, viewer, params.partnership)
      if (!leadsCouncil(viewer)) return refused<PeopleRefusal>([{ type: 'not-leading' }], peopleRefusalWords)
      await inTransaction(deps.db, viewer, (trx) => joinPartnership(trx, viewer, found))
      return { body: shown(await mustKnow(deps, viewer, found)) }
    },
  )
  invitingApi(app, deps)
}
