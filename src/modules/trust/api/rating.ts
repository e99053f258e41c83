import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { invalid, problem, type Problem } from '#platform/api-problem.ts'
import { etagOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { saveSheet } from '../commands.ts'
import { inOrder, rates } from '../next-step.ts'
import type { TrustPages } from '../pages.ts'
import { isParty } from '../queries.ts'
import type { Rating } from '../rating.ts'
import { byCouncil, closed, refusedIn, tag, viewOf } from './parts.ts'

const RatingSchema = Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Literal('none')])
const SheetSchema = Type.Record(Type.String({ maxLength: 60 }), RatingSchema, {
  description: 'A rating a statement: 1 to 5, or `none` for no experience yet.',
})
const OwnSheet = Type.Object(
  {
    council: Type.String(),
    sheet: SheetSchema,
    version: Type.Integer({ description: '0 while nothing is saved.' }),
  },
  { title: 'TrustSheet' },
)

/** What one person rates: theirs alone. */
export function ratingApi(app: FastifyInstance, deps: TrustPages): void {
  const placeOf = async (viewer: CouncilViewer, params: { round: string; council: string }) => {
    const view = await viewOf(deps, viewer, params.round)
    if (!rates(viewer) || !isParty(view, viewer) || !inOrder(view, viewer).includes(params.council))
      throw new NotFound('Not somebody who rates here, or no such council in this round.')
    return view
  }
  operation(
    app,
    'answer',
    {
      id: 'getTrustSheet',
      method: 'GET',
      path: '/trust-rounds/:round/sheets/:council',
      tag,
      summary: 'What you have rated of a council',
      about: 'Yours alone: not even your own lead can read it.',
      params: byCouncil,
      answer: OwnSheet,
    },
    async (viewer, { params }) => {
      const view = await placeOf(viewer, params)
      const kept = view.sheets.find(({ about }) => about === params.council)
      const version = kept?.version ?? 0
      return { body: { council: params.council, sheet: { ...kept?.sheet }, version }, etag: etagOf(version) }
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'saveTrustSheet',
      method: 'PUT',
      path: '/trust-rounds/:round/sheets/:council',
      tag,
      summary: 'Rate a council',
      params: byCouncil,
      body: Type.Object({ sheet: SheetSchema }, closed),
      answer: OwnSheet,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await placeOf(viewer, params)
      const known = new Set(view.statements.statements.map(({ id }) => id))
      const strange = Object.keys(body.sheet).find((id) => !known.has(id))
      if (strange !== undefined)
        return invalid([{ field: 'sheet', says: `There is no statement “${strange}” in this round.` }])
      const sheet = body.sheet as Record<string, Rating>
      const outcome = await saveSheet(deps, viewer, {
        round: view.round.id,
        about: params.council,
        sheet,
        seen,
      })
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      if ('conflict' in outcome) return { problem: changed(), etag: etagOf(outcome.conflict.version) }
      return {
        body: { council: params.council, sheet: body.sheet, version: outcome.saved },
        etag: etagOf(outcome.saved),
      }
    },
  )
}

function changed(): Problem {
  return problem(
    'changed',
    'Somebody saved this sheet after you read it. Read it again, and send yours over that version.',
  )
}
