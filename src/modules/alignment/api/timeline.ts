import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { invalid } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { readDateParts } from '#ui/typed-date.ts'
import { eventsOf } from '../aims-queries.ts'
import { partnershipWithin } from '../store.ts'
import { eventFaultWords } from '../text.ts'
import { addEvent, removeEvent } from '../timeline-commands.ts'
import { eventKinds } from '../timeline.ts'
import { byPartnership, closed, tag, type AlignmentApi } from './parts.ts'

const Event = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    kind: Type.Enum([...eventKinds]),
    council: Type.Union([Type.String(), Type.Null()], { description: 'Of which council; null for all.' }),
    onDay: Type.String({ format: 'date' }),
    what: Type.String(),
    source: Type.String({ description: 'Who says so.' }),
    recordedFor: Type.String({ description: 'The council that put it there, which alone can take it off.' }),
  },
  { title: 'TimelineEvent' },
)
const List = Type.Object({ items: Type.Array(Event) }, { title: 'Timeline' })

/** Elections, changes of control and other days beside the aims. */
export function timelineApi(app: FastifyInstance, deps: AlignmentApi): void {
  const list = async (viewer: CouncilViewer, id: PartnershipId) => ({
    body: {
      items: await inTransaction(deps.db, viewer, async (trx) => {
        const { id: partnership } = await partnershipWithin(trx, viewer, id)
        return (await eventsOf(trx, viewer, partnership)).map((event) => ({ ...event }))
      }),
    },
  })
  operation(
    app,
    'read',
    {
      id: 'getTimeline',
      method: 'GET',
      path: '/partnerships/:partnership/timeline',
      tag,
      summary: 'Days that may move the aims of a council, in their order',
      params: byPartnership,
      answer: List,
    },
    async (viewer, { params }) => list(viewer, idOf(params.partnership)),
  )
  operation(
    app,
    'lead',
    {
      id: 'addTimelineEvent',
      method: 'POST',
      path: '/partnerships/:partnership/timeline',
      tag,
      summary: 'Put an election, a change of control or another day on the timeline',
      params: byPartnership,
      body: Type.Object(
        {
          kind: Type.Enum([...eventKinds]),
          council: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
          onDay: Type.String({ format: 'date' }),
          what: Type.String({ maxLength: 200 }),
          source: Type.String({ maxLength: 300 }),
        },
        closed,
      ),
      answer: List,
      status: 201,
    },
    async (viewer, { params, body }) => {
      const id = idOf<'partnership'>(params.partnership)
      const [year = '', month = '', day = ''] = body.onDay.split('-')
      const read = readDateParts({ day, month, year }, 'the day')
      if (!('value' in read))
        return invalid([{ field: 'onDay', says: 'Give a day that there is, such as 2027-05-06.' }])
      const event = { ...body, council: body.council ?? null, onDay: read.value }
      const outcome = await addEvent(deps, viewer, id, event)
      if ('faults' in outcome)
        return invalid(
          outcome.faults.map((fault) => {
            const [field, says] = eventFaultWords[fault]
            return { field, says: `${says}.` }
          }),
        )
      return list(viewer, id)
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'removeTimelineEvent',
      method: 'DELETE',
      path: '/partnerships/:partnership/timeline/:event',
      tag,
      summary: 'Take off the timeline what your council put there',
      params: Type.Object({ partnership: Type.String(), event: Type.String() }),
      answer: List,
    },
    async (viewer, { params }) => {
      const id = idOf<'partnership'>(params.partnership)
      await removeEvent(deps, viewer, id, idOf(params.event))
      return list(viewer, id)
    },
  )
}
