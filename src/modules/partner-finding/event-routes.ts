import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { leadsCouncil } from '#modules/people/index.ts'
import { toCsv } from '#platform/csv.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { idFrom, queryFrom, requireCouncil, seeOther, sendFile, sendPage } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { addEvent, changeEvent, removeEvent } from './event-commands.ts'
import { readEvent } from './event-form.ts'
import { eventsViewFor, loadedFor, type KeptEvent } from './event-queries.ts'
import { sheetHeadings } from './event-sheet.ts'
import type { InterestPages } from './interest-routes.ts'
import { links } from './links.ts'
import { coincidences } from './overlap.ts'
import { isService } from './services.ts'
import { coincidencesPage, eventFormPage, eventsPage, windows } from './views/events-pages.ts'

const daysInMonth = 30.4375

/** A council's dates, and those that fall together with them. */
export function eventRoutes(app: FastifyInstance, deps: InterestPages): void {
  app.get(links.events, async (request, reply) => {
    const viewer = requireCouncil(request)
    const view = await eventsViewFor(deps, viewer)
    const within = { days: 366, today: londonDay(viewer.now) }
    const loaded = leadsCouncil(viewer) ? await loadedFor(deps, viewer, null) : null
    return sendPage(
      reply,
      eventsPage(request.shell, {
        ...view,
        council: councilOf(request),
        mayWrite: leadsCouncil(viewer),
        coinciding: coincidences(view.own, [...view.watched, ...view.others], within).length,
        canUndo: loaded?.saved ? loaded.id : null,
      }),
    )
  })

  app.get(links.coincidences, async (request, reply) => {
    const viewer = requireCouncil(request)
    const asked = Number(queryFrom(request, 'months'))
    const months = windows.find((each) => each === asked) ?? 12
    const chosen = queryFrom(request, 'service')
    const service = isService(chosen) ? chosen : ''
    const { own, watched, others } = await eventsViewFor(deps, viewer)
    const today = londonDay(viewer.now)
    const mine = own.filter((event) => service === '' || event.service === service)
    const found = coincidences(mine, [...watched, ...others], {
      days: Math.round(months * daysInMonth),
      today,
    })
    const hasOwn = own.some(({ day }) => day >= today)
    return sendPage(
      reply,
      coincidencesPage(request.shell, { council: councilOf(request), found, months, service, hasOwn }),
    )
  })

  app.get(links.eventSheet, async (_request, reply) =>
    sendFile(reply, {
      name: 'dates.csv',
      type: 'text/csv; charset=utf-8',
      bytes: toCsv({
        name: 'Dates',
        columns: sheetHeadings.map((header) => ({ key: header, header, kind: 'text' })),
        rows: [],
      }),
    }),
  )

  app.get(links.newEvent, async (request, reply) => drawForm(request, reply, emptyForm, null))

  app.post(links.newEvent, async (request, reply) => {
    const read = readEvent(request.body)
    if ('form' in read) return drawForm(request, reply, read.form, null)
    await addEvent(deps, requireCouncil(request), read.value)
    return seeOther(reply, links.events)
  })

  app.get(links.event(':event'), async (request, reply) => {
    const event = await ownEvent(deps, request)
    return drawForm(request, reply, formOf(event), event.id)
  })

  app.post(links.event(':event'), async (request, reply) => {
    const { id } = await ownEvent(deps, request)
    const read = readEvent(request.body)
    if ('form' in read) return drawForm(request, reply, read.form, id)
    await changeEvent(deps, requireCouncil(request), id, read.value)
    return seeOther(reply, links.events)
  })

  app.post(links.removeEvent(':event'), async (request, reply) => {
    await removeEvent(deps, requireCouncil(request), idFrom(request, 'event'))
    return seeOther(reply, links.events)
  })
}

export function councilOf(request: FastifyRequest): string {
  return request.shell.acting?.council ?? 'your council'
}

export function leading(request: FastifyRequest): CouncilViewer {
  const viewer = requireCouncil(request)
  if (!leadsCouncil(viewer)) throw new Forbidden('Only for the lead and deputies.')
  return viewer
}

async function ownEvent(deps: InterestPages, request: FastifyRequest): Promise<KeptEvent> {
  const viewer = leading(request)
  const id = idFrom<'event'>(request, 'event')
  const found = (await eventsViewFor(deps, viewer)).own.find((event) => event.id === id)
  if (!found) throw new NotFound('No such date, or not yours.')
  return found
}

function formOf(event: KeptEvent): Form {
  const [year = '', month = '', day = ''] = event.day.split('-')
  return {
    values: {
      kind: event.kind,
      title: event.title,
      service: event.service,
      cpv: event.cpv ?? '',
      supplier: event.supplier ?? '',
      source: event.source,
      address: event.sourceAddress ?? '',
      shared: event.shared,
      'on-day': String(Number(day)),
      'on-month': String(Number(month)),
      'on-year': year,
    },
    errors: {},
  }
}

async function drawForm(
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  id: string | null,
): Promise<FastifyReply> {
  leading(request)
  const status = Object.keys(form.errors).length > 0 ? 422 : 200
  return sendPage(reply, eventFormPage(request.shell, { form, id, council: councilOf(request) }), status)
}
