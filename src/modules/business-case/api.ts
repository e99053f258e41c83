import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { changed, invalid, refused } from '#platform/api-problem.ts'
import { etagOf, idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { baselineApi } from './api-baseline.ts'
import { askForRun, dropPart, savePart, startCase } from './case-commands.ts'
import type { Successions } from './baseline.ts'
import { runBlockers, type CaseRefusal } from './case.ts'
import { successionsOf, type BusinessCasePages } from './pages.ts'
import { readAnyPart } from './part-forms.ts'
import { publishedOn } from './published.ts'
import { caseViewFor, casesFor, runFor, savedRunFor, type CaseView } from './queries.ts'
import { refusalWords } from './text.ts'
import { namesIn } from './views/frame.ts'

export type BusinessCaseApi = Omit<BusinessCasePages, 'readinessHref' | 'askedReturns'>

const closed = { additionalProperties: false }
const id = Type.String({ format: 'uuid' })
const instant = Type.String({ format: 'date-time' })
const byPartnership = Type.Object({ partnership: Type.String() })
const byCase = Type.Object({ partnership: Type.String(), case: Type.String() })
const byPart = Type.Object({
  partnership: Type.String(),
  case: Type.String(),
  part: Type.String({
    maxLength: 80,
    description:
      'Such as `frame`, `service.ID`, `line.new`, `risk.ID`, `words.strategic` or `required.CODE`.',
  }),
})
const byRun = Type.Object({ partnership: Type.String(), case: Type.String(), run: Type.String() })
const anything = Type.Record(Type.String(), Type.Unknown())

const Run = Type.Object(
  {
    id,
    number: Type.Integer(),
    state: Type.Enum(['waiting', 'running', 'done', 'failed']),
    doneOfHundred: Type.Integer(),
    askedAt: instant,
    baselineVersion: Type.Integer(),
  },
  { title: 'CaseRunLine' },
)

const Case = Type.Object(
  {
    id,
    name: Type.String(),
    parts: Type.Array(
      Type.Object({
        part: Type.String(),
        version: Type.Integer(),
        value: Type.Unknown({ description: 'Money in whole pence; shares in hundredths of one per cent.' }),
      }),
    ),
    missing: Type.Array(Type.Object({ type: Type.String(), says: Type.String() }), {
      description: 'Why it cannot be worked out yet; empty when it can.',
    }),
    runs: Type.Array(Run),
  },
  { title: 'BusinessCase' },
)

const RunResult = Type.Object(
  {
    id,
    number: Type.Integer(),
    state: Type.Enum(['waiting', 'running', 'done', 'failed']),
    doneOfHundred: Type.Integer(),
    seed: Type.Integer(),
    draws: Type.Integer(),
    engineVersion: Type.String(),
    inputHash: Type.String(),
    baselineVersion: Type.Integer(),
    baselineLocked: Type.Boolean(),
    saved: Type.Union([anything, Type.Null()], {
      description: 'What `handfast replay` reads, once it is done.',
    }),
  },
  { title: 'CaseRun' },
)

function shown(view: CaseView, successions: Successions): Static<typeof Case> {
  const names = namesIn(view.partnership, view.baseline)
  return {
    id: view.case.id,
    name: view.case.name,
    parts: view.rows.map(({ part, value, seen }) => ({ part, value, version: seen })),
    missing: runBlockers(view.baseline, view.parts, successions).map((refusal) => ({
      type: refusal.type,
      says: refusalWords(refusal, names),
    })),
    runs: view.runs.map(({ id: run, number, state, doneOfHundred, askedAt, baselineVersion }) => ({
      id: run,
      number,
      state,
      doneOfHundred,
      askedAt: askedAt.toISOString(),
      baselineVersion,
    })),
  }
}

const tag = 'Business case'

/** The business case, for programs: the same boxes, rules and words as on the pages. */
export function businessCaseApi(app: FastifyInstance, deps: BusinessCaseApi): void {
  baselineApi(app, deps)
  const viewOf = (viewer: CouncilViewer, params: { partnership: string; case: string }) =>
    caseViewFor(deps, viewer, { partnership: idOf(params.partnership), case: idOf(params.case) })
  const refusedIn = (view: CaseView, reasons: readonly CaseRefusal[]) =>
    refused(reasons, (refusal) => refusalWords(refusal, namesIn(view.partnership, view.baseline)))

  operation(
    app,
    'read',
    {
      id: 'listBusinessCases',
      method: 'GET',
      path: '/partnerships/:partnership/business-cases',
      tag,
      summary: 'The business cases of a partnership, newest first',
      params: byPartnership,
      answer: Type.Object(
        { items: Type.Array(Type.Object({ id, name: Type.String() })) },
        { title: 'BusinessCaseList' },
      ),
    },
    async (viewer, { params }) => ({
      body: {
        items: (
          await inTransaction(deps.db, viewer, (trx) => casesFor(trx, viewer, idOf(params.partnership)))
        ).map(({ id: own, name }) => ({ id: own, name })),
      },
    }),
  )

  operation(
    app,
    'answer',
    {
      id: 'startBusinessCase',
      method: 'POST',
      path: '/partnerships/:partnership/business-cases',
      tag,
      summary: 'Begin a business case',
      params: byPartnership,
      body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }) }, closed),
      answer: Case,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const partnership = idOf<'partnership'>(params.partnership)
      const outcome = await startCase(deps, viewer, { partnership, name: body.name.trim() })
      if ('refused' in outcome)
        return refused(outcome.refused, (each) =>
          refusalWords(each, { council: () => '', service: () => '' }),
        )
      const view = await viewOf(viewer, { partnership, case: outcome.done })
      return {
        body: shown(view, successionsOf(deps)),
        location: `/partnerships/${partnership}/business-cases/${outcome.done}`,
      }
    },
  )

  operation(
    app,
    'read',
    {
      id: 'getBusinessCase',
      method: 'GET',
      path: '/partnerships/:partnership/business-cases/:case',
      tag,
      summary: 'One business case, what it is made of and what is missing',
      params: byCase,
      answer: Case,
    },
    async (viewer, { params }) => ({ body: shown(await viewOf(viewer, params), successionsOf(deps)) }),
  )

  operation(
    app,
    'answer',
    {
      id: 'savePart',
      method: 'PUT',
      path: '/partnerships/:partnership/business-cases/:case/parts/:part',
      tag,
      summary: 'Save one part of a case',
      about:
        'The boxes have the names they have on the page. A problem names its box. `line.new`, `risk.new` and `transfer.new` add one.',
      params: byPart,
      body: Type.Object(
        { boxes: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 20_000 })) },
        closed,
      ),
      answer: Case,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await viewOf(viewer, params)
      const { baseline, parts } = view
      if (!baseline) return refusedIn(view, [{ type: 'no-baseline' }])
      const published = publishedOn(deps.content, londonDay(viewer.now))
      const read = readAnyPart(params.part, body.boxes, { baseline, parts, published })
      if (!read) throw new NotFound('No such part.')
      if ('form' in read)
        return invalid(
          Object.entries(read.form.errors).map(([field, says]) => ({
            field: `boxes.${field}`,
            says: typeof says === 'string' ? says : (says?.problem ?? ''),
          })),
        )
      const part = params.part.endsWith('.new') ? params.part.replace(/new$/, newId()) : params.part
      const at = { partnership: view.partnership.id, case: view.case.id, part, seen }
      const outcome = await savePart(deps, viewer, at, read.value)
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      const now = await viewOf(viewer, params)
      const row = now.rows.find((each) => each.part === part)
      if (!outcome.done) return changed(row?.value ?? null, body)
      return { body: shown(now, successionsOf(deps)), etag: etagOf(row?.seen ?? 1) }
    },
  )

  operation(
    app,
    'answer',
    {
      id: 'removePart',
      method: 'DELETE',
      path: '/partnerships/:partnership/business-cases/:case/parts/:part',
      tag,
      summary: 'Take a line, a risk or a payment out of a case',
      params: byPart,
      answer: Case,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewOf(viewer, params)
      if (!/^(line|risk|transfer)\./.test(params.part)) throw new NotFound('No such part to take out.')
      const outcome = await dropPart(deps, viewer, {
        partnership: view.partnership.id,
        case: view.case.id,
        part: params.part,
      })
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: shown(await viewOf(viewer, params), successionsOf(deps)) }
    },
  )

  operation(
    app,
    'answer',
    {
      id: 'runBusinessCase',
      method: 'POST',
      path: '/partnerships/:partnership/business-cases/:case/runs',
      tag,
      summary: 'Work a case out',
      about: 'It is worked out beside other work; read the run until its state is done.',
      params: byCase,
      answer: Case,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewOf(viewer, params)
      const at = { partnership: view.partnership.id, case: view.case.id }
      const outcome = await askForRun(deps, viewer, { ...at, successions: successionsOf(deps) })
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      const { id: run, inputs, seed, draws } = outcome.done
      deps.runner.start({ inputs, seed, draws, by: viewer, at: { ...at, run } })
      return { body: shown(await viewOf(viewer, params), successionsOf(deps)) }
    },
  )

  operation(
    app,
    'read',
    {
      id: 'getRun',
      method: 'GET',
      path: '/partnerships/:partnership/business-cases/:case/runs/:run',
      tag,
      summary: 'One run, and its result when it is done',
      params: byRun,
      answer: RunResult,
    },
    async (viewer, { params }) => {
      const view = await viewOf(viewer, params)
      const of = { partnership: view.partnership.id, run: idOf<'run'>(params.run) }
      const found = await inTransaction(deps.db, viewer, async (trx) => ({
        run: await runFor(trx, viewer, of.partnership, of.run),
        saved: await savedRunFor(trx, viewer, of, 'share'),
      }))
      const { run } = found
      if (!run || run.case !== view.case.id) throw new NotFound('No such run, or not yours.')
      const {
        id: own,
        number,
        state,
        doneOfHundred,
        seed,
        draws,
        engineVersion,
        inputHash,
        baselineVersion,
        baselineLocked,
      } = run
      const saved = found.saved as Record<string, unknown> | null
      return {
        body: {
          id: own,
          number,
          state,
          doneOfHundred,
          seed,
          draws,
          engineVersion,
          inputHash,
          baselineVersion,
          baselineLocked,
          saved,
        },
      }
    },
  )
}
