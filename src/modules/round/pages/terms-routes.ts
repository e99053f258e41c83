import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendPage,
  textFrom,
} from '#platform/http.ts'
import { approveTerms, changeTerms, offerTerms } from '../commands.ts'
import { approveTermsBlockers, changeTermsBlockers, offerBlockers } from '../round.ts'
import type { VisibilityRefusal } from '../visibility.ts'
import { drawingOf, shownWithin, type FaceDeps, type RoundFace } from './face.ts'
import { roundLinks } from './links.ts'
import { commonTermValue, termsIn, withCommonTerm } from './term-question.ts'
import { reasonWords } from './views/frame.ts'
import { commonTermPage, termsPage } from './views/terms-page.ts'

/** Reading, changing, offering and agreeing the terms of a client's rounds. */
export function termsRoutes(app: FastifyInstance, deps: FaceDeps, face: RoundFace): void {
  const links = roundLinks(face.client)
  app.get(links.terms(':round'), async (request, reply) => drawTerms(deps, face, request, reply))

  app.get(`${links.terms(':round')}/:term`, async (request, reply) => {
    const viewer = requireCouncil(request)
    const term = termFrom(face, request)
    const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
    const form = { values: { value: commonTermValue(drawing.round.terms, term.id) }, errors: {} }
    return sendPage(reply, commonTermPage(drawing, { term, form }))
  })

  app.post(`${links.terms(':round')}/:term`, async (request, reply) => {
    const viewer = requireCouncil(request)
    const term = termFrom(face, request)
    const id = idFrom<'round'>(request, 'round')
    const posted = readForm(request.body)
    const value = term.choices.find((choice) => choice.value === posted['value'])?.value
    if (value === undefined) {
      const drawing = await drawingOf(deps, face, request, viewer, id)
      const form = { values: posted, errors: { value: 'Choose one of these' } }
      return sendPage(reply, commonTermPage(drawing, { term, form }), 422)
    }
    const outcome = await inTransaction(deps.db, viewer, async (trx) => {
      const { round } = await shownWithin(trx, face.client, viewer, id)
      return changeTerms(trx, viewer, id, withCommonTerm(round.terms, term.id, value))
    })
    if ('done' in outcome) return seeOther(reply, links.terms(id))
    return drawTerms(deps, face, request, reply, 'refused' in outcome ? outcome.refused : [])
  })

  for (const [path, as] of [
    [links.offer(':round'), 'offer'],
    [links.approve(':round'), 'approve'],
  ] as const)
    app.post(path, async (request, reply) => {
      const viewer = requireCouncil(request)
      const id = idFrom<'round'>(request, 'round')
      const outcome = await inTransaction(deps.db, viewer, async (trx) => {
        const { round } = await shownWithin(trx, face.client, viewer, id)
        if (face.agree) return face.agree(trx, viewer, round, as)
        return as === 'offer' ? offerTerms(trx, viewer, id) : approveTerms(trx, viewer, id)
      })
      if ('refused' in outcome) return drawTerms(deps, face, request, reply, outcome.refused)
      return seeOther(reply, outcome.done.state === 'open' ? links.round(id) : links.terms(id))
    })
}

function termFrom(face: RoundFace, request: FastifyRequest) {
  const term = termsIn(face).find(({ id }) => id === textFrom(request, 'term'))
  if (!term) throw new NotFound('No such term.')
  return term
}

/** The terms page; with refusals, when something they pressed could not be done. */
export async function drawTerms(
  deps: FaceDeps,
  face: RoundFace,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly VisibilityRefusal[] = [],
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
  const { round } = drawing
  const page = termsPage(drawing, {
    asked: await face.asked(drawing),
    mayChange: changeTermsBlockers(round, viewer).length === 0,
    mayOffer: offerBlockers(round, viewer).length === 0,
    mayApprove: approveTermsBlockers(round, viewer).length === 0,
    speakers: drawing.speakers,
    reasons: reasonWords(round, refused),
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}
