import type { Kysely } from 'kysely'
import { findStatement, type Framework } from '#content/framework.ts'
import {
  answerBlockers,
  ownKey,
  writeEnvelope,
  type Refusal,
  type Round,
  type RoundTables,
} from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'
import { inTransaction } from '#platform/database.ts'
import { invariant, NotFound } from '#platform/errors.ts'
import type { RoundId } from '#platform/id.ts'
import type { DataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { DraftFields } from '../answer-commands.ts'
import { frameworkOf } from '../framework-of.ts'
import { leads } from '../queries.ts'
import { parts, readinessRound, type ReadinessDeps } from '../store.ts'
import {
  changedFields,
  nothingYet,
  previewRow,
  type PendingRow,
  type Standing,
  type UndoRow,
} from './import-preview.ts'
import { standingOf } from './import-store.ts'

/** What to do about rows that cannot be read or that somebody changed since: nothing at all, leave them out, or write over. */
export const troubleChoices = ['stop', 'skip', 'update'] as const
export type WhenTrouble = (typeof troubleChoices)[number]

/** Why an upload may not be made: as for any answer; and only those who lead write the council's. */
export function importBlockers(round: Round, by: CouncilViewer): Refusal[] {
  return [
    ...answerBlockers(round, by),
    ...(leads(by) ? [] : [{ type: 'role', needs: ['lead', 'deputy'] } as const]),
  ]
}

export type Held = {
  readonly db: Kysely<RoundTables>
  readonly round: Round
  readonly key: DataKey
  readonly framework: Framework
  readonly standing: ReadonlyMap<string, Standing>
}

/** Every command here: hold the round, refuse what the rules refuse, look at what stands, and act in one transaction. */
export async function holding<Outcome>(
  deps: ReadinessDeps,
  by: CouncilViewer,
  id: RoundId,
  act: (held: Held) => Promise<Outcome>,
): Promise<Outcome | { readonly refused: readonly Refusal[] }> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, id)
    const refused = importBlockers(round, by)
    if (refused.length > 0) return { refused }
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, by, round, deps.instanceKey)
    const framework = await frameworkOf(db, by, round)
    return act({ db, round, key, framework, standing: await standingOf(db, by, key, round) })
  })
}

/** One statement to save, over the versions that the writer had seen. Fields that are not given stay as they are. */
export type RowToSave = {
  readonly item: string
  readonly seen: number
  readonly fields: DraftFields
  readonly note?: { readonly text: string; readonly seen: number }
}

export type SaveAnswers =
  | { readonly saved: readonly UndoRow[]; readonly left: readonly string[] }
  /** Somebody changed these since, and nothing was written. */
  | { readonly stopped: readonly string[] }
  | { readonly refused: readonly Refusal[] }

/**
 * Saves several of a council's agreed answers, with their private notes, in one transaction. Each follows the rule of a single
 * save: what somebody else changed since is not written over, unless `whenChanged` says so. One that changes nothing is not
 * written, so it stays "brought forward". About a millisecond a statement.
 */
export async function saveAnswers(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; rows: readonly RowToSave[]; whenChanged?: WhenTrouble },
): Promise<SaveAnswers> {
  return holding(deps, by, at.round, (held) =>
    saveRows(held, by, at.rows.map(pendingRow), at.whenChanged ?? 'stop'),
  )
}

function pendingRow({ item, seen, fields, note }: RowToSave): PendingRow {
  const place = { row: 0, item, number: item, fields, seen }
  return note ? { ...place, note: note.text, noteSeen: note.seen } : { ...place, noteSeen: 0 }
}

export async function saveRows(
  held: Held,
  by: CouncilViewer,
  rows: readonly PendingRow[],
  whenChanged: WhenTrouble,
): Promise<{ saved: UndoRow[]; left: string[] } | { stopped: string[] }> {
  for (const { item } of rows)
    if (!findStatement(held.framework, item)) throw new NotFound('No such statement.')
  const previews = rows.map((row) => ({
    row,
    preview: previewRow(row, held.standing.get(row.item) ?? nothingYet),
  }))
  const stale = previews.filter(({ preview }) => preview.changedSince).map(({ row }) => row.item)
  if (whenChanged === 'stop' && stale.length > 0) return { stopped: stale }
  const left = whenChanged === 'skip' ? stale : []
  const saved: UndoRow[] = []
  for (const { row, preview } of previews)
    if (preview.changes.length > 0 && !left.includes(row.item)) saved.push(await saveRow(held, by, row))
  return { saved, left }
}

async function saveRow(held: Held, by: CouncilViewer, row: PendingRow): Promise<UndoRow> {
  const standing = held.standing.get(row.item) ?? nothingYet
  const { item, number } = row
  const changed = changedFields(row.fields, standing.draft)
  const fields = Object.fromEntries(changed.map((field) => [field, row.fields[field]]))
  const answer =
    changed.length === 0
      ? null
      : {
          before: standing.version === 0 ? null : standing.draft,
          made: await write(held, by, item, parts.agreed, standing.version, {
            ...standing.draft,
            ...fields,
            carried: false,
          }),
        }
  const note =
    row.note === undefined || previewRow({ ...row, fields: {} }, standing).changes.length === 0
      ? null
      : {
          before: standing.note.text,
          made: await write(held, by, item, parts.note, standing.note.version, row.note),
        }
  return { item, number, answer, note }
}

/** One envelope of the council's own. The round is held, so what was read a moment ago still stands. */
export async function write(
  held: Held,
  by: CouncilViewer,
  item: string,
  part: string,
  seen: number,
  value: Json,
): Promise<number> {
  const at = { item, part, holder: null, seen, value }
  const outcome = await writeEnvelope(held.db, by, held.key, held.round, at)
  invariant('saved' in outcome, 'An answer changed while its round was held.')
  return outcome.saved
}
