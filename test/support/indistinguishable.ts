import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { withChance, type Chance } from '#platform/chance.ts'
import { inTransaction } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import type { Viewer } from '#platform/viewer.ts'
import { readZip } from '#platform/zip-archive.ts'
import type { Deps } from '#root/app-deps.ts'
import { testApp, type TestApp } from './app.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { noon } from './make.ts'

/**
 * Is something that somebody keeps private to be told from anything that somebody else gets? A story is run twice, from an
 * empty database, with the same clock, the same chance and the same requests; only the private values differ. Then every
 * byte that others got is compared: answers, headers, mail, the log, the rows they may read, ids and counts.
 *
 * Time to answer is not compared: it is measured elsewhere and promised nowhere.
 */

/** Somebody who gets to see things. The `blind` must see the same in both runs; the `sighted` must not, or nothing is proved. */
export type Watcher = { readonly who: string; readonly viewer: Viewer; readonly sees: 'blind' | 'sighted' }

export type Stage = TestApp & {
  readonly db: TestDatabase['db']
  readonly owner: TestDatabase['owner']
  /** Sends a request as somebody, or as a visitor, and writes down everything that came back, for the named watcher. */
  readonly ask: (
    watcher: Pick<Watcher, 'who'> & { viewer: Viewer | null },
    request: Request,
  ) => Promise<Answer>
}

export type Request = {
  readonly method?: 'GET' | 'POST'
  readonly url: string
  readonly form?: Readonly<Record<string, string>>
}
export type Answer = { readonly status: number; readonly body: string }

/** What a story leaves behind to be looked at. */
export type Ending = {
  readonly watchers: readonly Watcher[]
  /** Values for the gaps in addresses (`:round`), so that each watcher can ask for every page there is. */
  readonly fill: Readonly<Record<string, readonly string[]>>
  /**
   * Whether a database administrator, too, must be unable to tell: every row of every table, with sealed bytes as their
   * length. True before the answers open; afterwards what was opened stands in the database for those who may read it.
   */
  readonly administratorToo: boolean
}

export type Story<Secret> = (stage: Stage, secret: Secret) => Promise<Ending>

/** Runs the story with each secret and compares. Throws naming the first thing that tells them apart, and who gets it. */
export async function assertIndistinguishable<Secret>(
  story: Story<Secret>,
  [first, second]: readonly [Secret, Secret],
  overrides: Partial<Omit<Deps, 'clock'>> = {},
): Promise<void> {
  const one = await everythingSeen(story, first, overrides)
  const other = await everythingSeen(story, second, overrides)
  assert.deepEqual([...one.blind.keys()], [...other.blind.keys()], 'the two runs were not asked the same')
  assert.ok(one.blind.size > 50, 'next to nothing was looked at')
  for (const [what, bytes] of one.blind) {
    const against = other.blind.get(what) ?? ''
    assert.ok(bytes === against, `told apart by ${what}\n${firstDifference(bytes, against)}`)
  }
  const told = [...one.sighted].some(([what, bytes]) => bytes !== other.sighted.get(what))
  assert.ok(
    one.sighted.size === 0 || told,
    'not even those who may see the difference see one: the secrets are not in the story',
  )
}

function firstDifference(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return `… ${one.slice(Math.max(0, at - 200), at + 200)}\nbut\n… ${other.slice(Math.max(0, at - 200), at + 200)}`
}

type Transcript = { readonly blind: Map<string, string>; readonly sighted: Map<string, string> }

