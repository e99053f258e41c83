import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { changeTerms } from '#modules/round/index.ts'
import { invalid } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { isId, type RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { requiredReturnsFor } from '../aims-queries.ts'
import { changeExercise, startExercise } from '../commands.ts'
import { ownViewFor } from '../queries.ts'
import { exercisesOf, exerciseWithin, partnershipWithin, type ExerciseView } from '../store.ts'
import { Asked, exerciseFrom } from './asked.ts'
import {
  byPartnership,
  byRound,
  closed,
  Exercise,
  refusedWith,
  shown,
  State,
  tag,
  type AlignmentApi,
} from './parts.ts'

const Line = Type.Object(
  { id: Type.String({ format: 'uuid' }), title: Type.String(), state: State },
  { title: 'ExerciseLine' },
)

/** The rounds of a partnership, starting one, and changing what it asks before all have agreed. */
export function roundsApi(app: FastifyInstance, deps: AlignmentApi): void {
  readingApi(app, deps)
  startingApi(app, deps)
  changingApi(app, deps)
}

function readingApi(app: FastifyInstance, deps: AlignmentApi): void {
  operation(
    app,
    'read',
    {
      id: 'listExercises',
      method: 'GET',
      path: '/partnerships/:partnership/exercises',
      tag,
      summary: 'The rounds on the ladder, aims and terms of a partnership, newest first',
      params: byPartnership,
      answer: Type.Object({ items: Type.Array(Line) }, { title: 'ExerciseList' }),
    },
    async (viewer, { params }) => ({
      body: {
        items: await inTransaction(deps.db, viewer, async (trx) => {
          const { id } = await partnershipWithin(trx, viewer, idOf(params.partnership))
          return (await exercisesOf(trx, viewer, id)).map(({ id: round, title, state }) => ({
            id: round,
            title,
            state,
          }))
        }),
      },
    }),
  )
  operation(
    app,
    'read',
    {
      id: 'getExercise',
      method: 'GET',
      path: '/exercises/:round',
      tag,
      summary: 'One of these rounds, and how far your own council has come',
      params: byRound,
      answer: Exercise,
    },
    async (viewer, { params }) => ({ body: shown(await ownViewFor(deps, viewer, idOf(params.round))) }),
  )
  operation(
    app,
    'read',
    {
      id: 'getRequiredReturns',
      method: 'GET',
      path: '/partnerships/:partnership/required-returns',
      tag,
      summary: 'What each council must get out of it, from the newest aims opened to you',
      params: byPartnership,
      answer: Returns,
    },
    async (viewer, { params }) => {
      const items = await inTransaction(deps.db, viewer, async (trx) => {
        const { id } = await partnershipWithin(trx, viewer, idOf(params.partnership))
        return requiredReturnsFor(trx, viewer, id)
      })
      return {
        body: {
          items: items.map(({ council, savingPence, paybackMonths, other }) => ({
            council,
            savingPence,
            paybackMonths,
            other,
          })),
        },
      }
    },
  )
}

const Returns = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        council: Type.String(),
        savingPence: Type.Union([Type.Integer(), Type.Null()], { description: 'A year.' }),
        paybackMonths: Type.Union([Type.Integer(), Type.Null()]),
        other: Type.String(),
      }),
    ),
  },
  { title: 'RequiredReturns' },
)

function earlierOf(deps: AlignmentApi, viewer: CouncilViewer, id: RoundId): Promise<ExerciseView> {
  return inTransaction(deps.db, viewer, (trx) => exerciseWithin(trx, viewer, id))
}

function startingApi(app: FastifyInstance, deps: AlignmentApi): void {
  operation(
    app,
    'lead',
    {
      id: 'startExercise',
      method: 'POST',
      path: '/partnerships/:partnership/exercises',
      tag,
      summary: 'Start a round on the ladder, on aims or on terms; or ask an earlier one again',
      about:
        'A draft that only your council sees until you offer its terms. A board is worked out again only by a repeat, which every council must agree to.',
      params: byPartnership,
      body: Type.Object(
        {
          asked: Asked,
          previous: Type.Optional(
            Type.Union([Type.String(), Type.Null()], { description: 'The round that is asked again.' }),
          ),
        },
        closed,
      ),
      answer: Exercise,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const previous = previousFrom(body.previous ?? null)
      const before = previous === null ? null : await earlierOf(deps, viewer, previous)
      const content = before ? { ...deps.content.alignment, ...before.pinned } : deps.content.alignment
      const read = exerciseFrom(body.asked, content, before?.exercise ?? null)
      if ('errors' in read) return invalid(read.errors)
      const started = await startExercise(deps, viewer, deps.content.alignment, {
        partnership: idOf(params.partnership),
        exercise: read.exercise,
        previous,
      })
      if ('refused' in started) return refusedWith(started.refused)
      if ('faults' in started)
        return invalid([{ field: 'partnership', says: 'This needs two councils or more that have joined.' }])
      const { id } = started.done
      return { body: shown(await ownViewFor(deps, viewer, id)), location: `/exercises/${id}` }
    },
  )
}

function previousFrom(text: string | null): RoundId | null {
  if (text === null) return null
  if (!isId<'round'>(text)) throw new NotFound('No such round to ask again.')
  return text
}

function changingApi(app: FastifyInstance, deps: AlignmentApi): void {
  operation(
    app,
    'lead',
    {
      id: 'changeExercise',
      method: 'PUT',
      path: '/exercises/:round/asked',
      tag,
      summary: 'Change what a round asks, before every council has agreed',
      about: 'Every council is asked again: what it agreed to was another text.',
      params: byRound,
      body: Type.Object({ asked: Asked }, closed),
      answer: Exercise,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const id = idOf<'round'>(params.round)
      const { exercise, pinned } = await earlierOf(deps, viewer, id)
      if (body.asked.kind !== exercise.kind)
        return invalid([{ field: 'asked.kind', says: 'A round stays of the kind that it was started as.' }])
      const read = exerciseFrom(body.asked, { ...deps.content.alignment, ...pinned }, exercise)
      if ('errors' in read) return invalid(read.errors)
      const outcome = await changeExercise(deps, viewer, id, read.exercise)
      if ('refused' in outcome) return refusedWith(outcome.refused)
      return { body: shown(await ownViewFor(deps, viewer, id)) }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'changeExerciseTerms',
      method: 'PATCH',
      path: '/exercises/:round/terms',
      tag,
      summary: 'Change how a round goes, before every council has agreed',
      params: byRound,
      body: Type.Object(
        {
          showNames: Type.Optional(Type.Boolean()),
          secondApprover: Type.Optional(Type.Boolean()),
          managerSees: Type.Optional(Type.Boolean()),
          keepYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
        },
        closed,
      ),
      answer: Exercise,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const id = idOf<'round'>(params.round)
      const outcome = await inTransaction(deps.db, viewer, async (trx) => {
        const { round } = await exerciseWithin(trx, viewer, id)
        return changeTerms(trx, viewer, id, { ...round.terms, ...body })
      })
      if ('refused' in outcome) return refusedWith(outcome.refused)
      return { body: shown(await ownViewFor(deps, viewer, id)) }
    },
  )
}
