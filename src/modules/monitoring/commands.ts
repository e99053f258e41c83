import { sql } from 'kysely'
import { pulseFromSnapshot, type Pulse } from '#content/pulse.ts'
import { randomUUID } from '#platform/chance.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import {
  answerPulseBlockers,
  closePulseBlockers,
  countPulse,
  quarterOf,
  startPulseBlockers,
  type PulseAnswer,
  type PulseRefusal,
  type Quarter,
} from './pulse.ts'
import {
  openAnswer,
  partnershipAsking,
  pulsesOf,
  respondentOf,
  sealAnswer,
  type MonitoringDeps,
  type MonitoringTables,
} from './store.ts'

export type PulseOutcome = { readonly done: Quarter } | { readonly refused: readonly PulseRefusal[] }

/** Starts the pulse of this quarter, with the questions as they are today. */
export async function startPulse(
  deps: MonitoringDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  questions: Pulse,
): Promise<PulseOutcome> {
  const quarter = quarterOf(londonDay(by.now))
  return inTransaction(deps.db, by, async (trx) => {
    const { asking } = await partnershipAsking(trx, by, partnership)
    const refused = startPulseBlockers(asking, quarter, await pulsesOf(trx, partnership))
    if (refused.length > 0) return { refused }
    await trx
      .$pickTables<keyof MonitoringTables>()
      .insertInto('monitoring_pulse')
      .values({
        partnership_id: partnership,
        quarter,
        questions: JSON.stringify(questions),
        started_by: by.person,
        started_for: by.council,
        started_at: by.now,
        closed_at: null,
      })
      .execute()
    await append(trx, by, { partnership }, { event: 'monitoring.pulse-started', facts: { quarter } })
    return { done: quarter }
  })
}

/** Keeps what one person answers, over what they answered before. Nobody else can read it; the record says nothing of it. */
export async function answerPulse(
  deps: MonitoringDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  answer: PulseAnswer,
): Promise<PulseOutcome> {
  const open = await inTransaction(deps.db, by, async (trx) => {
    const { asking } = await partnershipAsking(trx, by, partnership)
    const pulse = (await pulsesOf(trx, partnership)).find(({ closedAt }) => closedAt === null)
    return { asking, pulse }
  })
  const refused = answerPulseBlockers(open.asking, open.pulse !== undefined)
  if (refused.length > 0 || !open.pulse) return { refused }
  const at = { partnership, quarter: open.pulse.quarter }
  const respondent = respondentOf(deps, by, at)
  return inTransaction(deps.db, { ...by, respondent }, async (trx) => {
    const db = trx.$pickTables<keyof MonitoringTables>()
    const sealed = sealAnswer(deps, at, respondent, answer)
    const changed = await db
      .updateTable('monitoring_pulse_answer')
      .set({ sealed })
      .where('partnership_id', '=', partnership)
      .where('quarter', '=', at.quarter)
      .where('respondent', '=', respondent)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n)
      await db
        .insertInto('monitoring_pulse_answer')
        .values({ partnership_id: partnership, quarter: at.quarter, id: randomUUID(), respondent, sealed })
        .execute()
    return { done: at.quarter }
  })
}

/** Closes the pulse for good: answers become what may be shown, and their rows are gone. */
export async function closePulse(
  deps: MonitoringDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<PulseOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const { asking } = await partnershipAsking(trx, by, partnership)
    const pulse = (await pulsesOf(trx, partnership)).find(({ closedAt }) => closedAt === null)
    const refused = closePulseBlockers(asking, pulse !== undefined)
    if (refused.length > 0 || !pulse) return { refused }
    const at = { partnership, quarter: pulse.quarter }
    const taken = await sql<{ respondent: string; sealed: Buffer }>`
      select respondent, sealed from monitoring_take_pulse(${partnership}, ${pulse.quarter})`.execute(trx)
    const answers = taken.rows.map(({ respondent, sealed }) => openAnswer(deps, at, respondent, sealed))
    const db = trx.$pickTables<keyof MonitoringTables>()
    await db
      .updateTable('monitoring_pulse')
      .set({ closed_at: by.now })
      .where('partnership_id', '=', partnership)
      .where('quarter', '=', pulse.quarter)
      .execute()
    await db
      .insertInto('monitoring_pulse_count')
      .values(
        Object.entries(countPulse(answers, pulseFromSnapshot(pulse.questions))).map(([measure, counted]) => ({
          partnership_id: partnership,
          quarter: pulse.quarter,
          measure,
          counted: JSON.stringify(counted),
        })),
      )
      .execute()
    await append(
      trx,
      by,
      { partnership },
      { event: 'monitoring.pulse-closed', facts: { quarter: pulse.quarter } },
    )
    return { done: pulse.quarter }
  })
}