async function everythingSeen<Secret>(
  story: Story<Secret>,
  secret: Secret,
  overrides: Partial<Omit<Deps, 'clock'>>,
): Promise<Transcript> {
  const database = await testDatabase()
  await database.empty()
  return withChance(fromSeed('indistinguishable'), async () => {
    const logged: string[] = []
    const routes: string[] = []
    const log = createLog({ level: 'debug', clock: { now: () => noon }, write: (line) => logged.push(line) })
    const app = await testApp(
      { log, ...overrides },
      { onRoute: ({ method, url }) => void ([method].flat().includes('GET') && routes.push(url)) },
    )
    const seen: { who: string; what: string; bytes: string }[] = []
    const cookies = new Map<string, string>()
    const ask: Stage['ask'] = async ({ who, viewer }, request) => {
      if (viewer && !cookies.has(viewer.person)) cookies.set(viewer.person, await app.signInAs(viewer))
      const response = await app.app.inject(
        injected(request, viewer ? cookies.get(viewer.person) : undefined),
      )
      const what = `${seen.length}: ${request.method ?? 'GET'} ${request.url}`
      seen.push({ who, what, bytes: await bytesOf(response) })
      return { status: response.statusCode, body: response.body }
    }
    const ending = await story({ ...app, db: database.db, owner: database.owner, ask }, secret)
    for (const watcher of ending.watchers)
      for (const url of addressesFor(watcher, routes, ending.fill)) await ask(watcher, { url })
    const commitments = await commitmentsIn(database)
    const hide = (text: string) =>
      commitments.reduce((kept, commitment) => kept.replaceAll(commitment, 'a commitment'), text)
    const sighted = new Set(ending.watchers.filter(({ sees }) => sees === 'sighted').map(({ who }) => who))
    const transcript: Transcript = { blind: new Map(), sighted: new Map() }
    for (const { who, what, bytes } of seen)
      (sighted.has(who) ? transcript.sighted : transcript.blind).set(
        `what ${who} got from ${what}`,
        hide(bytes),
      )
    for (const watcher of ending.watchers) {
      const into = watcher.sees === 'sighted' ? transcript.sighted : transcript.blind
      for (const [table, rows] of await rowsFor(database, watcher.viewer))
        into.set(`the rows of ${table} that ${watcher.who} may read`, hide(rows))
    }
    for (const [table, rows] of await rowsKept(database, ending.administratorToo))
      transcript.blind.set(table, hide(rows))
    transcript.blind.set('the log', logged.map((line) => line.replace(/"ms":\d+/, '"ms":0')).join(''))
    return transcript
  })
}

/**
 * An answer as bytes: its status, its headers and what is in it. Of a file that is a package (Word, ODT, Excel, ODS, zip) each
 * entry: packages carry the time at which they were packed, by the machine's clock.
 */
