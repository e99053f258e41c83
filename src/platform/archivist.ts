import type { Pool, PoolClient } from 'pg'

/** The database as its owner reaches it. On the embedded database this is the one connection that everybody shares. */
export type OwnerDatabase = { readonly pool: Pool; readonly engine: 'embedded' | 'postgres' }

/**
 * One transaction as the archivist, who reads and adds every row of every table. The role ends with the transaction. Reading
 * sees the instance as it was at one moment, however long it takes. Not for serving people.
 */
export async function asArchivist<Result>(
  pool: Pool,
  purpose: 'read' | 'write',
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let isBroken = true
  try {
    await client.query(
      purpose === 'read'
        ? 'begin isolation level repeatable read read only'
        : 'begin isolation level read committed',
    )
    // Text of dates and numbers must not depend on how a server or a login is set up.
    await client.query(
      `select set_config('role', 'handfast_archivist', true), set_config('timezone', 'UTC', true),
         set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'postgres', true),
         set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true)`,
    )
    const result = await work(client)
    await client.query('commit')
    isBroken = false
    return result
  } finally {
    if (isBroken) await client.query('rollback').catch(() => undefined)
    client.release(isBroken)
  }
}
