import { sql } from 'kysely'
import type { CaseInput } from '#engine/business-case-input.ts'
import { partnershipFor, type Partnership, type PartnershipTables } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { runBlockers, type CaseRefusal } from './case.ts'
import { modelOf } from './case-model.ts'
import { optionIds, type CaseParts, type OptionId } from './case-part.ts'
import type { Baseline } from './baseline.ts'
import type { CaseRunView, RunInputs } from './run.ts'
import {
  baselineFor,
  casesOf,
  partRows,
  partsFrom,
  versionsOf,
  type BusinessCaseDeps,
  type BusinessCaseTrx,
  type CaseId,
  type CaseLine,
  type PartRow,
  type RunId,
} from './store.ts'

/** A partnership and its baseline, as far as this viewer may see. */
export type BaselineView = {
  readonly partnership: Partnership
  readonly baseline: Baseline | null
  readonly versions: Awaited<ReturnType<typeof versionsOf>>
}

export async function baselineViewFor(
  deps: BusinessCaseDeps,
  viewer: Viewer,
  id: PartnershipId,
  version?: number,
): Promise<BaselineView> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const partnership = await mustFind(trx, viewer, id)
    const baseline = await baselineFor(trx, viewer, id, version === undefined ? {} : { version })
    return { partnership, baseline, versions: await versionsOf(trx, id) }
  })
}

async function mustFind(trx: BusinessCaseTrx, viewer: Viewer, id: PartnershipId): Promise<Partnership> {
  const found = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
  if (!found) throw new NotFound('No such partnership, or not yours.')
  return found
}

/** A case with everything it is made of, and its runs, newest first. */
export type CaseView = BaselineView & {
  readonly case: CaseLine
  readonly parts: CaseParts
  readonly rows: readonly PartRow[]
  readonly runs: readonly RunLine[]
}

export type RunLine = Pick<
  CaseRunView,
  'id' | 'number' | 'state' | 'askedAt' | 'baselineVersion' | 'doneOfHundred'
>

export async function caseViewFor(
  deps: BusinessCaseDeps,
  viewer: Viewer,
  at: { partnership: PartnershipId; case: CaseId },
): Promise<CaseView> {
  return inTransaction(deps.db, viewer, (trx) => caseIn(trx, viewer, at))
}

export async function caseIn(
  trx: BusinessCaseTrx,
  viewer: Viewer,
  at: { partnership: PartnershipId; case: CaseId },
): Promise<CaseView> {
  const partnership = await mustFind(trx, viewer, at.partnership)
  const found = (await casesOf(trx, at.partnership)).find(({ id }) => id === at.case)
  if (!found) throw new NotFound('No such business case, or not yours.')
  const rows = await partRows(trx, at.partnership, at.case)
  return {
    partnership,
    baseline: await baselineFor(trx, viewer, at.partnership),
    versions: await versionsOf(trx, at.partnership),
    case: found,
    parts: partsFrom(rows),
    rows,
    runs: await runsOf(trx, at),
  }
}

async function runsOf(
  trx: BusinessCaseTrx,
  at: { partnership: PartnershipId; case: CaseId },
): Promise<RunLine[]> {
  return trx
    .selectFrom('business_case_run')
    .select([
      'id',
      'number',
      'state',
      'asked_at as askedAt',
      'baseline_version as baselineVersion',
      'done_of_hundred as doneOfHundred',
    ])
    .where('partnership_id', '=', at.partnership)
    .where('case_id', '=', at.case)
    .orderBy('number', 'desc')
    .execute()
}

/** The cases of a partnership, newest first, for pages that lead to them. */
export async function casesFor(
  trx: BusinessCaseTrx,
  _viewer: Viewer,
  partnership: PartnershipId,
): Promise<CaseLine[]> {
  return casesOf(trx, partnership)
}

/** A case as the engine computes it, or the reasons why it cannot be computed yet. */
export type CaseModelFor =
  | {
      readonly input: CaseInput
      /** The name by which the input knows each council. */
      readonly partnerOf: Readonly<Record<AuthorityCode, string>>
      readonly baseline: Baseline
      readonly parts: CaseParts
    }
  | { readonly refused: readonly CaseRefusal[] }

