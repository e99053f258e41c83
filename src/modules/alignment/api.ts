import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { approveTerms, offerTerms, refusalWords, type Refusal } from '#modules/round/index.ts'
import { changed, invalid, refused } from '#platform/api-problem.ts'
import { etagOf, idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { formatInstant } from '#ui/format.ts'
import { requiredReturnsFor } from './aims-queries.ts'
import { exerciseCommand, itemIn, openExercise, saveItem, sealExercise } from './commands.ts'
import type { AlignmentPages } from './deps.ts'
import { itemsOf, readItem } from './item.ts'
import { acceptOverlap } from './overlap-commands.ts'
import { resultOfRound } from './papers/result-files.ts'
import { resultWorkbook } from './papers/result-paper.ts'
import { ownViewFor, type OwnView } from './queries.ts'
import { exercisesOf, partnershipWithin } from './store.ts'

export type AlignmentApi = Omit<AlignmentPages, 'readinessHref'>

const tag = 'Aims and terms'
const closed = { additionalProperties: false }
const byRound = Type.Object({ round: Type.String({ description: 'The id of a round.' }) })
const byItem = Type.Object({ round: Type.String(), item: Type.String({ maxLength: 120 }) })
const byPartnership = Type.Object({ partnership: Type.String() })
const fields = Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 5000 }), {
  description: 'Each box of the page by its name, as it would be typed.',
})

const State = Type.Enum(['draft', 'offered', 'open', 'revealed', 'cancelled', 'archived'])

const Exercise = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    title: Type.String(),
    kind: Type.Enum(['ladder', 'aims', 'board']),
    state: State,
    termsHash: Type.String({ description: 'Send this when you agree: it is what you agree to.' }),
    sealed: Type.Integer({ description: 'How many councils have sealed.' }),
    councils: Type.Integer(),
    items: Type.Array(
      Type.Object({
        item: Type.String(),
        name: Type.String(),
        complete: Type.Boolean({ description: 'Whether your own council’s answer is whole.' }),
      }),
    ),
  },
  { title: 'Exercise' },
)

const Line = Type.Object(
  { id: Type.String({ format: 'uuid' }), title: Type.String(), state: State },
  { title: 'ExerciseLine' },
)
const Item = Type.Object({ item: Type.String(), fields, version: Type.Integer() }, { title: 'ExerciseItem' })
const Result = Type.Object(
  {
    kind: Type.Enum(['ladder', 'aims', 'board']),
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

/** Aims and terms for programs: the same commands and queries as the pages, and no position of anybody else. */
export function alignmentApi(app: FastifyInstance, deps: AlignmentApi): void {
  listApi(app, deps)
  itemApi(app, deps)
  commandApi(app, deps)
  resultApi(app, deps)
}

function shown({ round, exercise, held, pinned }: OwnView): Static<typeof Exercise> {
  return {
    id: round.id,
    title: round.title,
    kind: exercise.kind,
    state: round.state,
    termsHash: round.termsHash,
    sealed: round.seals.sealed,
    councils: round.parties.filter(({ withdrawn }) => !withdrawn).length,
    items: itemsOf({ exercise, pinned }).map((item) => {
      const typed = held.find((each) => each.item === item.id)?.typed
      const complete =
        typed !== undefined && readItem({ exercise, pinned, round }, item, typed).errors === undefined
      return { item: item.id, name: item.name, complete }
    }),
  }
}

function listApi(app: FastifyInstance, deps: AlignmentApi): void {
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

function itemApi(app: FastifyInstance, deps: AlignmentApi): void {
  const read = async (viewer: CouncilViewer, round: string, wanted: string) => {
    if (viewer.role === 'contributor') throw new NotFound('Not for contributors.')
    const view = await ownViewFor(deps, viewer, idOf(round))
    const { id } = itemIn(view, wanted)
    const held = view.held.find((each) => each.item === id)
    return { item: id, fields: held?.typed ?? {}, version: held?.version ?? 0 }
  }
  operation(
    app,
    'read',
    {
      id: 'getExerciseItem',
      method: 'GET',
      path: '/exercises/:round/items/:item',
      tag,
      summary: 'What your own council has written on one item',
      params: byItem,
      answer: Item,
    },
    async (viewer, { params }) => {
      const body = await read(viewer, params.round, params.item)
      return { body, etag: etagOf(body.version) }
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'saveExerciseItem',
      method: 'PUT',
      path: '/exercises/:round/items/:item',
      tag,
      summary: 'Write your council’s answer to one item',
      about: 'What you send is kept even where it is not whole yet; the problem then says what to mend.',
      params: byItem,
      body: Type.Object({ fields }, closed),
      answer: Item,
      versioned: true,
      problems: ['refused', 'changed'],
    },
    async (viewer, { params, body, seen }) => {
      const round: RoundId = idOf(params.round)
      const saved = await saveItem(deps, viewer, { round, item: params.item, seen, typed: body.fields })
      if ('refused' in saved) return refusedWith(saved.refused)
      if ('conflict' in saved) return changed(saved.conflict.typed, body.fields)
      const wrong = Object.entries(saved.errors)
      if (wrong.length > 0)
        return invalid(wrong.map(([field, says]) => ({ field: `fields.${field}`, says: `${says}.` })))
      return {
        body: { item: params.item, fields: body.fields, version: saved.saved },
        etag: etagOf(saved.saved),
      }
    },
  )
}

function refusedWith(reasons: readonly Refusal[]) {
  return refused(reasons, (reason) => refusalWords(reason, () => 'another council', formatInstant))
}

function commandApi(app: FastifyInstance, deps: AlignmentApi): void {
  const command = (
    name: { readonly id: string; readonly path: string; readonly summary: string },
    work: (
      viewer: CouncilViewer,
      id: RoundId,
    ) => Promise<
      | { readonly done: unknown }
      | { readonly refused: readonly Refusal[] }
      | { readonly missing: readonly string[] }
    >,
  ): void =>
    operation(
      app,
      'lead',
      { ...name, method: 'POST', tag, params: byRound, answer: Exercise, problems: ['refused'] },
      async (viewer, { params }) => {
        const id: RoundId = idOf(params.round)
        const outcome = await work(viewer, id)
        if ('refused' in outcome) return refusedWith(outcome.refused)
        if ('missing' in outcome)
          return refused(
            outcome.missing.map((says) => ({ type: 'missing', says })),
            ({ says }) => says,
          )
        return { body: shown(await ownViewFor(deps, viewer, id)) }
      },
    )
  command(
    { id: 'offerExercise', path: '/exercises/:round/offer', summary: 'Offer the terms to every council' },
    (viewer, id) => exerciseCommand(deps, viewer, id, offerTerms),
  )
  command(
    { id: 'agreeExercise', path: '/exercises/:round/agree', summary: 'Agree to the terms for your council' },
    (viewer, id) => exerciseCommand(deps, viewer, id, approveTerms),
  )
  command(
    { id: 'sealExercise', path: '/exercises/:round/seal', summary: 'Seal your council’s answers' },
    (viewer, id) => sealExercise(deps, viewer, id),
  )
  command(
    {
      id: 'openExercise',
      path: '/exercises/:round/open',
      summary: 'Open the answers together; of a board, work out the result',
    },
    (viewer, id) => openExercise(deps, viewer, id),
  )
}

function resultApi(app: FastifyInstance, deps: AlignmentApi): void {
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
