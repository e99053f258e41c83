import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fsyncCount } from './embedded-files.ts'
import { openEmbedded, pgliteVersion, postgresMajor, type Embedded } from './embedded.ts'

const place = mkdtempSync(join(tmpdir(), 'handfast-embedded-'))
const folder = join(place, 'data')
describe('embedded', () => {
  after(() => rmSync(place, { recursive: true, force: true }))

  describe('the embedded database', () => {
    const steps: string[] = []
    let database: Embedded

    before(async () => {
      database = await openEmbedded({ folder, onStep: (sentence) => steps.push(sentence) })
      await database.pool.query('create table saved (id integer primary key)')
    })
    after(() => database.close())

    test('says what it is doing at its first start', () => {
      assert.equal(database.firstStart, true)
      assert.equal(steps.length, 1)
    })

    test('asks the disk to keep each of a hundred commits', async () => {
      const before = fsyncCount()
      for (let id = 1; id <= 100; id += 1) await database.pool.query('insert into saved values ($1)', [id])
      assert.ok(fsyncCount() - before >= 100, `${fsyncCount() - before} fsyncs for 100 commits`)
    })

    test('asks the disk to keep the folders too, when it tidies up', async () => {
      const before = fsyncCount()
      await database.pool.query('checkpoint')
      assert.ok(fsyncCount() > before)
    })

    test('goes on after a query that fails', async () => {
      await assert.rejects(database.pool.query('insert into saved values (1)'), { code: '23505' })
      for (const id of [1, 2])
        await assert.rejects(database.pool.query('insert into saved values ($1)', [id]), { code: '23505' })
      await assert.rejects(database.pool.query('select nothing from nowhere'), { code: '42P01' })
      const { rows } = await database.pool.query<{ n: string }>('select count(*) as n from saved')
      assert.deepEqual(rows, [{ n: '100' }])
    })

    test('undoes what a request left half done, and forgets who it was', async () => {
      const client = await database.pool.connect()
      await client.query('create role visitor')
      await client.query('grant insert on saved to visitor')
      await client.query("select set_config('app.council', 'northmere', false)")
      await client.query('begin')
      await client.query('set role visitor')
      await client.query('insert into saved values (999)')
      client.release(new Error('the request broke off'))
      const { rows } = await database.pool.query<{ n: string; who: string; council: string }>(
        "select (select count(*) from saved) as n, current_user as who, current_setting('app.council', true) as council",
      )
      assert.deepEqual(rows, [{ n: '100', who: 'postgres', council: '' }])
    })

    test('answers many requests at once, one after another', async () => {
      const asked = Array.from({ length: 40 }, (_, n) =>
        database.pool.query<{ n: number }>('select $1::int as n', [n]),
      )
      const answers = await Promise.all(asked)
      assert.deepEqual(
        answers.map(({ rows }) => rows[0]?.n),
        Array.from({ length: 40 }, (_, n) => n),
      )
    })

    test('can search forgivingly', async () => {
      await database.pool.query('create extension pg_trgm')
      await database.pool.query('create extension unaccent')
      const { rows } = await database.pool.query("select similarity('Sheffield', 'Shefield') > 0.5 as near")
      assert.deepEqual(rows, [{ near: true }])
    })

    test('refuses a second opener, whatever name it uses for the folder', async () => {
      const otherName = join(place, 'other-name')
      symlinkSync(folder, otherName)
      const inUse = {
        name: 'CannotStart',
        message: /is in use by another Handfast \(process \d+\): stop that one first/,
      }
      await assert.rejects(openEmbedded({ folder }), inUse)
      await assert.rejects(openEmbedded({ folder: otherName }), inUse)
    })

    test('has everything when it is closed and opened again', async () => {
      await database.close()
      database = await openEmbedded({ folder, onStep: (sentence) => steps.push(sentence) })
      const { rows } = await database.pool.query<{ n: string }>('select count(*) as n from saved')
      assert.deepEqual(rows, [{ n: '100' }])
      assert.equal(database.firstStart, false)
      assert.equal(steps.length, 1)
    })

    test('is the version we say it is', async () => {
      const manifest = readFileSync('node_modules/@electric-sql/pglite/package.json', 'utf8')
      assert.equal(/"version": "([^"]+)"/.exec(manifest)?.[1], pgliteVersion)
      const { rows } = await database.pool.query<{ server_version: string }>('show server_version')
      assert.equal(Number.parseInt(rows[0]?.server_version ?? '', 10), postgresMajor)
    })
  })

  describe('a data folder from elsewhere', () => {
    test('is refused, unharmed, when another PostgreSQL version wrote it', async () => {
      const old = join(place, 'old')
      mkdirSync(join(old, 'pg'), { recursive: true })
      writeFileSync(join(old, 'pg', 'PG_VERSION'), '17\n')
      await assert.rejects(openEmbedded({ folder: old }), {
        name: 'CannotStart',
        message:
          /written by PostgreSQL 17 .* run "npm run export" with the version of Handfast you had before/,
      })
      assert.equal(readFileSync(join(old, 'pg', 'PG_VERSION'), 'utf8'), '17\n')
    })

    test('is refused when a later Handfast laid it out', async () => {
      const later = join(place, 'later')
      mkdirSync(later)
      writeFileSync(join(later, 'handfast.json'), '{"format": 2, "postgres": 18}')
      await assert.rejects(openEmbedded({ folder: later }), { name: 'CannotStart', message: /has format 2/ })
    })

    test('is refused when it cannot be made', async () => {
      writeFileSync(join(place, 'a-file'), '')
      const message = /cannot be made or read \(E\w+\): make it yourself/
      await assert.rejects(openEmbedded({ folder: join(place, 'a-file', 'data') }), {
        name: 'CannotStart',
        message,
      })
    })
  })
})
