import { tidyGroupSearches, tidyInterests, type FindingDatabase } from '#modules/partner-finding/index.ts'
import { tidyPeople, type PeopleTables } from '#modules/people/index.ts'
import { keepRegister, openShelf } from '#modules/register/index.ts'
import { clearUnusedSandboxes } from '#modules/sandbox/index.ts'
import { backupIfDue } from '#platform/backup.ts'
import type { Config } from '#platform/config.ts'
import type { Connected } from '#platform/connect.ts'
import { errorFields } from '#platform/log.ts'
import type { MailTables } from '#platform/mail.ts'
import { asOwner } from '#platform/owner.ts'
import { vacuumWhatIsDue } from '#platform/vacuum.ts'
import { forgetRepeats } from '#platform/api-repeat.ts'
import type { Deps } from './app-deps.ts'
import { sendMail } from './app-mails.ts'

/**
 * What time has made due: mail to send, a backup to make and, unless `tidy` is false, what has expired to be cleared. Doing it
 * twice is doing it once.
 */
export async function tick(
  deps: Deps,
  config: Config,
  connected: Pick<Connected, 'pool' | 'engine'>,
  { tidy = true }: { tidy?: boolean } = {},
): Promise<void> {
  const parts = [
    () => sendMail(deps),
    () => keepRegister({ ...deps, shelf: openShelf(deps) }),
    () => backUp(deps, config, connected),
    // A server does this by itself.
    ...(connected.engine === 'embedded' ? [() => vacuumWhatIsDue(connected.pool)] : []),
    ...(tidy
      ? [
          () => tidyPeople({ ...deps, db: deps.db.$pickTables<keyof PeopleTables>() }),
          () =>
            tidyInterests({ ...deps, db: deps.db.$pickTables<keyof FindingDatabase>() }, deps.clock.now()),
          () => tidyGroupSearches(deps.db.$pickTables<keyof FindingDatabase>(), deps.clock.now()),
          () => clearUnusedSandboxes({ db: deps.db }, deps.clock.now()),
          () => forgetRepeats(deps.db, deps.clock.now()),
        ]
      : []),
  ]
  // What fails does not keep the rest from being done.
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
      deps.log.error('house.failed', errorFields(error))
    }
  }
}

async function backUp(
  deps: Deps,
  config: Config,
  connected: Pick<Connected, 'pool' | 'engine'>,
): Promise<void> {
  if (!config.backup || (connected.engine === 'postgres' && config.databaseOwnerUrl === undefined)) return
  await backupIfDue({
    db: deps.db.$pickTables<keyof MailTables>(),
    clock: deps.clock,
    log: deps.log,
    instanceKey: deps.instanceKey,
    version: deps.place?.version ?? '',
    settings: config,
    asOwner: (work) => asOwner(config, connected.engine === 'embedded' ? connected.pool : null, work),
  })
}

const everySeconds = 10
const tidyEveryMs = 60 * 60_000

/** Does what is due, again and again, one round at a time, until stopped. A fault in one round is logged; the next goes on. */
export function keepHouse(deps: Deps, config: Config, connected: Connected): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let tidied = Number.NEGATIVE_INFINITY
  const once = (): void => {
    const now = deps.clock.now().getTime()
    const tidy = now - tidied >= tidyEveryMs
    if (tidy) tidied = now
    running = running
      .then(() => tick(deps, config, connected, { tidy }))
      .catch((error: unknown) => deps.log.error('house.failed', errorFields(error)))
  }
  const timer = setInterval(once, everySeconds * 1000)
  once()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
