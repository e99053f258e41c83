import { sql, type Transaction } from 'kysely'
import {
  partnershipFor,
  presentMembers,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import type { Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import { keyedDigest, openValue, sealValue, type DataKey } from '#platform/sealing.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Asking, Counted, PulseAnswer, Quarter } from './pulse.ts'
import type { MonitoringTables } from './tables.ts'

export type { MonitoringTables } from './tables.ts'

export type MonitoringDatabase = MonitoringTables & PartnershipTables & AuthoritiesTables & RecordTables
export type MonitoringTrx = Transaction<MonitoringDatabase>
export type MonitoringDeps = { readonly db: Database<MonitoringDatabase>; readonly instanceKey: Buffer }

/** A person is found again by a keyed digest that only this instance can make, so that they can change their mind until closing. */
export function respondentOf(deps: Pick<MonitoringDeps, 'instanceKey'>, viewer: Viewer, at: Place): string {
  return keyedDigest(deps.instanceKey, 'pulse answer', `${at.partnership}|${at.quarter}|${viewer.person}`)
}

export type Place = { readonly partnership: PartnershipId; readonly quarter: Quarter }

/** The key of one pulse, made of the instance's: it stands nowhere. */
function keyOf(deps: Pick<MonitoringDeps, 'instanceKey'>, { partnership, quarter }: Place): DataKey {
  return {
    bytes: Buffer.from(keyedDigest(deps.instanceKey, 'pulse key', `${partnership}|${quarter}`), 'hex'),
  }
}

function placeOf({ partnership, quarter }: Place, respondent: string): string {
  return `${partnership}|${quarter}|pulse|${respondent}`
}

export function sealAnswer(deps: MonitoringDeps, at: Place, respondent: string, answer: PulseAnswer): Buffer {
  return sealValue(keyOf(deps, at), placeOf(at, respondent), {
    levels: { ...answer.levels },
    hours: answer.hours,
  })
}

export function openAnswer(
  deps: MonitoringDeps,
  at: Place,
  respondent: string,
  sealed: Uint8Array,
): PulseAnswer {
  // What is opened here was sealed here: it is what `sealAnswer` was given.
  return openValue(keyOf(deps, at), placeOf(at, respondent), sealed) as PulseAnswer
}

export type PulseLine = {
  readonly quarter: Quarter
  readonly questions: string
  readonly startedAt: Date
  readonly closedAt: Date | null
}

/** The pulses of a partnership, oldest first. */
export async function pulsesOf(trx: MonitoringTrx, partnership: PartnershipId): Promise<PulseLine[]> {
  return trx
    .$pickTables<keyof MonitoringTables>()
    .selectFrom('monitoring_pulse')
    .select(['quarter', 'questions', 'started_at as startedAt', 'closed_at as closedAt'])
    .where('partnership_id', '=', partnership)
    .orderBy('quarter')
    .execute()
}

export async function countsOf(
  trx: MonitoringTrx,
  partnership: PartnershipId,
): Promise<{ quarter: Quarter; measure: string; counted: Counted }[]> {
  return trx
    .$pickTables<keyof MonitoringTables>()
    .selectFrom('monitoring_pulse_count')
    .select(['quarter', 'measure', 'counted'])
    .where('partnership_id', '=', partnership)
    .orderBy('quarter')
    .execute()
}

/** Whether five or more have answered: yes or no, never how many. */
export async function hasEnough(trx: MonitoringTrx, { partnership, quarter }: Place): Promise<boolean> {
  const found = await sql<{
    enough: boolean
  }>`select monitoring_pulse_enough(${partnership}, ${quarter}) as enough`.execute(trx)
  return found.rows[0]?.enough ?? false
}

/** The partnership, for somebody who belongs to it; and whether they lead for a council that takes part. */
export async function partnershipAsking(
  trx: MonitoringTrx,
  viewer: Viewer,
  id: PartnershipId,
): Promise<{ partnership: Partnership; asking: Asking }> {
  const partnership = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
  if (!partnership) throw new NotFound('No such partnership, or not yours.')
  const isMember = presentMembers(partnership).some(({ council }) => council === viewer.council)
  return { partnership, asking: { isMember, leads: viewer.role === 'lead' || viewer.role === 'deputy' } }
}
