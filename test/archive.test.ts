import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type pg from 'pg'
import { ownAnswersFor } from '#modules/readiness/queries.ts'
import { importArchive } from '#platform/archive-load.ts'
import { sealManifest, type Manifest } from '#platform/archive-manifest.ts'
import { sha256Of, writeArchive } from '#platform/archive-write.ts'
import { openDatabase } from '#platform/database.ts'
import { openEmbedded, type Embedded } from '#platform/embedded.ts'
import { migrate } from '#platform/migrate.ts'
import { readZip } from '#platform/zip-archive.ts'
import { zipBytes } from '#platform/zip-writer.ts'
import type { Tables } from '#root/tables.ts'
import { testDatabase } from '#test/support/database.ts'
import { emptyDatabase, testServer, type EmptyDatabase } from '#test/support/empty-database.ts'
import { filledKey, fillInstance, type FilledInstance } from '#test/support/fill-instance.ts'
import { noon } from '#test/support/make.ts'

const { db, owner, engine: testEngine, empty } = await testDatabase()
const engine = testEngine === 'pglite' ? 'embedded' : 'postgres'
const migrations = join(import.meta.dirname, '../migrations')
const place = await mkdtemp(join(tmpdir(), 'handfast-archive-'))
const at = (name: string) => join(place, name)
const silent = () => undefined
const options = { instanceKey: filledKey, version: '0.0.0-test', now: noon }
const load = { instanceKey: filledKey, migrations, onStep: silent }

let filled: FilledInstance
let original: Manifest
let spare: EmptyDatabase
let folder: Embedded

