import { sql, type QueryExecutorProvider } from 'kysely'
import { authoritiesFor, type AuthoritiesTables } from '#modules/authorities/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { Asker, CouncilViewer } from '#platform/viewer.ts'
import type { Content } from '#content/content.ts'
import type { NamedCouncil } from './council-name.ts'
import type { Shared } from './event.ts'
import type { FindingDeps } from './interest-commands.ts'
import type { LoadedFile } from './loaded-file.ts'
import type { FindingEvent } from './overlap.ts'

/** A date with who keeps it and who may see it. */
export type KeptEvent = FindingEvent & { readonly keeper: string; readonly shared: Shared }

/** Every date that the asker may see: what their council keeps, and what others let them see. The row policies decide. */
export async function eventsFor(db: QueryExecutorProvider, _asker: Asker): Promise<KeptEvent[]> {
  const found = await sql<KeptEvent>`
    select e.id, e.authority_code as keeper, e.about_code as council, a.name as "councilName", e.kind, e.title, e.service,
      e.cpv, e.supplier, e.happens_on as day, e.source, e.source_address as "sourceAddress", e.shared
    from finding_event e join authorities_authority a on a.code = e.about_code
    order by e.happens_on, a.name, e.id`.execute(db)
  return found.rows
}

/** A council's own dates; those it keeps of others, from notices; and those that others let it see. */
export type EventsView = {
  readonly own: readonly KeptEvent[]
  readonly watched: readonly KeptEvent[]
  readonly others: readonly KeptEvent[]
}

export async function eventsViewFor(deps: FindingDeps, viewer: CouncilViewer): Promise<EventsView> {
  const all = await inTransaction(deps.db, viewer, (trx) => eventsFor(trx, viewer))
  const kept = all.filter(({ keeper }) => keeper === viewer.council)
  return {
    own: kept.filter(({ council }) => council === viewer.council),
    watched: kept.filter(({ council }) => council !== viewer.council),
    others: all.filter(({ keeper }) => keeper !== viewer.council),
  }
}

export type Loaded = { readonly id: string; readonly saved: boolean; readonly content: LoadedFile }

/** A file that somebody of the council loaded; the newest where no id is named. */
export async function loadedFor(
  deps: FindingDeps,
  viewer: CouncilViewer,
  id: string | null,
): Promise<Loaded | null> {
  const found = await inTransaction(deps.db, viewer, (trx) =>
    sql<Loaded>`
      select id, saved, content from finding_import
      where authority_code = ${viewer.council} and (${id}::uuid is null or id = ${id}) limit 1`.execute(trx),
  )
  return found.rows[0] ?? null
}

/** The secret addresses of the council's calendar: when each was made; never the secret. */
export async function feedsFor(
  deps: FindingDeps,
  viewer: CouncilViewer,
): Promise<{ id: string; madeOn: string }[]> {
  const found = await inTransaction(deps.db, viewer, (trx) =>
    sql<{ id: string; madeOn: string }>`
      select id, made_on as "madeOn" from finding_feed where authority_code = ${viewer.council} order by made_on, id`.execute(
      trx,
    ),
  )
  return found.rows
}

/** The councils that a buyer's name may mean: those there are, by all their names. In a sandbox its own. */
export async function namedCouncils(
  deps: FindingDeps & { readonly content: Pick<Content, 'authorities' | 'successions'> },
  viewer: CouncilViewer,
): Promise<NamedCouncil[]> {
  const known = await inTransaction(deps.db, viewer, (trx) =>
    authoritiesFor(trx.$pickTables<keyof AuthoritiesTables>(), viewer),
  )
  const listed = new Set(deps.content.authorities.map(({ code }) => code))
  return known
    .filter(({ endedOn, code, isListed }) => endedOn === null && (!isListed || listed.has(code)))
    .map(({ code, name, shortName }) => ({
      code,
      name,
      also: [
        shortName,
        ...deps.content.successions
          .filter(({ successor }) => successor === code)
          .map(({ predecessorName }) => predecessorName),
      ],
    }))
}
