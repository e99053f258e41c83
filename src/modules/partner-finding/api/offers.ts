import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { listOf, listQuery, pieceOf } from '#platform/api-list.ts'
import { idOf, openOperation, operation } from '#platform/api.ts'
import type { Clock } from '#platform/clock.ts'
import { inTransaction } from '#platform/database.ts'
import type { FindingDeps } from '../interest-commands.ts'
import { offerShown, offerSides } from '../offer.ts'
import { offersFor, removeOffer, sayOffer } from '../offer-commands.ts'
import { mostOfferWords } from '../offer-form.ts'
import { closed, code, day, Done, Made, mustLead, service, tag, uuid } from './parts.ts'

const Offer = Type.Object(
  {
    id: uuid,
    council: code,
    councilName: Type.String(),
    side: Type.Enum([...offerSides]),
    service,
    words: Type.String(),
    shown: Type.Enum([...offerShown], { description: 'Who may see it.' }),
    saidOn: day,
  },
  { title: 'Offer' },
)
const OfferList = listOf('OfferList', Offer)
const query = Type.Object(listQuery)
const wanted = Type.Object(
  {
    side: Type.Enum([...offerSides]),
    service,
    words: Type.String({ minLength: 1, maxLength: mostOfferWords }),
    shown: Type.Enum([...offerShown]),
  },
  closed,
)
const byOffer = Type.Object({ offer: uuid })

/** What councils offer and seek, for programs. */
export function offersApi(app: FastifyInstance, deps: FindingDeps & { readonly clock: Clock }): void {
  openOperation(
    app,
    {
      id: 'listOffers',
      method: 'GET',
      path: '/offers',
      tag,
      summary: 'What councils offer and seek, as far as anyone may see',
      query,
      answer: OfferList,
    },
    async (asked) => {
      const asker = { kind: 'visitor', now: deps.clock.now() } as const
      const all = await inTransaction(deps.db, asker, (trx) => offersFor(trx, asker))
      return {
        body: pieceOf(
          all,
          ({ id }) => id,
          asked.query,
          (offer) => offer,
        ),
      }
    },
  )
  operation(
    app,
    'read',
    {
      id: 'listOffersSeen',
      method: 'GET',
      path: '/offers/seen',
      tag,
      summary: 'The same, with what is shown only to people who are signed in',
      query,
      answer: OfferList,
    },
    async (viewer, asked) => {
      const all = await inTransaction(deps.db, viewer, (trx) => offersFor(trx, viewer))
      return {
        body: pieceOf(
          all,
          ({ id }) => id,
          asked.query,
          (offer) => offer,
        ),
      }
    },
  )
  ownOffersApi(app, deps)
}

function ownOffersApi(app: FastifyInstance, deps: FindingDeps): void {
  const problems = ['refused'] as const
  operation(
    app,
    'lead',
    {
      id: 'sayOffer',
      method: 'POST',
      path: '/offers',
      tag,
      summary: 'Say what your council offers or seeks',
      body: wanted,
      answer: Made,
      status: 201,
      problems,
    },
    async (viewer, { body }) => mustLead(viewer) ?? { body: { id: await sayOffer(deps, viewer, body) } },
  )
  operation(
    app,
    'lead',
    {
      id: 'sayOfferAnew',
      method: 'PUT',
      path: '/offers/:offer',
      tag,
      summary: 'Say anew what your council offers or seeks',
      params: byOffer,
      body: wanted,
      answer: Made,
      problems,
    },
    async (viewer, { params, body }) =>
      mustLead(viewer) ?? { body: { id: await sayOffer(deps, viewer, body, idOf(params.offer)) } },
  )
  operation(
    app,
    'lead',
    {
      id: 'removeOffer',
      method: 'DELETE',
      path: '/offers/:offer',
      tag,
      summary: 'Take an offer or need of your council away, at once',
      params: byOffer,
      answer: Done,
      problems,
    },
    async (viewer, { params }) => {
      const refusal = mustLead(viewer)
      if (refusal) return refusal
      await removeOffer(deps, viewer, idOf(params.offer))
      return { body: { done: true } }
    },
  )
}
