import type { CostSharingDatabase } from '#modules/cost-sharing/index.ts'
import type { Pulse } from '#content/pulse.ts'
import type { MonitoringDatabase } from '#modules/monitoring/index.ts'
import type { AlignmentDatabase } from '#modules/alignment/index.ts'
import {
  knownPartnershipFor,
  partnershipFor,
  partnershipsOf,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import type { ReadinessDatabase } from '#modules/readiness/index.ts'
import type { TrustDatabase } from '#modules/trust/index.ts'
import { roundsOf, type RoundLine, type RoundTables } from '#modules/round/index.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId } from '#platform/id.ts'
import { readRecord, type RecordLine } from '#platform/record.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'

export type OverviewDeps = {
  readonly db: Database<
    ReadinessDatabase & TrustDatabase & AlignmentDatabase & MonitoringDatabase & CostSharingDatabase
  >
}

/** What its pages need: the next step of a round looks into what somebody has written. */
export type OverviewPages = OverviewDeps & { readonly instanceKey: Buffer; readonly pulse: Pulse }

/** A partnership and its rounds, newest first. */
export type PartnershipView = { readonly partnership: Partnership; readonly rounds: readonly RoundLine[] }

export async function partnershipViewsFor(deps: OverviewDeps, viewer: Viewer): Promise<PartnershipView[]> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const partnerships = await partnershipsOf(trx.$pickTables<keyof PartnershipTables>(), viewer)
    const rounds = trx.$pickTables<keyof RoundTables>()
    const views: PartnershipView[] = []
    for (const partnership of partnerships)
      views.push({ partnership, rounds: await roundsOf(rounds, viewer, partnership.id) })
    return views
  })
}

/** A partnership that the viewer is in. */
export async function partnershipViewFor(
  deps: OverviewDeps,
  viewer: Viewer,
  id: PartnershipId,
): Promise<PartnershipView> {
  return viewFor(deps, viewer, id, partnershipFor)
}

/** A partnership that the viewer's council is in, is invited to or has left: of the last two, what they may still read. */
export async function knownPartnershipViewFor(
  deps: OverviewDeps,
  viewer: Viewer,
  id: PartnershipId,
): Promise<PartnershipView> {
  return viewFor(deps, viewer, id, knownPartnershipFor)
}

async function viewFor(
  deps: OverviewDeps,
  viewer: Viewer,
  id: PartnershipId,
  find: typeof partnershipFor,
): Promise<PartnershipView> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const partnership = await find(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
    if (!partnership) throw new NotFound('No such partnership, or not yours.')
    return { partnership, rounds: await roundsOf(trx.$pickTables<keyof RoundTables>(), viewer, id) }
  })
}

/** The record that a council keeps for itself. The row policy yields nobody else's. */
export async function councilRecordFor(deps: OverviewDeps, viewer: CouncilViewer): Promise<RecordLine[]> {
  return inTransaction(deps.db, viewer, (trx) => readRecord(trx, { council: viewer.council }))
}

export async function recordFor(
  deps: OverviewDeps,
  viewer: Viewer,
  id: PartnershipId,
): Promise<RecordLine[]> {
  return inTransaction(deps.db, viewer, (trx) => readRecord(trx, { partnership: id }))
}
