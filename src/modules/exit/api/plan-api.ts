import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '#platform/errors.ts'
import { etagOf, operation } from '#platform/api.ts'
import {
  addRehearsal,
  approveExitTerms,
  markRegister,
  removeEntry,
  reviewPlan,
  saveAnswer,
  saveEntry,
  saveTerms,
  sharePlan,
} from '../commands.ts'
import { answerSchema, entrySchema, rehearsalSchema } from '../plan.ts'
import { headingsFor, type ExitSources } from '../queries.ts'
import { termsSchema } from '../terms.ts'
import {
  byPartnership,
  byWhose,
  closed,
  dayErrors,
  Done,
  entryErrors,
  ExitPlan,
  orInvalid,
  planIn,
  said,
  shownPlan,
  tag,
  termsErrors,
  Version,
  viewAt,
} from './parts.ts'

const partnershipPath = '/partnerships/:partnership/exit'
const planPath = `${partnershipPath}/:whose`

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

function entriesApi(app: FastifyInstance, deps: ExitSources, registers: readonly string[]): void {
  const byEntry = Type.Object({ ...byWhose.properties, entry: Type.String() })
  const Made = Type.Object({ id: Type.String(), version: Type.Integer() }, { title: 'ExitEntryMade' })
  operation(
    app,
    'lead',
    {
      id: 'addExitEntry',
      method: 'POST',
      path: `${planPath}/entries`,
      tag,
      summary: 'Add an entry to a register',
      params: byWhose,
      body: entrySchema,
      answer: Made,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { whose } = planIn(view, params.whose)
      const where = { partnership: view.partnership.id, whose }
      return orInvalid(entryErrors(body, registers), async () =>
        said(
          view,
          await saveEntry(deps, viewer, where, { id: null, entry: body, seen: 0 }),
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
      id: 'putExitEntry',
      method: 'PUT',
      path: `${planPath}/entries/:entry`,
      tag,
      summary: 'Change an entry of a register',
      params: byEntry,
      body: entrySchema,
      answer: Made,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { whose, plan } = planIn(view, params.whose)
      const entry = plan.entries.find(({ id }) => id === params.entry)
      if (!entry) throw new NotFound('No such entry.')
      const where = { partnership: view.partnership.id, whose }
      return orInvalid(entryErrors(body, registers), async () =>
        said(
          view,
          await saveEntry(deps, viewer, where, { id: entry.id, entry: body, seen }),
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
      id: 'removeExitEntry',
      method: 'DELETE',
      path: `${planPath}/entries/:entry`,
      tag,
      summary: 'Take an entry out of a register',
      params: byEntry,
      answer: Done,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { whose } = planIn(view, params.whose)
      const where = { partnership: view.partnership.id, whose }
      const outcome = await removeEntry(deps, viewer, where, params.entry)
      return said(view, outcome, null, (done) => ({ body: { done } }))
    },
  )
}

function keepingApi(app: FastifyInstance, deps: ExitSources, registers: readonly string[]): void {
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

function termsApi(app: FastifyInstance, deps: ExitSources): void {
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
