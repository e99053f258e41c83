import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { loadContent, type Content } from '#content/load.ts'
import { bringInAuthorities } from '#modules/authorities/index.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { openInMemory } from '#platform/embedded.ts'
import { migrate } from '#platform/migrate.ts'
import type { Tables } from '#root/tables.ts'

/**
 * A real database for tests, opened once a process and emptied between stories. PGlite unless the test run says
 * PostgreSQL (HANDFAST_TEST_DATABASE=postgres), where the application connects as a login that owns nothing.
 */
export type TestDatabase = {
  readonly db: Database<Tables>
  /** The owner's connection: sees everything, as a database administrator would. */
  readonly owner: pg.Pool
  readonly engine: 'pglite' | 'postgres'
  readonly empty: () => Promise<void>
}

const root = join(import.meta.dirname, '../..')

let content: Content | undefined

/** The real content, read once. */
export function testContent(): Content {
  content ??= loadContent(join(root, 'content'))
  return content
}

let opened: Promise<TestDatabase> | undefined

export function testDatabase(): Promise<TestDatabase> {
  opened ??= open()
  return opened
}

async function open(): Promise<TestDatabase> {
  const postgres = process.env['HANDFAST_TEST_DATABASE'] === 'postgres'
  const pools = postgres ? await openPostgres() : await openEmbedded()
  await migrate(pools.owner, join(root, 'migrations'), () => {})
  await pools.grant()
  const db = openDatabase<Tables>(pools.app)
  await bringInAuthorities(db.$pickTables<'authorities_authority'>(), testContent().authorities, new Date(0))
  return { db, owner: pools.owner, engine: postgres ? 'postgres' : 'pglite', empty: () => empty(pools.owner) }
}

type Pools = { owner: pg.Pool; app: pg.Pool; grant: () => Promise<void> }

async function openEmbedded(): Promise<Pools> {
  const { pool } = await openInMemory()
  return { owner: pool, app: pool, grant: async () => {} }
}

/** A database of our own on the server that the test run started, with an ordinary login for the application. */
async function openPostgres(): Promise<Pools> {
  const ownerUrl = process.env['TEST_DATABASE_OWNER_URL']
  if (!ownerUrl) throw new Error('TEST_DATABASE_OWNER_URL must name the server that the test run started.')
  const name = `handfast_test_${process.pid}_${randomBytes(3).toString('hex')}`
  const server = new pg.Pool({ connectionString: ownerUrl, max: 1, allowExitOnIdle: true })
  await server.query(`create database ${name}`)
  const owner = new pg.Pool({ connectionString: withPath(ownerUrl, name), max: 4, allowExitOnIdle: true })
  const login = `login_${name}`
  const password = randomBytes(12).toString('hex')
  await server.query(`create role ${login} login password '${password}'`)
  const appUrl = new URL(withPath(ownerUrl, name))
  appUrl.username = login
  appUrl.password = password
  const app = new pg.Pool({ connectionString: appUrl.href, max: 8, allowExitOnIdle: true })
  return {
    owner,
    app,
    grant: async () => {
      await owner.query(`grant handfast_app, handfast_worker to ${login}`)
    },
  }
}

function withPath(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** Empties every table but the migrations and the real councils. */
async function empty(owner: pg.Pool): Promise<void> {
  const tables = await owner.query<{ tablename: string }>(
    `select tablename from pg_tables where schemaname = 'public'
     and tablename not in ('platform_migration', 'platform_note', 'authorities_authority')`,
  )
  await owner.query(`truncate ${tables.rows.map(({ tablename }) => tablename).join(', ')} cascade`)
  await owner.query('delete from authorities_authority where sandbox_id is not null or added_by is not null')
}
