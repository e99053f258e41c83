import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { refusalWords } from '#modules/round/index.ts'
import { refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { formatInstant } from '#ui/format.ts'
import { acceptOverlap } from '../overlap-commands.ts'
import { resultOfRound } from '../papers/result-files.ts'
import { resultWorkbook } from '../papers/result-paper.ts'
import { byItem, byRound, Kind, tag, type AlignmentApi } from './parts.ts'

const Result = Type.Object(
  {
    kind: Kind,
    tables: Type.Array(
      Type.Object({ name: Type.String(), rows: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),
      {
        description:
          'What was opened, and for a board only what every council accepts. Money in whole pence.',
      },
    ),
  },
  { title: 'ExerciseResult' },
)

/** What a round came to, and asking to see where ranges overlap. */
export function resultsApi(app: FastifyInstance, deps: AlignmentApi): void {
  operation(
    app,
    'read',
    {
      id: 'getExerciseResult',
      method: 'GET',
      path: '/exercises/:round/result',
      tag,
      summary: 'What a round came to, for those who sealed',
      params: byRound,
      answer: Result,
    },
    async (viewer, { params }) => {
      const result = await inTransaction(deps.db, viewer, (trx) =>
        resultOfRound(trx, viewer, idOf(params.round)),
      )
      if (!result) throw new NotFound('Nothing has been opened to you yet.')
      const tables = resultWorkbook(result).sheets.map(({ name, rows }) => ({
        name,
        rows: rows.map((row) => ({ ...row })),
      }))
      return { body: { kind: result.kind, tables } }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'askForOverlap',
      method: 'POST',
      path: '/exercises/:round/items/:item/ask-overlap',
      tag,
      summary: 'Ask to see where the ranges of a term overlap',
      about: 'It is shown when every council has asked. Before that nobody is told who has.',
      params: byItem,
      answer: Type.Object({ state: Type.Enum(['waits', 'shown']) }, { title: 'OverlapAsked' }),
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const outcome = await acceptOverlap(deps, viewer, idOf(params.round), params.item)
      if ('done' in outcome) return { body: { state: outcome.done } }
      return refused(outcome.refused, (reason) =>
        reason.type === 'no-overlap'
          ? 'There is no overlap to show on this term.'
          : refusalWords(reason, () => 'another council', formatInstant),
      )
    },
  )
}
