import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { invalid } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { correctable } from '../correction.ts'
import { decideSuggestion, suggestChange, type EntryDeps } from '../entry-commands.ts'
import { readDecision, readSuggestion } from '../forms.ts'
import { openSuggestions, suggestionFor } from '../queries.ts'
import type { RegisterTables } from '../tables.ts'
import { byEntry, closed, doneOr, Done, entryNamed, fieldErrors, problems, tag } from './parts.ts'

const fields = [...correctable, 'other'] as const
const address = Type.String({ maxLength: 400, description: 'A public page or paper that says so.' })

const Suggestion = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    arrangement: Type.String(),
    field: Type.Enum([...fields]),
    shouldBe: Type.String(),
    source: Type.String(),
    on: Type.String({ format: 'date' }),
  },
  { title: 'Suggestion' },
)

const decision = Type.Object(
  {
    decision: Type.Enum(['accept', 'decline']),
    field: Type.Optional(Type.Enum([...correctable], { description: 'What is corrected; to accept.' })),
    value: Type.Optional(
      Type.String({ maxLength: 400, description: 'What it says from then on; to accept.' }),
    ),
    why: Type.Optional(Type.String({ maxLength: 500, description: 'Why it is corrected; to accept.' })),
    source: Type.Optional(address),
    answer: Type.Optional(Type.String({ maxLength: 500, description: 'Why not; to decline.' })),
  },
  closed,
)

/** Changes that are suggested, and what is decided about them, for programs. */
export function suggestionsApi(app: FastifyInstance, deps: EntryDeps): void {
  operation(
    app,
    'read',
    {
      id: 'suggestChange',
      method: 'POST',
      path: '/arrangements/:arrangement/suggestions',
      tag,
      summary: 'Suggest a change to an arrangement; nothing of who suggests it is kept',
      about: 'It changes nothing by itself. At most 20 a day.',
      params: byEntry,
      body: Type.Object(
        { field: Type.Enum([...fields]), shouldBe: Type.String({ maxLength: 1000 }), source: address },
        closed,
      ),
      answer: Done,
      status: 201,
      problems: ['too-many'],
    },
    async (viewer, { params, body }) => {
      const entry = await entryNamed(deps.shelf, params.arrangement)
      const read = readSuggestion(body)
      if ('form' in read) return invalid(fieldErrors(read.form))
      await suggestChange(deps, { now: viewer.now, from: viewer.person }, entry, read.value)
      return { body: { done: true } }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'listSuggestions',
      method: 'GET',
      path: '/suggestions',
      tag,
      summary: 'Open suggestions about arrangements that your council answers for',
      answer: Type.Object({ suggestions: Type.Array(Suggestion) }, { title: 'Suggestions' }),
    },
    async (viewer) => {
      const found = await inTransaction(deps.db, viewer, (trx) =>
        openSuggestions(trx.$pickTables<keyof RegisterTables>(), viewer),
      )
      const suggestions = found.map(({ entryId, onDay, ...rest }) => ({
        ...rest,
        arrangement: entryId,
        on: onDay,
      }))
      return { body: { suggestions } }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'decideSuggestion',
      method: 'POST',
      path: '/suggestions/:suggestion/decision',
      tag,
      summary: 'Accept a suggestion as a correction, or decline it',
      about: 'A correction reaches the councils that are named at once and everybody ten working days later.',
      params: Type.Object({ suggestion: Type.String({ format: 'uuid' }) }),
      body: decision,
      answer: Done,
      problems,
    },
    async (viewer, { params, body }) => {
      const id = idOf<'suggestion'>(params.suggestion)
      const suggestion = await inTransaction(deps.db, viewer, (trx) =>
        suggestionFor(trx.$pickTables<keyof RegisterTables>(), viewer, id),
      )
      if (!suggestion) throw new NotFound('No such suggestion, or not yours.')
      const entry = await entryNamed(deps.shelf, suggestion.entryId)
      const read = readDecision(body)
      if ('form' in read) return invalid(fieldErrors(read.form))
      return doneOr(await decideSuggestion(deps, viewer, entry, id, read.value))
    },
  )
}
