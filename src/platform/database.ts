import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { types, type Pool, type PoolClient } from 'pg'
import { settingsOf, type Asker } from './viewer.ts'

/** A database whose tables are `Tables`. A module is given only its own and those of the modules it builds on. */
export type Database<Tables> = Kysely<Tables>

// A day is a day, not an instant at somebody's midnight.
types.setTypeParser(types.builtins.DATE, (day) => day)

const inside = new AsyncLocalStorage<true>()

/**
 * Opens the query builder on a pool. The embedded database has a pool of one: a query on the database while a transaction
 * is open would wait for ever, so inside one only `trx` may be used and this guard says so at once.
 */
export function openDatabase<Tables>(pool: Pool): Database<Tables> {
  const guarded = {
    connect(): Promise<PoolClient> {
      if (inside.getStore()) throw new Error('Inside a transaction only its own `trx` may be used.')
      return pool.connect()
    },
    end: () => pool.end(),
    options: {},
  }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guarded }) })
}

/**
 * One short transaction for one asker. Who is asking is set for this transaction only; the row policies read it. Nothing
 * slow belongs inside: no mail, no password hashing, no drawing of pages.
 */
export function inTransaction<Tables, Result>(
  db: Database<Tables>,
  asker: Asker,
  work: (trx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (trx) => {
    const settings = Object.entries(settingsOf(asker))
    await sql`select ${sql.join(settings.map(([name, value]) => sql`set_config(${name}, ${value}, true)`))}`.execute(
      trx,
    )
    return inside.run(true, () => work(trx))
  })
}
