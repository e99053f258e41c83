import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '#platform/clock.ts'
import { connect, type Connected } from '#platform/connect.ts'
import { openDatabase } from '#platform/database.ts'
import { vacuumWhatIsDue } from '#platform/vacuum.ts'
import type { Tables } from '#root/tables.ts'
import { startPostgres } from '#test/support/postgres-server.ts'
import { fillInstance, type Instance } from './instance.ts'
import { serve, type Served } from './served.ts'
import type { Place } from './server.ts'

export type Engine = 'PGlite' | 'PostgreSQL'

/** The application on one engine with the bench's six councils in it, served by a process of its own. */
export type Site = {
  readonly engine: Engine
  readonly instance: Instance
  readonly served: Served
  /** The folder of the embedded database; for a server, none. */
  readonly folder: string | null
  readonly secondsToFill: number
  readonly stop: () => Promise<void>
}

const migrations = join(import.meta.dirname, '../migrations')

/** Makes the database, fills it, lets go of it and has it served. Tens of seconds. */
export async function openSite(engine: Engine): Promise<Site> {
  const { place, folder, drop } = await openRoom(engine)
  const began = performance.now()
  const connected = await connect(place, migrations, () => undefined)
  const instance = await fillInstance(openDatabase<Tables>(connected.pool), systemClock.now())
  const secondsToFill = (performance.now() - began) / 1000
  await countRows(connected, place)
  await connected.close()
  const served = await serve({ type: 'app', place })
  const stop = async () => {
    await served.stop()
    await drop()
  }
  return { engine, instance, served, folder, secondsToFill, stop }
}

/** What autovacuum does within a minute of so many new rows, and in the embedded database the house. */
export async function countRows({ pool, engine }: Connected, { databaseOwnerUrl }: Place): Promise<void> {
  await pool.query('select pg_stat_force_next_flush()')
  if (engine === 'embedded') return void (await vacuumWhatIsDue(pool))
  const owner = new pg.Client({ connectionString: databaseOwnerUrl })
  await owner.connect()
  await owner.query('vacuum (analyze)')
  await owner.end()
}

export type Room = {
  readonly place: Place
  readonly folder: string | null
  readonly drop: () => Promise<void>
}

/** An empty database on one engine. */
export function openRoom(engine: Engine): Promise<Room> {
  return engine === 'PGlite' ? inFolder() : onServer()
}

/** A data folder as production has one, forced writes and all. */
async function inFolder(): Promise<Room> {
  const folder = mkdtempSync(join(tmpdir(), 'handfast-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const place: Place = {
    dataFolder: folder,
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    databasePool: 1,
  }
  return { place, folder, drop: async () => remove() }
}

/** A private server with an ordinary login for the application and a pool as large as production's. */
async function onServer(): Promise<Room> {
  const server = await startPostgres({ durable: true })
  const password = randomBytes(12).toString('hex')
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
  await owner.query(`create role bench login password '${password}'`)
  await owner.end()
  const url = new URL(server.ownerUrl)
  url.username = 'bench'
  url.password = password
  const place: Place = {
    dataFolder: '',
    databaseUrl: url.href,
    databaseOwnerUrl: server.ownerUrl,
    databasePool: 10,
  }
  return { place, folder: null, drop: () => server.stop() }
}
