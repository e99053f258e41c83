import { join } from 'node:path'
import pg from 'pg'
import { loadContent } from '#content/load.ts'
import { directoryFrom } from '#modules/register/book.ts'
import { findIndex, type FindIndex } from '#modules/register/find.ts'
import { entryOf } from '#modules/register/living.ts'
import type { Published } from '#modules/register/published.ts'
import { searchIndex } from '#modules/register/text-index.ts'
import { libraryOf, readables, type Readable } from '#modules/guidance/index.ts'
import { connect } from '#platform/connect.ts'
import { putLoad, quantile, serve, type Served } from './served.ts'
import type { Heard } from './load.ts'
import { countRows, openRoom, type Engine } from './site.ts'
import { findPostgres } from '#test/support/postgres-server.ts'

type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

const root = join(import.meta.dirname, '..')
const content = loadContent(join(root, 'content'))
const directory = directoryFrom(content)
const arrangementCount = 5000
const articleCount = 2000
/** How long each load lasts. Fewer while trying something out. */
const tiltSeconds = Math.min(Number(process.env['BENCH_SECONDS'] ?? 8), 8)
/** Each reader rests up to two seconds, so that all have come by several times. */
const seconds = Math.max(tiltSeconds * 2.5, 10)

/** A made-up arrangement, of councils that are real, for weight alone: it is seen in this bench and nowhere else. */
function synthetic(i: number): Published {
  const pick = (step: number) => content.authorities[(i * step + step) % content.authorities.length]!
  const [a, b] = [pick(7), pick(13)]
  const service = content.services[i % content.services.length]!
  const members = [a, b].map(({ code, name }) => ({ council: code, name, role: 'member' as const }))
  return {
    id: `synthetic-${i}`,
    name: `Synthetic ${service.name} ${i}`,
    about: `A made-up arrangement of ${a.shortName} and ${b.shortName}, number ${i}, to weigh the register with.`,
    services: [service.id],
    forms: ['joint-committee'],
    members: a === b ? [members[0]!, { ...members[1]!, council: content.authorities[0]!.code }] : members,
    status: i % 3 === 0 ? 'ended' : 'live',
    started: String(1990 + (i % 30)),
    ended: i % 3 === 0 ? String(2020 + (i % 5)) : null,
    endReason: i % 3 === 0 ? 'money' : null,
    endWords: null,
    savings: [],
    sources: ['https://example.org/'],
  }
}

const origin = {
  type: 'imported' as const,
  list: 'Synthetic',
  source: 'https://example.org/',
  licence: 'none',
  on: '2026-11-01',
}

let made: FindIndex | undefined
function index(): FindIndex {
  if (made) return made
  const own = readables(libraryOf(content))
  // Our own articles again and again, each with words of its own, until there are enough.
  const library = Array.from({ length: articleCount }, (_, i): Readable => {
    const article = own[i % own.length]!
    return {
      ...article,
      title: `${article.title} ${i}`,
      text: `${article.text} variant${i}`,
      href: `${article.href}?${i}`,
    }
  })
  const entries = Array.from({ length: arrangementCount }, (_, i) => entryOf(synthetic(i), origin, directory))
  made = findIndex(directory, entries, content.services, library)
  return made
}

/** Names as they are and with a letter wrong, words of the field, and several words at once. */
function queries(): string[] {
  const names = content.authorities.filter((_, i) => i % 3 === 0).map(({ shortName }) => shortName)
  const wrong = names.filter(({ length }) => length > 5).map((name) => `${name.slice(0, 3)}q${name.slice(4)}`)
  const terms = content.glossary.map(({ term }) => term)
  return [
    ...names,
    ...wrong,
    ...terms,
    'joint committee legal',
    'synthetic finance',
    's',
    'who pays when a council leaves',
  ]
}

function searchTimes(): number[] {
  const known = index()
  const all = queries()
  for (const typed of all) searchIndex(known, typed)
  return all.map((typed) => {
    const began = performance.now()
    searchIndex(known, typed)
    return performance.now() - began
  })
}

let times: number[] | undefined
const search = (share: number) => () => quantile((times ??= searchTimes()), share)

/** The application with 5,000 arrangements taken over, served by a process of its own. */
async function openRegister(engine: Engine): Promise<Served> {
  const { place } = await openRoom(engine)
  const connected = await connect(place, join(root, 'migrations'), () => undefined)
  const owner =
    engine === 'PGlite' ? connected.pool : new pg.Pool({ connectionString: place.databaseOwnerUrl })
  const list = '00000000-0000-4000-8000-000000000001'
  await owner.query(
    `insert into register_import values ($1, 'Synthetic', 'https://example.org/', 'none', '2026-11-01', 'taken', '[]', '[]', '{}')`,
    [list],
  )
  for (let i = 0; i < arrangementCount; i += 500) {
    const rows = Array.from({ length: 500 }, (_, j) => synthetic(i + j))
    await owner.query(
      `insert into register_imported (entry_id, import_id, words, origin)
       select value ->> 'id', $1, value, $2::jsonb from jsonb_array_elements($3::jsonb)`,
      [list, JSON.stringify(origin), JSON.stringify(rows)],
    )
  }
  await countRows(connected, place)
  if (engine === 'PostgreSQL') await owner.end()
  await connected.close()
  return serve({ type: 'app', place })
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined
  return () => (kept ??= make())
}

