import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireCouncil, requireViewer, seeOther, sendPage } from '#platform/http.ts'
import { isId } from '#platform/id.ts'
import { emptyForm, type Form, type Problem } from '#ui/form.ts'
import { readDateParts } from '#ui/typed-date.ts'
import { eventsOf } from './aims-queries.ts'
import type { AlignmentPages } from './deps.ts'
import { frameFor, leads } from './hub-routes.ts'
import { links } from './links.ts'
import { partnershipWithin } from './store.ts'
import { eventFaultWords } from './text.ts'
import { addEvent, removeEvent } from './timeline-commands.ts'
import { eventFaults, eventKinds, type EventKind } from './timeline.ts'
import { timelinePage } from './views/timeline-page.ts'

/** The timeline of a partnership: elections, changes of control and the rest, each with its source. */
export function timelineRoutes(app: FastifyInstance, deps: AlignmentPages): void {
  app.get(links.timeline(':partnership'), async (request, reply) => draw(deps, request, reply, emptyForm))
  app.post(links.timeline(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const posted = readForm(request.body)
    const kind = eventKinds.find((known) => known === posted['kind'])
    const event = { what: posted['what'] ?? '', source: posted['source'] ?? '', kind: kind ?? '' }
    const errors: Record<string, Problem> = {}
    for (const fault of eventFaults(event)) {
      const [field, words] = eventFaultWords[fault]
      errors[field] = words
    }
    const read = readDateParts(
      { day: posted['on-day'] ?? '', month: posted['on-month'] ?? '', year: posted['on-year'] ?? '' },
      'the day',
    )
    if (!('value' in read)) errors['on'] = read
    if (Object.keys(errors).length > 0 || !('value' in read) || !kind)
      return draw(deps, request, reply, { values: posted, errors })
    const council = posted['council'] === '' ? null : (posted['council'] ?? null)
    await addEvent(deps, viewer, id, { ...event, kind: kind satisfies EventKind, council, onDay: read.value })
    return seeOther(reply, links.timeline(id))
  })
  app.post(links.removeEvent(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const { event = '' } = readForm(request.body)
    if (!isId<'event'>(event)) throw new NotFound('No such event.')
    await removeEvent(deps, viewer, id, event)
    return seeOther(reply, links.timeline(id))
  })
}

async function draw(
  deps: AlignmentPages,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const read = await inTransaction(deps.db, viewer, async (trx) => ({
    partnership: await partnershipWithin(trx, viewer, id),
    events: await eventsOf(trx, viewer, id),
  }))
  const frame = await frameFor(deps, request, viewer, id)
  const wrong = Object.keys(form.errors).length > 0
  const page = timelinePage(frame, { ...read, form, mayAdd: leads(viewer), own: viewer.council })
  return sendPage(reply, page, wrong ? 422 : 200)
}
