import type { Refusal } from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { parts, type ReadinessDeps } from '../store.ts'
import type { ImportRow } from './answers-import.ts'
import { holding, saveRows, write, type Held, type WhenTrouble } from './import-commands.ts'
import {
  importPreview,
  nothingYet,
  pendingFrom,
  undoFrom,
  type ImportPreview,
  type KeptUndo,
  type PendingImport,
  type PendingRow,
  type Standing,
  type UndoRow,
} from './import-preview.ts'
import { importParts, readKept, removeMade, writeKept } from './import-store.ts'

/** What was read of a file, before it is known over which versions it would be saved. */
export type LoadedImport = Omit<PendingImport, 'rows'> & { readonly rows: readonly ImportRow[] }

/** Keeps an upload to be looked at. It takes the place of an earlier one of the same person; no answer changes yet. */
export async function keepImport(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; loaded: LoadedImport },
): Promise<{ readonly kept: true } | { readonly refused: readonly Refusal[] }> {
  return holding(deps, by, at.round, async (held) => {
    const rows = at.loaded.rows.map(({ over, ...row }): PendingRow => {
      const { version, note } = held.standing.get(row.item) ?? nothingYet
      return { ...row, seen: over?.answer ?? version, noteSeen: over?.note ?? note.version }
    })
    await keep(held, by, importParts.pending, { ...at.loaded, rows })
    return { kept: true } as const
  })
}

async function keep(held: Held, by: CouncilViewer, part: string, value: PendingImport | KeptUndo | null) {
  const holder = part === importParts.pending ? by.person : null
  await writeKept(held.db, by, held.key, held.round, { part, holder, value: asJson(value) })
}

/** Types of plain data only, which JSON carries whole. */
function asJson(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value))
  return json
}

/** Forgets the person's pending upload. */
export async function dropImport(deps: ReadinessDeps, by: CouncilViewer, round: RoundId) {
  return holding(deps, by, round, async (held) => {
    await keep(held, by, importParts.pending, null)
    return { dropped: true } as const
  })
}

export type TakeImport =
  | { readonly taken: KeptUndo }
  /** Rows with errors or changed since, and the choice was to stop: nothing was written. */
  | { readonly stopped: ImportPreview }
  | { readonly nothing: true }
  | { readonly refused: readonly Refusal[] }

/** Saves the person's pending upload: what changes, what is left out, and how to undo it, in one transaction. */
export async function takeImport(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; whenTrouble: WhenTrouble },
): Promise<TakeImport> {
  return holding(deps, by, at.round, async (held): Promise<TakeImport> => {
    const { value } = await readKept(held.db, by, held.key, held.round, {
      part: importParts.pending,
      holder: by.person,
    })
    const pending = pendingFrom(value)
    if (!pending) return { nothing: true }
    const preview = importPreview(pending, held.standing)
    if (at.whenTrouble === 'stop' && pending.errors.length > 0) return { stopped: preview }
    const outcome = await saveRows(held, by, pending.rows, at.whenTrouble)
    if ('stopped' in outcome) return { stopped: preview }
    const stale = pending.rows.filter(({ item }) => outcome.left.includes(item))
    const left = [...pending.errors, ...stale].map(({ row, number }) => ({ row, number }))
    const taken: KeptUndo = { by: by.name, rows: outcome.saved, left }
    await keep(held, by, importParts.pending, null)
    await keep(held, by, importParts.undo, taken)
    return { taken }
  })
}

export type UndoImport =
  | { readonly restored: readonly string[]; readonly changedSince: readonly string[] }
  | { readonly nothing: true }
  | { readonly refused: readonly Refusal[] }

/**
 * Puts back what the council's last upload changed, exactly as it was. A statement that somebody has saved since is left as
 * they saved it, and named.
 */
export async function undoImport(
  deps: ReadinessDeps,
  by: CouncilViewer,
  round: RoundId,
): Promise<UndoImport> {
  return holding(deps, by, round, async (held): Promise<UndoImport> => {
    const at = { part: importParts.undo, holder: null }
    const undo = undoFrom((await readKept(held.db, by, held.key, held.round, at)).value)
    if (!undo) return { nothing: true }
    const changed = undo.rows.filter((row) => isChangedSince(row, held.standing.get(row.item) ?? nothingYet))
    const whole = undo.rows.filter((row) => !changed.includes(row))
    for (const row of whole) await restore(held, by, row)
    await keep(held, by, importParts.undo, null)
    return {
      restored: whole.map(({ number }) => number),
      changedSince: changed.map(({ number }) => number),
    }
  })
}

function isChangedSince({ answer, note }: UndoRow, standing: Standing): boolean {
  return (
    (answer !== null && answer.made !== standing.version) ||
    (note !== null && note.made !== standing.note.version)
  )
}

async function restore(held: Held, by: CouncilViewer, { item, answer, note }: UndoRow): Promise<void> {
  if (note) await write(held, by, item, parts.note, note.made, note.before)
  if (!answer) return
  if (answer.before) await write(held, by, item, parts.agreed, answer.made, answer.before)
  else await removeMade(held.db, by, held.round, { item, made: answer.made })
}
