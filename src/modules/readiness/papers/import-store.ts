import type { Kysely } from 'kysely'
import {
  openedAnswers,
  readEnvelopes,
  removeEnvelope,
  writeEnvelope,
  type Round,
  type RoundTables,
} from '#modules/round/index.ts'
import { invariant } from '#platform/errors.ts'
import type { Json } from '#platform/canonical.ts'
import type { PersonId } from '#platform/id.ts'
import type { DataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { carriedDraft, type AgreedAnswer } from '../answer.ts'
import { agreedDrafts, parts } from '../store.ts'
import { nothingYet, type Standing } from './import-preview.ts'
import type { HeldNote } from './own-papers.ts'

/**
 * What an upload keeps, sealed under the council's key for the round like the answers themselves: the pending upload for its
 * person alone until it is saved or dropped, and the undo copy for the council until the next upload.
 */
const item = 'answers'
export const importParts = { pending: 'import', undo: 'undo' } as const

type Kept = { readonly part: string; readonly holder: PersonId | null }

export async function readKept(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
  { part, holder }: Kept,
): Promise<{ value: Json; version: number }> {
  const [envelope] = await readEnvelopes(db, by, key, round, { item, part, holder })
  return { value: envelope?.value ?? null, version: envelope?.version ?? 0 }
}

/** Writes over what was kept; null empties it. The round is held, so nobody writes in between. */
export async function writeKept(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
  { part, holder, value }: Kept & { value: Json },
): Promise<void> {
  const { version } = await readKept(db, by, key, round, { part, holder })
  const outcome = await writeEnvelope(db, by, key, round, { item, part, holder, seen: version, value })
  invariant('saved' in outcome, 'What an upload keeps was written by somebody else meanwhile.')
}

/** The council's private notes, by statement. */
export async function notesOf(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
): Promise<Record<string, HeldNote>> {
  const held = await readEnvelopes(db, by, key, round, { part: parts.note, holder: null })
  return Object.fromEntries(
    held.map((note) => [
      note.item,
      { text: typeof note.value === 'string' ? note.value : '', version: note.version },
    ]),
  )
}

/** What the council has on every statement now: saved, or brought forward from the last round and not yet saved. */
export async function standingOf(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  key: DataKey,
  round: Round,
): Promise<Map<string, Standing>> {
  const standing = new Map<string, Standing>()
  if (round.previous !== null)
    for (const { council, item: carried, content } of await openedAnswers(db, by, round.previous))
      if (council === by.council)
        standing.set(carried, { ...nothingYet, draft: carriedDraft(asAnswer(content)) })
  for (const held of await agreedDrafts(db, by, key, round))
    standing.set(held.item, { ...nothingYet, draft: held.draft, version: held.version })
  for (const [noted, note] of Object.entries(await notesOf(db, by, key, round)))
    standing.set(noted, { ...(standing.get(noted) ?? nothingYet), note })
  return standing
}

/** What the reveal wrote is what `agreedAnswer` made: the packet is checked as it is opened. */
function asAnswer(content: unknown): AgreedAnswer {
  return content as AgreedAnswer
}

/**
 * Takes away an envelope that an upload made where there was none before, if it is still that one. The row policy lets only
 * those who lead their own council do it.
 */
export async function removeMade(
  db: Kysely<RoundTables>,
  by: CouncilViewer,
  round: Round,
  at: { item: string; made: number },
): Promise<void> {
  await removeEnvelope(db, by, round, { item: at.item, part: parts.agreed, holder: null, made: at.made })
}
