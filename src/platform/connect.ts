import pg from 'pg'
import { CannotStart, errorCode } from './cannot-start.ts'
import type { Config } from './config.ts'
import { openEmbedded } from './embedded.ts'
import { migrate, migrationsNeeded } from './migrate.ts'

/** The database of this instance, brought up to date and ready to serve people. */
export type Connected = {
  readonly pool: pg.Pool
  readonly engine: 'embedded' | 'postgres'
  readonly close: () => Promise<void>
}

type Settings = Pick<Config, 'dataFolder' | 'databaseUrl' | 'databaseOwnerUrl' | 'databasePool'>

/**
 * Opens the embedded database, or PostgreSQL where DATABASE_URL names one, and brings it up to date. Throws `CannotStart`
 * with one sentence when it cannot be reached, is too old, is a version ahead, or would let the application go round its
 * own policies.
 */
export async function connect(
  config: Settings,
  migrations: string,
  onStep: (sentence: string) => void,
): Promise<Connected> {
  if (config.databaseUrl === undefined) {
    const { pool, close } = await openEmbedded({ folder: config.dataFolder, onStep })
    try {
      await migrate(pool, migrations, onStep)
    } catch (error) {
      await close()
      throw error
    }
    return { pool, engine: 'embedded', close }
  }
  return connectToServer(config, config.databaseUrl, migrations, onStep)
}

async function connectToServer(
  config: Settings,
  url: string,
  migrations: string,
  onStep: (sentence: string) => void,
): Promise<Connected> {
  const pool = new pg.Pool({ connectionString: url, max: config.databasePool })
  outliveLostConnections(pool)
  try {
    await checkVersion(pool)
    await bringUpToDate(config, pool, url, migrations, onStep)
    await checkRights(pool)
    return { pool, engine: 'postgres', close: () => pool.end() }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/**
 * When the server restarts, every connection says so, whether it is at work or idle, and Node ends a program that does not
 * listen. Who was waiting is told by the query that failed; the next query gets a new connection.
 */
function outliveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const found = await reach(
    pool,
    'DATABASE_URL',
    `select current_setting('server_version_num')::integer as version`,
  )
  const version = Number(found?.['version'])
  if (version < 150000)
    throw new CannotStart(
      'The PostgreSQL that DATABASE_URL names is older than version 15; use one of version 15 or later.',
    )
}

async function bringUpToDate(
  config: Settings,
  pool: pg.Pool,
  url: string,
  migrations: string,
  onStep: (sentence: string) => void,
): Promise<void> {
  if (config.databaseOwnerUrl === undefined) {
    const needed = await migrationsNeeded(pool, migrations)
    if (needed.length > 0)
      throw new CannotStart(
        `The database still needs ${needed.length} migrations (${needed[0]} …); set DATABASE_OWNER_URL to a user who owns its tables, for this start at least.`,
      )
    return
  }
  const owner = new pg.Pool({ connectionString: config.databaseOwnerUrl, max: 1 })
  try {
    await reach(owner, 'DATABASE_OWNER_URL', 'select 1 as one')
    await migrate(owner, migrations, onStep)
    const login = decodeURIComponent(new URL(url).username)
    await owner.query(`grant handfast_app, handfast_worker to ${pg.escapeIdentifier(login)}`)
  } finally {
    await owner.end()
  }
}

/** The application must own nothing and be able to pass no policy: otherwise they would protect nobody. */
async function checkRights(pool: pg.Pool): Promise<void> {
  const rights = await reach(
    pool,
    'DATABASE_URL',
    `select r.rolsuper or r.rolbypassrls as passes,
       exists (select from pg_tables where schemaname = 'public' and tableowner = current_user) as owns,
       pg_has_role(current_user, 'handfast_app', 'member') and pg_has_role(current_user, 'handfast_worker', 'member') as serves
     from pg_roles r where r.rolname = current_user`,
  )
  if (rights?.['passes'] === true || rights?.['owns'] === true)
    throw new CannotStart(
      'The user in DATABASE_URL is a superuser, passes row policies or owns the tables, so answers would not be kept apart; give DATABASE_URL an ordinary user, and DATABASE_OWNER_URL this one.',
    )
  if (rights?.['serves'] !== true)
    throw new CannotStart(
      'The user in DATABASE_URL may not serve; run: grant handfast_app, handfast_worker to that user.',
    )
}

async function reach(
  pool: pg.Pool,
  setting: string,
  query: string,
): Promise<Record<string, unknown> | undefined> {
  try {
    const found = await pool.query<Record<string, unknown>>(query)
    return found.rows[0]
  } catch (error) {
    throw new CannotStart(
      `The database in ${setting} cannot be used (${errorCode(error) ?? 'no answer'}); check that the server runs and that the address, name and password are right.`,
      { cause: error },
    )
  }
}
