import { join } from 'node:path'
import { tick } from '#root/app-house.ts'
import { loadContent } from '#content/load.ts'
import { systemClock } from '#platform/clock.ts'
import { connect } from '#platform/connect.ts'
import { openDatabase } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import { createMailer } from '#platform/mail-sender.ts'
import type { Deps } from '#root/app-deps.ts'
import type { Tables } from '#root/tables.ts'
import { loadAssets } from '#ui/assets.ts'
import { existingKey, migrations, projectRoot, type InstanceCommand } from '#root/cli/instance.ts'
import { productVersion } from '#platform/version.ts'

/** `handfast tick`: once what a running instance does every few seconds. */
export const tickOnce: InstanceCommand = {
  takesFile: false,
  help: `
handfast tick

Does what time has made due, and ends: sends waiting mail, clears what has expired, removes sandboxes that nobody used for a
month, makes the nightly backup. A running instance does it by itself; this is for a timer of your own (cron) beside nodes
on a server. Doing it twice, or in two places, is doing it once.`,
  run: async ({ config, io }) => {
    const instanceKey = existingKey(config)
    const connected = await connect(config, migrations, (step) => io.err(`${step}\n`))
    const mailer = config.smtpUrl ? createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }) : null
    const log = createLog({ level: config.logLevel, clock: systemClock, write: io.err })
    const deps: Deps = {
      db: openDatabase<Tables>(connected.pool),
      clock: systemClock,
      content: loadContent(join(projectRoot, 'content')),
      assets: loadAssets(),
      instanceKey,
      url: config.url,
      trustProxy: config.trustProxy,
      log,
      mailer,
      place: {
        version: productVersion,
        dataFolder: connected.engine === 'embedded' ? config.dataFolder : null,
        backupOn: config.backup,
      },
      fault: () => undefined,
    }
    try {
      await tick(deps, config, connected)
    } finally {
      mailer?.close()
      await connected.close()
    }
    io.out('Done what was due.\n')
    return 0
  },
}