const paths = [
  '/register',
  '/register?service=ict&status=live',
  '/register/arrangements/shared-digital',
  '/register/councils/camden',
  '/register/totals',
  '/search?q=hamersmith',
  '/guidance/words/tupe',
  '/cases/southwest-one',
  '/councils/camden',
]
const readers = (count: number) => Array.from({ length: count }, () => '')

const within = (heard: () => Promise<Heard>, share: number) => async () =>
  quantile((await heard()).milliseconds, share)
const rate = (heard: () => Promise<Heard>) => async () => (await heard()).requests / (await heard()).seconds

const entry = '/register/arrangements/shared-digital'

/** At full tilt, a bare Fastify route that answers with as many bytes as an entry. */
const bareTilt = once(async () => {
  const { ask } = await pglite()
  const [size = 0] = await ask({ type: 'size', method: 'GET', path: entry, headers: { accept: 'text/html' } })
  const { origin: bare } = await serve({ type: 'yardsticks', sizes: [size] })
  return putLoad({
    origin: bare,
    method: 'GET',
    paths: [`/${size}`],
    cookies: readers(8),
    seconds: tiltSeconds,
  })
})

const pglite = once(() => openRegister('PGlite'))
const postgres = once(() => openRegister('PostgreSQL'))

function rowsOn(engine: Engine, register: () => Promise<Served>): Bench[] {
  /** Milliseconds until the first page after a start, in which 5,000 arrangements are read and indexed. */
  const readFirst = once(async () => {
    const { origin: site } = await register()
    const began = performance.now()
    await (await fetch(`${site}/register`)).text()
    return performance.now() - began
  })
  const atLeisure = once(async () => {
    const { origin: site, ask } = await register()
    await readFirst()
    for (const path of paths)
      await ask({ type: 'size', method: 'GET', path, headers: { accept: 'text/html' } })
    return putLoad({
      origin: site,
      method: 'GET',
      paths,
      cookies: readers(200),
      pause: [1000, 2000],
      seconds,
    })
  })
  const tilt = (path: string) =>
    once(async () => {
      const { origin: site } = await register()
      return putLoad({
        origin: site,
        method: 'GET',
        paths: [path],
        cookies: readers(8),
        seconds: tiltSeconds,
      })
    })
  const [entryTilt, listTilt, searchTilt] = [
    tilt(entry),
    tilt('/register?service=ict&status=live'),
    tilt('/search?q=hamersmith'),
  ]
  return [
    {
      name: `${engine}: the first page after a start, 5,000 arrangements to read`,
      unit: 'ms',
      run: readFirst,
    },
    { name: `${engine}: public pages, 200 readers: requests a second`, unit: '/s', run: rate(atLeisure) },
    { name: `${engine}: public pages, 200 readers: half within`, unit: 'ms', run: within(atLeisure, 0.5) },
    {
      name: `${engine}: public pages, 200 readers: 95% within`,
      unit: 'ms',
      target: 100,
      run: within(atLeisure, 0.95),
    },
    { name: `${engine}: one entry, full tilt: requests a second`, unit: '/s', run: rate(entryTilt) },
    { name: `${engine}: one entry, full tilt: 95% within`, unit: 'ms', run: within(entryTilt, 0.95) },
    {
      name: `${engine}: a filtered list of 5,000, full tilt: requests a second`,
      unit: '/s',
      run: rate(listTilt),
    },
    {
      name: `${engine}: a search with a letter wrong, full tilt: requests a second`,
      unit: '/s',
      run: rate(searchTilt),
    },
  ]
}

const onPostgres: Bench[] = findPostgres()
  ? rowsOn('PostgreSQL', postgres)
  : [{ name: 'PostgreSQL: not measured, because it is not on this machine', unit: '', run: () => Number.NaN }]

/**
 * The search over all councils, 5,000 made-up arrangements and 2,000 articles, in its own process; and public pages of a register
 * of that size on both engines: 200 readers at one to two seconds between requests, and eight at full tilt beside a bare
 * Fastify route that answers with as many bytes. The readers think in another process.
 */
export const benches: readonly Bench[] = [
  { name: `documents in the index`, unit: '', run: () => index().docs.length },
  {
    name: 'making the index of the search',
    unit: 'ms',
    run: () => {
      made = undefined
      const began = performance.now()
      index()
      return performance.now() - began
    },
  },
  { name: 'a search: half within', unit: 'ms', run: search(0.5) },
  { name: 'a search: 95% within', unit: 'ms', target: 50, run: search(0.95) },
  ...rowsOn('PGlite', pglite),
  ...onPostgres,
  {
    name: 'bare Fastify, as many bytes as the entry, full tilt: requests a second',
    unit: '/s',
    run: rate(bareTilt),
  },
]
