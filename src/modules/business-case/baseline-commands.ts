import { sql } from 'kysely'
import { approve, type PartnershipTables } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import {
  baselineHash,
  baselineSubject,
  confirmationOf,
  confirmBlockers,
  correctBlockers,
  shareBlockers,
  writeBlockers,
  writesFigures,
  type Baseline,
  type BaselineRefusal,
  type Deviation,
  type Successions,
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

export async function addService(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, name, unit }: { partnership: PartnershipId; name: string; unit: string },
): Promise<Outcome<string>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => writeBlockers(baseline, by),
    async (trx, { version, services }) => {
      const id: string = newId()
      await trx
        .insertInto('business_case_service')
        .values({ partnership_id: partnership, version, id, name, unit, place: services.length + 1 })
        .execute()
      return id
    },
  )
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
  return holding(
    deps,
    by,
    partnership,
    (baseline) => writeBlockers(baseline, by),
    async (trx, { version, services }) => {
      const stale: FigureToSave[] = []
      for (const figure of figures) {
        if (!services.some(({ id }) => id === figure.service)) throw new NotFound('No such service.')
        const at = { partnership, version, service: figure.service, measure: figure.measure }
        const { value } = figure
        if (value === null) await clearFigure(trx, by, at)
        else if (!(await writeFigure(trx, by, at, { ...figure, value }))) stale.push(figure)
      }
      return { stale }
    },
  )
}

export async function setYear(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, year }: { partnership: PartnershipId; year: string },
): Promise<Outcome<null>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => writeBlockers(baseline, by),
    async (trx, { version }) => {
      await trx
        .updateTable('business_case_baseline')
        .set({ year })
        .where('partnership_id', '=', partnership)
        .where('version', '=', version)
        .execute()
      return null
    },
  )
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
  return holding(
    deps,
    by,
    partnership,
    (baseline) => writeBlockers(baseline, by),
    async (trx, { version, services }) => {
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
    },
  )
}

/** Opens a council's figures to its partners, for good: what was seen cannot be unseen. */
export async function shareFigures(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<Outcome<null>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => shareBlockers(baseline, by),
    async (trx, baseline) => {
      await trx
        .insertInto('business_case_shared')
        .values({
          partnership_id: partnership,
          version: baseline.version,
          authority_code: by.council,
          shared_by: by.person,
          shared_at: by.now,
        })
        .execute()
      await append(
        trx,
        by,
        { partnership },
        { event: 'business-case.figures-shared', facts: { version: baseline.version } },
      )
      await tellOthers(trx, by, baseline, 'figures-shared', 'A partner has shared its figures')
      return null
    },
  )
}

async function tellOthers(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  baseline: Baseline,
  template: string,
  subject: string,
): Promise<void> {
  const others = baseline.councils.map(({ code }) => code).filter((code) => code !== by.council)
  const { partnership } = baseline
  await queueMailToLeads(trx, by, others, { template, subject, facts: { partnership } })
}

/** A section 151 officer confirms the figures as they stand. The last of them locks the baseline, in the same breath. */
export async function confirmBaseline(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, hash, successions }: { partnership: PartnershipId; hash: string; successions: Successions },
): Promise<Outcome<{ readonly locked: boolean }>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => [
      ...confirmBlockers(baseline, by, successions),
      ...(baseline.lockedAt === null && baselineHash(baseline) !== hash
        ? [{ type: 'changed' as const }]
        : []),
    ],
    async (trx, baseline) => {
      await approve(trx.$pickTables<keyof PartnershipTables>(), by, {
        partnership,
        subject: baselineSubject,
        subjectId: baseline.id,
        hash,
      })
      const approvals = [...baseline.approvals, { council: by.council, hash, approvedAt: by.now }]
      const locked = confirmationOf({ ...baseline, approvals }).agreed
      const { version } = baseline
      const facts = { version, hash: hash.slice(0, 16) }
      await append(trx, by, { partnership }, { event: 'business-case.baseline-confirmed', facts })
      if (locked) await lock(trx, by, baseline, hash)
      return { locked }
    },
  )
}

async function lock(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  baseline: Baseline,
  hash: string,
): Promise<void> {
  const { partnership, version } = baseline
  await trx
    .deleteFrom('business_case_import')
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .execute()
  await trx
    .updateTable('business_case_baseline')
    .set({ locked_at: by.now, hash })
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .execute()
  await append(trx, by, { partnership }, { event: 'business-case.baseline-locked', facts: { version } })
  await tellOthers(trx, by, baseline, 'baseline-locked', 'The baseline is locked')
}

/** Begins a new version as a copy of the locked one, with the reason why. */
export async function correctBaseline(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, reason }: { partnership: PartnershipId; reason: string },
): Promise<Outcome<number>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => correctBlockers(baseline, by),
    async (trx, { version }) => {
      const made = await sql<{ version: number | null }>`
        select business_case_copy(${partnership}, ${version}, ${newId()}, ${reason}) as version`.execute(trx)
      const next = made.rows[0]?.version
      if (!next) throw new NotFound('No baseline to correct.')
      const facts = { version: next, reason }
      await append(trx, by, { partnership }, { event: 'business-case.correction-started', facts })
      return next
    },
  )
}
