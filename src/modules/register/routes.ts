import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endReasons, forms, statuses } from '#content/arrangement.ts'
import { findCouncil } from '#modules/authorities/index.ts'
import { actionsFor, changeRoutes } from './change-routes.ts'
import { guidanceLinks } from '#modules/guidance/index.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { ProposalTables } from './proposal-store.ts'
import { publishingRoutes } from './publishing-routes.ts'
import type { Clock } from '#platform/clock.ts'
import { NotFound } from '#platform/errors.ts'
import { queryFrom, textFrom } from '#platform/http.ts'
import { sendDrawn, sendPublic, sendPublicPage, type DrawnPages } from '#platform/public-answer.ts'
import { londonDay } from '#platform/london.ts'
import type { Html } from '#ui/html.ts'
import type { Book, RegisterContent } from './book.ts'
import { endingsOf } from './endings.ts'
import { entriesWhere, type Filter } from './entry.ts'
import { atomFeed } from './feed.ts'
import { fileTypes, registerFile, type FileKind } from './files.ts'
import { importRoutes } from './import-routes.ts'
import { filterFrom } from './filter-form.ts'
import { links } from './links.ts'
import { layoutOf } from './map-layout.ts'
import { mapOf } from './map.ts'
import type { Shelf } from './shelf.ts'
import { standardDocument } from './standard.ts'
import { formMeanings, formWords, reasonWords, statusWords } from './text.ts'
import { searchIndex } from './text-index.ts'
import { totalsOf } from './totals.ts'
import { dataPage } from './views/data-page.ts'
import { endingsPage } from './views/endings-page.ts'
import { entryPage, tombstonePage } from './views/entry-page.ts'
import { groupPage } from './views/group-page.ts'
import { listPage } from './views/list-page.ts'
import { mapPage } from './views/map-page.ts'
import { longestSearch, searchPage } from './views/search-page.ts'
import { totalsPage } from './views/totals-page.ts'

export type RegisterPages = {
  readonly db: Database<ProposalTables>
  readonly instanceKey: Buffer
  /** Where a partnership's newest round stands, for the navigation. */
  readonly readinessHref: (viewer: Viewer, partnership: PartnershipId) => Promise<string>
  readonly clock: Clock
  readonly content: RegisterContent
  readonly shelf: Shelf
  readonly url: string
}

/** The public register: pages that anybody can read without an account, and the data behind them. */
export function registerRoutes(app: FastifyInstance, deps: RegisterPages): void {
  const today = () => londonDay(deps.clock.now())
  const drawn: DrawnPages = new WeakMap()
  const page = (path: string, draw: (request: FastifyRequest, book: Book) => Html) =>
    app.get(path, async (request, reply) => {
      const book = await deps.shelf.book()
      return sendDrawn(request, reply, drawn, book, () => draw(request, book))
    })

  page(links.list, (request, { entries }) => {
    const { filter, page: number } = filterFrom(request.query)
    const found = entriesWhere(entries, filter)
    const { services } = deps.content
    return listPage(request.shell, { filter, found, all: entries, services, page: number, today: today() })
  })
  page(links.search, (request, { index }) => {
    const typed = queryFrom(request, 'q').slice(0, longestSearch)
    return searchPage(request.shell, { typed, found: searchIndex(index, typed) })
  })
  app.get(links.map, async (request, reply) => {
    const book = await deps.shelf.book()
    const { councils } = book.directory
    const layout = await layoutOf(councils)
    return sendDrawn(request, reply, drawn, book, () =>
      mapPage(request.shell, mapOf(councils, book.entries, layout)),
    )
  })
  page(links.totals, ({ shell }, { entries }) =>
    totalsPage(shell, { totals: totalsOf(entries, today()), all: entries, national: deps.content.national }),
  )
  page(links.endings, ({ shell }, { entries }) =>
    endingsPage(shell, { endings: endingsOf(entries), collection: deps.content.collection }),
  )
  app.get(links.data, async (request, reply) =>
    sendPublicPage(
      request,
      reply,
      dataPage(request.shell, { ...deps.content, snapshots: await snapshots(deps) }),
    ),
  )
  app.get('/register/arrangements/:entry', async (request, reply) => drawEntry(deps, request, reply, today()))
  publishingRoutes(app, deps)
  changeRoutes(app, deps)
  importRoutes(app, deps)
  groupRoutes(deps, page, today)
  dataRoutes(app, deps, today)
}

async function drawEntry(
  deps: RegisterPages,
  request: FastifyRequest,
  reply: FastifyReply,
  today: string,
): Promise<FastifyReply> {
  const id = textFrom(request, 'entry')
  const { entries, tombstones } = await deps.shelf.book()
  const gone = tombstones.find((each) => each.id === id)
  if (gone) return sendPublicPage(request, reply.code(410), tombstonePage(request.shell, gone))
  const entry = entries.find((each) => each.id === id)
  if (!entry) throw new NotFound('No such arrangement.')
  const model = {
    ...deps.content,
    entry,
    today,
    caseHref: entry.case === null ? null : guidanceLinks.case(entry.case),
    actions: await actionsFor(deps, request.viewer, entry),
  }
  return sendPublicPage(request, reply, entryPage(request.shell, model))
}

