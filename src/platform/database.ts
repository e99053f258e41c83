import { AsyncLocalStorage } from 'node:async_hooks'
import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
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
    await carryOnAs(trx, asker)
    return inside.run(true, () => work(trx))
  })
}

/**
 * From here on the transaction is this asker's; the row policies read who they are from the next statement on. A visitor who
 * has just shown who they are goes on under their own name, and what they do is recorded as theirs.
 */
export async function carryOnAs<Tables>(trx: Transaction<Tables>, asker: Asker): Promise<void> {
  const settings = settingsOf(asker)
  const calls = Object.keys(settings).map((name, at) => `set_config('${name}', $${at + 1}, true)`)
  await trx.executeQuery(CompiledQuery.raw(`select ${calls.join(', ')}`, Object.values(settings)))
}
