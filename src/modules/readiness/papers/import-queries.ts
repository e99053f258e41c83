import { ownKey, ownReceipt, type RoundTables } from '#modules/round/index.ts'
import { namesOfPeople, type PeopleTables } from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { RoundId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { officeWords } from '../office-words.ts'
import { ownAnswersFor } from '../queries.ts'
import { readinessRound, type ReadinessDeps } from '../store.ts'
import {
  importPreview,
  pendingFrom,
  undoFrom,
  type ImportPreview,
  type KeptUndo,
  type PendingImport,
} from './import-preview.ts'
import { importParts, notesOf, readKept, standingOf } from './import-store.ts'
import type { OwnPapers } from './own-papers.ts'

/** The viewer's own pending upload and what it would do now, and the council's last one that can be undone. */
export type ImportState = {
  readonly pending: PendingImport | null
  readonly preview: ImportPreview | null
  readonly undo: KeptUndo | null
}

export async function importStateFor(
  deps: ReadinessDeps,
  viewer: CouncilViewer,
  id: RoundId,
): Promise<ImportState> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const round = await readinessRound(trx, viewer, id, { lock: false })
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, viewer, round, deps.instanceKey)
    const kept = async (part: string, holder: CouncilViewer['person'] | null) =>
      (await readKept(db, viewer, key, round, { part, holder })).value
    const pending = pendingFrom(await kept(importParts.pending, viewer.person))
    const undo = undoFrom(await kept(importParts.undo, null))
    const preview = pending && importPreview(pending, await standingOf(db, viewer, key, round))
    return { pending, preview, undo }
  })
}

/** Everything the viewer's council wrote in a round, for its own papers. The row policies yield nobody else's. */
export async function ownPapersFor(
  deps: ReadinessDeps,
  viewer: CouncilViewer,
  id: RoundId,
): Promise<OwnPapers> {
  const own = await ownAnswersFor(deps, viewer, id)
  const party = own.round.parties.find(({ council }) => council === viewer.council)
  if (!party) throw new NotFound('Your council takes no part in this round.')
  const { council: code, name, shortName } = party
  return inTransaction(deps.db, viewer, async (trx) => {
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, viewer, own.round, deps.instanceKey)
    const people = await namesOfPeople(trx.$pickTables<keyof PeopleTables>(), viewer, viewer.council)
    return {
      own,
      council: { code, name, shortName },
      notes: await notesOf(db, viewer, key, own.round),
      whoOf: (holder) => {
        const person = people.find((candidate) => candidate.id === holder)
        return person?.office ? officeWords[person.office] : (person?.name ?? 'somebody who has left')
      },
      receipt: await ownReceipt(db, viewer, id),
      today: londonDay(viewer.now),
    }
  })
}
