import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { inTransaction } from '#platform/database.ts'
import { etagOf, operation } from '#platform/api.ts'
import type { FieldError } from '#platform/api-problem.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { tablesOf } from '../commands.ts'
import { approveSettlement, saveSettlement } from '../settlement-commands.ts'
import { concerned } from '../leaving-approval.ts'
import { loadSettlement } from '../leaving-store.ts'
import type { ExitSources } from '../queries.ts'
import { lineFlaws, positions, settlementSchema, sumOf } from '../settlement.ts'
import { byLeaving, hash, leavingIn, notDone, one, orInvalid, said, tag, viewAt } from './parts.ts'

/** Who pays whom, for programs. */
export function settlementApi(app: FastifyInstance, deps: ExitSources): void {
  const Position = Type.Object({
    who: Type.String({ description: 'The code of a council, or `outside`.' }),
    pays: Type.Integer(),
    receives: Type.Integer(),
    net: Type.Integer(),
  })
  const Shape = Type.Object(
    {
      version: Type.Integer(),
      hash: Type.Union([Type.String(), Type.Null()]),
      ...settlementSchema.properties,
      positions: Type.Array(Position),
      sum: Type.Integer({ description: 'Over everybody: nought, always. Whole pence.' }),
    },
    { title: 'Settlement' },
  )
  const read = async (viewer: CouncilViewer, partnership: string, leavingId: string) => {
    const view = await viewAt(deps, viewer, partnership)
    const { leaving } = leavingIn(view, leavingId)
    const kept = await inTransaction(deps.db, viewer, (trx) => loadSettlement(tablesOf(trx), viewer, leaving))
    const settlement = kept?.text ?? { lines: [] }
    const settled = positions(settlement, concerned(view, leaving))
    const version = kept?.version ?? 0
    return {
      etag: etagOf(version),
      body: {
        version,
        hash: kept?.hash ?? null,
        ...settlement,
        positions: [...settled].map(([who, position]) => ({ who, ...position })),
        sum: sumOf(settled),
      },
    }
  }
  operation(
    app,
    'read',
    {
      id: 'getSettlement',
      method: 'GET',
      path: `${one}/settlement`,
      tag,
      summary: 'Who pays whom',
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
      id: 'putSettlement',
      method: 'PUT',
      path: `${one}/settlement`,
      tag,
      summary: 'Write the settlement, whole',
      about: 'Every council has to agree to it again.',
      params: byLeaving,
      body: settlementSchema,
      answer: Shape,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { leaving, id } = leavingIn(view, params.leaving)
      const councils = concerned(view, leaving)
      const errors = body.lines.flatMap((line, i): FieldError[] =>
        lineFlaws(line, councils).map(({ field, says }) => ({
          field: `lines[${i}].${field}`,
          says: `${says}.`,
        })),
      )
      return orInvalid<Static<typeof Shape>>(errors, async () => {
        const outcome = await saveSettlement(deps, viewer, view.partnership.id, {
          leaving: id,
          settlement: body,
          seen,
        })
        if ('done' in outcome) return read(viewer, params.partnership, params.leaving)
        return notDone(view, outcome, body)
      })
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'agreeSettlement',
      method: 'POST',
      path: `${one}/settlement/agree`,
      tag,
      summary: 'Agree to the settlement that you have read',
      params: byLeaving,
      body: hash,
      answer: Type.Object(
        { agreed: Type.Boolean(), waitingFor: Type.Array(Type.String()) },
        { title: 'SettlementStanding' },
      ),
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewAt(deps, viewer, params.partnership)
      const { id } = leavingIn(view, params.leaving)
      const outcome = await approveSettlement(deps, viewer, view.partnership.id, {
        leaving: id,
        hash: body.hash,
      })
      return said(view, outcome, body, ({ agreed, waitingFor }) => ({
        body: { agreed, waitingFor: [...waitingFor] },
      }))
    },
  )
}
