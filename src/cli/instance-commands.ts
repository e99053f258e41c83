import type { Environment } from '#platform/config.ts'
import type { Command, Io } from '#root/cli/io.ts'
import type { InstanceCommand } from '#root/cli/instance.ts'

/**
 * The commands about an instance. Each is loaded when it is asked for: they bring the database and the whole application
 * with them, and a calculation should not wait for those.
 */
const loaders: Readonly<Record<string, readonly [summary: string, load: () => Promise<InstanceCommand>]>> = {
  export: [
    'the whole instance into one archive file',
    async () => (await import('#root/cli/export.ts')).exportInstance,
  ],
  import: [
    'an archive into an empty instance',
    async () => (await import('#root/cli/import.ts')).importInstance,
  ],
  backup: ['one more backup, now', async () => (await import('#root/cli/backup.ts')).backupNow],
  verify: [
    'whether the record or an opened answer was altered',
    async () => (await import('#root/cli/verify.ts')).verify,
  ],
  tick: ['what time has made due, once', async () => (await import('#root/cli/tick.ts')).tickOnce],
  migrate: [
    'the database brought up to date',
    async () => (await import('#root/cli/migrate.ts')).migrateInstance,
  ],
  'check-content': [
    'whether the content is sound',
    async () => (await import('#root/cli/check-content.ts')).checkContent,
  ],
  doctor: ['whether all is well with an instance', async () => (await import('#root/cli/doctor.ts')).doctor],
}

/** The same, as the command line knows commands; their settings come from `env`. */
export function instanceCommands(env: Environment): Readonly<Record<string, Command>> {
  return Object.fromEntries(
    Object.entries(loaders).map(([name, [summary, load]]) => [
      name,
      { summary, run: (args: readonly string[], io: Io) => runLoaded(load, args, io, env) },
    ]),
  )
}

async function runLoaded(
  load: () => Promise<InstanceCommand>,
  args: readonly string[],
  io: Io,
  env: Environment,
): Promise<number> {
  const { runInstanceCommand } = await import('#root/cli/instance.ts')
  return runInstanceCommand(await load(), args, io, env)
}
