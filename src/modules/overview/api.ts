import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterOf, cursorFor, listOf, listQuery, usualLimit, type ListQuery } from '#platform/api-list.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { RecordLine } from '#platform/record.ts'
import type { Viewer } from '#platform/viewer.ts'
import { partnershipViewFor, type OverviewDeps, type PartnershipView } from './queries.ts'
import { recordWords } from './record-words.ts'

const RecordEntry = Type.Object(
  {
    number: Type.Integer({ description: 'Its place in the record, from 1. None is ever missing.' }),
    at: Type.String({ format: 'date-time' }),
    person: Type.Union([Type.String(), Type.Null()]),
    actingFor: Type.Union([Type.String(), Type.Null()], { description: 'The short name of a council.' }),
    event: Type.String({ description: 'The name of what happened, for programs.' }),
    says: Type.String({ description: 'The same in words, without its subject.' }),
    hash: Type.String({
      description: 'Covers the entry and the one before it, so that an edit or a gap shows.',
    }),
  },
  { title: 'RecordEntry' },
)

/** The record of a partnership, for programs: who did what, never what was answered. */
export function overviewApi(app: FastifyInstance, deps: OverviewDeps): void {
  operation(
    app,
    'read',
    {
      id: 'listRecord',
      method: 'GET',
      path: '/partnerships/:partnership/record',
      tag: 'Partnerships',
      summary: 'The record of a partnership, newest first',
      params: Type.Object({ partnership: Type.String() }),
      query: Type.Object(listQuery),
      answer: listOf('RecordList', RecordEntry),
    },
    async (viewer, { params, query }) => {
      const view = await partnershipViewFor(deps, viewer, idOf(params.partnership))
      const lines = await recordPiece(deps, viewer, view.partnership.id, query)
      const limit = query.limit ?? usualLimit
      const last = lines[limit - 1]
      return {
        body: {
          items: lines.slice(0, limit).map(({ number, at, personName, actingFor, event, facts, hash }) => ({
            number,
            at: at.toISOString(),
            person: personName,
            actingFor,
            event,
            says: recordWords({ event, facts }, (code) => shortName(view, code)),
            hash,
          })),
          next: last && lines.length > limit ? cursorFor(String(last.number)) : null,
        },
      }
    },
  )
}

function shortName({ partnership }: PartnershipView, code: string): string {
  return partnership.members.find(({ council }) => council === code)?.shortName ?? code
}

/** One more than asked for, so that the end is known. */
async function recordPiece(
  deps: OverviewDeps,
  viewer: Viewer,
  partnership: PartnershipId,
  query: ListQuery,
): Promise<(RecordLine & { hash: string })[]> {
  const after = Number(afterOf(query) ?? Number.NaN)
  const below = Number.isSafeInteger(after) && after < 2 ** 31 ? after : 2 ** 31 - 1
  const limit = (query.limit ?? usualLimit) + 1
  return inTransaction(deps.db, viewer, async (trx) => {
    const found = await sql<RecordLine & { hash: string }>`
      select e.number, e.at, p.name as "personName", a.short_name as "actingFor", e.event, e.facts, e.hash
      from record_entry e left join people_person p on p.id = e.person
        left join authorities_authority a on a.code = e.acting_for
      where e.chain = ${`partnership:${partnership}`} and e.number < ${below}
      order by e.number desc limit ${limit}`.execute(trx)
    return found.rows
  })
}
