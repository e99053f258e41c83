import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { endReasons, forms, statuses } from '#content/arrangement.ts'
import { listOf, listQuery, pieceOf } from '#platform/api-list.ts'
import { openOperation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import { londonDay } from '#platform/london.ts'
import { answeringApi } from './api/answering.ts'
import { publishingApi } from './api/publishing.ts'
import { suggestionsApi } from './api/suggestions.ts'
import { entriesWhere } from './entry.ts'
import { filterFrom } from './filter-form.ts'
import type { RegisterPages } from './routes.ts'
import { ArrangementRecord, recordOf } from './standard.ts'

/** The register for programs: what is public needs no token; suggestions, replies and publishing do. */
export function registerApi(
  app: FastifyInstance,
  deps: Pick<RegisterPages, 'clock' | 'content' | 'shelf' | 'db' | 'instanceKey'>,
): void {
  const today = () => londonDay(deps.clock.now())
  const tag = 'Register'
  openOperation(
    app,
    {
      id: 'listArrangements',
      method: 'GET',
      path: '/arrangements',
      tag,
      summary: 'The arrangements in the register, A to Z',
      about:
        'Each part of the filter may be left out. An answer that you have read and that has not changed is not sent again: send its ETag as If-None-Match.',
      query: Type.Object({
        council: Type.Optional(
          Type.String({ maxLength: 100, description: 'A council’s name in addresses, of today or of then.' }),
        ),
        service: Type.Optional(Type.String({ maxLength: 60, description: 'The id of a service.' })),
        form: Type.Optional(Type.Enum([...forms])),
        status: Type.Optional(Type.Enum([...statuses])),
        ending: Type.Optional(Type.Enum([...endReasons], { description: 'Why it ended.' })),
        ...listQuery,
      }),
      answer: listOf('ArrangementList', ArrangementRecord),
    },
    async ({ query }) => {
      const { entries } = await deps.shelf.book()
      const found = entriesWhere(entries, filterFrom(query).filter)
      const day = today()
      return {
        body: pieceOf(
          found,
          ({ id }) => id,
          query,
          (entry) => recordOf(entry, deps.content.services, day),
        ),
      }
    },
  )
  openOperation(
    app,
    {
      id: 'getArrangement',
      method: 'GET',
      path: '/arrangements/:arrangement',
      tag,
      summary: 'One arrangement of the register',
      params: Type.Object({ arrangement: Type.String({ description: 'Its id.' }) }),
      answer: ArrangementRecord,
    },
    async ({ params }) => {
      const { entries } = await deps.shelf.book()
      const entry = entries.find(({ id }) => id === params.arrangement)
      if (!entry) throw new NotFound('No such arrangement.')
      return { body: recordOf(entry, deps.content.services, today()) }
    },
  )
  suggestionsApi(app, deps)
  answeringApi(app, deps)
  publishingApi(app, deps)
}