describe('archive', () => {
  before(async () => {
    await empty()
    filled = await fillInstance(db, owner)
    original = await writeArchive({ pool: owner, engine }, { path: at('original.zip'), ...options })
    spare = await emptyDatabase()
  })
  after(async () => {
    await empty()
    await spare.close()
    await folder.close()
    await rm(place, { recursive: true, force: true })
  })

  const content = ({ entries, tables, migrations: level, key }: Manifest) => ({ entries, tables, level, key })

  /** Every table by a second method, which shares nothing with the archive's: a digest over the rows as the database prints them. */
  async function printed(pool: pg.Pool): Promise<Record<string, string>> {
    const client = await pool.connect()
    try {
      await client.query(`begin; set local timezone to 'UTC'; set local role handfast_archivist`)
      const digests: Record<string, string> = {}
      for (const { name } of original.tables) {
        const found = await client.query<{ digest: string }>(
          `select md5(string_agg(t::text, E'\n' order by t::text collate "C")) as digest from ${name} t`,
        )
        digests[name] = found.rows[0]?.digest ?? ''
      }
      return digests
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  /** Another archive made of this one: with entries' text changed, digests made right again, and sealed with a key. */
  async function remade(
    name: string,
    change: {
      manifest?: (manifest: Manifest) => Partial<Manifest>
      entry?: Readonly<Record<string, (text: string) => string>>
    },
    seal: 'sealed' | 'as it was' = 'sealed',
  ): Promise<string> {
    const reading = await readZip(at('original.zip'), {
      maxEntries: 1000,
      maxEntryBytes: 1e9,
      maxTotalBytes: 1e9,
    })
    assert.ok(reading.ok)
    const files = new Map<string, Buffer>()
    for (const entry of reading.archive.entries) {
      const unpacked = await reading.archive.unpack(entry)
      assert.ok(unpacked.ok)
      const changed = change.entry?.[entry.name]
      const bytes = Buffer.from(unpacked.bytes)
      files.set(entry.name, changed ? Buffer.from(changed(bytes.toString('utf8'))) : bytes)
    }
    await reading.archive.close()
    const { seal: _, ...rest } = original
    const entries = rest.entries.map((entry) => {
      const bytes = files.get(entry.name) ?? Buffer.alloc(0)
      const rows = bytes.toString('utf8').split('\n').length - 1
      return { ...entry, rows, bytes: bytes.length, sha256: sha256Of(bytes) }
    })
    const tables = rest.tables.map((table) => ({
      ...table,
      rows: entries.filter(({ table: of }) => of === table.name).reduce((sum, { rows }) => sum + rows, 0),
    }))
    const unsealed = { ...rest, tables, entries, ...change.manifest?.(original) }
    const manifest =
      seal === 'sealed' ? sealManifest(filledKey, unsealed) : { ...unsealed, seal: original.seal }
    files.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
    await writeFile(at(name), await zipBytes([...files].map(([entry, bytes]) => ({ name: entry, bytes }))))
    return at(name)
  }

  /** That an import into the spare database is refused with these words and leaves it as it was. */
  async function refused(path: string, words: RegExp, more: Partial<typeof load> = {}): Promise<void> {
    await assert.rejects(importArchive(spare.pool, { ...load, ...more, path }), {
      name: 'ArchiveRefused',
      message: words,
    })
    const there = await spare.pool.query<{ there: string | null }>(
      `select to_regclass('public.people_person')::text as there`,
    )
    if (!there.rows[0]?.there) return
    const client = await spare.pool.connect()
    try {
      await client.query('begin; set local role handfast_archivist')
      const found = await client.query<{ n: number }>(
        `select (select count(*) from people_person) + (select count(*) from round_round) + (select count(*) from authorities_authority) as n`,
      )
      assert.equal(Number(found.rows[0]?.n), 0, 'something was written')
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  test('an archive has an entry for every table, says which key sealed it, and is for its owner’s eyes only', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'platform_migration' order by tablename collate "C"`,
    )
    assert.deepEqual(
      original.tables.map(({ name }) => name),
      rows.map(({ name }) => name),
    )
    assert.deepEqual(
      original.tables.filter((table) => table.rows === 0).map(({ name }) => name),
      [],
    )
    assert.match(original.key, /^[0-9a-f]{32}$/)
    assert.equal((await stat(at('original.zip'))).mode & 0o777, 0o600)
    const bytes = await readFile(at('original.zip'))
    assert.equal(bytes.includes(filledKey), false)
    assert.equal(bytes.includes(filledKey.toString('base64')), false)
  })

  test('the wrong key is refused before anything is touched, with the fingerprints of both', async () => {
    await refused(
      at('original.zip'),
      /was sealed with the key [0-9a-f]{32} and the key here is [0-9a-f]{32}/,
      {
        instanceKey: Buffer.alloc(32, 8),
      },
    )
  })

  test('an archive of a newer format, or of a later Handfast, says which version to use', async () => {
    await refused(
      await remade('newer.zip', { manifest: () => ({ formatVersion: 2, handfast: '9.0.0' }) }),
      /has format 2 and this Handfast reads formats up to 1: import it with Handfast 9\.0\.0/,
    )
    const level = [...original.migrations, { name: '0999_unknown.sql', digest: 'x' }]
    await refused(
      await remade('later.zip', { manifest: () => ({ migrations: level, handfast: '9.0.0' }) }),
      /written by a later Handfast, 9\.0\.0 \(it has 0999_unknown\.sql\)/,
    )
  })

  test('a file that is no archive, or a piece of one, is refused in a sentence', async () => {
    await writeFile(at('letter.zip'), 'Dear council,')
    await refused(at('letter.zip'), /is not an archive of Handfast/)
    await refused(at('nowhere.zip'), /cannot be read \(ENOENT\)/)
    await cp(at('original.zip'), at('piece.zip'))
    await truncate(at('piece.zip'), 5000)
    await refused(at('piece.zip'), /is not an archive of Handfast, or only a piece of one/)
  })

  test('a damaged entry is named', async () => {
    const bytes = await readFile(at('original.zip'))
    const found = bytes.indexOf('tables/round_seal.jsonl')
    bytes[found + 60] = (bytes[found + 60] ?? 0) ^ 0xff
    await writeFile(at('damaged.zip'), bytes)
    await refused(
      at('damaged.zip'),
      /The archive's entry tables\/round_seal\.jsonl is damaged; nothing was imported/,
    )
  })

  test('an entry that was exchanged for another of the same length is named too', async () => {
    const name = 'tables/people_person.jsonl'
    const path = await remade('exchanged.zip', {
      entry: { [name]: (text) => text.replace('"is_operator":false', '"is_operator": true') },
      manifest: ({ entries }) => ({ entries }),
    })
    await refused(path, /entry tables\/people_person\.jsonl is damaged/)
  })

  test('rows changed by somebody without the key are refused, even when every digest was made right', async () => {
    const name = 'tables/people_person.jsonl'
    const path = await remade(
      'forged.zip',
      { entry: { [name]: (text) => text.replace('"is_operator":false', '"is_operator":true') } },
      'as it was',
    )
    await refused(path, /manifest\.json was changed after it was written/)
  })

  test('rows that refer to others which are not there are refused whole', async () => {
    const path = await remade('orphans.zip', {
      entry: { 'tables/round_party.jsonl': () => '' },
    })
    await refused(
      path,
      /entry tables\/\w+\.jsonl has rows that refer to others which are not there \(\w+fkey\)/,
    )
  })

  test('a table that has other columns is named', async () => {
    const path = await remade('columns.zip', {
      manifest: ({ tables }) => ({
        tables: tables.map((table) =>
          table.name === 'round_key' ? { ...table, columns: ['wrapped'] } : table,
        ),
      }),
    })
    await refused(path, /differ in a table, round_key \(/)
  })

  test('an archive of an earlier version is not poured into tables that have moved on', async () => {
    const path = await remade('earlier.zip', {
      manifest: ({ migrations: level }) => ({ migrations: level.slice(0, -1) }),
    })
    await refused(path, /comes from an earlier version .* import it into a new one/)
  })

  test('the instance comes back byte for byte on the embedded database, and opens with the same key', async () => {
    folder = await openEmbedded({ folder: at('data') })
    await importArchive(folder.pool, { ...load, path: at('original.zip') })
    const again = await writeArchive(
      { pool: folder.pool, engine: 'embedded' },
      { path: at('again.zip'), ...options },
    )
    assert.deepEqual(content(again), content(original))
    assert.deepEqual(await printed(folder.pool), await printed(owner))
    const restored = { db: openDatabase<Tables>(folder.pool), instanceKey: filledKey }
    const own = await ownAnswersFor(restored, filled.ashby, filled.open)
    assert.match(JSON.stringify(own.agreed), /A sealed reason/)
  })

  test(
    'and from there back to a server, whose owner is an ordinary login, and it is still the same',
    { skip: testServer === undefined ? 'only when the tests run on a server' : false },
    async () => {
      const server = await emptyDatabase()
      try {
        await importArchive(server.pool, { ...load, path: at('again.zip') })
        const third = await writeArchive(
          { pool: server.pool, engine: 'postgres' },
          { path: at('third.zip'), ...options },
        )
        assert.deepEqual(content(third), content(original))
        assert.deepEqual(await printed(server.pool), await printed(owner))
      } finally {
        await server.close()
      }
    },
  )

  test('an instance that is in use is not written over', async () => {
    await assert.rejects(importArchive(folder.pool, { ...load, path: at('original.zip') }), {
      name: 'ArchiveRefused',
      message: /already in use \(there are rows in \w+\); nothing was imported/,
    })
  })

  test('an instance that was only started takes the archive’s councils and notes in place of its own, then catches up', async () => {
    await cp(migrations, at('migrations'), { recursive: true })
    await writeFile(
      at('migrations/9999_later.sql'),
      `create table platform_later (id integer primary key); insert into platform_later select count(*) from people_person;`,
    )
    await migrate(spare.pool, migrations, silent)
    const client = await spare.pool.connect()
    await client.query(`begin; set local role handfast_archivist`)
    await client.query(
      `insert into authorities_authority values ('E00000000', 'district', 'Former', 'Former')`,
    )
    await client.query(`insert into platform_note values ('first-operator', '{}', now())`)
    await client.query('commit')
    client.release()
    await importArchive(spare.pool, { ...load, migrations: at('migrations'), path: at('original.zip') })
    const { rows } = await spare.pool.query('select id from platform_later')
    assert.deepEqual(rows, [{ id: original.tables.find(({ name }) => name === 'people_person')?.rows }])
  })

  test('an archive is not made when a table would be missing from it', async () => {
    await assert.rejects(
      writeArchive({ pool: spare.pool, engine }, { path: at('lacking.zip'), ...options }),
      {
        name: 'ArchiveRefused',
        message: /would lack rows of platform_later/,
      },
    )
    await assert.rejects(stat(at('lacking.zip')), { code: 'ENOENT' })
  })
})
