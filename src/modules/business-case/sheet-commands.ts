import type { Json } from '#platform/canonical.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { inTransaction } from '#platform/database.ts'
import { writing, type Outcome } from './baseline-commands.ts'
import type { Baseline } from './baseline.ts'
import type { SheetError, SheetFigure } from './figure-sheet.ts'
import { figureOf } from './figure.ts'
import { clearFigure, writeFigure, type BusinessCaseDeps, type BusinessCaseTrx } from './store.ts'

/** A sheet that was read and waits to be taken; or was taken and can be undone. */
export type PendingSheet = {
  readonly fileName: string
  readonly figures: readonly SheetFigure[]
  readonly errors: readonly SheetError[]
  readonly unread: readonly string[]
  readonly warnings: readonly string[]
}
export type SheetState = {
  readonly pending: PendingSheet | null
  readonly canUndo: boolean
  readonly fileName: string
}

type Earlier = {
  readonly service: string
  readonly measure: SheetFigure['measure']
  readonly before: Json
  readonly made: number
}

/** Keeps what was read, for this council alone, until it is taken or dropped. */
export async function keepSheet(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, sheet }: { partnership: PartnershipId; sheet: PendingSheet },
): Promise<Outcome<null>> {
  return writing(deps, by, partnership, async (trx, { version }) => {
    await clear(trx, by, { partnership, version })
    await trx
      .insertInto('business_case_import')
      .values({
        partnership_id: partnership,
        version,
        authority_code: by.council,
        id: newId(),
        file_name: sheet.fileName,
        rows: JSON.stringify([sheet]),
        undo: null,
        made_by: by.person,
      })
      .execute()
    return null
  })
}

async function clear(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  at: { partnership: PartnershipId; version: number },
) {
  await trx
    .deleteFrom('business_case_import')
    .where('partnership_id', '=', at.partnership)
    .where('version', '=', at.version)
    .where('authority_code', '=', by.council)
    .execute()
}

export async function dropSheet(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<Outcome<null>> {
  return writing(deps, by, partnership, async (trx, { version }) => {
    await clear(trx, by, { partnership, version })
    return null
  })
}

async function rowOf(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  at: { partnership: PartnershipId; version: number },
) {
  return trx
    .selectFrom('business_case_import')
    .select(['file_name as fileName', 'rows', 'undo'])
    .where('partnership_id', '=', at.partnership)
    .where('version', '=', at.version)
    .where('authority_code', '=', by.council)
    .executeTakeFirst()
}

export async function sheetStateFor(
  deps: BusinessCaseDeps,
  viewer: CouncilViewer,
  baseline: Baseline,
): Promise<SheetState> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const row = await rowOf(trx, viewer, baseline)
    if (!row) return { pending: null, canUndo: false, fileName: '' }
    return {
      pending: row.undo ? null : pendingIn(row.rows),
      canUndo: row.undo !== null,
      fileName: row.fileName,
    }
  })
}

/** `keepSheet` wrote it, from this type. */
function pendingIn(rows: readonly Json[]): PendingSheet | null {
  const [sheet] = rows as unknown as readonly PendingSheet[]
  return sheet ?? null
}

/** Saves what the sheet says over what stands there, and remembers what it was. Unreadable cells are left out, if that was chosen. */
export async function takeSheet(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, whenTrouble }: { partnership: PartnershipId; whenTrouble: 'stop' | 'skip' },
): Promise<Outcome<{ readonly saved: number } | { readonly stopped: true } | null>> {
  return writing(deps, by, partnership, async (trx, baseline) => {
    const row = await rowOf(trx, by, baseline)
    const sheet = row && !row.undo ? pendingIn(row.rows) : null
    if (!sheet) return null
    if (whenTrouble === 'stop' && sheet.errors.length > 0) return { stopped: true as const }
    const undo: Earlier[] = []
    for (const figure of sheet.figures) {
      const at = { council: by.council, service: figure.service, measure: figure.measure }
      const standing = figureOf(baseline.figures, at)
      if (
        standing &&
        standing.value === figure.value &&
        standing.source === figure.source &&
        standing.owner === figure.owner
      )
        continue
      const place = {
        partnership,
        version: baseline.version,
        service: figure.service,
        measure: figure.measure,
      }
      await writeFigure(trx, by, place, { ...figure, seen: standing?.seen ?? 0 })
      const before = standing
        ? { value: standing.value, source: standing.source, owner: standing.owner }
        : null
      undo.push({
        service: figure.service,
        measure: figure.measure,
        before,
        made: (standing?.seen ?? 0) + 1,
      })
    }
    await trx
      .updateTable('business_case_import')
      .set({ undo: JSON.stringify(undo) })
      .where('partnership_id', '=', partnership)
      .where('version', '=', baseline.version)
      .where('authority_code', '=', by.council)
      .execute()
    return { saved: undo.length }
  })
}

/** Puts back what was there before; a figure that somebody changed since stays as it is now. */
export async function undoSheet(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<Outcome<{ readonly restored: number; readonly kept: number }>> {
  return writing(deps, by, partnership, async (trx, baseline) => {
    const row = await rowOf(trx, by, baseline)
    // `takeSheet` wrote it, from this type.
    const undo = (row?.undo ?? []) as unknown as readonly Earlier[]
    let restored = 0
    for (const { service, measure, before, made } of undo) {
      const standing = figureOf(baseline.figures, { council: by.council, service, measure })
      if (standing?.seen !== made) continue
      const place = { partnership, version: baseline.version, service, measure }
      const earlier = before as { value: number | string; source: string; owner: string } | null
      if (earlier === null) await clearFigure(trx, by, place)
      else await writeFigure(trx, by, place, { ...earlier, seen: made })
      restored++
    }
    await clear(trx, by, { partnership, version: baseline.version })
    return { restored, kept: undo.length - restored }
  })
}
