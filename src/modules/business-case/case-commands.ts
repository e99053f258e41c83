import { sql } from 'kysely'
import { partnershipFor, type PartnershipTables } from '#modules/partnership/index.ts'
import type { Json } from '#platform/canonical.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import { hashOf, toPlain } from '#platform/plain-data.ts'
import { append } from '#platform/record.ts'
import { engineVersion } from '#engine/version.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { writesFigures, type Successions } from './baseline.ts'
import type { CaseRefusal } from './case.ts'
import { caseIn, modelsIn } from './queries.ts'
import type { RunInputs } from './run.ts'
import { removePart, writePart, type BusinessCaseDeps, type CaseId, type RunId } from './store.ts'

type Outcome<Done> = { readonly done: Done } | { readonly refused: readonly CaseRefusal[] }
type AtCase = { readonly partnership: PartnershipId; readonly case: CaseId }

export async function startCase(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, name }: { partnership: PartnershipId; name: string },
): Promise<Outcome<CaseId>> {
  if (!writesFigures(by)) return { refused: [{ type: 'role' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const found = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), by, partnership)
    if (!found) throw new NotFound('No such partnership, or not yours.')
    const id: CaseId = newId()
    await trx
      .insertInto('business_case_case')
      .values({
        partnership_id: partnership,
        id,
        name,
        started_by: by.person,
        started_for: by.council,
        started_at: by.now,
      })
      .execute()
    await append(trx, by, { partnership }, { event: 'business-case.case-started' })
    return { done: id }
  })
}

/** Saves one part over the version that was seen; `done` is false when a colleague was faster. */
export async function savePart(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  at: AtCase & { readonly part: string; readonly seen: number },
  value: object,
): Promise<Outcome<boolean>> {
  if (!writesFigures(by)) return { refused: [{ type: 'role' }] }
  return inTransaction(deps.db, by, async (trx) => {
    await caseIn(trx, by, at)
    // A part is plain data: texts, numbers, lists and records of them.
    return { done: await writePart(trx, by, at, value as Json) }
  })
}

export async function dropPart(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  at: AtCase & { readonly part: string },
): Promise<Outcome<null>> {
  if (!writesFigures(by)) return { refused: [{ type: 'role' }] }
  return inTransaction(deps.db, by, async (trx) => {
    await caseIn(trx, by, at)
    await removePart(trx, at)
    return { done: null }
  })
}

export type AskedRun = {
  readonly id: RunId
  readonly inputs: RunInputs
  readonly seed: number
  readonly draws: number
}

/** Puts a run in the list, with everything it is to be worked out from. The runner does the rest. */
export async function askForRun(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  at: AtCase & { readonly successions: Successions },
): Promise<Outcome<AskedRun>> {
  if (!writesFigures(by)) return { refused: [{ type: 'role' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const view = await caseIn(trx, by, at)
    const inputs = modelsIn(view, undefined, at.successions)
    if ('refused' in inputs) return inputs
    const { frame } = view.parts
    if (!frame || !view.baseline) return { refused: [{ type: 'no-frame' as const }] }
    const isBusy = view.runs.some(({ state }) => state === 'waiting' || state === 'running')
    if (isBusy) return { refused: [{ type: 'running' as const }] }
    const id: RunId = newId()
    const number = (view.runs[0]?.number ?? 0) + 1
    const { seed, draws } = frame
    const plain = toPlain(inputs)
    await sql`
      insert into business_case_run (partnership_id, case_id, id, number, state, baseline_version, baseline_locked, seed, draws,
        engine_version, inputs, input_hash, done_of_hundred, asked_by, asked_for, asked_at, beat_at)
      values (${at.partnership}, ${at.case}, ${id}, ${number}, 'waiting', ${view.baseline.version},
        ${view.baseline.lockedAt !== null}, ${seed}, ${draws}, ${engineVersion}, ${JSON.stringify(plain)}, ${hashOf(plain)},
        0, ${by.person}, ${by.council}, ${by.now}, ${by.now})`.execute(trx)
    const facts = { number: String(number) }
    await append(trx, by, { partnership: at.partnership }, { event: 'business-case.run-made', facts })
    return { done: { id, inputs, seed, draws } }
  })
}
