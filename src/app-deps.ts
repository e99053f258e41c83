import type { Content } from '#content/load.ts'
import type { OperatingDeps } from '#modules/operating/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database.ts'
import type { Log } from '#platform/log.ts'
import type { Mailer } from '#platform/mail-sender.ts'
import type { Assets } from '#ui/assets.ts'
import type { Tables } from './tables.ts'

/** What the application needs from outside, built in `main.ts` and in the tests; passed, never reached for. */
export type Deps = {
  readonly db: Database<Tables>
  readonly clock: Clock
  readonly content: Content
  readonly assets: Assets
  readonly instanceKey: Buffer
  /** The public address, such as `https://handfast.example`, without a slash at the end. */
  readonly url: string
  /** The addresses of our own proxies, or none. */
  readonly trustProxy: false | readonly string[]
  /** Null where no mail server is set up: links are then handed over instead. */
  readonly mailer: Mailer | null
  /** What the operator's overview says of the place it runs in; a test may leave it out. */
  readonly place?: Pick<OperatingDeps, 'version' | 'dataFolder' | 'backupOn'>
  /** One line a request: what was asked for and how it went, never what was in it. */
  readonly log: Log
  /** Told of a fault of ours, with the reference that the person was shown. */
  readonly fault: (error: unknown, reference: string) => void
}
