import pg from 'pg'
import type { OwnerDatabase } from './archivist.ts'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'

/**
 * Reaches the database as its owner for as long as one piece of work lasts: the pool that everybody shares when it is the
 * embedded one, and otherwise a connection of its own to DATABASE_OWNER_URL, so that the owner's password is in use only
 * then. Throws `CannotStart` when DATABASE_OWNER_URL is not set.
 */
export async function asOwner<Result>(
  config: Pick<Config, 'databaseUrl' | 'databaseOwnerUrl'>,
  embedded: pg.Pool | null,
  work: (database: OwnerDatabase) => Promise<Result>,
): Promise<Result> {
  if (embedded) return work({ pool: embedded, engine: 'embedded' })
  if (config.databaseOwnerUrl === undefined)
    throw new CannotStart(
      'DATABASE_OWNER_URL is not set; set it to the user who owns the tables of the database.',
    )
  const pool = new pg.Pool({ connectionString: config.databaseOwnerUrl, max: 1 })
  // A server that goes away while the connection is idle is noticed by the next query.
  pool.on('error', () => undefined)
  try {
    return await work({ pool, engine: 'postgres' })
  } finally {
    await pool.end()
  }
}
