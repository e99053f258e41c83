import { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Pool, type ClientBase } from 'pg'
import { CannotStart, errorCode } from './cannot-start.ts'
import { durableStartParams, fsyncTree, makeFsyncReal } from './embedded-files.ts'
import { gatherMessages } from './embedded-messages.ts'
import { lockFolder } from './folder-lock.ts'
import { nameStatements } from './named-statement.ts'

/**
 * The database for a laptop, a try-out or a small council: PostgreSQL inside this process, its files under one folder.
 *
 *     <folder>/pg/            PostgreSQL's own files
 *     <folder>/handfast.json  which version wrote them
 *     <folder>/owner.lock     held by the one process that may use the folder
 *
 * It has one connection, so the pool holds one: a second would break the protocol. It runs on the thread that serves
 * people: a slow query is a pause for everybody, and `statement_timeout` does nothing.
 */
export type Embedded = {
  readonly pool: Pool
  /** True when this call made the database: there is nothing in it. */
  readonly firstStart: boolean
  /** Waits for what is under way, then closes the files and lets the folder go. */
  readonly close: () => Promise<void>
}

/** The PostgreSQL inside the pinned PGlite. Another major version cannot read the same files. */
export const postgresMajor = 18
export const pgliteVersion = '0.5.16'
/** Counts up when the layout of the folder changes. */
const dataFormat = 1

const extensions = { citext, pg_trgm, unaccent }
/** A new database takes 39 MB, and PostgreSQL needs room to write before it can even start. */
const roomToCreate = 100_000_000
const roomToOpen = 32_000_000

/**
 * Opens the embedded database in a folder, making both when they are not there. `onStep` hears a sentence before each
 * step that takes seconds. Throws `CannotStart` when the folder is in use, cannot be written, was written by another
 * major version, or its disk is full.
 */
export async function openEmbedded(options: {
  folder: string
  onStep?: (sentence: string) => void
}): Promise<Embedded> {
  const folder = makeFolder(options.folder)
  const lock = lockFolder(folder)
  try {
    const files = join(folder, 'pg')
    const firstStart = !existsSync(join(files, 'PG_VERSION'))
    checkVersion(folder, files)
    checkRoom(folder, firstStart ? roomToCreate : roomToOpen)
    if (firstStart) options.onStep?.('Making the database. This happens once and takes a few seconds.')
    const pglite = await openFiles(files)
    if (!existsSync(join(folder, 'handfast.json'))) {
      fsyncTree(files)
      markVersion(folder)
    }
    const pool = poolOver(pglite)
    const close = async () => {
      await pool.end()
      await pglite.close()
      lock.release()
    }
    return { pool, firstStart, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** A database that is gone when it is closed, for tests. Nothing is written anywhere. */
export async function openInMemory(): Promise<Embedded> {
  const pglite = await PGlite.create({ extensions })
  const pool = poolOver(pglite)
  const close = async () => {
    await pool.end()
    await pglite.close()
  }
  return { pool, firstStart: true, close }
}

function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return realpathSync(folder)
  } catch (error) {
    throw new CannotStart(
      `The data folder ${folder} cannot be made or read (${errorCode(error) ?? 'unknown reason'}): make it yourself and ` +
        'give this user the right to write in it, or set HANDFAST_DATA to another folder.',
      { cause: error },
    )
  }
}

async function openFiles(files: string): Promise<PGlite> {
  const startParams = durableStartParams(PGlite.defaultStartParams)
  try {
    const pglite = await PGlite.create({ dataDir: files, extensions, startParams })
    makeFsyncReal(pglite)
    return pglite
  } catch (error) {
    throw new CannotStart(
      `The database in ${files} does not open (${error instanceof Error ? error.message : 'unknown reason'}): keep a ` +
        'copy of the folder, then restore the newest backup into an empty one with "npm run import".',
      { cause: error },
    )
  }
}

/**
 * One pool of one connection. The pool throws a client away when a query fails. Over a network that ends the session; here
 * the session lives on, so each new client gets a connection object of its own (the last one's is spent) and first
 * undoes what the last one left.
 */
function poolOver(pglite: PGlite): Pool {
  const settings = { max: 1, idleTimeoutMillis: 0, onConnect: forgetLastSession }
  const pool = new Pool(settings)
  Object.defineProperty(pool.options, 'connection', {
    get: () => createPgConfig(gatherMessages(pglite)).connection,
  })
  // An idle client has nothing to lose; without a listener, Node would end the program.
  pool.on('error', () => undefined)
  return pool
}

async function forgetLastSession(client: ClientBase): Promise<void> {
  await client.query('rollback')
  await client.query('reset session authorization')
  await client.query('reset all')
  await client.query('deallocate all')
  nameStatements(client)
}

function checkVersion(folder: string, files: string): void {
  const written = readText(join(files, 'PG_VERSION'))?.trim()
  if (written !== undefined && written !== String(postgresMajor)) {
    throw new CannotStart(
      `The data folder ${folder} was written by PostgreSQL ${written} and this version of Handfast has ${postgresMajor}: ` +
        'run "npm run export" with the version of Handfast you had before, then "npm run import" with this one.',
    )
  }
  const mark = readText(join(folder, 'handfast.json'))
  if (mark === undefined) return
  const format = /"format":\s*(\d+)/.exec(mark)?.[1]
  if (format !== String(dataFormat)) {
    throw new CannotStart(
      `The data folder ${folder} has format ${format ?? 'unknown'} and this version of Handfast reads format ` +
        `${dataFormat}: use the version of Handfast that wrote it, or set HANDFAST_DATA to another folder.`,
    )
  }
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Written last and in one step: a folder that has the mark was made whole. */
function markVersion(folder: string): void {
  const mark = { format: dataFormat, postgres: postgresMajor, pglite: pgliteVersion }
  const part = join(folder, 'handfast.json.part')
  writeFileSync(part, `${JSON.stringify(mark, null, 2)}\n`, { flush: true })
  renameSync(part, join(folder, 'handfast.json'))
}

function checkRoom(folder: string, needed: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= needed) return
  throw new CannotStart(
    `The disk that holds the data folder ${folder} is full (${Math.floor(free / 1e6)} MB free, ${needed / 1e6} MB ` +
      'needed): free some space and start again; nothing that was saved is lost.',
  )
}
