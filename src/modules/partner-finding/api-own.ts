import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { leadsCouncil } from '#modules/people/index.ts'
import { listOf, listQuery, pieceOf } from '#platform/api-list.ts'
import { invalid, refused } from '#platform/api-problem.ts'
import { openOperation, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import type { Clock } from '#platform/clock.ts'
import { londonDay } from '#platform/london.ts'
import { eventKinds, sharedWith } from './event.ts'
import { addEvent } from './event-commands.ts'
import { eventsFor, eventsViewFor } from './event-queries.ts'
import { mostTitle } from './event-form.ts'
import { beInterested, type FindingDeps } from './interest-commands.ts'
import { interestsFor } from './interest-queries.ts'
import { heldUntil, isHeld, type InterestRefusal } from './interest.ts'
import { offerShown, offerSides } from './offer.ts'
import { offersFor, sayOffer } from './offer-commands.ts'
import { mostOfferWords } from './offer-form.ts'
import { coincidences, type FindingEvent } from './overlap.ts'
import { sharedServices } from './services.ts'
import { refusalWords } from './views/interests-page.ts'

const tag = 'Partner finding'
const closed = { additionalProperties: false }
const service = Type.Enum(sharedServices.map(({ id }) => id))
const day = Type.String({ format: 'date' })
const code = Type.String({ description: 'The code of a council.', maxLength: 20 })
const maybe = Type.Union([Type.String(), Type.Null()])

const Offer = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    council: code,
    councilName: Type.String(),
    side: Type.Enum([...offerSides]),
    service,
    words: Type.String(),
    shown: Type.Enum([...offerShown]),
    saidOn: day,
  },
  { title: 'Offer' },
)

const FindingDate = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    council: code,
    councilName: Type.String(),
    kind: Type.Enum([...eventKinds]),
    title: Type.String(),
    service: Type.String(),
    cpv: maybe,
    supplier: maybe,
    day,
    source: Type.String(),
    sourceAddress: maybe,
  },
  { title: 'FindingDate' },
)

const dateOf = ({
  id,
  council,
  councilName,
  kind,
  title,
  service: of,
  cpv,
  supplier,
  day: on,
  source,
  sourceAddress,
}: FindingEvent) => ({
  id,
  council,
  councilName,
  kind,
  title,
  service: of,
  cpv,
  supplier,
  day: on,
  source,
  sourceAddress,
})

/** What councils offer, their dates and their interests, for programs: the same commands and queries as the pages. */
export function ownFindingApi(app: FastifyInstance, deps: FindingDeps & { readonly clock: Clock }): void {
  openOperation(
    app,
    {
      id: 'listOffers',
      method: 'GET',
      path: '/offers',
      tag,
      summary: 'What councils offer and seek, as far as anyone may see',
      query: Type.Object(listQuery),
      answer: listOf('OfferList', Offer),
    },
    async ({ query }) => {
      const asker = { kind: 'visitor', now: deps.clock.now() } as const
      const all = await inTransaction(deps.db, asker, (trx) => offersFor(trx, asker))
      return {
        body: pieceOf(
          all,
          ({ id }) => id,
          query,
          (offer) => offer,
        ),
      }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'sayOffer',
      method: 'POST',
      path: '/offers',
      tag,
      summary: 'Say what your council offers or seeks',
      body: Type.Object(
        {
          side: Type.Enum([...offerSides]),
          service,
          words: Type.String({ minLength: 1, maxLength: mostOfferWords }),
          shown: Type.Enum([...offerShown]),
        },
        closed,
      ),
      answer: Type.Object({ id: Type.String({ format: 'uuid' }) }, { title: 'Made' }),
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { body }) => {
      if (!leadsCouncil(viewer)) return refused<InterestRefusal>([{ type: 'not-leading' }], refusalWords)
      return { body: { id: await sayOffer(deps, viewer, body) } }
    },
  )
  datesApi(app, deps)
  interestsApi(app, deps)
}

