import type { ClientBase } from 'pg'

/** A column as the database's own catalogue has it; `type` as it is written in SQL. */
export type Column = { readonly name: string; readonly type: string }

/** A table as an archive must know it. */
export type TableShape = {
  readonly name: string
  readonly columns: readonly Column[]
  /** The columns of its primary key, in the key's order. */
  readonly key: readonly string[]
  /** The other tables that its rows refer to, and that must be filled before it. */
  readonly refersTo: readonly string[]
  /** Whether the archivist reads and adds every row: no policy stands between. */
  readonly isOpenToArchivist: boolean
}

/** Kept by `migrate`, on its own terms; an archive names its migrations in another place. */
const ownBook = 'platform_migration'

const tablesQuery = `
  select c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
     from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    coalesce((select json_agg(a.attname order by k.place)
     from pg_index i, unnest(i.indkey) with ordinality as k (column_number, place), pg_attribute a
     where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.column_number), '[]') as key,
    coalesce((select json_agg(distinct f.relname)
     from pg_constraint r join pg_class f on f.oid = r.confrelid
     where r.conrelid = c.oid and r.contype = 'f' and f.oid <> c.oid), '[]') as "refersTo",
    has_table_privilege('handfast_archivist', c.oid, 'select') and has_table_privilege('handfast_archivist', c.oid, 'insert')
      and (not c.relrowsecurity or (
        exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
          and p.roles = '{handfast_archivist}' and p.permissive = 'PERMISSIVE' and p.cmd = 'ALL' and p.qual = 'true' and p.with_check = 'true')
        and not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname
          and p.permissive = 'RESTRICTIVE'))) as "isOpenToArchivist"
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> $1
  order by c.relname collate "C"`

/** Every table of the instance in order of name, but for the one that `migrate` keeps. */
export async function readCatalogue(client: ClientBase): Promise<TableShape[]> {
  const found = await client.query<TableShape>(tablesQuery, [ownBook])
  return found.rows
}

/** The same tables, each after those it refers to. Throws when two refer to each other: neither could be filled first. */
export function inOrderOfReference(tables: readonly TableShape[]): TableShape[] {
  const ordered: TableShape[] = []
  const waiting = new Set(tables)
  while (waiting.size > 0) {
    const ready = [...waiting].filter(
      ({ refersTo }) => ![...waiting].some(({ name }) => refersTo.includes(name)),
    )
    if (ready.length === 0)
      throw new Error(
        `These tables refer to each other in a circle: ${[...waiting].map(({ name }) => name).join(', ')}.`,
      )
    for (const table of ready) {
      ordered.push(table)
      waiting.delete(table)
    }
  }
  return ordered
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
