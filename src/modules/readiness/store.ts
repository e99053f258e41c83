import type { Kysely, Transaction } from 'kysely'
import {
  loadRound,
  readEnvelopes,
  type Envelope,
  type Round,
  type RoundDatabase,
  type RoundTables,
} from '#modules/round/index.ts'
import type { PeopleTables } from '#modules/people/index.ts'
import type { Json } from '#platform/canonical.ts'
import type { Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PersonId, RoundId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import type { DataKey } from '#platform/sealing.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { emptyDraft, type Draft } from './answer.ts'
import type { Conversation, ConversationAction, SecondLook } from './conversation.ts'
import type { StaffCount } from './staff-count.ts'
import type { ReadinessTables } from './tables.ts'

export type { ReadinessTables } from './tables.ts'

/** The database as readiness sees it: its own tables, the round's, the partnership's and the record. */
export type ReadinessDatabase = ReadinessTables & RoundDatabase & PeopleTables & RecordTables
export type ReadinessTrx = Transaction<ReadinessDatabase>

/** What every command here needs from the outside. */
export type ReadinessDeps = {
  readonly db: Database<ReadinessDatabase>
  readonly instanceKey: Buffer
}

/** The name under which the round module keeps rounds for us. */
export const client = 'readiness'

/** A readiness round, held until the transaction ends; for anybody who may not see it there is none. */
export async function readinessRound(
  trx: ReadinessTrx,
  by: Viewer,
  id: RoundId,
  options: { lock: boolean | 'shared' } = { lock: true },
): Promise<Round> {
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), by, id, options)
  if (!round || round.client !== client) throw new NotFound('No such readiness round, or not yours.')
  return round
}

/** The parts of an answer that readiness keeps in envelopes. Only `agreed` ever goes into the packet that is opened. */
export const parts = { agreed: 'agreed', note: 'note', office: 'office' } as const

/** Reads a draft out of its envelope; what is not there is empty. */
export function draftFrom(value: Json): Draft {
  return isObject(value) ? { ...emptyDraft, ...value } : emptyDraft
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

export type HeldDraft = {
  readonly item: string
  readonly holder: PersonId | null
  readonly version: number
  readonly draft: Draft
}

function held(envelope: Envelope): HeldDraft {
  const { item, holder, version, value } = envelope
  return { item, holder, version, draft: draftFrom(value) }
}

/** A page of one's own council: what it agreed, what its offices answered and, of one statement, its note; in one reading. */
export async function ownDrafts(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
  item?: string,
): Promise<{ saved: HeldDraft[]; offices: HeldDraft[]; note: { text: string; version: number } }> {
  const written = await readEnvelopes(db, by, key, round, item === undefined ? {} : { item })
  const inPart = (part: string) => written.filter((envelope) => envelope.part === part)
  return {
    saved: inPart(parts.agreed).map(held),
    offices: inPart(parts.office).map(held),
    note: noteFrom(item === undefined ? undefined : inPart(parts.note)[0]),
  }
}

/** The council's own agreed drafts. */
export async function agreedDrafts(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
  item?: string,
): Promise<HeldDraft[]> {
  const only = item === undefined ? {} : { item }
  return (await readEnvelopes(db, by, key, round, { ...only, part: parts.agreed })).map(held)
}

/** What the offices of this council answered: a contributor's own, or everybody's for whoever leads. */
export async function officeDrafts(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
  only: { item?: string; holder?: PersonId } = {},
): Promise<HeldDraft[]> {
  return (await readEnvelopes(db, by, key, round, { ...only, part: parts.office })).map(held)
}

export async function privateNote(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
  item: string,
): Promise<{ text: string; version: number }> {
  const [envelope] = await readEnvelopes(db, by, key, round, { item, part: parts.note, holder: null })
  return noteFrom(envelope)
}

function noteFrom(envelope: Envelope | undefined): { text: string; version: number } {
  return { text: typeof envelope?.value === 'string' ? envelope.value : '', version: envelope?.version ?? 0 }
}

export async function staffCountsOf(
  db: Kysely<ReadinessTables>,
  by: CouncilViewer,
  round: RoundId,
): Promise<{ counts: Record<string, StaffCount>; closedAt: Date } | null> {
  const row = await db
    .selectFrom('readiness_staff_count')
    .select(['counts', 'closed_at as closedAt'])
    .where('round_id', '=', round)
    .where('authority_code', '=', by.council)
    .executeTakeFirst()
  return row ?? null
}

export async function conversationsOf(db: Kysely<ReadinessTables>, round: RoundId): Promise<Conversation[]> {
  return db
    .selectFrom('readiness_conversation')
    .select([
      'item',
      'outcome',
      'summary',
      'held_on as heldOn',
      'recorded_for as recordedFor',
      'recorded_at as recordedAt',
      'version',
    ])
    .where('round_id', '=', round)
    .execute()
}

export async function actionsOf(db: Kysely<ReadinessTables>, round: RoundId): Promise<ConversationAction[]> {
  return db
    .selectFrom('readiness_action')
    .select([
      'id',
      'item',
      'what',
      'owner',
      'owner_council as ownerCouncil',
      'due_on as dueOn',
      'done_on as doneOn',
    ])
    .where('round_id', '=', round)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
}

export async function secondLooksOf(db: Kysely<ReadinessTables>, round: RoundId): Promise<SecondLook[]> {
  return db
    .selectFrom('readiness_second_look')
    .select(['authority_code as council', 'item', 'number', 'answer', 'recorded_at as recordedAt'])
    .where('round_id', '=', round)
    .orderBy('number')
    .execute()
}
