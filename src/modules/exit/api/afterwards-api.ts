import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { inTransaction } from '#platform/database.ts'
import { etagOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { tablesOf } from '../commands.ts'
import { approveLessons, saveLessons } from '../lessons-commands.ts'
import { loadLessons } from '../leaving-store.ts'
import { lessonsSchema } from '../lessons.ts'
import type { ExitSources } from '../queries.ts'
import { taskSchema } from '../reorganisation.ts'
import { makeLeavingTasks, makeReorganisationTasks, saveTask } from '../reorganisation-commands.ts'
import {
  base,
  byLeaving,
  byPartnership,
  dayErrors,
  hash,
  leavingIn,
  one,
  orInvalid,
  said,
  tag,
  Version,
  viewAt,
} from './parts.ts'

/** Lessons, for programs. */
export function lessonsApi(app: FastifyInstance, deps: ExitSources): void {
  const Shape = Type.Object(
    {
      version: Type.Integer(),
      hash: Type.Union([Type.String(), Type.Null()]),
      publishedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
      lessons: Type.Union([lessonsSchema, Type.Null()]),
    },
    { title: 'Lessons' },
  )
  const read = async (viewer: CouncilViewer, partnership: string, id: string) => {
    const { leaving } = leavingIn(await viewAt(deps, viewer, partnership), id)
    const kept = await inTransaction(deps.db, viewer, (trx) => loadLessons(tablesOf(trx), viewer, leaving))
    const version = kept?.version ?? 0
    const publishedAt = kept?.publishedAt?.toISOString() ?? null
    return {
      etag: etagOf(version),
      body: { version, hash: kept?.hash ?? null, publishedAt, lessons: kept?.text ?? null },
    }
  }
  operation(
    app,
    'read',
    {
      id: 'getLessons',
      method: 'GET',
      path: `${one}/lessons`,
      tag,
      summary: 'What was learnt from a parting',
      params: byLeaving,
      answer: Shape,
      versioned: true,
    },
    async (viewer, { params }) => read(viewer, params.partnership, params.leaving),
  )
  operation(
    app,
    'lead',
    {
      id: 'putLessons',
      method: 'PUT',
      path: `${one}/lessons`,
      tag,
      summary: 'Write down what was learnt',
      params: byLeaving,
      body: lessonsSchema,
      answer: Version,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { id } = leavingIn(view, params.leaving)
      const outcome = await saveLessons(deps, viewer, view.partnership.id, {
        leaving: id,
        lessons: body,
        seen,
      })
      return said(view, outcome, body, (done) => ({ body: done, etag: etagOf(done.version) }))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'agreeLessons',
      method: 'POST',
      path: `${one}/lessons/agree`,
      tag,
      summary: 'Agree that the lessons become public',
      params: byLeaving,
      body: hash,
      answer: Type.Object({ published: Type.Boolean() }, { title: 'LessonsStanding' }),
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { id } = leavingIn(view, params.leaving)
      const outcome = await approveLessons(deps, viewer, view.partnership.id, {
        leaving: id,
        hash: body.hash,
      })
      return said(view, outcome, body, (done) => ({ body: done }))
    },
  )
}

/** Tasks of a parting or a reorganisation, for programs. */
export function tasksApi(app: FastifyInstance, deps: ExitSources): void {
  const Made = Type.Object({ made: Type.Integer() }, { title: 'TasksMade' })
  operation(
    app,
    'lead',
    {
      id: 'makeReorganisationTasks',
      method: 'POST',
      path: `${base}/reorganisation/tasks`,
      tag,
      summary: 'Make a task of everything that is shared, for a reorganisation',
      params: byPartnership,
      answer: Made,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const outcome = await makeReorganisationTasks(deps, viewer, view.partnership.id)
      return said(view, outcome, null, (done) => ({ body: done }))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'makeLeavingTasks',
      method: 'POST',
      path: `${one}/tasks`,
      tag,
      summary: 'Make a task of everything that is shared, for a parting',
      params: byLeaving,
      answer: Made,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { id } = leavingIn(view, params.leaving)
      const outcome = await makeLeavingTasks(deps, viewer, view.partnership.id, id)
      return said(view, outcome, null, (done) => ({ body: done }))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'putExitTask',
      method: 'PUT',
      path: `${base}/tasks/:task`,
      tag,
      summary: 'Change a task',
      params: Type.Object({ ...byPartnership.properties, task: Type.String() }),
      body: Type.Pick(taskSchema, ['kind', 'owner', 'ownerCouncil', 'dueOn', 'doneOn']),
      answer: Version,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const task = view.tasks.find(({ id }) => id === params.task)
      if (!task) throw new NotFound('No such task.')
      const stranger = view.members.some(({ council }) => council === body.ownerCouncil)
        ? []
        : [{ field: 'ownerCouncil', says: 'Give the code of a council that is in the partnership.' }]
      return orInvalid([...dayErrors({ dueOn: body.dueOn, doneOn: body.doneOn }), ...stranger], async () => {
        const outcome = await saveTask(deps, viewer, view.partnership.id, { ...task, ...body, version: seen })
        return said(view, outcome, body, (done) => ({ body: done, etag: etagOf(done.version) }))
      })
    },
  )
}