type DrawPage = (path: string, draw: (request: FastifyRequest, book: Book) => Html) => void

function groupRoutes({ content }: RegisterPages, page: DrawPage, today: () => string): void {
  page('/register/councils/:council', (request, { directory, entries }) => {
    const found = findCouncil(directory, textFrom(request, 'council'))
    if (found === null || found.type === 'moved') throw new NotFound('No council of that name.')
    const council = found.type === 'council' ? found.council : found.former
    const filter: Filter = { council: council.slug }
    return groupPage(request.shell, {
      title: `What ${council.name} shares`,
      lead: 'What we know of that it takes or took part in. What a council that it replaced took part in is here too.',
      entries: entriesWhere(entries, filter),
      filter,
      today: today(),
    })
  })
  page('/register/services/:service', (request, { entries }) => {
    const service = content.services.find(({ id }) => id === textFrom(request, 'service'))
    if (!service) throw new NotFound('No such service.')
    const filter: Filter = { service: service.id }
    return groupPage(request.shell, {
      title: `${service.name}: who shares it`,
      lead: 'All arrangements that we know of in which councils share this, alone or with other things.',
      entries: entriesWhere(entries, filter),
      filter,
      today: today(),
    })
  })
  page('/register/forms/:form', (request, { entries }) => {
    const form = forms.find((each) => each === textFrom(request, 'form'))
    if (!form) throw new NotFound('No such form.')
    return groupPage(request.shell, {
      title: formWords[form],
      lead: formMeanings[form],
      entries: entriesWhere(entries, { form }),
      filter: { form },
      today: today(),
    })
  })
  outcomeRoutes(page, today)
}

function outcomeRoutes(page: DrawPage, today: () => string): void {
  page('/register/statuses/:status', (request, { entries }) => {
    const status = statuses.find((each) => each === textFrom(request, 'status'))
    if (!status) throw new NotFound('No such status.')
    return groupPage(request.shell, {
      title: `Where it stands: ${lowerFirst(statusWords[status])}`,
      lead: 'As last evidenced. What has happened since we may not know.',
      entries: entriesWhere(entries, { status }),
      filter: { status },
      today: today(),
    })
  })
  page('/register/reasons/:reason', (request, { entries }) => {
    const ending = endReasons.find((each) => each === textFrom(request, 'reason'))
    if (!ending) throw new NotFound('No such reason.')
    return groupPage(request.shell, {
      title: `Why it ended: ${lowerFirst(reasonWords[ending])}`,
      lead: 'One main reason each, chosen by us from what the sources say. What never began and what ended in part is here too.',
      entries: entriesWhere(entries, { ending }),
      filter: { ending },
      today: today(),
    })
  })
}

function lowerFirst(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

async function snapshots({ db, clock }: Pick<RegisterPages, 'db' | 'clock'>) {
  const rows = await inTransaction(db, { kind: 'visitor', now: clock.now() }, (trx) =>
    trx.selectFrom('register_snapshot').select(['month', 'digest']).orderBy('month', 'desc').execute(),
  )
  return rows.map((row) => ({ ...row, href: links.snapshot(row.month) }))
}

function dataRoutes(
  app: FastifyInstance,
  { db, clock, shelf, content, url }: RegisterPages,
  today: () => string,
): void {
  app.get('/register/snapshots/:month', async (request, reply) => {
    const month = textFrom(request, 'month').replace(/\.json$/, '')
    const found = await inTransaction(db, { kind: 'visitor', now: clock.now() }, (trx) =>
      trx.selectFrom('register_snapshot').select('body').where('month', '=', month).executeTakeFirst(),
    )
    if (!found) throw new NotFound('No copy of that month.')
    void reply.header('content-disposition', `attachment; filename="arrangements-${month}.json"`)
    return sendPublic(request, reply, { body: found.body, type: fileTypes.json })
  })
  for (const [kind, type] of Object.entries(fileTypes) as [FileKind, string][])
    app.get(links.file(kind), async (request, reply) => {
      const { directory, entries } = await shelf.book()
      const { filter } = filterFrom(request.query)
      const parts = { ...content, directory, url, today: today(), entries: entriesWhere(entries, filter) }
      const body = await registerFile(kind, parts)
      void reply.header('content-disposition', `attachment; filename="arrangements.${kind}"`)
      return sendPublic(request, reply, { body, type })
    })
  app.get(links.schema, async (request, reply) =>
    sendPublic(request, reply, {
      body: `${JSON.stringify(standardDocument(url), null, 2)}\n`,
      type: 'application/schema+json; charset=utf-8',
    }),
  )
  app.get(links.feed, async (request, reply) =>
    sendPublic(request, reply, {
      body: atomFeed(await shelf.book(), content.collection, url),
      type: 'application/atom+xml; charset=utf-8',
    }),
  )
}
