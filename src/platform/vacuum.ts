import { escapeIdentifier, type Pool } from 'pg'

/**
 * A table is due as PostgreSQL's own autovacuum judges it: 50 rows and a tenth changed since it was last counted, or a fifth
 * dead. Those counts begin anew when the embedded database opens, so one with several pages that was never counted is due too.
 */
const whatIsDue = `
  select s.relname as name from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where n_mod_since_analyze > 50 + 0.1 * n_live_tup or n_dead_tup > 50 + 0.2 * n_live_tup
    or (c.reltuples < 0 and pg_relation_size(c.oid) > 8192)
  order by s.relname`

/**
 * Clears dead rows away and counts what there is, table by table, so that people get their turn in between; returns the
 * names. A server's autovacuum does this. The embedded database has no such process: its tables would only grow, and it
 * would choose its indexes as if it had never seen its rows.
 */
export async function vacuumWhatIsDue(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(whatIsDue)
  for (const { name } of rows) await pool.query(`vacuum (analyze) ${escapeIdentifier(name)}`)
  return rows.map(({ name }) => name)
}
