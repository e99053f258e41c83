import { setImmediate } from 'node:timers/promises'
import type { ClientBase } from 'pg'
import { quoted, type Column, type TableShape } from './catalogue.ts'

/** About how much one fetch brings, and so for how long the embedded database holds everybody up: a few milliseconds. */
const fetchBytes = 1_000_000
const mostRows = 1000

/** Written as they are: JSON carries these exactly. Instants and days JSON has as ISO text, to the microsecond. */
const plainTypes = /^(smallint|integer|boolean|text|character varying|uuid|date|timestamp)\b/

/**
 * The rows of a table as lines of JSON, in order of its key whatever the language of the server, a batch at a time. The
 * database writes the JSON: nothing passes through a number or a date of ours. Between batches other work gets its turn.
 */
export async function* rowLines(client: ClientBase, table: TableShape): AsyncGenerator<string[]> {
  const rows = await rowsAFetch(client, table)
  await client.query(
    `declare archive_rows no scroll cursor for select row_to_json(r)::text as line from
       (select ${table.columns.map(written).join(', ')} from ${quoted(table.name)} order by ${orderOf(table)}) r`,
  )
  for (;;) {
    const { rows: found } = await client.query<{ line: string }>(`fetch ${rows} from archive_rows`)
    if (found.length > 0) yield found.map(({ line }) => line)
    if (found.length < rows) break
    await setImmediate()
  }
  await client.query('close archive_rows')
}

/** So many rows that the widest of them would fill a fetch. Asking costs one pass that opens no large value. */
async function rowsAFetch(client: ClientBase, { name, columns }: TableShape): Promise<number> {
  const width = columns.map((column) => `coalesce(pg_column_size(${quoted(column.name)}), 0)`).join(' + ')
  const found = await client.query<{ widest: number | null }>(
    `select max(${width})::float8 as widest from ${quoted(name)}`,
  )
  const widest = found.rows[0]?.widest ?? 1
  return Math.min(mostRows, Math.max(1, Math.floor(fetchBytes / widest)))
}

function written({ name, type }: Column): string {
  const column = quoted(name)
  if (type === 'bytea') return `replace(encode(${column}, 'base64'), E'\\n', '') as ${column}`
  return plainTypes.test(type) && !type.endsWith('[]') ? column : `${column}::text as ${column}`
}

function orderOf({ key, columns, name }: TableShape): string {
  if (key.length === 0) throw new Error(`The table ${name} has no primary key, so its rows have no order.`)
  return key
    .map((part) => {
      const type = columns.find((column) => column.name === part)?.type ?? ''
      return /^(text|character)/.test(type) ? `${quoted(part)} collate "C"` : quoted(part)
    })
    .join(', ')
}

/** Adds rows that `rowLines` wrote. Returns how many; throws what the database says of rows that it does not take. */
export async function addRows(
  client: ClientBase,
  { name, columns }: TableShape,
  lines: readonly string[],
): Promise<number> {
  const names = columns.map((column) => quoted(column.name))
  const values = columns.map(({ name: column, type }) =>
    type === 'bytea' ? `decode(r.${quoted(column)}, 'base64')` : `r.${quoted(column)}::${type}`,
  )
  const added = await client.query(
    `insert into ${quoted(name)} (${names.join(', ')}) select ${values.join(', ')}
     from json_to_recordset($1::json) as r (${names.map((column) => `${column} text`).join(', ')})`,
    [`[${lines.join(',')}]`],
  )
  return added.rowCount ?? 0
}
