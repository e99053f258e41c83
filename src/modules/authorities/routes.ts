import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Authority, Succession } from '#content/authority.ts'
import type { AuthorityColumn } from '#content/authority-column.ts'
import type { Clock } from '#platform/clock.ts'
import { toCsv } from '#platform/csv.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { queryFrom, sendFile, sendPage, textFrom } from '#platform/http.ts'
import type { TableSheet } from '#platform/spreadsheet.ts'
import {
  directoryOf,
  districtsOf,
  findCouncil,
  predecessorsOf,
  successorsOf,
  type Directory,
  type FormerCouncil,
} from './directory.ts'
import { columnsSheet, councilsSheet, directoryJson, formerSheet } from './downloads.ts'
import { budgetSource, factsOf } from './facts.ts'
import { links } from './links.ts'
import { otherBodies, type KnownAuthority } from './queries.ts'
import { longestSearch, searchCouncils } from './search.ts'
import type { AuthoritiesTables } from './tables.ts'
import { councilPage } from './views/council-page.ts'
import type { Shared } from './views/shared-part.ts'
import { councilsPage } from './views/councils-page.ts'
import { formerPage, otherBodyPage } from './views/other-pages.ts'

export type AuthoritiesPages = {
  readonly db: Database<AuthoritiesTables>
  readonly clock: Clock
  readonly content: {
    readonly authorities: readonly Authority[]
    readonly successions: readonly Succession[]
    readonly authorityColumns: readonly AuthorityColumn[]
  }
}

/** What the register, a later module, holds of a council: one line each, and where all of it stands. */
export type SharedBy = (slug: string) => Promise<Shared>

/** The public pages about councils: the list, one page each, and the data to take away. */
export function authoritiesRoutes(
  app: FastifyInstance,
  deps: AuthoritiesPages & { readonly sharedBy: SharedBy },
): void {
  const directory = directoryOf(deps.content)
  const columns = deps.content.authorityColumns

  app.get(links.councils, async (request, reply) => {
    const typed = queryFrom(request, 'q').slice(0, longestSearch)
    const others = await addedBodies(deps)
    const model = {
      typed,
      hits: searchCouncils(directory, others, typed),
      councils: directory.councils,
      others,
      successorsOf: (former: FormerCouncil) => successorsOf(directory, former),
    }
    return sendPage(reply, councilsPage(request.shell, model))
  })

  app.get('/councils/:council', async (request, reply) => drawCouncil(deps, directory, request, reply))

  const files: readonly (readonly [string, string, TableSheet])[] = [
    [links.files.councils, 'councils.csv', councilsSheet(directory, columns)],
    [links.files.former, 'former-councils.csv', formerSheet(directory)],
    [links.files.columns, 'councils-columns.csv', columnsSheet(columns)],
  ]
  for (const [path, name, sheet] of files)
    app.get(path, async (_request, reply) =>
      sendFile(reply, { name, type: 'text/csv; charset=utf-8', bytes: toCsv(sheet) }),
    )
  app.get(links.files.json, async (_request, reply) =>
    sendFile(reply, {
      name: 'councils.json',
      type: 'application/json',
      bytes: directoryJson(directory, columns),
    }),
  )
}

function addedBodies(deps: AuthoritiesPages): Promise<KnownAuthority[]> {
  return inTransaction(deps.db, { kind: 'visitor', now: deps.clock.now() }, (trx) => otherBodies(trx))
}

async function drawCouncil(
  deps: AuthoritiesPages & { readonly sharedBy: SharedBy },
  directory: Directory,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const name = textFrom(request, 'council')
  const found = findCouncil(directory, name)
  if (found?.type === 'moved') return reply.redirect(links.council(found.slug), 301)
  if (found?.type === 'former')
    return sendPage(
      reply,
      formerPage(request.shell, {
        ...formerModel(directory, found.former),
        shared: await deps.sharedBy(found.former.slug),
      }),
    )
  if (found)
    return sendPage(
      reply,
      councilPage(request.shell, {
        ...councilModel(deps, directory, found.council),
        shared: await deps.sharedBy(found.council.slug),
      }),
    )
  const others = await addedBodies(deps)
  const body = others.find(({ code }) => code.toLowerCase() === name.toLowerCase())
  if (!body) throw new NotFound('No council of that name.')
  return sendPage(reply, otherBodyPage(request.shell, body))
}

function councilModel(deps: AuthoritiesPages, directory: Directory, council: Authority) {
  const columns = deps.content.authorityColumns
  return {
    council,
    facts: factsOf(council, columns),
    replaced: predecessorsOf(directory, council),
    county: directory.councils.find(({ code }) => code === council.county) ?? null,
    districts: districtsOf(directory, council),
    budgetFrom: directory.former
      .filter(({ code }) => council.budgetFrom.includes(code))
      .map(({ name }) => name),
    budgetSource: budgetSource(columns),
  }
}

function formerModel(directory: Directory, former: FormerCouncil) {
  return {
    former,
    successors: successorsOf(directory, former),
    between: directory.former.filter(({ code }) => former.successors.includes(code)),
    replaced: directory.former.filter(({ successors }) => successors.includes(former.code)),
  }
}
