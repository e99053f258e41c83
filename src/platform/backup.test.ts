import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { importArchive } from '#platform/archive-load.ts'
import { writeArchive } from '#platform/archive-write.ts'
import { backupIfDue, lastBackup, makeBackup, newestBackup, type BackupDeps } from '#platform/backup.ts'
import { createLog } from '#platform/log.ts'
import type { MailTables } from '#platform/mail.ts'
import { openInMemory } from '#platform/embedded.ts'
import { inTransaction } from '#platform/database.ts'
import { testDatabase } from '#test/support/database.ts'
import { filledKey, fillInstance } from '#test/support/fill-instance.ts'

const { db, owner, engine: testEngine, empty } = await testDatabase()
const engine = testEngine === 'pglite' ? 'embedded' : 'postgres'
const place = await mkdtemp(join(tmpdir(), 'handfast-backup-'))
const folder = join(place, 'backups')

let now = new Date(0)
const lines: string[] = []
const settings = { backupFolder: folder, backupKeep: 3, backupTime: { hour: 2, minute: 30 } }
const clock = { now: () => now }
const log = createLog({ level: 'info', clock, write: (line) => lines.push(line) })
const deps: BackupDeps = {
  db: db.$pickTables<keyof MailTables>(),
  clock,
  log,
  instanceKey: filledKey,
  version: '0.0.0-test',
  settings,
  asOwner: (work) => work({ pool: owner, engine }),
}

describe('backup', () => {
  before(async () => {
    await empty()
    await fillInstance(db, owner)
  })
  beforeEach(async () => {
    await owner.query(`delete from platform_note where name in ('backup', 'backup-turn')`)
    await rm(folder, { recursive: true, force: true })
    lines.length = 0
    now = new Date('2026-06-01T12:00:00Z')
  })
  after(async () => {
    await owner.query(`delete from platform_note where name in ('backup', 'backup-turn')`)
    await empty()
    await rm(place, { recursive: true, force: true })
  })

  const note = () => inTransaction(db, { kind: 'worker', now }, (trx) => lastBackup(trx))
  const files = async () => (await readdir(folder)).sort()

  test('a new instance is backed up on its first night, once, however many nodes ask', async () => {
    assert.deepEqual(await backupIfDue(deps), { type: 'not-due' })
    now = new Date('2026-06-02T01:29:00Z')
    assert.deepEqual(await backupIfDue(deps), { type: 'not-due' })
    now = new Date('2026-06-02T01:31:00Z')
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => backupIfDue(deps)))
    assert.deepEqual(outcomes.map(({ type }) => type).sort(), [
      'made',
      'not-due',
      'not-due',
      'not-due',
      'not-due',
    ])
    assert.deepEqual(await backupIfDue(deps), { type: 'not-due' })
    assert.deepEqual(await files(), ['handfast-20260602T013100Z.zip'])
    assert.equal((await stat(join(folder, 'handfast-20260602T013100Z.zip'))).mode & 0o777, 0o600)
    assert.equal((await note())?.made?.file, 'handfast-20260602T013100Z.zip')
    assert.match(lines.join(''), /"event":"backup\.made"/)
  })

  test('the newest backup, brought into an empty instance on the embedded database, is the instance it was made of', async () => {
    await makeBackup(deps)
    now = new Date('2026-06-01T12:00:01Z')
    await makeBackup(deps)
    const path = await newestBackup(folder)
    assert.equal(path, join(folder, 'handfast-20260601T120001Z.zip'))
    const target = await openInMemory()
    const migrations = join(import.meta.dirname, '../../migrations')
    const restored = await importArchive(target.pool, {
      path,
      instanceKey: filledKey,
      migrations,
      onStep: () => undefined,
    })
    const again = await writeArchive(
      { pool: target.pool, engine: 'embedded' },
      { path: join(place, 'again.zip'), instanceKey: filledKey, version: '0.0.0-test', now },
    )
    await target.close()
    assert.deepEqual(again.entries, restored.entries)
    assert.ok(restored.tables.every(({ rows }) => rows > 0))
  })

  test('only so many are kept, the oldest goes first, and no other file in the folder is touched', async () => {
    await makeBackup(deps)
    await writeFile(join(folder, 'letter.zip'), '')
    await writeFile(join(folder, '.handfast-20260101T000000Z.zip.77.part'), 'left by a node that died')
    await utimes(
      join(folder, '.handfast-20260101T000000Z.zip.77.part'),
      now,
      new Date('2026-05-01T00:00:00Z'),
    )
    for (const day of ['02', '03', '04']) {
      now = new Date(`2026-06-${day}T12:00:00Z`)
      assert.equal((await backupIfDue(deps)).type, 'made')
    }
    assert.deepEqual(await files(), [
      'handfast-20260602T120000Z.zip',
      'handfast-20260603T120000Z.zip',
      'handfast-20260604T120000Z.zip',
      'letter.zip',
    ])
  })

  test('a backup that fails is said, leaves the older ones and nothing by halves, and is tried again in an hour', async () => {
    await makeBackup(deps)
    const older = await files()
    const inTheWay = join(place, 'a file')
    await writeFile(inTheWay, '')
    const failing = { ...deps, settings: { ...settings, backupFolder: inTheWay } }
    now = new Date('2026-06-02T12:00:00Z')
    const outcome = await backupIfDue(failing)
    assert.equal(outcome.type, 'failed')
    assert.match(
      outcome.type === 'failed' ? outcome.why : '',
      /The folder .* cannot be written \(E\w+\); give this user/,
    )
    assert.deepEqual(await files(), older)
    const said = await note()
    assert.equal(said?.failedAt, '2026-06-02T12:00:00.000Z')
    assert.equal(said?.made?.at, '2026-06-01T12:00:00.000Z')
    assert.match(lines.join(''), /"level":"error","event":"backup\.failed"/)
    now = new Date('2026-06-02T12:59:00Z')
    assert.equal((await backupIfDue(deps)).type, 'not-due')
    now = new Date('2026-06-02T13:00:00Z')
    assert.equal((await backupIfDue(deps)).type, 'made')
    assert.equal((await note())?.ok, true)
  })

  test('a clock that was wrong for a while does not stop the backups of the years between', async () => {
    now = new Date('2031-01-01T12:00:00Z')
    await makeBackup(deps)
    now = new Date('2026-06-02T12:00:00Z')
    assert.equal((await backupIfDue(deps)).type, 'made')
    assert.equal((await backupIfDue(deps)).type, 'not-due')
  })
})