async function bytesOf(response: LightMyRequestResponse): Promise<string> {
  const isPackage = /\bzip|officedocument|opendocument/.test(String(response.headers['content-type']))
  const headers = JSON.stringify({
    ...response.headers,
    date: null,
    ...(isPackage ? { 'content-length': null, etag: null } : {}),
  })
  // A Word file says by the machine's clock when it was made, and the names of its links are drawn by the package that writes it.
  const body = isPackage
    ? (await unpacked(response.rawPayload))
        .replace(/\brId[\w-]{8,}/g, 'a link')
        .replace(/W3CDTF">[^<]*</g, 'W3CDTF">then<')
    : response.rawPayload.toString('latin1')
  return `${response.statusCode}\n${headers}\n${body}`
}

/** The names and contents of a package's entries. */
export async function unpacked(bytes: Buffer): Promise<string> {
  const read = await readZip(bytes, {
    maxEntries: 2000,
    maxEntryBytes: 50_000_000,
    maxTotalBytes: 200_000_000,
  })
  if (!read.ok) return bytes.toString('latin1')
  const parts: string[] = []
  for (const entry of read.archive.entries) {
    const found = await read.archive.unpack(entry)
    assert.ok(found.ok, `${entry.name} cannot be unpacked`)
    parts.push(entry.name, Buffer.from(found.bytes).toString('utf8'))
  }
  await read.archive.close()
  return parts.join('\n')
}

/** The same bytes each time, as many as are asked for. */
function fromSeed(seed: string): Chance {
  let drawn = 0
  return (count) => {
    const parts: Buffer[] = []
    for (let have = 0; have < count; have += 32)
      parts.push(createHash('sha256').update(`${seed} ${drawn++}`).digest())
    return Buffer.concat(parts).subarray(0, count)
  }
}

function injected({ method = 'GET', url, form }: Request, cookie: string | undefined): InjectOptions {
  return {
    method,
    url,
    headers: {
      host: 'localhost',
      accept: 'text/html',
      ...(cookie ? { cookie } : {}),
      ...(method === 'POST'
        ? { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' }
        : {}),
    },
    ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
  }
}

/** The addresses a watcher asks for: all that are about something in the story; an operator, those for operators as well. */
function addressesFor({ viewer }: Watcher, routes: readonly string[], fill: Ending['fill']): string[] {
  const isAbout = (url: string) =>
    url === '/' || url.includes(':') || (viewer.operator && url.startsWith('/operat'))
  const isKnown = (url: string) => [...url.matchAll(/:(\w+)/g)].every(([, name = '']) => name in fill)
  return addressesOf(
    routes.filter((url) => isAbout(url) && isKnown(url)),
    fill,
  )
}

/** Every address that can be asked for, its gaps filled with each value that is known. */
export function addressesOf(
  routes: readonly string[],
  fill: Readonly<Record<string, readonly string[]>>,
): string[] {
  const filled = (url: string): string[] => {
    const gap = /:(\w+)(\([^)]*\))?/.exec(url)
    if (!gap) return [url]
    return (fill[gap[1] ?? ''] ?? ['x']).flatMap((value) => filled(url.replace(gap[0], value)))
  }
  return [...new Set(routes.filter((url) => !url.includes('*')).flatMap(filled))]
}

/**
 * Receipts and digests that councils were given: each is a hash over a random salt of 128 bits that stays sealed. With the
 * salts held still, as here, they differ between the runs; with real ones nobody can tell what they stand for.
 */
async function commitmentsIn({ owner }: TestDatabase): Promise<string[]> {
  const seals = await owner.query<{ root: string; digests: Record<string, string> }>(
    'select root, digests from round_seal',
  )
  return seals.rows.flatMap(({ root, digests }) => [root, ...Object.values(digests)])
}

async function tablesOf({ owner }: TestDatabase): Promise<string[]> {
  const found = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('platform_migration', 'authorities_authority') order by 1`,
  )
  return found.rows.map(({ name }) => name)
}

/** Every row that the application could show this person: queries without a filter, under their row policies. */
async function rowsFor(database: TestDatabase, viewer: Viewer): Promise<[string, string][]> {
  const seen: [string, string][] = []
  for (const table of await tablesOf(database)) {
    const rows = await inTransaction(database.db, viewer, (trx) =>
      sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(trx),
    ).catch((error: unknown) => {
      if (String(error).includes('permission denied')) return { rows: [{ row: 'may not be asked' }] }
      throw error
    })
    seen.push([
      table,
      rows.rows
        .map(({ row }) => row)
        .sort()
        .join('\n'),
    ])
  }
  return seen
}

/** What a database administrator sees: how many rows; and, while answers are sealed, each row with sealed bytes as a length. */
async function rowsKept({ owner, ...rest }: TestDatabase, inFull: boolean): Promise<[string, string][]> {
  const kept: [string, string][] = []
  for (const table of await tablesOf({ owner, ...rest })) {
    const { rows } = await owner.query<Record<string, unknown>>(`select * from ${table}`)
    kept.push([`the number of rows in ${table}`, String(rows.length)])
    if (inFull)
      kept.push([
        `the rows kept in ${table}`,
        rows
          .map((row) => JSON.stringify(asKept(row)))
          .sort()
          .join('\n'),
      ])
  }
  return kept
}

/** A council's own chain of the record holds its receipts, so its hashes are commitments too. */
function asKept(row: Record<string, unknown>): Record<string, unknown> {
  const isOwnChain = 'hash' in row && 'council' in row && row['council'] !== null
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value)
        ? `${value.length} bytes`
        : isOwnChain && (name === 'hash' || name === 'previous')
          ? 'a commitment'
          : value,
    ]),
  )
}
