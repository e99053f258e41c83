import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ArchiveRefused } from '#platform/archive-manifest.ts'
import type { OwnerDatabase } from '#platform/archivist.ts'
import { CannotStart, errorCode } from '#platform/cannot-start.ts'
import { readConfig, type Config, type Environment } from '#platform/config.ts'
import { openEmbedded } from '#platform/embedded.ts'
import { loadInstanceKey } from '#platform/instance-key.ts'
import { asOwner } from '#platform/owner.ts'
import type { Io } from '#root/cli/io.ts'

export const projectRoot = join(import.meta.dirname, '../..')
export const migrations = join(projectRoot, 'migrations')

/** What a command about an instance works with: its settings, and at most one file that was named. */
export type Asked = { readonly config: Config; readonly file: string | undefined; readonly io: Io }

/** One command about an instance. */
export type InstanceCommand = {
  readonly help: string
  /** Whether a file may be named. */
  readonly takesFile: boolean
  readonly run: (asked: Asked) => Promise<number>
}

/**
 * Runs a command with the settings of an environment. Returns its exit code: 0 done, 1 the answer is no, 2 it could not be
 * done; then one line on the error stream says why and what to do.
 */
export async function runInstanceCommand(
  command: InstanceCommand,
  args: readonly string[],
  io: Io,
  env: Environment,
): Promise<number> {
  const read = readArgs(command, args)
  if (read === 'help') {
    io.out(`${command.help.trim()}\n`)
    return 0
  }
  if ('wrong' in read) return refuse(io, read.wrong)
  const settings = readConfig(env)
  if (!settings.ok) return refuse(io, settings.problems.join('\n'))
  try {
    return await command.run({ config: settings.config, file: read.file, io })
  } catch (error) {
    if (error instanceof CannotStart || error instanceof ArchiveRefused) return refuse(io, error.message)
    throw error
  }
}

function refuse(io: Io, sentence: string): number {
  io.err(`${sentence}\n`)
  return 2
}

function readArgs(
  { takesFile }: InstanceCommand,
  args: readonly string[],
): 'help' | { file: string | undefined } | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (values.help === true) return 'help'
    if (positionals.length > (takesFile ? 1 : 0))
      return { wrong: takesFile ? 'Name one file only.' : 'This command takes no file.' }
    return { file: positionals[0] }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

/** The key of an instance that is there already. Never makes one: a new key would open nothing. */
export function existingKey(config: Config): Buffer {
  if (!config.key && !existsSync(config.keyFile))
    throw new CannotStart(
      `There is no key in ${config.keyFile}: put the instance's key file there, or set HANDFAST_KEY or HANDFAST_KEY_FILE.`,
    )
  return loadInstanceKey(config).key
}

/** Opens the database as its owner for one piece of work. With `existing`, one that is not there is not made. */
export async function withDatabase<Result>(
  { config, io }: Asked,
  want: 'existing' | 'any',
  work: (database: OwnerDatabase) => Promise<Result>,
): Promise<Result> {
  if (config.databaseUrl !== undefined)
    return asOwner(config, null, async (database) => {
      await reach(database)
      return work(database)
    })
  if (want === 'existing' && !existsSync(join(config.dataFolder, 'pg', 'PG_VERSION')))
    throw new CannotStart(
      `There is no instance in ${config.dataFolder}: set HANDFAST_DATA to the folder of one, or DATABASE_URL to its server.`,
    )
  const embedded = await openEmbedded({ folder: config.dataFolder, onStep: (step) => io.err(`${step}\n`) })
  try {
    return await asOwner(config, embedded.pool, work)
  } finally {
    await embedded.close()
  }
}

async function reach({ pool }: OwnerDatabase): Promise<void> {
  try {
    await pool.query('select 1')
  } catch (error) {
    throw new CannotStart(
      `The database in DATABASE_OWNER_URL cannot be used (${errorCode(error) ?? 'no answer'}): check that the server runs ` +
        'and that the address, name and password are right.',
      { cause: error },
    )
  }
}

/** A number of things, with commas: 1,234 rows. */
export function many(count: number, one: string, more: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`
}
