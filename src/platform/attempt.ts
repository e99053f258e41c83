import { sql } from 'kysely'
import { inTransaction, type Database } from './database.ts'
import { keyedDigest } from './sealing.ts'

/** Too much was tried in too short a time. Answered with 429 and words that say to wait. */
export class TooManyTries extends Error {
  override name = 'TooManyTries'
  readonly statusCode = 429
}

/** How often something may be tried: `most` times in each stretch of `minutes`, by whoever `key` stands for. */
export type TryLimit = {
  readonly purpose: string
  readonly key: string
  readonly most: number
  readonly minutes: number
}

/**
 * Counts a try against each limit, in a transaction of its own, and throws `TooManyTries` when one is passed. Counted
 * whether or not the key names anybody, and kept as a keyed digest, so that the table names nobody. In the database, so that
 * several nodes count together.
 */
export async function countTry<Tables>(
  db: Database<Tables>,
  instanceKey: Buffer,
  now: Date,
  limits: readonly TryLimit[],
): Promise<void> {
  const counts = await inTransaction(db, { kind: 'visitor', now }, async (trx) => {
    const found: number[] = []
    for (const { purpose, key, minutes } of limits) {
      const digest = keyedDigest(instanceKey, `attempt:${purpose}`, key)
      const window = new Date(Math.floor(now.getTime() / 60_000 / minutes) * minutes * 60_000)
      const row = await sql<{ count: number }>`
        insert into platform_attempt (key, window_start, count) values (${digest}, ${window}, 1)
        on conflict (key, window_start) do update set count = platform_attempt.count + 1 returning count`.execute(
        trx,
      )
      found.push(row.rows[0]?.count ?? 0)
    }
    return found
  })
  if (limits.some(({ most }, i) => (counts[i] ?? 0) > most)) throw new TooManyTries('Too many tries.')
}

/** Forgets the counts of a day ago and before. */
export async function forgetTries<Tables>(db: Database<Tables>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 24 * 60 * 60_000)
  await inTransaction(db, { kind: 'worker', now }, (trx) =>
    sql`delete from platform_attempt where window_start < ${before}`.execute(trx),
  )
}
