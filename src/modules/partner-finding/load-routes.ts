import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { calendarFile } from '#platform/calendar.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { readUpload } from '#platform/multipart.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { eventKindWords, type EventKind } from './event.ts'
import { endFeed, feedHash, keepLoaded, makeFeed, saveLoaded, undoLoaded } from './event-commands.ts'
import { feedsFor, loadedFor, namedCouncils } from './event-queries.ts'
import { councilOf, leading } from './event-routes.ts'
import type { InterestPages } from './interest-routes.ts'
import { links } from './links.ts'
import { loadFile } from './load-file.ts'
import { unanswered, type Chosen, type LoadedFile } from './loaded-file.ts'
import { calendarPage, loadEventsPage } from './views/events-pages.ts'
import { loadedPage } from './views/loaded-page.ts'

export type LoadPages = InterestPages & { readonly url: string }

/** Dates from a file: load, look, choose, save, take back. For those who lead. */
export function loadRoutes(app: FastifyInstance, deps: LoadPages): void {
  app.get(links.loadEvents, async (request, reply) => drawLoad(request, reply, emptyForm))

  app.post(links.loadEvents, async (request, reply) => {
    const viewer = leading(request)
    const posted = await readUpload(request, 'file')
    const councils = await namedCouncils(deps, viewer)
    const today = londonDay(viewer.now)
    const loaded =
      posted.problem === null
        ? await loadFile({ file: posted.file, own: viewer.council, councils, today })
        : { wrong: posted.problem }
    if ('wrong' in loaded) return drawLoad(request, reply, { values: {}, errors: { file: loaded.wrong } })
    return seeOther(reply, links.loaded(await keepLoaded(deps, viewer, loaded.value)))
  })

  app.get(links.loaded(':file'), async (request, reply) => {
    const { content } = await mustLoad(deps, request)
    return drawLoaded(deps, request, reply, {
      values: Object.fromEntries(content.rows.map(({ at }) => [`row-${at}`, 'yes'])),
      errors: {},
    })
  })

  app.post(links.loaded(':file'), async (request, reply) => {
    const viewer = leading(request)
    const { id, content } = await mustLoad(deps, request)
    const chosen = chosenFrom(request.body, content)
    const missing = unanswered(content, chosen)
    if (chosen.rows.size === 0 || missing.length > 0) {
      const errors: Record<string, string> = {}
      for (const [at, { name }] of content.asks.entries())
        if (missing.includes(name))
          errors[`buyer-${at}`] = `Say which council “${name}” is, or that it is none of these`
      if (chosen.rows.size === 0) errors['row'] = 'Tick at least one, or save none of it'
      return drawLoaded(deps, request, reply, { values: readForm(request.body), errors })
    }
    await saveLoaded(deps, viewer, id, chosen)
    return seeOther(reply, links.loaded(id))
  })

  for (const path of [links.dropLoaded(':file'), links.undoLoaded(':file')])
    app.post(path, async (request, reply) => {
      await undoLoaded(deps, leading(request), idFrom(request, 'file'))
      return seeOther(reply, links.events)
    })

  calendarRoutes(app, deps)
}

/** The council's dates for calendar programs: a secret address, of which a hash is kept. */
function calendarRoutes(app: FastifyInstance, deps: LoadPages): void {
  app.get(links.calendar, async (request, reply) =>
    drawCalendar(deps, request, reply, { address: null, isFull: false }),
  )

  app.post(links.calendar, async (request, reply) => {
    const secret = await makeFeed(deps, leading(request))
    const address = secret === null ? null : `${deps.url}${links.calendarFile(secret)}.ics`
    return drawCalendar(deps, request, reply, { address, isFull: secret === null })
  })

  app.post(links.endCalendar(':feed'), async (request, reply) => {
    await endFeed(deps, leading(request), idFrom(request, 'feed'))
    return seeOther(reply, links.calendar)
  })

  app.get(links.calendarFile(':secret'), async (request, reply) => {
    const now = deps.clock.now()
    const hash = feedHash(textFrom(request, 'secret').replace(/\.ics$/, ''))
    const found = await inTransaction(deps.db, { kind: 'visitor', now }, (trx) =>
      sql<FeedRow>`select * from finding_feed_events(${hash})`.execute(trx),
    )
    if (found.rows.length === 0) throw new NotFound('No such calendar, or it has been ended.')
    const host = new URL(deps.url).host
    const events = found.rows.flatMap((row) =>
      row.id === null
        ? []
        : [
            {
              id: `${row.id}@${host}`,
              day: row.happens_on,
              title: `${row.about}: ${row.title}`,
              text: [`${eventKindWords[row.kind]}. Source: ${row.source}`, row.source_address ?? '']
                .join('\n')
                .trim(),
            },
          ],
    )
    return reply
      .header('cache-control', 'private, no-store')
      .type('text/calendar; charset=utf-8')
      .send(calendarFile({ name: 'Dates on Handfast', now, events }))
  })
}

type FeedRow =
  | { id: null }
  | {
      id: string
      about: string
      kind: EventKind
      title: string
      happens_on: string
      source: string
      source_address: string | null
    }

async function mustLoad(deps: LoadPages, request: FastifyRequest) {
  const loaded = await loadedFor(deps, leading(request), idFrom(request, 'file'))
  if (!loaded) throw new NotFound('No such file, or it has been dropped.')
  return loaded
}

function chosenFrom(body: unknown, content: LoadedFile): Chosen {
  const form = readForm(body)
  const names = new Map<string, string | null>()
  for (const [at, { name, candidates }] of content.asks.entries()) {
    const said = form[`buyer-${at}`] ?? ''
    if (said === 'none') names.set(name, null)
    else if (candidates.includes(said)) names.set(name, said)
  }
  const rows = content.rows.filter(({ at }) => form[`row-${at}`] === 'yes')
  return { rows: new Set(rows.map(({ at }) => at)), names }
}

async function drawLoad(request: FastifyRequest, reply: FastifyReply, form: Form): Promise<FastifyReply> {
  leading(request)
  const status = Object.keys(form.errors).length > 0 ? 422 : 200
  return sendPage(reply, loadEventsPage(request.shell, { form, council: councilOf(request) }), status)
}

async function drawLoaded(
  deps: LoadPages,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
): Promise<FastifyReply> {
  const viewer = leading(request)
  const { id, saved, content } = await mustLoad(deps, request)
  const names = new Map((await namedCouncils(deps, viewer)).map(({ code, name }) => [code, name]))
  const nameOf = (code: string) => names.get(code) ?? code
  const model = { id, saved, file: content, council: councilOf(request), nameOf, form }
  return sendPage(reply, loadedPage(request.shell, model), Object.keys(form.errors).length > 0 ? 422 : 200)
}

async function drawCalendar(
  deps: LoadPages,
  request: FastifyRequest,
  reply: FastifyReply,
  made: { readonly address: string | null; readonly isFull: boolean },
): Promise<FastifyReply> {
  const viewer = leading(request)
  const feeds = await feedsFor(deps, viewer)
  const page = calendarPage(request.shell, { council: councilOf(request), feeds, ...made })
  return sendPage(reply.header('cache-control', 'no-store'), page, made.isFull ? 409 : 200)
}
