import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { findPostgres } from '#test/support/postgres-server.ts'
import { reason } from './instance.ts'
import type { Heard, Load } from './load.ts'
import { putLoad, quantile, serve, type Served } from './served.ts'
import { openSite, type Site } from './site.ts'

/** One measured thing: `run` returns its value in `unit`, and `target` is what it should stay under. */
type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

/** How long each load lasts. Fewer while trying something out. */
const seconds = Number(process.env['BENCH_SECONDS'] ?? 6)
/** Batches of thirty requests for each measure of a request's own work, after as many to warm up. */
const batches = 12
const fullTilt = 8
const pages = ['question page', 'save of one field', 'gap board'] as const
type PageName = (typeof pages)[number]

type Asked = Pick<Load, 'method' | 'paths'> & { readonly body?: string }

function askedOf(page: PageName, { instance: { open, revealed, items } }: Site): Asked {
  const questions = items.map((item) => `/readiness/${open.id}/agree/${item}`)
  // The words that stand there already: a save like any other, but without two people contending over versions.
  const body = new URLSearchParams({ version: '1', reason }).toString()
  if (page === 'gap board') return { method: 'GET', paths: [`/readiness/${revealed.id}/board`] }
  return page === 'question page'
    ? { method: 'GET', paths: questions }
    : { method: 'POST', paths: questions, body }
}

/** The first of the requests that `Asked` stands for, as its first person makes it. */
function oneOf(page: PageName, site: Site) {
  const { method, paths, body } = askedOf(page, site)
  const headers: Record<string, string> = {
    cookie: site.instance.cookies[0] ?? '',
    accept: method === 'GET' ? 'text/html' : 'application/json',
  }
  if (body !== undefined) {
    headers['origin'] = site.served.origin
    headers['content-type'] = 'application/x-www-form-urlencoded'
  }
  return { method, path: paths[0] ?? '', headers, ...(body === undefined ? {} : { body }) }
}

/** Makes it at the first call and gives the same one again. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}

const pglite = once(() => openSite('PGlite'))
const postgres = once(() => openSite('PostgreSQL'))

/** The yardsticks, with the addresses of constants as long as each page. */
const yardsticks = once(async () => {
  const site = await pglite()
  const sizes: number[] = []
  for (const page of pages) {
    const [size = 0] = await site.served.ask({ type: 'size', ...oneOf(page, site) })
    sizes.push(size)
  }
  const served = await serve({ type: 'yardsticks', sizes })
  return { served, bare: (page: PageName) => `/${sizes[pages.indexOf(page)]}` }
})

/** The middle of what one request costs the server's own thread, in milliseconds. */
async function workOf(served: Served, wanted: ReturnType<typeof oneOf>): Promise<number> {
  await served.ask({ type: 'work', batches, ...wanted })
  return quantile(await served.ask({ type: 'work', batches, ...wanted }), 0.5)
}

/** How much of that is PostgreSQL, where it works in the same thread; measured apart, so as not to burden the first figure. */
async function insideDatabase({ served }: Site, wanted: ReturnType<typeof oneOf>): Promise<number> {
  return quantile(await served.ask({ type: 'inside', batches, ...wanted }), 0.5)
}

/** The first question page that a server draws after its start, before anything of it was compiled or cached. */
async function firstPage(site: Site): Promise<number> {
  const began = performance.now()
  await site.served.ask({ type: 'size', ...oneOf('question page', site) })
  return performance.now() - began
}

/** What a page costs beyond a route of Fastify's own that answers with as many bytes. */
async function ownWork(site: Site, page: PageName): Promise<number> {
  const { served, bare } = await yardsticks()
  const whole = await workOf(site.served, oneOf(page, site))
  return whole - (await workOf(served, { method: 'GET', path: bare(page), headers: {} }))
}

/** A load's four figures; the load is put on when the first of them is asked for. */
function figures(name: string, heard: () => Promise<Heard>): Bench[] {
  const within = (share: number) => async () => quantile((await heard()).milliseconds, share)
  const rate = async () => (await heard()).requests / (await heard()).seconds
  return [
    { name: `${name}: requests a second`, unit: '/s', run: rate },
    { name: `${name}: half within`, unit: 'ms', run: within(0.5) },
    { name: `${name}: 95% within`, unit: 'ms', run: within(0.95) },
    { name: `${name}: 99% within`, unit: 'ms', run: within(0.99) },
  ]
}

const nobodies = Array.from({ length: fullTilt }, () => '')

function yardstickLoad(path: (bare: (page: PageName) => string) => string): () => Promise<Heard> {
  return once(async () => {
    const { served, bare } = await yardsticks()
    return putLoad({ origin: served.origin, method: 'GET', paths: [path(bare)], cookies: nobodies, seconds })
  })
}

