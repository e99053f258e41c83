import { resolve } from 'node:path'
import { importArchive } from '#platform/archive-load.ts'
import { ArchiveRefused } from '#platform/archive-manifest.ts'
import { openArchive } from '#platform/archive-read.ts'
import { existingKey, many, migrations, withDatabase, type InstanceCommand } from '#root/cli/instance.ts'

/** `npm run import`: an archive into an empty instance. */
export const importInstance: InstanceCommand = {
  takesFile: true,
  help: `
handfast import FILE

Brings an archive that "handfast export" or the nightly backup wrote into an empty instance, on the embedded database or a
server (DATABASE_URL and DATABASE_OWNER_URL). All of it comes, or nothing. Stop Handfast first.

It needs the key of the instance that the archive came from, in HANDFAST_KEY or the file of HANDFAST_KEY_FILE.`,
  run: async (asked) => {
    if (asked.file === undefined)
      throw new ArchiveRefused(
        'Name the archive to import: npm run import -- FILE. Backups are in BACKUP_FOLDER.',
      )
    const path = resolve(asked.file)
    const instanceKey = existingKey(asked.config)
    const { io } = asked
    // Looked at before a database is made for it.
    await openArchive(path, instanceKey).then(({ close }) => close())
    const manifest = await withDatabase(asked, 'any', async ({ pool }) =>
      importArchive(pool, { path, instanceKey, migrations, onStep: (step) => io.err(`${step}\n`) }),
    )
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    io.out(
      `Imported ${many(rows, 'row', 'rows')} of ${manifest.tables.length} tables, as they were on ${manifest.madeAt} ` +
        `(Handfast ${manifest.handfast}, ${manifest.engine}).\nMail that was waiting then will be sent once SMTP_URL is set. ` +
        'Run "handfast verify" to check the record, then start Handfast.\n',
    )
    return 0
  },
}
