import { sql } from 'kysely'
import type { Authority } from '#content/authority.ts'
import { canonical, sha256 } from '#platform/canonical.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import type { AuthoritiesTables } from './tables.ts'

/**
 * Brings the councils of the content into the database, where partnerships refer to them. Done at start and only when the
 * list has changed. A council that has left the list stays: what it took part in does not go away.
 */
export async function bringInAuthorities(
  db: Database<AuthoritiesTables>,
  authorities: readonly Authority[],
  now: Date,
): Promise<void> {
  const rows = authorities.map(({ code, kind, name, shortName }) => ({ code, kind, name, shortName }))
  const digest = sha256(canonical(rows))
  await inTransaction(db, { kind: 'worker', now }, async (trx) => {
    const known = await sql<{
      digest: string
    }>`select value ->> 'digest' as digest from platform_note where name = 'authorities'`.execute(trx)
    if (known.rows[0]?.digest === digest) return
    await sql`
      insert into authorities_authority (code, kind, name, short_name)
      select code, kind, name, short_name from json_to_recordset(${JSON.stringify(rows.map(({ shortName, ...row }) => ({ ...row, short_name: shortName })))}::json)
        as row (code text, kind text, name text, short_name text)
      on conflict (code) do update set kind = excluded.kind, name = excluded.name, short_name = excluded.short_name`.execute(
      trx,
    )
    await sql`insert into platform_note (name, value, at) values ('authorities', ${JSON.stringify({ digest })}, ${now})
      on conflict (name) do update set value = excluded.value, at = excluded.at`.execute(trx)
  })
}
