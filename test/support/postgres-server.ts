import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL server of our own, with nothing in it, for as long as a test run lasts. */
export type PostgresServer = {
  /** The address of its first database, as its superuser. */
  readonly ownerUrl: string
  readonly version: string
  stop(): Promise<void>
}

const oldest = 15
/** PostgreSQL refuses to run as root, so root lends it to one of these. */
const ordinaryUsers = ['postgres', 'nobody']

/** The folder of the newest PostgreSQL on this machine, or undefined when there is none that is new enough. */
export function findPostgres(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(':')
  const packaged = globSync('/usr/lib/postgresql/*/bin')
  return [...packaged, ...onPath, '/usr/local/pgsql/bin', '/opt/homebrew/bin']
    .filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
    .map((folder) => ({ folder, major: majorOf(folder) }))
    .filter(({ major }) => major >= oldest)
    .sort((a, b) => b.major - a.major)[0]?.folder
}

function majorOf(folder: string): number {
  const said = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/\d+/.exec(said)?.[0] ?? 0)
}

/**
 * Makes and starts the server; about a second. Its writes are not forced to the disk unless `durable`, because what tests
 * write need not outlive them. Throws one sentence when PostgreSQL is not there or does not start.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const bin = findPostgres()
  if (!bin)
    throw new Error(`PostgreSQL ${oldest} or later was not found: install it (apt-get install postgresql).`)
  const folder = mkdtempSync(join(tmpdir(), 'handfast-postgres-'))
  const as = ordinaryUser()
  const password = randomBytes(12).toString('hex')
  const port = await freePort()
  try {
    if (as.uid !== undefined) chownSync(folder, as.uid, as.gid ?? as.uid)
    initialise(bin, folder, password, as)
    const server = spawn(join(bin, 'postgres'), serverArgs(folder, port, durable), { ...as, stdio: 'ignore' })
    endWithUs(server, folder)
    const ownerUrl = `postgres://owner:${password}@127.0.0.1:${port}/postgres`
    const version = await whenReady(server, ownerUrl)
    return { ownerUrl, version, stop: () => stop(server, folder) }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** However this process ends, short of being killed, the server ends with it, even while it is still starting. */
function endWithUs(server: ChildProcess, folder: string): void {
  const end = () => {
    server.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  server.once('exit', () => process.off('exit', end))
}

type User = { uid?: number; gid?: number }

function ordinaryUser(): User {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = ordinaryUsers.map((name) => users.find((user) => user[0] === name)).find(Boolean)
  if (!found) throw new Error(`PostgreSQL needs a user other than root: add one called ${ordinaryUsers[0]}.`)
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

/** Nothing here outlives the run, so nothing is asked of the disk. */
function initialise(bin: string, folder: string, password: string, as: User): void {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (as.uid !== undefined) chownSync(passwordFile, as.uid, as.gid ?? as.uid)
  const args = ['--no-sync', '--username=owner', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const locale = ['--encoding=UTF8', '--no-locale', `--pgdata=${join(folder, 'data')}`]
  execFileSync(join(bin, 'initdb'), [...args, ...locale], {
    ...as,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

function serverArgs(folder: string, port: number, durable: boolean): string[] {
  const fsync = durable ? 'on' : 'off'
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder, fsync }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', join(folder, 'data'), ...flags]
}

async function whenReady(server: ChildProcess, url: string): Promise<string> {
  const patience = AbortSignal.timeout(20_000)
  while (server.exitCode === null && !patience.aborted) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      const { rows } = await client.query<{ server_version: string }>('show server_version')
      return rows[0]?.server_version ?? ''
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  server.kill('SIGKILL')
  throw new Error('The private PostgreSQL server did not start within 20 seconds.')
}

/** SIGINT is PostgreSQL's quick but orderly end: it breaks off whoever is still connected. */
async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit')
    server.kill('SIGINT')
    const timer = setTimeout(() => server.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(timer)
  }
  rmSync(folder, { recursive: true, force: true })
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}
