import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openInMemory, type Embedded } from './embedded.ts'
import { vacuumWhatIsDue } from './vacuum.ts'

describe('the embedded database, which has no autovacuum', () => {
  let database: Embedded
  before(async () => {
    database = await openInMemory()
    await database.pool.query(`create table "Grown" (id integer primary key, kind text not null)`)
    await database.pool.query('create table quiet (id integer primary key)')
  })
  after(() => database.close())

  /** PostgreSQL counts what changed once a second; here it counts now. */
  const countNow = () => database.pool.query('select pg_stat_force_next_flush()')
  const deadRows = async () => {
    const { rows } = await database.pool.query<{ dead: number }>(
      `select n_dead_tup::integer as dead from pg_stat_user_tables where relname = 'Grown'`,
    )
    return rows[0]?.dead
  }
  const knownValues = async () => {
    const { rows } = await database.pool.query<{ values: string }>(
      `select most_common_vals::text as values from pg_stats where tablename = 'Grown' and attname = 'kind'`,
    )
    return rows[0]?.values
  }

  test('has a table that grew counted, and leaves the others', async () => {
    await database.pool.query(`insert into "Grown" select n, 'k' || n % 2 from generate_series(1, 1000) n`)
    await database.pool.query('insert into quiet values (1)')
    assert.equal(await knownValues(), undefined)
    await countNow()
    assert.deepEqual(await vacuumWhatIsDue(database.pool), ['Grown'])
    assert.equal(await knownValues(), '{k0,k1}')
  })

  test('has rows that were written over cleared away, once', async () => {
    await database.pool.query(`update "Grown" set kind = 'new'`)
    await countNow()
    assert.equal(await deadRows(), 1000)
    assert.deepEqual(await vacuumWhatIsDue(database.pool), ['Grown'])
    assert.equal(await deadRows(), 0)
    assert.deepEqual(await vacuumWhatIsDue(database.pool), [])
  })
})
