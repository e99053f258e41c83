import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import fastify, { type FastifyInstance } from 'fastify'
import { buildApp } from '#root/app.ts'
import type { Tables } from '#root/tables.ts'
import { systemClock } from '#platform/clock.ts'
import { connect } from '#platform/connect.ts'
import { openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import { loadAssets } from '#ui/assets.ts'
import { freePort } from '#test/support/postgres-server.ts'
import { benchContent, benchFramework, benchKey } from './instance.ts'
import { officialPage } from './official-page.ts'

/** The database to serve, as `connect` is told of it. */
export type Place = Parameters<typeof connect>[0]

/** Serve the application on a database; or the yardsticks, among them at `/<size>` constants of so many bytes. */
export type Job =
  | { readonly type: 'app'; readonly place: Place }
  | { readonly type: 'yardsticks'; readonly sizes: readonly number[] }

export type Started = { readonly origin: string }

/** What a server can be asked meanwhile; it answers with numbers. */
export type Ask =
  /** Bytes resident now, and the most there ever were. */
  | { readonly type: 'memory' }
  /** Milliseconds of this thread's own work for a request, one after the other, without a network: the mean of each batch. */
  | ({ readonly type: 'work'; readonly batches: number } & Wanted)
  /** How much of that is inside the embedded database, by its share of the time that passes. */
  | ({ readonly type: 'inside'; readonly batches: number } & Wanted)
  /** Bytes of the answer. */
  | ({ readonly type: 'size' } & Wanted)

type Wanted = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const migrations = join(import.meta.dirname, '../migrations')
const silent = (): void => undefined

/** The port is chosen first, because the application wants to know its own address. */
async function start(
  job: Job,
): Promise<{ app: FastifyInstance; origin: string; close: () => Promise<void> }> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { app, close } = job.type === 'app' ? await application(job.place, origin) : yardsticks(job.sizes)
  await app.listen({ port, host: '127.0.0.1' })
  return { app, origin, close }
}

/** As main.ts builds it, request log and all. */
async function application(place: Place, url: string) {
  const connected = await connect(place, migrations, silent)
  const app = await buildApp({
    db: openDatabase<Tables>(connected.pool),
    clock: systemClock,
    content: benchContent(),
    assets: loadAssets(),
    instanceKey: benchKey,
    url,
    trustProxy: false,
    log: createLog({ level: 'info', clock: systemClock }),
    mailer: null,
    fault: (error) => void process.stderr.write(`${String(error)}\n`),
  })
  return { app, close: connected.close }
}

/** What nothing but Fastify costs, and what the same question page costs with the design system's own macros. */
function yardsticks(sizes: readonly number[]) {
  const app = fastify()
  for (const size of sizes) {
    const constant = 'x'.repeat(size)
    app.get(`/${size}`, async (_, reply) => reply.type('text/html; charset=utf-8').send(constant))
  }
  const draw = officialPage(benchFramework())
  app.get('/official', async (_, reply) => reply.type('text/html; charset=utf-8').send(draw()))
  return { app, close: async () => {} }
}

async function answer(app: FastifyInstance, ask: Ask): Promise<number[]> {
  if (ask.type === 'memory') return [process.memoryUsage.rss(), process.resourceUsage().maxRSS * 1024]
  if (ask.type === 'size') return [(await get(app, ask)).rawPayload.length]
  const inside = ask.type === 'inside' ? timeInside() : null
  const means: number[] = []
  for (let batch = 0; batch < ask.batches; batch++) {
    const before = { cpu: processorTime(), wall: performance.now(), inside: inside?.() ?? 0 }
    for (let time = 0; time < batchSize; time++) {
      // A server waits for its next request. Without that, what each request leaves to be tidied up would only pile up.
      await setImmediate()
      await get(app, ask)
    }
    const mean = (processorTime() - before.cpu) / batchSize
    const share = inside ? (inside() - before.inside) / (performance.now() - before.wall) : 1
    means.push(mean * share)
  }
  return means
}

/** The kernel counts a thread's time every 4 ms or so: one request cannot be measured by it, thirty can. */
const batchSize = 30

function processorTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** From now on, how long this thread has been inside the embedded database. */
function timeInside(): () => number {
  let spent = 0
  const name = 'execProtocolRawSync'
  const own: PGlite[typeof name] = Reflect.get(PGlite.prototype, name)
  PGlite.prototype[name] = function (message) {
    const began = performance.now()
    try {
      return own.call(this, message)
    } finally {
      spent += performance.now() - began
    }
  }
  return () => spent
}

async function get(app: FastifyInstance, { method, path, headers, body }: Wanted) {
  const payload = body === undefined ? {} : { payload: body }
  const answer = await app.inject({ method, url: path, headers, ...payload })
  if (answer.statusCode !== 200) throw new Error(`${path} was answered with ${answer.statusCode}.`)
  return answer
}

const [, script, argument] = process.argv
if (script === import.meta.filename && argument) {
  const { app, origin, close } = await start(JSON.parse(argument))
  process.on('message', (ask: Ask) => void answer(app, ask).then((numbers) => process.send?.(numbers)))
  process.once(
    'disconnect',
    () =>
      void app
        .close()
        .then(close)
        .finally(() => process.exit(0)),
  )
  const started: Started = { origin }
  process.send?.(started)
}
