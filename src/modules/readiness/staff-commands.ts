import { randomUUID } from '#platform/chance.ts'
import { sql } from 'kysely'
import type { Level } from '#engine/gap.ts'
import { actionsIn, ownKey, type Refusal, type Round, type RoundTables } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { RoundId } from '#platform/id.ts'
import { keyedDigest, openValue, sealValue } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { frameworkOf } from './framework-of.ts'
import { staffCount, type StaffCount } from './staff-count.ts'
import {
  staffCountsOf,
  type ReadinessTables,
  type ReadinessTrx,
  readinessRound,
  type ReadinessDeps,
} from './store.ts'
import { readinessTerms, statementsAsked } from './terms.ts'

/** Staff are found again by a keyed digest that only this instance can make, so that they can change their mind until closing. */
export function respondentOf(deps: ReadinessDeps, by: CouncilViewer, round: RoundId): string {
  return keyedDigest(deps.instanceKey, 'staff answer', `${round}|${by.council}|${by.person}`)
}

function placeOf(round: RoundId, by: CouncilViewer, respondent: string, item: string): string {
  return `${round}|${by.council}|staff|${respondent}|${item}`
}

export type StaffRefusal = Refusal | { readonly type: 'staff-not-asked' } | { readonly type: 'staff-closed' }

/** Keeps one staff answer: a level, or null for taking it back. Nobody but the writer can read it, and then only until closing. */
export async function saveStaffAnswer(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; item: string; level: Level | null },
): Promise<{ saved: true } | { refused: readonly StaffRefusal[] }> {
  const respondent = respondentOf(deps, by, at.round)
  return inTransaction(deps.db, { ...by, respondent }, async (trx) => {
    const round = await readinessRound(trx, by, at.round)
    const refused = await staffBlockers(trx, by, round)
    if (refused.length > 0) return { refused }
    const key = await ownKey(trx.$pickTables<keyof RoundTables>(), by, round, deps.instanceKey)
    const db = trx.$pickTables<keyof ReadinessTables>()
    await db
      .deleteFrom('readiness_staff_answer')
      .where('round_id', '=', round.id)
      .where('item', '=', at.item)
      .execute()
    if (at.level === null) return { saved: true }
    await db
      .insertInto('readiness_staff_answer')
      .values({
        partnership_id: round.partnership,
        round_id: round.id,
        id: randomUUID(),
        authority_code: by.council,
        respondent,
        item: at.item,
        sealed: sealValue(key, placeOf(round.id, by, respondent, at.item), at.level),
      })
      .execute()
    return { saved: true }
  })
}

async function staffBlockers(trx: ReadinessTrx, by: CouncilViewer, round: Round): Promise<StaffRefusal[]> {
  if (!actionsIn[round.state].includes('answer'))
    return [{ type: 'not-now', state: round.state, action: 'answer' }]
  if (!readinessTerms(round.terms.client).staff) return [{ type: 'staff-not-asked' }]
  if (by.office !== 'staff') return [{ type: 'role', needs: ['contributor'] }]
  const closed = await sql<{ closed: boolean }>`select readiness_staff_closed(${round.id}) as closed`.execute(
    trx,
  )
  return closed.rows[0]?.closed ? [{ type: 'staff-closed' }] : []
}

/** The staff answers that the asker gave; theirs alone. */
export async function ownStaffAnswers(
  deps: ReadinessDeps,
  by: CouncilViewer,
  id: RoundId,
): Promise<ReadonlyMap<string, Level>> {
  const respondent = respondentOf(deps, by, id)
  return inTransaction(deps.db, { ...by, respondent }, async (trx) => {
    const round = await readinessRound(trx, by, id)
    const key = await ownKey(trx.$pickTables<keyof RoundTables>(), by, round, deps.instanceKey)
    const rows = await trx
      .selectFrom('readiness_staff_answer')
      .select(['item', 'sealed'])
      .where('round_id', '=', id)
      .execute()
    return new Map(
      rows.map(({ item, sealed }) => [
        item,
        asLevel(openValue(key, placeOf(id, by, respondent, item), sealed)),
      ]),
    )
  })
}

function asLevel(value: unknown): Level {
  const level = ([1, 2, 3, 4, 5] as const).find((known) => known === value)
  if (level === undefined) throw new Error('A staff answer is not a level.')
  return level
}

/** Closes staff answers for good: they become counts, and their rows are gone. Closing twice changes nothing. */
export async function closeStaff(
  deps: ReadinessDeps,
  by: CouncilViewer,
  id: RoundId,
): Promise<{ closed: true } | { refused: readonly Refusal[] }> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, id)
    if (by.role !== 'lead' && by.role !== 'deputy')
      return { refused: [{ type: 'role', needs: ['lead', 'deputy'] }] }
    if (!actionsIn[round.state].includes('answer'))
      return { refused: [{ type: 'not-now', state: round.state, action: 'answer' }] }
    await closeStaffWithin(deps, trx, by, round)
    return { closed: true }
  })
}

/** The closing itself, in the transaction of whoever closes. */
export async function closeStaffWithin(
  deps: ReadinessDeps,
  trx: ReadinessTrx,
  by: CouncilViewer,
  round: Round,
): Promise<void> {
  const terms = readinessTerms(round.terms.client)
  const db = trx.$pickTables<keyof ReadinessTables>()
  if (!terms.staff || (await staffCountsOf(db, by, round.id))) return
  const rounds = trx.$pickTables<keyof RoundTables>()
  const key = await ownKey(rounds, by, round, deps.instanceKey)
  const taken = await sql<{ respondent: string; item: string; sealed: Buffer }>`
    select * from readiness_take_staff_answers(${round.id})`.execute(trx)
  const given = taken.rows.map(({ respondent, item, sealed }) => ({
    item,
    level: asLevel(openValue(key, placeOf(round.id, by, respondent, item), sealed)),
  }))
  const counts: Record<string, StaffCount> = {}
  for (const { id } of statementsAsked(await frameworkOf(rounds, by, round), terms))
    counts[id] = staffCount(given.filter(({ item }) => item === id).map(({ level }) => level))
  await db
    .insertInto('readiness_staff_count')
    .values({
      partnership_id: round.partnership,
      round_id: round.id,
      authority_code: by.council,
      counts: JSON.stringify(counts),
      closed_at: by.now,
    })
    .execute()
}