const bareQuestion = yardstickLoad((bare) => bare('question page'))
const bareBoard = yardstickLoad((bare) => bare('gap board'))
const official = yardstickLoad(() => '/official')

/** How many times as many requests a second the first load had answered. */
function ratio(ours: () => Promise<Heard>, theirs: () => Promise<Heard>): () => Promise<number> {
  return async () => {
    const [a, b] = [await ours(), await theirs()]
    return a.requests / a.seconds / (b.requests / b.seconds)
  }
}

function rowsOn(engine: string, open: () => Promise<Site>): Bench[] {
  const load = (page: PageName, people: number, pause?: Load['pause']) =>
    once(async () => {
      const site = await open()
      const cookies = site.instance.cookies.slice(0, people)
      const { origin } = site.served
      return putLoad({ origin, ...askedOf(page, site), cookies, seconds, ...(pause ? { pause } : {}) })
    })
  const atTilt = {
    'question page': load('question page', fullTilt),
    'save of one field': load('save of one field', fullTilt),
    'gap board': load('gap board', fullTilt),
  }
  const memory = async (which: 0 | 1) => {
    const { served, stop } = await open()
    const bytes = (await served.ask({ type: 'memory' }))[which] ?? Number.NaN
    if (which === 1) await stop()
    return bytes / 2 ** 20
  }
  return [
    {
      name: `${engine}: answers of six councils made`,
      unit: 's',
      run: async () => (await open()).secondsToFill,
    },
    {
      name: `${engine}: the first question page after a start`,
      unit: 'ms',
      run: async () => firstPage(await open()),
    },
    ...pages.map((page) => ({
      name: `${engine}: own work for a ${page}${engine === 'PGlite' ? ', database and all' : ''}`,
      unit: 'ms',
      target: 5,
      run: async () => ownWork(await open(), page),
    })),
    ...(engine === 'PGlite' ? pages : []).map((page) => ({
      name: `${engine}: of the work for a ${page}, inside the database`,
      unit: 'ms',
      run: async () => {
        const site = await open()
        return insideDatabase(site, oneOf(page, site))
      },
    })),
    ...pages.flatMap((page) => [
      ...figures(`${engine}: ${page}, 50 people`, load(page, 50, [1000, 2000])),
      ...figures(`${engine}: ${page}, full tilt`, atTilt[page]),
    ]),
    {
      name: `${engine}: question page, full tilt, against the official macros`,
      unit: 'times',
      run: ratio(atTilt['question page'], official),
    },
    {
      name: `${engine}: question page, full tilt, against bare Fastify`,
      unit: 'times',
      run: ratio(atTilt['question page'], bareQuestion),
    },
    {
      name: `${engine}: gap board, full tilt, against bare Fastify`,
      unit: 'times',
      run: ratio(atTilt['gap board'], bareBoard),
    },
    { name: `${engine}: memory of the server after all that`, unit: 'MB', run: () => memory(0) },
    { name: `${engine}: the most it ever had`, unit: 'MB', run: () => memory(1) },
  ]
}

/** What the disk under the embedded database takes to keep 8 kB for good: no save can be quicker. */
async function forcedWrite(): Promise<number> {
  const { folder } = await pglite()
  const file = openSync(join(folder ?? '', 'forced-write'), 'w')
  const block = Buffer.alloc(8192, 1)
  const taken = Array.from({ length: 60 }, () => {
    const began = performance.now()
    writeSync(file, block)
    fdatasyncSync(file)
    return performance.now() - began
  })
  closeSync(file)
  return quantile(taken, 0.5)
}

const onPostgres: Bench[] = findPostgres()
  ? rowsOn('PostgreSQL', postgres)
  : [{ name: 'PostgreSQL: not measured, because it is not on this machine', unit: '', run: () => Number.NaN }]

/**
 * The question page (six offices' answers on it), a save and the gap board (six councils, sixty statements, twenty people
 * each), on both engines: 50 people at one to two seconds between requests, then eight at full tilt. The servers are
 * processes of their own and so are those who ask. "Own work" is what a request costs the server's thread in processor time,
 * less what a bare Fastify route of as many bytes costs: the middle of twelve batches of thirty requests, after as many to
 * warm up. With PGlite the database works in that same thread. Both engines force every write to the disk, as in production.
 */
export const benches: readonly Bench[] = [
  { name: 'PGlite: one forced write of 8 kB to its disk', unit: 'ms', run: forcedWrite },
  ...rowsOn('PGlite', pglite),
  ...onPostgres,
  ...figures('bare Fastify, as many bytes as the question page, full tilt', bareQuestion),
  ...figures('bare Fastify, as many bytes as the gap board, full tilt', bareBoard),
  ...figures('question page by the official macros behind Fastify, full tilt', official),
]
