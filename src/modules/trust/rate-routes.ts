import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireCouncil, seeOther, sendPage, textFrom } from '#platform/http.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Form } from '#ui/form.ts'
import { rateBlockers, saveSheet } from './commands.ts'
import { readSheet, sheetForm } from './forms.ts'
import { links } from './links.ts'
import { inOrder, rates, unfinished } from './next-step.ts'
import { nameOf } from './next-words.ts'
import type { TrustPages } from './pages.ts'
import { isParty, ownRatingFor, type OwnRating } from './queries.ts'
import type { TrustRefusal } from './views/frame.ts'
import { ratePage } from './views/rate-page.ts'

/** One council on one page: six statements, answered by one person, for their eyes alone. */
export function rateRoutes(app: FastifyInstance, deps: TrustPages): void {
  app.get(links.rate(':round', ':council'), async (request, reply) => {
    const { viewer, view, council } = await placeOf(deps, request)
    const kept = view.sheets.find(({ about }) => about === council)
    return drawRate(request, reply, {
      viewer,
      view,
      council,
      form: sheetForm(kept?.sheet ?? {}),
      version: kept?.version ?? 0,
    })
  })

  app.post(links.rate(':round', ':council'), async (request, reply) => {
    const { viewer, view, council } = await placeOf(deps, request)
    const { sheet, seen, errors } = readSheet(request.body, view.statements.statements)
    const page = { viewer, view, council, version: seen }
    const outcome = await saveSheet(deps, viewer, { round: view.round.id, about: council, sheet, seen })
    if ('refused' in outcome)
      return drawRate(request, reply, { ...page, form: sheetForm(sheet), refused: outcome.refused }, 409)
    if ('conflict' in outcome)
      return drawRate(
        request,
        reply,
        { ...page, form: sheetForm(sheet), version: outcome.conflict.version, conflict: true },
        409,
      )
    // What was chosen is kept; the page says what is still open.
    if (Object.keys(errors).length > 0)
      return drawRate(
        request,
        reply,
        { ...page, version: outcome.saved, form: sheetForm(sheet, errors) },
        422,
      )
    const after = await ownRatingFor(deps, viewer, view.round.id)
    const [next] = unfinished(after, viewer, after.sheets)
    return seeOther(reply, next === undefined ? links.round(view.round.id) : links.rate(view.round.id, next))
  })
}

async function placeOf(deps: TrustPages, request: FastifyRequest) {
  const viewer = requireCouncil(request)
  const view = await ownRatingFor(deps, viewer, idFrom<'round'>(request, 'round'))
  const council = textFrom(request, 'council')
  if (!rates(viewer) || !isParty(view, viewer) || !inOrder(view, viewer).includes(council))
    throw new NotFound('Not somebody who rates here, or no such council in this round.')
  return { viewer, view, council }
}

async function drawRate(
  request: FastifyRequest,
  reply: FastifyReply,
  drawn: {
    viewer: CouncilViewer
    view: OwnRating
    council: string
    form: Form
    version: number
    conflict?: boolean
    refused?: readonly TrustRefusal[]
  },
  status = 200,
): Promise<FastifyReply> {
  const { viewer, view, council, form, version } = drawn
  const order = inOrder(view, viewer)
  const refused = drawn.refused ?? rateBlockers(view.round, viewer, council)
  const page = ratePage(request.shell, {
    view,
    about: { council, shortName: nameOf(view, council), isOwn: council === viewer.council },
    position: { number: order.indexOf(council) + 1, of: order.length },
    form,
    version,
    conflict: drawn.conflict ?? false,
    refused,
  })
  return sendPage(reply, page, status === 200 && refused.length > 0 ? 409 : status)
}
