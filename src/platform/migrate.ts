import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { sha256 } from './canonical.ts'
import { CannotStart } from './cannot-start.ts'

export type Migration = { name: string; sql: string; digest: string }

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, sql: text, digest: sha256(text) }
    }),
  )
}

/** The migrations this database has had: name and digest, in order. */
export async function applied(client: PoolClient): Promise<Map<string, string>> {
  const exists = await client.query<{ there: boolean }>(
    `select to_regclass('public.platform_migration') is not null as there`,
  )
  if (!exists.rows[0]?.there) return new Map()
  const rows = await client.query<{ name: string; digest: string }>(
    'select name, digest from platform_migration order by name collate "C"',
  )
  return new Map(rows.rows.map((row) => [row.name, row.digest]))
}

/** Texts that a database may have been made with before the file took its present one. Both are made equal by 0025. */
const earlier: Readonly<Record<string, string>> = {
  '0004_round.sql': '3713a0aa7b2fcdd365b324718575dd20935e348d481335f874f59eebbf844e95',
}

/** Which migrations are still to come. Throws when one that was applied has changed since. */
function outstanding(migrations: Migration[], done: Map<string, string>): Migration[] {
  const changed = migrations.find(({ name, digest }) => {
    const had = done.get(name)
    return had !== undefined && had !== digest && had !== earlier[name]
  })
  if (changed)
    throw new CannotStart(
      `The migration ${changed.name} is not the one this database was made with; restore that file, or start with an empty database.`,
    )
  const unknown = [...done.keys()].find((name) => !migrations.some((m) => m.name === name))
  if (unknown)
    throw new CannotStart(
      `This database was made by a later Handfast (it has ${unknown}); start that version, or import an export of it.`,
    )
  return migrations.filter((m) => !done.has(m.name))
}

/** The names of the migrations this database still needs. */
export async function migrationsNeeded(pool: Pool, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = await pool.connect()
  try {
    return outstanding(migrations, await applied(client)).map((m) => m.name)
  } finally {
    client.release()
  }
}

/**
 * Brings the database up to date, as its owner: each file in order, each in its own transaction, under one advisory lock so
 * that two nodes starting together do it once. With `last`, it stops after the migration of that name: an archive is loaded
 * into the tables as they were when it was written.
 */
export async function migrate(
  pool: Pool,
  folder: string,
  onStep: (sentence: string) => void,
  last?: string,
): Promise<void> {
  const migrations = await readMigrations(folder)
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock(4711)')
    await client.query(
      'create table if not exists platform_migration (name text primary key, digest text not null, at timestamptz not null default now())',
    )
    const all = outstanding(migrations, await applied(client))
    const todo = all.filter(({ name }) => last === undefined || name <= last)
    if (todo.length > 0) onStep(`Bringing the database up to date (${todo.length} steps).`)
    for (const migration of todo) {
      await client.query('begin')
      await client.query(migration.sql)
      await client.query('insert into platform_migration (name, digest) values ($1, $2)', [
        migration.name,
        migration.digest,
      ])
      await client.query('commit')
    }
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.query('select pg_advisory_unlock(4711)')
    client.release()
  }
}
