import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { webAddress } from '#content/arrangement.ts'
import { listOf, listQuery, pieceOf } from '#platform/api-list.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { londonDay } from '#platform/london.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { eventKinds, sharedWith } from '../event.ts'
import { addEvent, changeEvent, removeEvent } from '../event-commands.ts'
import { mostTitle, type WantedEvent } from '../event-form.ts'
import { eventsFor, eventsViewFor, type KeptEvent } from '../event-queries.ts'
import type { FindingDeps } from '../interest-commands.ts'
import { coincidences } from '../overlap.ts'
import { sharedServices } from '../services.ts'
import { closed, code, day, Done, Made, maybe, mustLead, service, tag, uuid } from './parts.ts'

const FindingDate = Type.Object(
  {
    id: uuid,
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
    shared: Type.Union([Type.Enum([...sharedWith]), Type.Null()], {
      description: 'Who may see it; null where another council keeps it.',
    }),
  },
  { title: 'FindingDate' },
)

const wanted = Type.Object(
  {
    kind: Type.Enum([...eventKinds]),
    title: Type.String({ minLength: 1, maxLength: mostTitle }),
    service,
    day: Type.String({
      format: 'date',
      pattern: String.raw`^(19|20)\d{2}-`,
      description: 'From 1900 to 2099.',
    }),
    source: Type.String({ minLength: 1, maxLength: mostTitle, description: 'Where the date is from.' }),
    sourceAddress: Type.Optional(webAddress),
    shared: Type.Enum([...sharedWith], { description: 'Who may see it.' }),
    cpv: Type.Optional(Type.String({ pattern: String.raw`^\d{8}$` })),
    supplier: Type.Optional(Type.String({ maxLength: mostTitle })),
  },
  closed,
)
const byDate = Type.Object({ date: uuid })
const problems = ['refused'] as const

function wantedOf(body: Static<typeof wanted>): WantedEvent {
  const { cpv = null, supplier = null, sourceAddress = null, ...rest } = body
  return { ...rest, cpv, supplier, sourceAddress }
}

function dateOf(event: KeptEvent, viewer: CouncilViewer): Static<typeof FindingDate> {
  const { keeper, shared, ...rest } = event
  return { ...rest, shared: keeper === viewer.council ? shared : null }
}

/** The dates of councils, for programs. */
export function datesApi(app: FastifyInstance, deps: FindingDeps): void {
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
      return {
        body: pieceOf(
          all,
          ({ id }) => id,
          query,
          (event) => dateOf(event, viewer),
        ),
      }
    },
  )
  coincidencesApi(app, deps)
  ownDatesApi(app, deps)
}

function ownDatesApi(app: FastifyInstance, deps: FindingDeps): void {
  operation(
    app,
    'lead',
    {
      id: 'addDate',
      method: 'POST',
      path: '/dates',
      tag,
      summary: 'Note a date of your council',
      body: wanted,
      answer: Made,
      status: 201,
      problems,
    },
    async (viewer, { body }) =>
      mustLead(viewer) ?? { body: { id: await addEvent(deps, viewer, wantedOf(body)) } },
  )
  operation(
    app,
    'lead',
    {
      id: 'putDate',
      method: 'PUT',
      path: '/dates/:date',
      tag,
      summary: 'Change a date of your council, or who may see it',
      params: byDate,
      body: wanted,
      answer: Done,
      problems,
    },
    async (viewer, { params, body }) => {
      const refusal = mustLead(viewer)
      if (refusal) return refusal
      await changeEvent(deps, viewer, idOf(params.date), wantedOf(body))
      return { body: { done: true } }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'removeDate',
      method: 'DELETE',
      path: '/dates/:date',
      tag,
      summary: 'Take a date away that your council keeps',
      params: byDate,
      answer: Done,
      problems,
    },
    async (viewer, { params }) => {
      const refusal = mustLead(viewer)
      if (refusal) return refusal
      await removeEvent(deps, viewer, idOf(params.date))
      return { body: { done: true } }
    },
  )
}

function coincidencesApi(app: FastifyInstance, deps: FindingDeps): void {
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
        service: Type.Optional(Type.Enum(sharedServices.map(({ id }) => id))),
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
      const mine = own.filter((event) => query.service === undefined || event.service === query.service)
      const within = { days: query.days ?? 365, today: londonDay(viewer.now) }
      const found = coincidences(mine, [...watched, ...others], within)
      return {
        body: {
          coincidences: found.map((one) => ({
            ...one,
            own: dateOf(one.own, viewer),
            other: dateOf(one.other, viewer),
          })),
        },
      }
    },
  )
}
