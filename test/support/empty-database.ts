import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openInMemory } from '#platform/embedded.ts'

/** A database with nothing in it, as its owner reaches it. */
export type EmptyDatabase = { readonly pool: pg.Pool; readonly close: () => Promise<void> }

/** The server that the test run started, or undefined when it runs on the embedded database. */
export const testServer =
  process.env['HANDFAST_TEST_DATABASE'] === 'postgres' ? process.env['TEST_DATABASE_OWNER_URL'] : undefined

/** On the engine of this test run. On a server its owner is an ordinary login, as at a council: no superuser. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  return testServer === undefined ? openInMemory() : onServer(testServer)
}

async function onServer(url: string): Promise<EmptyDatabase> {
  const name = `empty_${process.pid}_${randomBytes(3).toString('hex')}`
  const login = `owner_of_${name}`
  const password = randomBytes(12).toString('hex')
  const server = new pg.Pool({ connectionString: url, max: 1 })
  await server.query(`create role ${login} login createrole password '${password}'`)
  const roles = await server.query<{ name: string }>(
    `select rolname as name from pg_roles where rolname like 'handfast\\_%'`,
  )
  for (const role of roles.rows) await server.query(`grant ${role.name} to ${login} with admin option`)
  await server.query(`create database ${name} owner ${login}`)
  const own = new URL(url)
  Object.assign(own, { pathname: name, username: login, password })
  const pool = new pg.Pool({ connectionString: own.href, max: 1 })
  // On a busy machine the server may still be closing a connection when its database is dropped, and says so to it.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const close = async () => {
    await pool.end()
    await server.query(`drop database ${name} with (force)`)
    await server.query(`drop owned by ${login} cascade`)
    await server.query(`drop role ${login}`)
    await server.end()
  }
  return { pool, close }
}
