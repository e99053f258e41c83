import type { Kysely, Transaction } from 'kysely'
import type { PeopleTables } from '#modules/people/index.ts'
import {
  alonePart,
  loadRound,
  readEnvelopes,
  type Round,
  type RoundDatabase,
  type RoundTables,
} from '#modules/round/index.ts'
import type { HolidayCalendar } from '#engine/bank-holiday.ts'
import type { Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import type { DataKey } from '#platform/sealing.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { sheetFrom, type Sheet } from './rating.ts'
import type { TrustTables } from './tables.ts'

export type { TrustTables } from './tables.ts'

/** The database as trust sees it: its own tables, the round's, the partnership's and the record. */
export type TrustDatabase = TrustTables & RoundDatabase & PeopleTables & RecordTables
export type TrustTrx = Transaction<TrustDatabase>

/** What every command here needs from the outside. */
export type TrustDeps = {
  readonly db: Database<TrustDatabase>
  readonly instanceKey: Buffer
  /** The bank holidays by which working days are counted. */
  readonly holidays: HolidayCalendar
}

/** What reading needs. */
export type TrustReads = Pick<TrustDeps, 'db' | 'instanceKey'>

/** The name under which the round module keeps rounds for us. */
export const client = 'trust'

/** A trust round; for anybody who may not see it there is none. */
export async function trustRound(
  trx: TrustTrx,
  by: Viewer,
  id: RoundId,
  options: { lock: boolean } = { lock: true },
): Promise<Round> {
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), by, id, options)
  if (!round || round.client !== client) throw new NotFound('No such trust round, or not yours.')
  return round
}

/** One rater's sheet about one council, with the version that stands. */
export type KeptSheet = { readonly about: AuthorityCode; readonly sheet: Sheet; readonly version: number }

/** What the viewer has written, and nobody else has. */
export async function ownSheets(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
): Promise<KeptSheet[]> {
  const kept = await readEnvelopes(db, by, key, round, { part: alonePart, holder: by.person })
  return kept.map(({ item, value, version }) => ({ about: item, sheet: sheetFrom(value), version }))
}

/** The figures of a round bound to one figure a statement, in tenths. */
export async function figuresOf(
  db: Kysely<TrustTables>,
  round: RoundId,
): Promise<Readonly<Record<string, number | null>>> {
  const rows = await db
    .selectFrom('trust_figure')
    .select(['statement', 'mean_tenths as mean'])
    .where('round_id', '=', round)
    .orderBy('statement')
    .execute()
  return Object.fromEntries(rows.map(({ statement, mean }) => [statement, mean]))
}

/** What councils chose to show of their view of themselves. */
export type ShownSelf = {
  readonly council: AuthorityCode
  readonly statement: string
  readonly itself: number
  readonly others: number
}

export async function shownSelves(db: Kysely<TrustTables>, round: RoundId): Promise<ShownSelf[]> {
  return db
    .selectFrom('trust_shown_self')
    .select(['authority_code as council', 'statement', 'itself_tenths as itself', 'others_tenths as others'])
    .where('round_id', '=', round)
    .orderBy('authority_code')
    .orderBy('statement')
    .execute()
}
