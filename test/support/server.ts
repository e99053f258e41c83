import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request as send } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pg from 'pg'
import { browser, type Browser } from './browser.ts'
import { freePort } from './postgres-server.ts'
import { start, type Program } from './program.ts'

type Environment = Readonly<Record<string, string>>

/** A place for the real program to run in, as often as a test likes: folders, a port and, on a server, a database. */
export type Site = {
  readonly folder: string
  readonly port: number
  readonly env: Environment
  /** The address of its database as the owner; undefined on the embedded one. */
  readonly ownerUrl: string | undefined
  /** Starts the program and waits until it serves. */
  readonly start: (more?: Environment) => Promise<Program>
  /** Starts the program, which is expected to refuse, and gives how it ended and what it said. */
  readonly refuses: (more?: Environment) => Promise<{ code: number | null; said: string[] }>
  /** Somebody at a browser, who keeps their cookies while the program stops and starts. */
  readonly browser: () => Browser
  /** Sends one request and gives its answer as it is; fails when the program does not answer. */
  readonly ask: (asked: InjectOptions) => Promise<Answer>
  /** Removes the folders; the database goes with the server it is on. */
  readonly remove: () => void
}

const isReady = /^Handfast is ready/m

/** Makes a place that is empty, on the engine that the test run is for. */
export async function makeSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'handfast-site-'))
  const port = await freePort()
  const database = process.env['HANDFAST_TEST_DATABASE'] === 'postgres' ? await makeDatabase() : undefined
  const env: Environment = {
    PORT: String(port),
    // The address that people use; requests say that they come from there, whatever the port.
    HANDFAST_URL: 'http://localhost',
    HANDFAST_DATA: join(folder, 'data'),
    ...database,
  }
  const run = (more: Environment) => start(['src/main.ts'], { ...env, ...more })
  return {
    folder,
    port,
    env,
    ownerUrl: database?.DATABASE_OWNER_URL,
    start: async (more = {}) => {
      const program = run(more)
      await program.prints(isReady, 60_000)
      return program
    },
    refuses: async (more = {}) => {
      const { code, printed } = await run(more).ends()
      return { code, said: printed.trim().split('\n') }
    },
    browser: () => browser(remote(port)),
    ask: (asked) => ask(port, asked),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function makeDatabase(): Promise<{ DATABASE_URL: string; DATABASE_OWNER_URL: string }> {
  const server = new URL(process.env['TEST_DATABASE_OWNER_URL'] ?? '')
  const name = `site_${process.pid}_${randomBytes(4).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  const pool = new pg.Pool({ connectionString: server.href, max: 1 })
  await pool.query(`create database ${name}`)
  await pool.query(`create role ${name} login password '${password}'`)
  await pool.end()
  const owner = new URL(server.href)
  owner.pathname = `/${name}`
  const app = new URL(owner.href)
  app.username = name
  app.password = password
  return { DATABASE_URL: app.href, DATABASE_OWNER_URL: owner.href }
}

/** What the test browser needs of an application, over the network: the program that listens on that port. */
function remote(port: number): FastifyInstance {
  const inject = async (asked: InjectOptions) => {
    const { status, headers, body } = await ask(port, asked)
    return { statusCode: status, headers, body, cookies: cookiesIn(headers['set-cookie'] ?? []) }
  }
  // The browser uses `inject` alone, and of its answer these four.
  return { inject } as unknown as FastifyInstance
}

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

function ask(port: number, { method = 'GET', url, headers, payload }: InjectOptions): Promise<Answer> {
  const body = typeof payload === 'string' ? payload : ''
  return new Promise((resolve, reject) => {
    const given = Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const request = send({
      port,
      host: '127.0.0.1',
      method,
      path: typeof url === 'string' ? url : '/',
      headers: { ...given, ...length },
    })
    request.on('error', reject)
    request.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      })
    })
    request.end(body)
  })
}

function cookiesIn(lines: string | readonly string[]): { name: string; value: string }[] {
  return [lines].flat().map((line) => {
    const [pair = ''] = line.split(';')
    const split = pair.indexOf('=')
    return { name: pair.slice(0, split), value: pair.slice(split + 1) }
  })
}
