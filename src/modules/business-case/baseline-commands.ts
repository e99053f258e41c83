import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import {
  writeBlockers,
  writesFigures,
  type Baseline,
  type BaselineRefusal,
  type Deviation,
} from './baseline.ts'
import type { Measure } from './figure.ts'
import {
  baselineFor,
  clearFigure,
  writeFigure,
  type BusinessCaseDeps,
  type BusinessCaseTrx,
} from './store.ts'

export type Outcome<Done> = { readonly done: Done } | { readonly refused: readonly BaselineRefusal[] }

/** Begins the first version. Beginning twice is beginning once. */
export async function startBaseline(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, year }: { partnership: PartnershipId; year: string },
): Promise<Outcome<null>> {
  if (!writesFigures(by)) return { refused: [{ type: 'role' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const made = await trx
      .insertInto('business_case_baseline')
      .values({
        partnership_id: partnership,
        version: 1,
        id: newId<'baseline'>(),
        year,
        reason: null,
        started_by: by.person,
        started_for: by.council,
        started_at: by.now,
        locked_at: null,
        hash: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n)
      await append(trx, by, { partnership }, { event: 'business-case.baseline-started' })
    return { done: null }
  })
}

/** Every command on a baseline: hold it, refuse what the rules refuse, act. */
export async function holding<Done>(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  blockers: (baseline: Baseline) => readonly BaselineRefusal[],
  act: (trx: BusinessCaseTrx, baseline: Baseline) => Promise<Done>,
): Promise<Outcome<Done>> {
  return inTransaction(deps.db, by, async (trx) => {
    // Whoever may not write cannot hold a row either; the rules then say why.
    const baseline = await baselineFor(trx, by, partnership, { lock: writesFigures(by) })
    if (!baseline) throw new NotFound('No baseline in this partnership, or not yours.')
    const refused = blockers(baseline)
    return refused.length > 0 ? { refused } : { done: await act(trx, baseline) }
  })
}

/** A command that writes figures, services or tasks: for those who write for a council, while nothing is locked. */
export function writing<Done>(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  act: (trx: BusinessCaseTrx, baseline: Baseline) => Promise<Done>,
): Promise<Outcome<Done>> {
  return holding(deps, by, partnership, (baseline) => writeBlockers(baseline, by), act)
}

export async function addService(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, name, unit }: { partnership: PartnershipId; name: string; unit: string },
): Promise<Outcome<string>> {
  return writing(deps, by, partnership, async (trx, { version, services }) => {
    const id: string = newId()
    await trx
      .insertInto('business_case_service')
      .values({ partnership_id: partnership, version, id, name, unit, place: services.length + 1 })
      .execute()
    return id
  })
}

/** One figure to save over the version that the writer had seen; an empty value takes it away. */
export type FigureToSave = {
  readonly service: string
  readonly measure: Measure
  readonly value: number | string | null
  readonly source: string
  readonly owner: string
  readonly seen: number
}

/** Saves some of a council's figures. `stale` names those that somebody else had changed: they stay as they are. */
export async function saveFigures(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, figures }: { partnership: PartnershipId; figures: readonly FigureToSave[] },
): Promise<Outcome<{ readonly stale: readonly FigureToSave[] }>> {
  return writing(deps, by, partnership, async (trx, { version, services }) => {
    const stale: FigureToSave[] = []
    for (const figure of figures) {
      if (!services.some(({ id }) => id === figure.service)) throw new NotFound('No such service.')
      const at = { partnership, version, service: figure.service, measure: figure.measure }
      const { value } = figure
      if (value === null) await clearFigure(trx, by, at)
      else if (!(await writeFigure(trx, by, at, { ...figure, value }))) stale.push(figure)
    }
    return { stale }
  })
}

/** Changes the year whose prices all figures are in. What was confirmed was another text, so it has to be confirmed again. */
export async function setYear(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, year }: { partnership: PartnershipId; year: string },
): Promise<Outcome<null>> {
  return writing(deps, by, partnership, async (trx, { version }) => {
    await trx
      .updateTable('business_case_baseline')
      .set({ year })
      .where('partnership_id', '=', partnership)
      .where('version', '=', version)
      .execute()
    await append(trx, by, { partnership }, { event: 'business-case.year-changed', facts: { year } })
    return null
  })
}

export type TaskToSave = {
  readonly id: string | null
  readonly service: string
  readonly name: string
  readonly inScope: boolean
  readonly processOf: string | null
  readonly deviations: readonly Deviation[]
  readonly seen: number
}

/** Saves a task in scope; false when somebody else changed it meanwhile. */
export async function saveTask(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, task }: { partnership: PartnershipId; task: TaskToSave },
): Promise<Outcome<boolean>> {
  return writing(deps, by, partnership, async (trx, { version, services }) => {
    if (!services.some(({ id }) => id === task.service)) throw new NotFound('No such service.')
    const deviations = JSON.stringify(task.deviations)
    const { name, inScope, processOf, service, id, seen } = task
    const done =
      id === null
        ? await sql`
              insert into business_case_task (partnership_id, version, id, service_id, name, in_scope, process_of, deviations, seen)
              values (${partnership}, ${version}, ${newId()}, ${service}, ${name}, ${inScope}, ${processOf}, ${deviations}, 1)`.execute(
            trx,
          )
        : await sql`
              update business_case_task set service_id = ${service}, name = ${name}, in_scope = ${inScope},
                process_of = ${processOf}, deviations = ${deviations}, seen = seen + 1
              where partnership_id = ${partnership} and version = ${version} and id = ${id} and seen = ${seen}`.execute(
            trx,
          )
    return done.numAffectedRows === 1n
  })
}
