import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '#platform/errors.ts'
import { etagOf, operation } from '#platform/api.ts'
import {
  addRehearsal,
  approveExitTerms,
  markRegister,
  reviewPlan,
  saveTerms,
  sharePlan,
} from '../commands.ts'
import { rehearsalSchema } from '../plan.ts'
import type { ExitSources } from '../queries.ts'
import { termsSchema } from '../terms.ts'
import {
  byPartnership,
  byWhose,
  closed,
  dayErrors,
  Done,
  orInvalid,
  planIn,
  said,
  tag,
  termsErrors,
  Version,
  viewAt,
} from './parts.ts'
import { partnershipPath, planPath } from './plan-paths.ts'

export function keepingApi(app: FastifyInstance, deps: ExitSources, registers: readonly string[]): void {
  operation(
    app,
    'lead',
    {
      id: 'markExitRegister',
      method: 'POST',
      path: `${planPath}/registers/:register/empty`,
      tag,
      summary: 'Say that a register has nothing to list, or take that back',
      params: Type.Object({ ...byWhose.properties, register: Type.String() }),
      body: Type.Object({ empty: Type.Boolean() }, closed),
      answer: Done,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { whose } = planIn(view, params.whose)
      if (!registers.includes(params.register)) throw new NotFound('No such register.')
      const where = { partnership: view.partnership.id, whose }
      const given = { register: params.register, isEmpty: body.empty }
      return said(view, await markRegister(deps, viewer, where, given), body, (done) => ({ body: { done } }))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'addExitRehearsal',
      method: 'POST',
      path: `${planPath}/rehearsals`,
      tag,
      summary: 'Record a rehearsal',
      params: byWhose,
      body: rehearsalSchema,
      answer: Type.Object({ id: Type.String() }, { title: 'ExitRehearsalMade' }),
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { whose } = planIn(view, params.whose)
      const errors = dayErrors({ heldOn: body.heldOn, nextOn: body.nextOn })
      const late =
        body.heldOn > view.today ? [{ field: 'heldOn', says: 'The rehearsal must have been held.' }] : []
      return orInvalid([...errors, ...late], async () =>
        said(
          view,
          await addRehearsal(deps, viewer, { partnership: view.partnership.id, whose }, body),
          body,
          (done) => ({
            body: done,
          }),
        ),
      )
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'reviewExitPlan',
      method: 'POST',
      path: `${planPath}/review`,
      tag,
      summary: 'Say that the whole plan was gone through today',
      params: byWhose,
      answer: Type.Object({ on: Type.String() }, { title: 'ExitReviewed' }),
      problems: ['refused', 'changed'],
    },
    async (viewer, { params }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { whose } = planIn(view, params.whose)
      const outcome = await reviewPlan(deps, viewer, { partnership: view.partnership.id, whose })
      return said(view, outcome, null, (done) => ({ body: done }))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'shareExitPlan',
      method: 'POST',
      path: `${partnershipPath}/share`,
      tag,
      summary: 'Show the partners your council’s plan as it stands',
      params: byPartnership,
      answer: Type.Object({ number: Type.Integer() }, { title: 'ExitPlanShared' }),
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const outcome = await sharePlan(deps, viewer, view.partnership.id)
      return said(view, outcome, null, (done) => ({ body: done }))
    },
  )
}

export function termsApi(app: FastifyInstance, deps: ExitSources): void {
  operation(
    app,
    'lead',
    {
      id: 'putExitTerms',
      method: 'PUT',
      path: `${partnershipPath}/terms`,
      tag,
      summary: 'Write down the terms of leaving, and agree for your council',
      params: byPartnership,
      body: termsSchema,
      answer: Version,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const councils = view.members.map(({ council }) => council)
      return orInvalid(termsErrors(body, councils), async () =>
        said(
          view,
          await saveTerms(deps, viewer, view.partnership.id, { terms: body, seen }),
          body,
          (done) => ({
            body: done,
            etag: etagOf(done.version),
          }),
        ),
      )
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'agreeExitTerms',
      method: 'POST',
      path: `${partnershipPath}/terms/agree`,
      tag,
      summary: 'Agree to the terms of leaving that you have read',
      params: byPartnership,
      body: Type.Object({ hash: Type.String({ maxLength: 64 }) }, closed),
      answer: Done,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const outcome = await approveExitTerms(deps, viewer, view.partnership.id, body.hash)
      return said(view, outcome, body, (done) => ({ body: { done } }))
    },
  )
}
