import type { Transaction } from 'kysely'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import {
  partnershipFor,
  presentMembers,
  type Member,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId } from '#platform/id.ts'
import { append, type RecordTables } from '#platform/record.ts'
import type { Viewer } from '#platform/viewer.ts'
import {
  committeeFaults,
  enterPowerBlockers,
  powerReport,
  type Committee,
  type PowerRefusal,
  type PowerReport,
} from './power.ts'
import type { GovernanceTables } from './tables.ts'

export type { GovernanceTables } from './tables.ts'
export type GovernanceDatabase = GovernanceTables & PartnershipTables & AuthoritiesTables & RecordTables
export type GovernanceTrx = Transaction<GovernanceDatabase>
export type GovernanceDeps = { readonly db: Database<GovernanceDatabase> }

/** What was last typed in, with what it comes to. */
export type PowerView = {
  readonly partnership: Partnership
  readonly members: readonly Member[]
  readonly version: number
  readonly committee: Committee | null
  readonly report: PowerReport | null
  readonly mayEnter: readonly PowerRefusal[]
}

export async function powerFor(deps: GovernanceDeps, viewer: Viewer, id: PartnershipId): Promise<PowerView> {
  const read = await inTransaction(deps.db, viewer, async (trx) => {
    const partnership = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
    if (!partnership) throw new NotFound('No such partnership, or not yours.')
    return { partnership, latest: await latestOf(trx, id) }
  })
  const { partnership, latest } = read
  const members = presentMembers(partnership)
  const committee = latest && { seats: latest.seats, quota: latest.quota }
  return {
    partnership,
    members,
    version: latest?.version ?? 0,
    committee,
    report: committee && powerReport(committee),
    mayEnter: enterPowerBlockers({
      leads: viewer.role === 'lead' || viewer.role === 'deputy',
      isMember: members.some(({ council }) => council === viewer.council),
      manages: viewer.managing === id,
    }),
  }
}

async function latestOf(trx: GovernanceTrx, id: PartnershipId) {
  const row = await trx
    .$pickTables<keyof GovernanceTables>()
    .selectFrom('governance_power')
    .select(['version', 'quota', 'seats'])
    .where('partnership_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export type EnterPowerOutcome =
  | { readonly saved: number }
  | { readonly refused: readonly PowerRefusal[] }
  | { readonly faults: ReturnType<typeof committeeFaults> }
  | { readonly conflict: number }

/** Keeps a new version of who votes and pays how much, over the version the writer had seen. Earlier ones stay. */
export async function enterPower(
  deps: GovernanceDeps,
  by: Viewer,
  id: PartnershipId,
  wanted: { readonly committee: Committee; readonly seen: number },
): Promise<EnterPowerOutcome> {
  const { mayEnter, version } = await powerFor(deps, by, id)
  if (mayEnter.length > 0) return { refused: mayEnter }
  const faults = committeeFaults(wanted.committee)
  if (faults.length > 0) return { faults }
  if (version !== wanted.seen) return { conflict: version }
  return inTransaction(deps.db, by, async (trx) => {
    const written = await trx
      .$pickTables<keyof GovernanceTables>()
      .insertInto('governance_power')
      .values({
        partnership_id: id,
        version: version + 1,
        quota: wanted.committee.quota,
        seats: JSON.stringify(wanted.committee.seats),
        entered_by: by.person,
        entered_for: by.council,
        entered_at: by.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (!written) return { conflict: version + 1 }
    await append(
      trx,
      by,
      { partnership: id },
      { event: 'governance.power-entered', facts: { version: version + 1 } },
    )
    return { saved: version + 1 }
  })
}
