import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '#platform/errors.ts'
import { etagOf, operation } from '#platform/api.ts'
import { saveAnswer } from '../commands.ts'
import { answerSchema } from '../plan.ts'
import { headingsFor, type ExitSources } from '../queries.ts'
import { byWhose, ExitPlan, planIn, said, shownPlan, tag, Version, viewAt } from './parts.ts'
import { entriesApi } from './entries-api.ts'
import { planPath } from './plan-paths.ts'
import { keepingApi, termsApi } from './plan-keeping-api.ts'

/** Exit plans and the terms of leaving, for programs. What a council thinks about leaving is for people, on its page. */
export function planApi(app: FastifyInstance, deps: ExitSources): void {
  const registers = deps.content.exitPlan.registers.map(({ id }) => id)
  operation(
    app,
    'read',
    {
      id: 'getExitPlan',
      method: 'GET',
      path: planPath,
      tag,
      summary: 'An exit plan: your council’s own, or the joint strategy',
      params: byWhose,
      answer: ExitPlan,
    },
    async (viewer, { params }) => {
      const { plan, standing } = planIn(await viewAt(deps, viewer, params.partnership), params.whose)
      return { body: shownPlan(plan, standing) }
    },
  )
  answersApi(app, deps)
  entriesApi(app, deps, registers)
  keepingApi(app, deps, registers)
  termsApi(app, deps)
}

function answersApi(app: FastifyInstance, deps: ExitSources): void {
  operation(
    app,
    'lead',
    {
      id: 'putExitAnswer',
      method: 'PUT',
      path: `${planPath}/answers/:heading`,
      tag,
      summary: 'Write what stands under a heading',
      params: Type.Object({ ...byWhose.properties, heading: Type.String() }),
      body: answerSchema,
      answer: Version,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { whose } = planIn(view, params.whose)
      const heading = headingsFor(deps.content, whose).find(({ id }) => id === params.heading)
      if (!heading) throw new NotFound('No such heading.')
      const where = { partnership: view.partnership.id, whose }
      const outcome = await saveAnswer(deps, viewer, where, { heading: heading.id, answer: body, seen })
      return said(view, outcome, body, (done) => ({ body: done, etag: etagOf(done.version) }))
    },
  )
}
