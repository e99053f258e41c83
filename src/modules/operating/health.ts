import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { accountCounts } from '#modules/people/index.ts'
import { lastBackup, type BackupNote } from '#platform/backup-note.ts'
import { inTransaction } from '#platform/database.ts'
import type { Viewer } from '#platform/viewer.ts'
import { mailDb, peopleOf, type OperatingDeps } from './deps.ts'

/** How an instance is. Numbers of rows and bytes; nothing anybody wrote. */
export type Health = {
  readonly engine: string
  readonly mail: { readonly waiting: number; readonly failed: number; readonly lastSentAt: Date | null }
  readonly backup: BackupNote | null
  readonly people: number
  readonly councils: number
  /** Free bytes on the disk of the data folder; null where the database is on a server of its own. */
  readonly freeBytes: number | null
}

type Counts = { engine: string; waiting: number; failed: number; lastSentAt: Date | null }

export async function healthFor(deps: OperatingDeps, viewer: Viewer): Promise<Health> {
  const { counts, backup } = await inTransaction(mailDb(deps), viewer, async (trx) => {
    const found = await sql<Counts>`select current_setting('server_version') as engine,
      (select count(*)::int from platform_mail where state = 'waiting') as waiting,
      (select count(*)::int from platform_mail where state = 'failed') as failed,
      (select max(sent_at) from platform_mail) as "lastSentAt"`.execute(trx)
    return { counts: found.rows[0], backup: await lastBackup(trx) }
  })
  if (!counts) throw new Error('The database counted nothing.')
  const { engine, ...mail } = counts
  const { people, councils } = await accountCounts(peopleOf(deps), viewer)
  return { engine, mail, backup, people, councils, freeBytes: await freeBytes(deps.dataFolder) }
}

async function freeBytes(folder: string | null): Promise<number | null> {
  if (folder === null) return null
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
