import type { FastifyInstance } from 'fastify'
import type { Arrangement, Collection } from '#content/arrangement.ts'
import type { Clock } from '#platform/clock.ts'
import { NotFound } from '#platform/errors.ts'
import { textFrom } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { sendPublicPage } from '#platform/public-answer.ts'
import { libraryOf, type LibraryContent } from './article.ts'
import { links } from './links.ts'
import { casePage, casesPage, guidancePage, statementPage, wordPage } from './views/library-pages.ts'

export type LibraryPages = {
  readonly clock: Clock
  readonly content: LibraryContent & {
    readonly arrangements: readonly Arrangement[]
    readonly collection: Collection
  }
  /** Where an entry of the register stands; the register is a later module. */
  readonly entryHref: (id: string) => string
}

/** The guidance and the case library: an article for each word and each statement, and a page for each real case. */
export function libraryRoutes(app: FastifyInstance, { clock, content, entryHref }: LibraryPages): void {
  const library = libraryOf(content)
  const words = new Map(library.words.map((each) => [each.term.id, each]))
  const statements = new Map(library.statements.map((each) => [each.statement.id, each]))
  const today = () => londonDay(clock.now())

  app.get(links.guidance, async (request, reply) =>
    sendPublicPage(request, reply, guidancePage(request.shell, library)),
  )
  app.get('/guidance/words/:word', async (request, reply) => {
    const found = words.get(textFrom(request, 'word'))
    if (!found) throw new NotFound('No such word.')
    return sendPublicPage(request, reply, wordPage(request.shell, found, today()))
  })
  app.get('/guidance/statements/:statement', async (request, reply) => {
    const found = statements.get(textFrom(request, 'statement'))
    if (!found) throw new NotFound('No such statement.')
    return sendPublicPage(
      request,
      reply,
      statementPage(request.shell, found, { today: today(), glossary: content.glossary }),
    )
  })
  app.get(links.cases, async (request, reply) =>
    sendPublicPage(request, reply, casesPage(request.shell, library.cases)),
  )
  app.get('/cases/:case', async (request, reply) => {
    const id = textFrom(request, 'case')
    const found = library.cases.find((each) => each.id === id)
    if (!found) throw new NotFound('No such case.')
    const entries = content.arrangements
      .filter((arrangement) => arrangement.case === id)
      .map(({ id: entry, name }) => ({ name, href: entryHref(entry) }))
    const model = { case: found, entries, checked: content.collection.collectedOn }
    return sendPublicPage(request, reply, casePage(request.shell, model))
  })
}
