import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { errorCode } from '#platform/cannot-start.ts'
import { openEmbedded, type Embedded } from '#platform/embedded.ts'

const place = mkdtempSync(join(tmpdir(), 'handfast-full-'))
// A server's disk is its own keeper's to watch, so this is about the embedded database alone.
const onServer = process.env['HANDFAST_TEST_DATABASE'] === 'postgres'
const mounted = !onServer && mountSmallDisk(place)

/** A disk of 140 MB in memory; only root may have one, and not in every container. */
function mountSmallDisk(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=140m', 'tmpfs', at], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('disk full', () => {
  after(() => {
    if (mounted) execFileSync('umount', ['--lazy', place])
    rmSync(place, { recursive: true, force: true })
  })

  function free(): number {
    const { bavail, bsize } = statfsSync(place)
    return bavail * bsize
  }

  const skip = mounted ? false : 'A FULL DISK WAS NOT TRIED: this user may not mount a small one'

  async function fillUp(database: Embedded): Promise<number> {
    for (let promised = 0; promised < 10_000; promised += 1) {
      const word = randomBytes(20_000).toString('base64')
      try {
        await database.pool.query('insert into saved (word) values ($1)', [word])
      } catch (error) {
        assert.equal(errorCode(error), '53100')
        return promised
      }
    }
    throw new Error('The disk was never full.')
  }

  async function fullDisk(): Promise<void> {
    const folder = join(place, 'data')
    const ballast = join(place, 'ballast')
    let database = await openEmbedded({ folder })
    const count = async () =>
      (await database.pool.query<{ n: number }>('select count(*)::int as n from saved')).rows
    await database.pool.query('create table saved (id serial primary key, word text)')

    writeFileSync(ballast, Buffer.alloc(free() - 4_000_000))
    const promised = await fillUp(database)
    assert.ok(promised > 0)
    assert.deepEqual(await count(), [{ n: promised }])
    await database.close()

    await assert.rejects(openEmbedded({ folder }), {
      name: 'CannotStart',
      message:
        /is full \(\d+ MB free, 32 MB needed\): free some space and start again; nothing that was saved is lost/,
    })

    rmSync(ballast)
    database = await openEmbedded({ folder })
    assert.deepEqual(await count(), [{ n: promised }])
    await database.pool.query("insert into saved (word) values ('there is room again')")
    await database.close()
  }

  async function smallDisk(): Promise<void> {
    const folder = join(place, 'another')
    writeFileSync(join(place, 'ballast'), Buffer.alloc(free() - 50_000_000))
    await assert.rejects(openEmbedded({ folder }), { name: 'CannotStart', message: /is full/ })
  }

  if (!onServer) {
    test(
      'a full disk is said in a sentence, loses nothing, and is over when there is room',
      { skip },
      fullDisk,
    )
    test('a disk too small for a database is refused before anything is made', { skip }, smallDisk)
  }
})
