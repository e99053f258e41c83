import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { writeArchive } from '#platform/archive-write.ts'
import { recogniseKey } from '#platform/known-key.ts'
import { testDatabase } from '#test/support/database.ts'
import { noon } from '#test/support/make.ts'

const { db, owner } = await testDatabase()
const place = await mkdtemp(join(tmpdir(), 'handfast-key-'))
const first = Buffer.alloc(32, 1)
const other = Buffer.alloc(32, 2)
const forget = () => owner.query(`delete from platform_note where name = 'instance-key'`)
describe('known key', () => {
  beforeEach(forget)
  after(async () => {
    await forget()
    await rm(place, { recursive: true })
  })

  test('an instance knows the key it was first started with, and will not start with another', async () => {
    await recogniseKey(db, first, noon)
    await recogniseKey(db, first, noon)
    await assert.rejects(recogniseKey(db, other, noon), {
      name: 'CannotStart',
      message: /is sealed with the key [0-9a-f]{32} and the key here is [0-9a-f]{32}: put back the key file/,
    })
  })

  test('an archive is not made with a key that would not open it', async () => {
    await recogniseKey(db, first, noon)
    const options = { path: join(place, 'a.zip'), version: '0', now: noon }
    const write = (instanceKey: Buffer) =>
      writeArchive({ pool: owner, engine: 'embedded' }, { ...options, instanceKey })
    await assert.rejects(write(other), { name: 'ArchiveRefused', message: /the key here is/ })
    assert.deepEqual(await readdir(place), [])
    await write(first)
  })
})
