import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { Pool } from 'pg'
import { openEmbedded } from '#platform/embedded.ts'
import { start, type Program } from '#test/support/program.ts'

const kills = 3
const place = mkdtempSync(join(tmpdir(), 'handfast-kill-'))
describe('kill the writer', () => {
  after(() => rmSync(place, { recursive: true, force: true }))

  const server =
    process.env['HANDFAST_TEST_DATABASE'] === 'postgres' ? process.env['TEST_DATABASE_OWNER_URL'] : undefined
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

  /** The last number the writer was promised, after it was killed at a moment nobody chose. */
  async function lastPromised(writer: Program): Promise<number> {
    await writer.prints(/^\d+\n/m)
    await wait(randomInt(50, 500))
    await writer.kill()
    return Number(/(\d+)\n[^\n]*$/.exec(writer.printed())?.[1])
  }

  async function checkAllKept(pool: Pool, promised: number): Promise<void> {
    const { rows } = await pool.query<{ kept: number; torn: number; missing: number; indexed: number }>(
      `select
       (select count(*)::int from parent where id <= $1) as kept,
       (select count(*)::int from parent p where (select count(*) from child c where c.parent = p.id) <> 2) as torn,
       (select count(*)::int from child c where not exists (select from parent p where p.id = c.parent)) as missing,
       (select count(*)::int from generate_series(1, $1) id where exists (select from parent p where p.id = id)) as indexed`,
      [promised],
    )
    assert.deepEqual(rows, [{ kept: promised, torn: 0, missing: 0, indexed: promised }])
  }

  /** Opens what a killed writer left behind, for as long as a check takes. */
  type Reopen = (check: (pool: Pool) => Promise<void>) => Promise<void>

  async function killAndCheck(startWriter: () => Program, reopen: Reopen): Promise<void> {
    for (let kill = 1; kill <= kills; kill += 1) {
      const promised = await lastPromised(startWriter())
      await reopen((pool) => checkAllKept(pool, promised))
    }
  }

  if (server) {
    test('a program killed while it saves to a server leaves there all it was promised and nothing by halves', async () => {
      const owner = new Pool({ connectionString: server, max: 1 })
      const url = new URL(server)
      url.pathname = `/kill_${process.pid}`
      await owner.query(`create database ${url.pathname.slice(1)}`)
      await owner.end()
      await killAndCheck(
        () => start(['test/support/writer.ts'], { DATABASE: url.href }),
        async (check) => {
          const pool = new Pool({ connectionString: url.href, max: 1 })
          await check(pool)
          await pool.end()
        },
      )
    })
  } else {
    test('the embedded database, killed while it saves, opens with all it had promised and nothing by halves', async () => {
      const folder = join(place, 'embedded')
      await killAndCheck(
        () => start(['test/support/writer.ts', folder]),
        async (check) => {
          const { pool, close } = await openEmbedded({ folder })
          await check(pool)
          await close()
        },
      )
    })

    test('the embedded database, killed while it is being made, opens all the same', async () => {
      for (const ms of [400, 1200]) {
        const folder = join(place, `made-${ms}`)
        const writer = start(['test/support/writer.ts', folder])
        await wait(ms)
        await writer.kill()
        const { pool, close } = await openEmbedded({ folder })
        await pool.query('create table ours (id integer)')
        await close()
      }
    })
  }
})
