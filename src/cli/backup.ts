import { join } from 'node:path'
import { makeBackup } from '#platform/backup.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import type { MailTables } from '#platform/mail.ts'
import { existingKey, many, withDatabase, type InstanceCommand } from '#root/cli/instance.ts'
import { productVersion } from '#platform/version.ts'

/** `handfast backup`: one more backup, now. */
export const backupNow: InstanceCommand = {
  takesFile: false,
  help: `
handfast backup

Makes a backup now, beside the nightly ones in BACKUP_FOLDER, and lets the oldest go when there are more than BACKUP_KEEP.
On the embedded database Handfast must be stopped first. "handfast import" brings a backup back.`,
  run: async (asked) => {
    const { config, io } = asked
    const instanceKey = existingKey(config)
    const outcome = await withDatabase(asked, 'existing', (database) =>
      makeBackup({
        db: openDatabase<MailTables>(database.pool),
        clock: systemClock,
        log: createLog({ level: 'silent', clock: systemClock }),
        instanceKey,
        version: productVersion,
        settings: config,
        asOwner: (work) => work(database),
      }),
    )
    if (outcome.type !== 'made') {
      io.err(`${outcome.type === 'failed' ? outcome.why : 'No backup was made.'}\n`)
      return 2
    }
    const size = `${(outcome.bytes / 1e6).toFixed(1)} MB`
    io.out(`${join(config.backupFolder, outcome.file)}\n${many(outcome.rows, 'row', 'rows')}, ${size}.\n`)
    return 0
  },
}
