import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { lastBackup, makeBackup, type BackupDeps } from '#platform/backup.ts'
import { inTransaction, openDatabase } from '#platform/database.ts'
import { openInMemory } from '#platform/embedded.ts'
import { createLog } from '#platform/log.ts'
import type { MailTables } from '#platform/mail.ts'
import { migrate } from '#platform/migrate.ts'
import { projectRoot } from '#test/support/program.ts'

const place = mkdtempSync(join(tmpdir(), 'handfast-full-backup-'))
const mounted = mountSmallDisk(place)

/** A disk of 8 MB in memory; only root may have one, and not in every container. */
function mountSmallDisk(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', at], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('backup full disk', () => {
  after(() => {
    if (mounted) execFileSync('umount', ['--lazy', place])
    rmSync(place, { recursive: true, force: true })
  })

  const skip = mounted ? false : 'A FULL BACKUP DISK WAS NOT TRIED: this user may not mount a small one'

  test(
    'a backup that fills its disk leaves the older ones, nothing by halves, and says so',
    { skip },
    async () => {
      const { pool, close } = await openInMemory()
      await migrate(pool, join(projectRoot, 'migrations'), () => undefined)
      const db = openDatabase<MailTables>(pool)
      let now = new Date('2026-06-01T02:00:00Z')
      const lines: string[] = []
      const deps: BackupDeps = {
        db,
        clock: { now: () => now },
        log: createLog({ level: 'info', clock: { now: () => now }, write: (line) => lines.push(line) }),
        instanceKey: Buffer.alloc(32, 7),
        version: '0.0.0-test',
        settings: {
          backupFolder: join(place, 'backups'),
          backupKeep: 1,
          backupTime: { hour: 2, minute: 30 },
        },
        asOwner: (work) => work({ pool, engine: 'embedded' }),
      }
      assert.equal((await makeBackup(deps)).type, 'made')
      const older = readdirSync(join(place, 'backups'))

      await pool.query(`insert into platform_note select 'note ' || n, to_jsonb(
    (select string_agg(md5(random()::text || n || m), '') from generate_series(1, 30000) m)), now() from generate_series(1, 4) n`)
      const { bavail, bsize } = statfsSync(place)
      writeFileSync(join(place, 'ballast'), Buffer.alloc(bavail * bsize - 1_000_000))
      now = new Date('2026-06-02T02:00:00Z')
      const failed = await makeBackup(deps)
      assert.match(
        failed.type === 'failed' ? failed.why : failed.type,
        /The disk of .* is full; the older backups are kept/,
      )
      assert.deepEqual(readdirSync(join(place, 'backups')), older)
      const note = await inTransaction(db, { kind: 'worker', now }, (trx) => lastBackup(trx))
      assert.deepEqual([note?.ok, note?.failedAt], [false, now.toISOString()])
      assert.match(lines.at(-1) ?? '', /"event":"backup\.failed".*"code":"ENOSPC"/)

      rmSync(join(place, 'ballast'))
      now = new Date('2026-06-02T03:00:00Z')
      assert.equal((await makeBackup(deps)).type, 'made')
      assert.deepEqual(readdirSync(join(place, 'backups')), ['handfast-20260602T030000Z.zip'])
      await close()
    },
  )
})