/**
 * The engine's input of a case as it stands: of the option of sharing unless another is named. Pounds, in the prices of the
 * baseline's year. Throws `NotFound` for a case that is not there for this viewer.
 */
export async function caseModelFor(
  trx: BusinessCaseTrx,
  viewer: Viewer,
  partnership: PartnershipId,
  id: CaseId,
  option: OptionId = 'share',
): Promise<CaseModelFor> {
  const view = await caseIn(trx, viewer, { partnership, case: id })
  const models = modelsIn(view, [option])
  if ('refused' in models) return models
  const [only] = models.options
  if (!only || !view.baseline) return { refused: [{ type: 'no-services-left' }] }
  return { input: only.input, partnerOf: models.partnerOf, baseline: view.baseline, parts: view.parts }
}

/** The engine's inputs of a case, one for each option that can be computed; or why there are none. */
export function modelsIn(
  { baseline, parts, case: { name } }: Pick<CaseView, 'baseline' | 'parts' | 'case'>,
  wanted: readonly OptionId[] = optionIds,
  successions: Parameters<typeof runBlockers>[2] = [],
): RunInputs | { readonly refused: readonly CaseRefusal[] } {
  const refused = runBlockers(baseline, parts, successions)
  const { frame } = parts
  if (refused.length > 0 || !baseline || !frame) return { refused }
  const made = wanted.map((option) => ({ option, ...modelOf({ baseline, parts, frame, name }, option) }))
  // An option that shares nothing has nothing to compute: "share less" where no service was chosen for it.
  const options = made.filter(({ option, input }) => option === 'share' || input.services.length > 0)
  const faults = options.flatMap(({ problems }) => problems)
  const [first] = made
  if (faults.length > 0 || !first || options.length === 0)
    return {
      refused: faults.map(({ field, problem, mend }) => ({
        type: 'engine',
        field,
        says: `${field} ${problem}: ${mend}`,
      })),
    }
  return {
    options: options.map(({ option, input }) => ({ option, input })),
    partnerOf: first.partnerOf,
    name,
    parts,
  }
}

type RunRow = Omit<CaseRunView, 'inputs' | 'summary'> & {
  readonly inputs: unknown
  readonly summary: unknown
}

/** One run, or null when there is none for this viewer. */
export async function runFor(
  trx: BusinessCaseTrx,
  _viewer: Viewer,
  partnership: PartnershipId,
  id: RunId,
): Promise<CaseRunView | null> {
  const found = await sql<RunRow>`
    select r.id, r.case_id as "case", r.number, r.state, r.baseline_version as "baselineVersion",
      r.baseline_locked as "baselineLocked", r.seed, r.draws, r.engine_version as "engineVersion",
      r.input_hash as "inputHash", r.done_of_hundred as "doneOfHundred", r.trouble, p.name as "askedBy",
      r.asked_for as "askedFor", r.asked_at as "askedAt", r.beat_at as "beatAt", r.done_at as "doneAt", r.inputs, r.summary
    from business_case_run r left join people_person p on p.id = r.asked_by
    where r.partnership_id = ${partnership} and r.id = ${id}`.execute(trx)
  const [row] = found.rows
  // Written by the runner alone, from this type, and never changed.
  return row ? (row as CaseRunView) : null
}

/** The newest run of a case that is done. */
export async function newestRunFor(
  trx: BusinessCaseTrx,
  viewer: Viewer,
  at: { partnership: PartnershipId; case: CaseId },
): Promise<CaseRunView | null> {
  const done = (await runsOf(trx, at)).find(({ state }) => state === 'done')
  return done ? runFor(trx, viewer, at.partnership, done.id) : null
}

/** What `handfast replay` reads, for one option of a run that is done. */
export async function savedRunFor(
  trx: BusinessCaseTrx,
  _viewer: Viewer,
  at: { partnership: PartnershipId; run: RunId },
  option: OptionId,
): Promise<unknown> {
  const found = await sql<{ saved: unknown }>`
    select saved -> ${option} as saved from business_case_run
    where partnership_id = ${at.partnership} and id = ${at.run}`.execute(trx)
  return found.rows[0]?.saved ?? null
}
