import { sql, type QueryExecutorProvider } from 'kysely'
import { keyedDigest } from './sealing.ts'

/** How many requests a minute: for each token, and for each address that asks without one. */
export const requestLimits = { token: 300, address: 60 } as const

/** Where somebody stands in the present minute. */
export type Allowance = { readonly limit: number; readonly remaining: number; readonly resetSeconds: number }

/**
 * Counts a request in the caller's transaction. In the database, so that several nodes count together; the key is kept as a
 * digest, so that the table names nobody. `remaining` below zero means that the request is one too many.
 */
export async function countRequest(
  trx: QueryExecutorProvider,
  instanceKey: Buffer,
  now: Date,
  of: { readonly kind: keyof typeof requestLimits; readonly key: string },
): Promise<Allowance> {
  const digest = keyedDigest(instanceKey, `attempt:api-${of.kind}`, of.key)
  const start = Math.floor(now.getTime() / 60_000) * 60_000
  const row = await sql<{ count: number }>`
    insert into platform_attempt (key, window_start, count) values (${digest}, ${new Date(start)}, 1)
    on conflict (key, window_start) do update set count = platform_attempt.count + 1 returning count`.execute(
    trx,
  )
  const limit = requestLimits[of.kind]
  return {
    limit,
    remaining: limit - (row.rows[0]?.count ?? 0),
    resetSeconds: Math.ceil((start + 60_000 - now.getTime()) / 1000),
  }
}

/** The same for the caller to read, as the draft standard for such headers names them. */
export function allowanceHeaders({ limit, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    'ratelimit-limit': `${limit}`,
    'ratelimit-remaining': `${Math.max(0, remaining)}`,
    'ratelimit-reset': `${resetSeconds}`,
  }
}
