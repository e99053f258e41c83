import type { Content } from '#content/content.ts'
import {
  authoritiesFor,
  councilOptions,
  type AuthoritiesTables,
  type CouncilOption,
} from '#modules/authorities/index.ts'
import type { PeopleDeps, PeopleTables } from '#modules/people/index.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import type { MailTables } from '#platform/mail.ts'
import type { Mailer } from '#platform/mail-sender.ts'
import type { Viewer } from '#platform/viewer.ts'

export type OperatingTables = AuthoritiesTables & PeopleTables & MailTables

/** What the operator's pages need. */
export type OperatingDeps = Omit<PeopleDeps, 'db' | 'mailOn'> & {
  readonly db: Database<OperatingTables>
  readonly content: Pick<Content, 'authorities' | 'successions'>
  readonly mailer: Mailer | null
  readonly version: string
  /** The folder of the embedded database; null where the database is on a server of its own. */
  readonly dataFolder: string | null
  readonly backupOn: boolean
}

/** The same, as the people module takes it. */
export function peopleOf(deps: OperatingDeps): PeopleDeps {
  return { ...deps, db: deps.db.$pickTables<keyof PeopleTables>(), mailOn: deps.mailer !== null }
}

export function mailDb(deps: OperatingDeps): Database<MailTables> {
  return deps.db.$pickTables<keyof MailTables>()
}

/** Every council and other body, for an operator to choose from. */
export async function councilsToEnrol(deps: OperatingDeps, viewer: Viewer): Promise<CouncilOption[]> {
  const known = await inTransaction(deps.db, viewer, (trx) =>
    authoritiesFor(trx.$pickTables<keyof AuthoritiesTables>(), null),
  )
  return councilOptions(deps.content, known)
}