function datesApi(app: FastifyInstance, deps: FindingDeps): void {
  operation(
    app,
    'read',
    {
      id: 'listDates',
      method: 'GET',
      path: '/dates',
      tag,
      summary: 'The dates your council may see: its own, and those that others let it see',
      query: Type.Object(listQuery),
      answer: listOf('FindingDateList', FindingDate),
    },
    async (viewer, { query }) => {
      const all = await inTransaction(deps.db, viewer, (trx) => eventsFor(trx, viewer))
      return { body: pieceOf(all, ({ id }) => id, query, dateOf) }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'addDate',
      method: 'POST',
      path: '/dates',
      tag,
      summary: 'Note a date of your council',
      body: Type.Object(
        {
          kind: Type.Enum([...eventKinds]),
          title: Type.String({ minLength: 1, maxLength: mostTitle }),
          service,
          day,
          source: Type.String({ minLength: 1, maxLength: mostTitle }),
          shared: Type.Enum([...sharedWith], { description: 'Who may see it.' }),
          cpv: Type.Optional(Type.String({ pattern: String.raw`^\d{8}$` })),
          supplier: Type.Optional(Type.String({ maxLength: mostTitle })),
        },
        closed,
      ),
      answer: Type.Object({ id: Type.String({ format: 'uuid' }) }, { title: 'Made' }),
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { body }) => {
      if (!leadsCouncil(viewer)) return refused<InterestRefusal>([{ type: 'not-leading' }], refusalWords)
      const { cpv = null, supplier = null, ...rest } = body
      return { body: { id: await addEvent(deps, viewer, { ...rest, cpv, supplier, sourceAddress: null }) } }
    },
  )

  operation(
    app,
    'read',
    {
      id: 'listCoincidences',
      method: 'GET',
      path: '/dates/coinciding',
      tag,
      summary: 'Dates of others that fall together with those of your council',
      query: Type.Object({
        days: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 1100, description: 'How close together; 365 unless said.' }),
        ),
      }),
      answer: Type.Object(
        {
          coincidences: Type.Array(
            Type.Object({
              own: FindingDate,
              other: FindingDate,
              daysApart: Type.Integer(),
              because: Type.Enum(['service', 'cpv', 'reorganisation']),
            }),
          ),
        },
        { title: 'Coincidences' },
      ),
    },
    async (viewer, { query }) => {
      const { own, watched, others } = await eventsViewFor(deps, viewer)
      const within = { days: query.days ?? 365, today: londonDay(viewer.now) }
      const found = coincidences(own, [...watched, ...others], within)
      return {
        body: {
          coincidences: found.map((one) => ({ ...one, own: dateOf(one.own), other: dateOf(one.other) })),
        },
      }
    },
  )
}

function interestsApi(app: FastifyInstance, deps: FindingDeps): void {
  operation(
    app,
    'lead',
    {
      id: 'listInterests',
      method: 'GET',
      path: '/interests',
      tag,
      summary: 'The interests of your council, and those that are mutual',
      answer: Type.Object(
        {
          held: Type.Array(Type.Object({ council: code, service: Type.String(), since: day, until: day })),
          mutual: Type.Array(Type.Object({ council: code, service: Type.String(), partnership: maybe })),
        },
        { title: 'Interests' },
      ),
      problems: ['refused'],
    },
    async (viewer) => {
      if (!leadsCouncil(viewer)) return refused<InterestRefusal>([{ type: 'not-leading' }], refusalWords)
      const { held, matches } = await interestsFor(deps, viewer)
      const today = londonDay(viewer.now)
      return {
        body: {
          held: held
            .filter((one) => isHeld(one, today))
            .map((one) => ({
              council: one.target,
              service: one.service,
              since: one.since,
              until: heldUntil(one),
            })),
          mutual: matches.map(({ other, service: of, partnership }) => ({
            council: other,
            service: of,
            partnership,
          })),
        },
      }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'beInterested',
      method: 'POST',
      path: '/interests',
      tag,
      summary: 'Be interested in another council; it learns of it only if it is interested too',
      about: 'At most five at once, each held for 90 days. Whoever runs the server could work it out.',
      body: Type.Object({ council: code, service }, closed),
      answer: Type.Object({ mutual: Type.Boolean() }, { title: 'InterestOutcome' }),
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { body }) => {
      const { names } = await interestsFor(deps, viewer)
      if (!names.has(body.council))
        return invalid([{ field: 'council', says: 'There is no council of this code.' }])
      const outcome = await beInterested(deps, viewer, { target: body.council, service: body.service })
      if ('refused' in outcome) return refused(outcome.refused, refusalWords)
      return { body: { mutual: outcome.done.match !== null } }
    },
  )
}
