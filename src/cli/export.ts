import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { ArchiveRefused } from '#platform/archive-manifest.ts'
import { writeArchive } from '#platform/archive-write.ts'
import { CannotStart, errorCode } from '#platform/cannot-start.ts'
import { systemClock } from '#platform/clock.ts'
import { existingKey, many, withDatabase, type Asked, type InstanceCommand } from '#root/cli/instance.ts'
import { productVersion } from '#platform/version.ts'

/** `npm run export`: the whole instance in one file. */
export const exportInstance: InstanceCommand = {
  takesFile: true,
  help: `
handfast export [FILE]

Writes the whole instance to one archive file, for "handfast import" to bring into an empty instance, on the embedded
database or a server. Without a name the file is called after this moment and stands in this folder. On the embedded
database Handfast must be stopped first.

The archive holds names, addresses and every opened answer as plain text: keep it as you keep the database. It does not
hold the key. Keep that too, and elsewhere: without it, answers not yet revealed cannot be opened by anybody.`,
  run: async (asked) => {
    const now = systemClock.now()
    const name = asked.file ?? `handfast-export-${now.toISOString().replace(/[:-]|\.\d+/g, '')}.zip`
    const path = resolve(name)
    if (existsSync(path))
      throw new ArchiveRefused(`${path} is there already: choose another name, or remove it.`)
    const instanceKey = existingKey(asked.config)
    const manifest = await withDatabase(asked, 'existing', (database) =>
      writeArchive(database, { path, instanceKey, version: productVersion, now }).catch(explain(path)),
    ).catch(whileItRuns(asked))
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    asked.io.out(
      `${path}\n${many(rows, 'row', 'rows')} of ${manifest.tables.length} tables, ${(statSync(path).size / 1e6).toFixed(1)} MB.\n` +
        `It is sealed with the key ${manifest.key}, which is not in it. Keep a copy of that key somewhere else: without it ` +
        'the archive cannot be imported, and answers not yet revealed are lost.\n',
    )
    return 0
  },
}

function explain(path: string): (error: unknown) => never {
  return (error) => {
    const code = errorCode(error) ?? ''
    if (code === 'ENOSPC')
      throw new ArchiveRefused(`The disk of ${path} is full; nothing was written. Choose another disk.`)
    if (/^E[A-Z]+$/.test(code))
      throw new ArchiveRefused(`${path} cannot be written (${code}); choose another place.`)
    throw error
  }
}

/** A running instance holds its folder; what it wrote last night can be had without stopping it. */
function whileItRuns({ config }: Asked): (error: unknown) => never {
  return (error) => {
    if (error instanceof CannotStart && error.message.includes('in use by another'))
      throw new CannotStart(
        `${error.message} Or take the newest backup from ${config.backupFolder}: it is the same kind of archive.`,
      )
    throw error
  }
}
