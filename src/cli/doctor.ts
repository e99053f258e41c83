import { asArchivist } from '#platform/archivist.ts'
import { CannotStart } from '#platform/cannot-start.ts'
import { systemClock } from '#platform/clock.ts'
import { migrationsNeeded } from '#platform/migrate.ts'
import { keyFingerprint } from '#platform/archive-manifest.ts'
import { knownKeyQuery } from '#platform/known-key.ts'
import { checkMailServer } from '#platform/mail-check.ts'
import { checkFolder, freeSpace } from '#root/cli/doctor-disk.ts'
import type { Finding } from '#root/cli/finding.ts'
import {
  existingKey,
  migrations,
  withDatabase,
  type Asked,
  type InstanceCommand,
} from '#root/cli/instance.ts'

/** `handfast doctor`: one line for each thing an instance needs. */
export const doctor: InstanceCommand = {
  takesFile: false,
  help: `
handfast doctor

Looks at what an instance needs, one line each: settings, database, clock, key, mail server, backup folder, disk. Changes
nothing. Exit code 1 when something is not well.`,
  run: async (asked) => {
    const findings = [
      { name: 'settings', isWell: true, words: 'read, and none contradicts another' },
      ...(await lookAtDatabase(asked)),
      await lookAtMail(asked),
      await checkFolder('backups', asked.config.backup ? asked.config.backupFolder : null),
      await freeSpace(
        asked.config.databaseUrl === undefined ? asked.config.dataFolder : asked.config.backupFolder,
      ),
    ]
    const width = Math.max(...findings.map(({ name }) => name.length))
    for (const { name, isWell, words } of findings)
      asked.io.out(`${isWell ? 'ok     ' : 'TROUBLE'}  ${name.padEnd(width)}  ${words}\n`)
    return findings.every(({ isWell }) => isWell) ? 0 : 1
  },
}

async function lookAtDatabase(asked: Asked): Promise<Finding[]> {
  try {
    return await withDatabase(asked, 'existing', async ({ pool, engine }) => {
      const found = await pool.query<{ version: string; now: Date }>(
        `select current_setting('server_version') as version, clock_timestamp() as now`,
      )
      const { version = '', now = systemClock.now() } = found.rows[0] ?? {}
      const needed = await migrationsNeeded(pool, migrations)
      const level =
        needed.length === 0 ? 'up to date' : `needs ${needed.length} migrations: run "handfast migrate"`
      const database = {
        name: 'database',
        isWell: needed.length === 0,
        words: `${engine}, PostgreSQL ${version}, ${level}`,
      }
      const known =
        needed.length === 0
          ? await asArchivist(pool, 'read', (client) => client.query<{ key: string | null }>(knownKeyQuery))
          : null
      return [database, clockFinding(now), keyFinding(asked, known?.rows[0]?.key ?? null)]
    })
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    // A running instance holds its folder: that it runs is the best of signs.
    const runs = error.message.includes('in use by another')
    const words = runs
      ? `in use by a running Handfast${/ \(process \d+\)/.exec(error.message)?.[0] ?? ''}`
      : error.message
    return [{ name: 'database', isWell: runs, words }, keyFinding(asked, null)]
  }
}

const mostSkewMs = 5_000

function clockFinding(database: Date): Finding {
  const skew = Math.abs(systemClock.now().getTime() - database.getTime())
  const isWell = skew <= mostSkewMs
  const words = isWell
    ? 'the same here and in the database'
    : `${Math.round(skew / 1000)} seconds apart here and in the database: set both by a time server`
  return { name: 'clock', isWell, words }
}

function keyFinding({ config }: Asked, known: string | null): Finding {
  try {
    const here = keyFingerprint(existingKey(config))
    const isWell = known === null || known === here
    const words = isWell
      ? `${here}; keep a copy of it somewhere else`
      : `is ${here} and the instance was sealed with ${known}: put back the right one`
    return { name: 'key', isWell, words }
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    return { name: 'key', isWell: false, words: error.message }
  }
}

async function lookAtMail({ config }: Asked): Promise<Finding> {
  if (config.smtpUrl === undefined)
    return {
      name: 'mail',
      isWell: true,
      words: 'SMTP_URL is not set: no mail is sent and the operator hands out links',
    }
  const trouble = await checkMailServer(config.smtpUrl)
  return trouble === null
    ? { name: 'mail', isWell: true, words: 'the server of SMTP_URL lets us in' }
    : { name: 'mail', isWell: false, words: `the server of SMTP_URL says: ${trouble}` }
}
