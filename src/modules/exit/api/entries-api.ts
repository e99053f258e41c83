import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '#platform/errors.ts'
import { etagOf, operation } from '#platform/api.ts'
import { removeEntry, saveEntry } from '../commands.ts'
import { entrySchema } from '../plan.ts'
import type { ExitSources } from '../queries.ts'
import { byWhose, Done, entryErrors, orInvalid, planIn, said, tag, viewAt } from './parts.ts'
import { planPath } from './plan-paths.ts'

export function entriesApi(app: FastifyInstance, deps: ExitSources, registers: readonly string[]): void {
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
