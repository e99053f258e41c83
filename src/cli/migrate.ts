import { connect } from '#platform/connect.ts'
import { migrations, type InstanceCommand } from '#root/cli/instance.ts'

/** `handfast migrate`: the database brought up to date, without starting. */
export const migrateInstance: InstanceCommand = {
  takesFile: false,
  help: `
handfast migrate

Brings the database up to date, as "handfast start" would, and ends. On a server it needs DATABASE_OWNER_URL, so that the
nodes that serve people can do without the owner's password.`,
  run: async ({ config, io }) => {
    const { engine, close } = await connect(config, migrations, (step) => io.err(`${step}\n`))
    await close()
    io.out(
      `The ${engine === 'embedded' ? `database in ${config.dataFolder}` : 'database on the server'} is up to date.\n`,
    )
    return 0
  },
}
