import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { leadsCouncil } from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { idFrom, queryFrom, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import { actsForCouncil, type Asker, type CouncilViewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import type { FindingDeps } from './interest-commands.ts'
import { links } from './links.ts'
import { offersFor, removeOffer, sayOffer, type Offer } from './offer-commands.ts'
import { readOffer } from './offer-form.ts'
import { isService } from './services.ts'
import { offerFormPage, offersPage, ownOffersPage } from './views/offers-page.ts'

/** What councils offer and seek. */
export function offerRoutes(app: FastifyInstance, deps: FindingDeps): void {
  app.get(links.offers, async (request, reply) => {
    const { viewer } = request
    const asker: Asker = viewer ?? { kind: 'visitor', now: deps.clock.now() }
    const asked = queryFrom(request, 'service')
    return sendPage(
      reply,
      offersPage(request.shell, {
        offers: await seen(deps, asker),
        service: isService(asked) ? asked : '',
        isSignedIn: viewer !== null,
        mayWrite: viewer !== null && actsForCouncil(viewer) && leadsCouncil(viewer),
      }),
    )
  })

  app.get(links.ownOffers, async (request, reply) => {
    const viewer = requireCouncil(request)
    const offers = await seen(deps, viewer, viewer.council)
    const council = request.shell.acting?.council ?? viewer.council
    return sendPage(reply, ownOffersPage(request.shell, { offers, council, mayWrite: leadsCouncil(viewer) }))
  })

  app.get(links.newOffer, async (request, reply) => drawForm(request, reply, emptyForm, null))

  app.post(links.newOffer, async (request, reply) => {
    const viewer = requireCouncil(request)
    const read = readOffer(request.body)
    if ('form' in read) return drawForm(request, reply, read.form, null)
    await sayOffer(deps, viewer, read.value)
    return seeOther(reply, links.ownOffers)
  })

  app.get(links.offer(':offer'), async (request, reply) => {
    const { side, service, words, shown, id } = await ownOffer(deps, request)
    return drawForm(request, reply, { values: { side, service, words, shown }, errors: {} }, id)
  })

  app.post(links.offer(':offer'), async (request, reply) => {
    const { id } = await ownOffer(deps, request)
    const read = readOffer(request.body)
    if ('form' in read) return drawForm(request, reply, read.form, id)
    await sayOffer(deps, requireCouncil(request), read.value, id)
    return seeOther(reply, links.ownOffers)
  })

  app.post(links.removeOffer(':offer'), async (request, reply) => {
    await removeOffer(deps, requireCouncil(request), idFrom(request, 'offer'))
    return seeOther(reply, links.ownOffers)
  })
}

function seen(deps: FindingDeps, asker: Asker, own: string | null = null): Promise<Offer[]> {
  return inTransaction(deps.db, asker, (trx) => offersFor(trx, asker, own))
}

async function ownOffer(deps: FindingDeps, request: FastifyRequest): Promise<Offer> {
  const viewer: CouncilViewer = requireCouncil(request)
  const id = idFrom<'offer'>(request, 'offer')
  const found = (await seen(deps, viewer, viewer.council)).find((offer) => offer.id === id)
  if (!found) throw new NotFound('No such offer, or not yours.')
  return found
}

async function drawForm(
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  id: string | null,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  if (!leadsCouncil(viewer)) throw new Forbidden('Only for the lead and deputies.')
  const council = request.shell.acting?.council ?? viewer.council
  const status = Object.keys(form.errors).length > 0 ? 422 : 200
  return sendPage(reply, offerFormPage(request.shell, { form, id, council }), status)
}
