import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { changed, invalid, refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { BusinessCaseApi } from './api.ts'
import { addService, saveFigures, saveTask, setYear, startBaseline } from './baseline-commands.ts'
import { confirmBaseline, correctBaseline, shareFigures } from './agree-commands.ts'
import { readFigures, readYear } from './baseline-forms.ts'
import { baselineHash, confirmationOf, type BaselineRefusal } from './baseline.ts'
import { successionsOf } from './pages.ts'
import { baselineViewFor, type BaselineView } from './queries.ts'
import { refusalWords } from './text.ts'
import { namesIn } from './views/frame.ts'

const closed = { additionalProperties: false }
const id = Type.String({ format: 'uuid' })
const code = Type.String({ maxLength: 20 })
const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const year = Type.Object(
  { year: Type.String({ pattern: '^20\\d{2}-\\d{2}$', description: 'Such as 2026-27.' }) },
  closed,
)
const byPartnership = Type.Object({ partnership: Type.String() })
const byService = Type.Object({ partnership: Type.String(), service: Type.String() })

const Baseline = Type.Object(
  {
    version: Type.Integer(),
    year: Type.String({ description: 'The financial year whose prices the figures are in.' }),
    locked: Type.Boolean(),
    hash: Type.String({ description: 'What section 151 officers confirm: of what this token may see.' }),
    shared: Type.Array(code),
    confirmed: Type.Array(code),
    services: Type.Array(Type.Object({ id, name: Type.String(), unit: Type.String() })),
    figures: Type.Array(
      Type.Object({
        council: code,
        service: id,
        measure: Type.String(),
        value: Type.Union([Type.Number(), Type.String()], { description: 'Money in whole pence a year.' }),
        source: Type.String(),
        owner: Type.String(),
        version: Type.Integer(),
      }),
      { description: 'Your own council’s, and those of councils that have shared theirs.' },
    ),
    tasks: Type.Array(
      Type.Object({ id, service: id, name: Type.String(), inScope: Type.Boolean(), processOf: orNull(code) }),
    ),
  },
  { title: 'Baseline' },
)

function shown({ baseline }: BaselineView): Static<typeof Baseline> {
  if (!baseline) throw new NotFound('There is no baseline yet.')
  const { version, year, lockedAt, shared, services, figures, tasks } = baseline
  return {
    version,
    year,
    locked: lockedAt !== null,
    hash: baseline.hash ?? baselineHash(baseline),
    shared: [...shared],
    confirmed: [...confirmationOf(baseline).approved],
    services: services.map((each) => ({ ...each })),
    figures: figures.map(({ council, service, measure, value, source, owner, seen }) => ({
      council,
      service,
      measure,
      value,
      source,
      owner,
      version: seen,
    })),
    tasks: tasks.map(({ id: own, service, name, inScope, processOf }) => ({
      id: own,
      service,
      name,
      inScope,
      processOf,
    })),
  }
}

const tag = 'Business case'

/** The baseline, for programs. */
export function baselineApi(app: FastifyInstance, deps: BusinessCaseApi): void {
  const viewOf = (viewer: CouncilViewer, partnership: string) =>
    baselineViewFor(deps, viewer, idOf(partnership))
  const answer = async (
    viewer: CouncilViewer,
    partnership: string,
    outcome: { readonly done: unknown } | { readonly refused: readonly BaselineRefusal[] },
  ) => {
    const view = await viewOf(viewer, partnership)
    if (!('refused' in outcome)) return { body: shown(view) }
    return refused(outcome.refused, (each) => refusalWords(each, namesIn(view.partnership, view.baseline)))
  }

  operation(
    app,
    'read',
    {
      id: 'getBaseline',
      method: 'GET',
      path: '/partnerships/:partnership/baseline',
      tag,
      summary: 'Where each council stands today, as far as you may see',
      params: byPartnership,
      answer: Baseline,
    },
    async (viewer, { params }) => ({ body: shown(await viewOf(viewer, params.partnership)) }),
  )

  operation(
    app,
    'answer',
    {
      id: 'startBaseline',
      method: 'POST',
      path: '/partnerships/:partnership/baseline',
      tag,
      summary: 'Begin the baseline',
      params: byPartnership,
      body: year,
      answer: Baseline,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      await viewOf(viewer, params.partnership)
      const read = readYear(body)
      if ('form' in read) return invalid([{ field: 'year', says: 'Give a financial year, such as 2026-27.' }])
      const outcome = await startBaseline(deps, viewer, {
        partnership: idOf(params.partnership),
        year: read.value,
      })
      return answer(viewer, params.partnership, outcome)
    },
  )

  operation(
    app,
    'answer',
    {
      id: 'setBaselineYear',
      method: 'PUT',
      path: '/partnerships/:partnership/baseline/year',
      tag,
      summary: 'Change the year whose prices the figures are in',
      about: 'It holds for every council’s figures. Whoever has confirmed them does so again.',
      params: byPartnership,
      body: year,
      answer: Baseline,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      await viewOf(viewer, params.partnership)
      const read = readYear(body)
      if ('form' in read) return invalid([{ field: 'year', says: 'Give a financial year, such as 2026-27.' }])
      const outcome = await setYear(deps, viewer, {
        partnership: idOf(params.partnership),
        year: read.value,
      })
      return answer(viewer, params.partnership, outcome)
    },
  )

  operation(
    app,
    'answer',
    {
      id: 'addService',
      method: 'POST',
      path: '/partnerships/:partnership/baseline/services',
      tag,
      summary: 'Name a service that might be shared',
      params: byPartnership,
      body: Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
          unit: Type.String({
            minLength: 1,
            maxLength: 40,
            pattern: '\\S',
            description: 'What its work is counted in.',
          }),
        },
        closed,
      ),
      answer: Baseline,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const { baseline } = await viewOf(viewer, params.partnership)
      const name = body.name.trim()
      if (baseline?.services.some((each) => each.name.toLowerCase() === name.toLowerCase()))
        return invalid([{ field: 'name', says: 'A service of this name is in the list already.' }])
      const outcome = await addService(deps, viewer, {
        partnership: idOf(params.partnership),
        name,
        unit: body.unit.trim(),
      })
      return answer(viewer, params.partnership, outcome)
    },
  )

  operation(
    app,
    'answer',
    {
      id: 'saveFigures',
      method: 'PUT',
      path: '/partnerships/:partnership/baseline/figures/:service',
      tag,
      summary: 'Save your council’s figures of one service',
      about:
        'The boxes have the names they have on the page, such as `cost`, `fixed`, `volume`, `source` and `owner`. What can be read is saved even when another box is wrong.',
      params: byService,
      body: Type.Object(
        { boxes: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 2000 })) },
        closed,
      ),
      answer: Baseline,
      problems: ['refused', 'changed'],
    },
    async (viewer, { params, body }) => {
      const view = await viewOf(viewer, params.partnership)
      const service = view.baseline?.services.find((each) => each.id === params.service)?.id
      if (!service) throw new NotFound('No such service.')
      const own =
        view.baseline?.figures.filter(
          (each) => each.council === viewer.council && each.service === service,
        ) ?? []
      const { save, errors } = readFigures(body.boxes, { service, own })
      const outcome = await saveFigures(deps, viewer, { partnership: view.partnership.id, figures: save })
      if ('done' in outcome && outcome.done.stale.length > 0)
        return changed(shown(await viewOf(viewer, params.partnership)).figures, body)
      const wrong = Object.entries(errors)
      if ('done' in outcome && wrong.length > 0)
        return invalid(wrong.map(([field, says]) => ({ field: `boxes.${field}`, says })))
      return answer(viewer, params.partnership, outcome)
    },
  )

  operation(
    app,
    'answer',
    {
      id: 'saveTask',
      method: 'POST',
      path: '/partnerships/:partnership/baseline/tasks',
      tag,
      summary: 'Add a task, and say whose way of doing it wins',
      params: byPartnership,
      body: Type.Object(
        {
          service: id,
          name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
          inScope: Type.Boolean(),
          processOf: orNull(code),
          deviations: Type.Optional(
            Type.Array(
              Type.Object(
                {
                  council: code,
                  what: Type.String({ minLength: 1, maxLength: 200 }),
                  yearlyPence: Type.Integer({ minimum: 0 }),
                  endsOn: Type.String({
                    pattern: '^(19|20|21)\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
                  }),
                },
                closed,
              ),
              { maxItems: 4 },
            ),
          ),
        },
        closed,
      ),
      answer: Baseline,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const { baseline } = await viewOf(viewer, params.partnership)
      const codes = baseline?.councils.map((each) => each.code) ?? []
      const { deviations = [] } = body
      const strangers = [body.processOf, ...deviations.map(({ council }) => council)].filter(
        (each) => each !== null && !codes.includes(each),
      )
      if (strangers.length > 0)
        return invalid([{ field: 'processOf', says: `${strangers[0]} is no council of this partnership.` }])
      const task = { ...body, deviations, id: null, seen: 0, name: body.name.trim() }
      return answer(
        viewer,
        params.partnership,
        await saveTask(deps, viewer, { partnership: idOf(params.partnership), task }),
      )
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'shareFigures',
      method: 'POST',
      path: '/partnerships/:partnership/baseline/share',
      tag,
      summary: 'Open your council’s figures to its partners',
      about: 'What has been seen cannot be taken back.',
      params: byPartnership,
      answer: Baseline,
      problems: ['refused'],
    },
    async (viewer, { params }) =>
      answer(viewer, params.partnership, await shareFigures(deps, viewer, idOf(params.partnership))),
  )

  operation(
    app,
    'answer',
    {
      id: 'confirmBaseline',
      method: 'POST',
      path: '/partnerships/:partnership/baseline/confirm',
      tag,
      summary: 'Confirm the figures as section 151 officer',
      about: 'Send the hash of what you read. The last council to confirm locks the baseline.',
      params: byPartnership,
      body: Type.Object({ hash: Type.String({ maxLength: 64 }) }, closed),
      answer: Baseline,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const at = {
        partnership: idOf<'partnership'>(params.partnership),
        hash: body.hash,
        successions: successionsOf(deps),
      }
      return answer(viewer, params.partnership, await confirmBaseline(deps, viewer, at))
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'correctBaseline',
      method: 'POST',
      path: '/partnerships/:partnership/baseline/correct',
      tag,
      summary: 'Begin a new version of a locked baseline',
      params: byPartnership,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }, closed),
      answer: Baseline,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const at = { partnership: idOf<'partnership'>(params.partnership), reason: body.reason.trim() }
      return answer(viewer, params.partnership, await correctBaseline(deps, viewer, at))
    },
  )
}
