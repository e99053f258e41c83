// A program that saves without end, to be killed. It writes a number to standard output only after the database has said
// that what bears the number is kept: one parent and two children, in one transaction.
//
//   node test/support/writer.ts FOLDER            on the embedded database in a folder
//   DATABASE=postgres://… node test/support/writer.ts    on a server

import { writeSync } from 'node:fs'
import { Pool } from 'pg'
import { openEmbedded } from '#platform/embedded.ts'

const server = process.env['DATABASE']
const pool = server
  ? new Pool({ connectionString: server, max: 1 })
  : (await openEmbedded({ folder: process.argv[2] ?? '' })).pool

await pool.query('create table if not exists parent (id bigint primary key)')
await pool.query(
  'create table if not exists child (parent bigint references parent, which integer, word text)',
)
const { rows } = await pool.query<{ last: string }>('select coalesce(max(id), 0) as last from parent')

for (let id = Number(rows[0]?.last ?? 0) + 1; ; id += 1) {
  const client = await pool.connect()
  await client.query('begin')
  await client.query('insert into parent values ($1)', [id])
  await client.query("insert into child values ($1, 1, repeat('a', 500)), ($1, 2, 'b')", [id])
  await client.query('commit')
  client.release()
  writeSync(1, `${id}\n`)
}
