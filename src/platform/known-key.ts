import { sql } from 'kysely'
import { keyFingerprint } from './archive-manifest.ts'
import { CannotStart } from './cannot-start.ts'
import { inTransaction, type Database } from './database.ts'

/** The fingerprint of the key that this instance was first started with; no row before its first start. */
export const knownKeyQuery = `select value ->> 'fingerprint' as key from platform_note where name = 'instance-key'`

/**
 * Remembers which key an instance is sealed with at its first start, and throws `CannotStart` when a later one has another:
 * what it sealed would open for nobody, and what is sealed already would not open here.
 */
export async function recogniseKey<Tables>(
  db: Database<Tables>,
  instanceKey: Buffer,
  now: Date,
): Promise<void> {
  const fingerprint = keyFingerprint(instanceKey)
  const known = await inTransaction(db, { kind: 'worker', now }, async (trx) => {
    await sql`insert into platform_note (name, value, at) values ('instance-key', ${JSON.stringify({ fingerprint })}::jsonb, ${now})
      on conflict (name) do nothing`.execute(trx)
    const found = await sql.raw<{ key: string }>(knownKeyQuery).execute(trx)
    return found.rows[0]?.key
  })
  if (known !== fingerprint) throw new CannotStart(otherKey(known ?? 'none', fingerprint))
}

/** In words: two keys that should be one. */
export function otherKey(known: string, here: string): string {
  return (
    `This instance is sealed with the key ${known} and the key here is ${here}: put back the key file, or set HANDFAST_KEY ` +
    'or HANDFAST_KEY_FILE to the key it had. With another key, answers not yet revealed cannot be opened by anybody.'
  )
}
