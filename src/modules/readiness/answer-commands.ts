import type { Kysely } from 'kysely'
import {
  answerBlockers,
  ownKey,
  writeEnvelope,
  type Refusal,
  type Round,
  type RoundTables,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PersonId, RoundId } from '#platform/id.ts'
import type { DataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { findStatement } from '#content/framework.ts'
import type { Draft } from './answer.ts'
import { frameworkOf } from './framework-of.ts'
import {
  agreedDrafts,
  draftFrom,
  officeDrafts,
  parts,
  privateNote,
  readinessRound,
  type ReadinessDeps,
} from './store.ts'

export type DraftFields = Partial<Draft>

/** What became of a save: its new version; or what somebody else wrote in between; or why nothing may be written. */
export type SaveAnswer =
  | { readonly saved: number; readonly draft: Draft }
  | { readonly conflict: Draft; readonly version: number; readonly typed: DraftFields }
  | { readonly refused: readonly Refusal[] }

/** Whose answer: the council's agreed one, or one office's own. */
export type AnswerPart = 'agreed' | 'office'

/**
 * Saves what was typed about one statement: one field, or several. Fields that are not given stay as they are. If somebody
 * else has changed one of the given fields since, nothing is written and both versions come back.
 */
export async function saveAnswer(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; item: string; part: AnswerPart; seen: number; fields: DraftFields },
): Promise<SaveAnswer> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, at.round, { lock: 'shared' })
    const refused = [...answerBlockers(round, by), ...partBlockers(by, at.part)]
    if (refused.length > 0) return { refused }
    const db = trx.$pickTables<keyof RoundTables>()
    if (!findStatement(await frameworkOf(db, by, round), at.item)) throw new NotFound('No such statement.')
    const key = await ownKey(db, by, round, deps.instanceKey)
    const holder = at.part === 'office' ? by.person : null
    const [standing] =
      holder === null
        ? await agreedDrafts(db, by, key, round, at.item)
        : await officeDrafts(db, by, key, round, { item: at.item, holder })
    if (standing && standing.version !== at.seen && differs(standing.draft, at.fields))
      return { conflict: standing.draft, version: standing.version, typed: at.fields }
    return writeFields(db, by, key, round, { ...at, holder, standing })
  })
}

type FieldsAt = {
  readonly item: string
  readonly part: AnswerPart
  readonly holder: PersonId | null
  readonly fields: DraftFields
  readonly standing: { readonly draft: Draft; readonly version: number } | undefined
}

/** Writes the fields over what stands there; and again over what a colleague wrote meanwhile, if they wrote other fields. */
async function writeFields(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
  at: FieldsAt,
): Promise<SaveAnswer> {
  const draft: Draft = { ...(at.standing?.draft ?? draftFrom(null)), ...at.fields, carried: false }
  const outcome = await writeEnvelope(db, by, key, round, {
    item: at.item,
    part: parts[at.part],
    holder: at.holder,
    seen: at.standing?.version ?? 0,
    value: draft,
  })
  if ('saved' in outcome) return { saved: outcome.saved, draft }
  const { version, value } = outcome.conflict
  const theirs = draftFrom(value)
  const before: Draft = at.standing?.draft ?? draftFrom(null)
  const given = Object.fromEntries(Object.entries(before).filter(([name]) => name in at.fields))
  return differs(theirs, given) && differs(theirs, at.fields)
    ? { conflict: theirs, version, typed: at.fields }
    : writeFields(db, by, key, round, { ...at, standing: { draft: theirs, version } })
}

/** Only those who lead write the council's answer; only somebody who holds an office writes an office's. */
function partBlockers(by: CouncilViewer, part: AnswerPart): Refusal[] {
  if (part === 'agreed')
    return by.role === 'lead' || by.role === 'deputy' ? [] : [{ type: 'role', needs: ['lead', 'deputy'] }]
  return by.office === null || by.office === 'staff' ? [{ type: 'role', needs: ['contributor'] }] : []
}

function differs(standing: Draft, fields: DraftFields): boolean {
  const wanted = Object.entries(fields)
  return Object.entries(standing).some(([name, value]) =>
    wanted.some(([given, typed]) => given === name && JSON.stringify(typed) !== JSON.stringify(value)),
  )
}

/** Saves the council's private note on a statement. It stays in the council, before the reveal and after it. */
export async function saveNote(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; item: string; text: string },
): Promise<{ saved: true } | { refused: readonly Refusal[] }> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, at.round, { lock: 'shared' })
    const refused = partBlockers(by, 'agreed')
    if (refused.length > 0) return { refused }
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, by, round, deps.instanceKey)
    const { version } = await privateNote(db, by, key, round, at.item)
    await writeEnvelope(db, by, key, round, {
      item: at.item,
      part: parts.note,
      holder: null,
      seen: version,
      value: at.text,
    })
    return { saved: true }
  })
}
