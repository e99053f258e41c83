import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { operation } from '#platform/api.ts'
import { leavingStates, noticeSchema, type Leaving } from '../leaving.ts'
import { agreeToWithdrawal, giveNotice, moveOn, withdrawNotice } from '../leaving-commands.ts'
import type { ExitSources, ExitView } from '../queries.ts'
import { taskSchema } from '../reorganisation.ts'
import { termsSchema } from '../terms.ts'
import { lessonsApi, tasksApi } from './afterwards-api.ts'
import {
  base,
  byLeaving,
  byPartnership,
  closed,
  dayErrors,
  Done,
  leavingIn,
  notDone,
  one,
  orInvalid,
  said,
  shownStanding,
  Standing,
  tag,
  viewAt,
  withoutId,
} from './parts.ts'
import { settlementApi } from './settlement-api.ts'

const LeavingShape = Type.Object(
  {
    id: Type.String(),
    council: Type.String(),
    state: Type.Enum([...leavingStates]),
    notice: noticeSchema,
    givenAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Leaving' },
)

const Exit = Type.Object(
  {
    own: Type.Union([Standing, Type.Null()], {
      description: 'Null for those who may not read your council’s plan.',
    }),
    joint: Standing,
    terms: Type.Union([Type.Object({ version: Type.Integer(), ...termsSchema.properties }), Type.Null()]),
    termsHash: Type.Union([Type.String(), Type.Null()]),
    termsWaitingFor: Type.Array(Type.String()),
    leavings: Type.Array(LeavingShape),
    tasks: Type.Array(Type.Object({ id: Type.String(), version: Type.Integer(), ...taskSchema.properties })),
    shownBy: Type.Array(Type.String(), { description: 'Councils that have shown their plan.' }),
    replaced: Type.Array(
      Type.Object({
        council: Type.String(),
        lastDay: Type.String(),
        successors: Type.Array(Type.String()),
        source: Type.String(),
        decided: Type.Boolean({ description: 'False while it is open who takes over.' }),
      }),
      { description: 'Members that are to be replaced, as published.' },
    ),
  },
  { title: 'Exit' },
)

/** Where parting stands, notice, settlement, lessons and tasks, for programs. */
export function leavingApi(app: FastifyInstance, deps: ExitSources): void {
  operation(
    app,
    'read',
    {
      id: 'getExit',
      method: 'GET',
      path: base,
      tag,
      summary: 'Where a partnership stands with parting',
      params: byPartnership,
      answer: Exit,
    },
    async (viewer, { params }) => ({ body: shownExit(await viewAt(deps, viewer, params.partnership)) }),
  )
  operation(
    app,
    'lead',
    {
      id: 'giveNotice',
      method: 'POST',
      path: `${base}/leavings`,
      tag,
      summary: 'Give notice for your council',
      about: 'Names the body that decided, the day and the minute. Every partner is told.',
      params: byPartnership,
      body: Type.Pick(noticeSchema, ['body', 'decidedOn', 'minute', 'scope', 'givenOn']),
      answer: LeavingShape,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const errors = dayErrors({ decidedOn: body.decidedOn, givenOn: body.givenOn })
      return orInvalid<Static<typeof LeavingShape>>(errors, async () => {
        const outcome = await giveNotice(deps, viewer, view.partnership.id, body)
        if (!('done' in outcome)) return notDone(view, outcome, body)
        const fresh = await viewAt(deps, viewer, params.partnership)
        return { body: shownLeaving(leavingIn(fresh, outcome.done.id).leaving) }
      })
    },
  )
  movesApi(app, deps)
  settlementApi(app, deps)
  lessonsApi(app, deps)
  tasksApi(app, deps)
}

function shownLeaving({ id, council, state, notice, givenAt }: Leaving) {
  return { id, council, state, notice, givenAt: givenAt.toISOString() }
}

function shownExit(view: ExitView) {
  return {
    own: view.own ? shownStanding(view.own.standing) : null,
    joint: shownStanding(view.jointStanding),
    terms: view.terms ? { ...withoutId(view.terms), version: view.terms.version } : null,
    termsHash: view.termsHash,
    termsWaitingFor: [...view.termsStanding.waitingFor],
    leavings: view.leavings.map(shownLeaving),
    tasks: [...view.tasks],
    shownBy: view.shared.map(({ council }) => council),
    replaced: view.passings.map(({ council, lastDay, successors, source, open }) => ({
      council,
      lastDay,
      successors: successors.map(({ name }) => name),
      source,
      decided: open === null,
    })),
  }
}

function movesApi(app: FastifyInstance, deps: ExitSources): void {
  operation(
    app,
    'lead',
    {
      id: 'moveLeaving',
      method: 'POST',
      path: `${one}/move`,
      tag,
      summary: 'Move a parting on to its next part',
      params: byLeaving,
      body: Type.Object({ to: Type.Enum(['planning', 'transferring', 'settling', 'closed']) }, closed),
      answer: Type.Object({ state: Type.Enum([...leavingStates]) }, { title: 'LeavingState' }),
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { id } = leavingIn(view, params.leaving)
      const outcome = await moveOn(deps, viewer, view.partnership.id, { leaving: id, to: body.to })
      return said(view, outcome, body, (state) => ({ body: { state } }))
    },
  )
  const acts = [
    ['agreeToTakeBack', 'agree-to-take-back', 'Agree that a notice is taken back', agreeToWithdrawal],
    ['takeNoticeBack', 'take-back', 'Take your council’s notice back, when all others agree', withdrawNotice],
  ] as const
  for (const [id, path, summary, act] of acts)
    operation(
      app,
      'lead',
      {
        id,
        method: 'POST',
        path: `${one}/${path}`,
        tag,
        summary,
        params: byLeaving,
        answer: Done,
        problems: ['refused'],
      },
      async (viewer, { params }) => {
        const view = await viewAt(deps, viewer, params.partnership)
        const found = leavingIn(view, params.leaving)
        const outcome = await act(deps, viewer, view.partnership.id, found.id)
        return said(view, outcome, null, (done) => ({ body: { done } }))
      },
    )
}
