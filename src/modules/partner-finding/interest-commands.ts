import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import { authoritiesFor } from '#modules/authorities/index.ts'
import { leadsCouncil, type PeopleTables } from '#modules/people/index.ts'
import { startPartnership, type PartnershipTables } from '#modules/partnership/index.ts'
import type { Clock } from '#platform/clock.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import type { RecordTables } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { freeOn, interestBlockers, isHeld, takesRoom, type InterestRefusal } from './interest.ts'
import {
  answeringInterest,
  asOwner,
  makeMatch,
  ownInterests,
  removeInterests,
  saveInterest,
  waitForTheOther,
} from './interest-store.ts'
import { matchFor } from './match-queries.ts'
import { serviceLabel } from './services.ts'
import type { PartnerFindingTables } from './tables.ts'

export type FindingDatabase = PartnerFindingTables &
  PartnershipTables &
  PeopleTables &
  RecordTables &
  AuthoritiesTables
export type FindingDeps = {
  readonly db: Database<FindingDatabase>
  readonly clock: Clock
  readonly instanceKey: Buffer
}

export type WantedInterest = { readonly target: AuthorityCode; readonly service: string }

/**
 * Has an interest in another council. Nobody learns of it unless that council has the same: then both do, in this one act.
 * Nothing of it stands in the record, whose entries carry a time.
 */
export async function beInterested(
  deps: FindingDeps,
  by: CouncilViewer,
  wanted: WantedInterest,
): Promise<{ done: { match: string | null } } | { refused: readonly InterestRefusal[] }> {
  const today = londonDay(by.now)
  return inTransaction(deps.db, by, async (all) => {
    const trx = all.$pickTables<keyof PartnerFindingTables>()
    const known = await authoritiesFor(all.$pickTables<keyof AuthoritiesTables>(), by)
    const target = known.find(({ code, endedOn }) => code === wanted.target && endedOn === null)
    if (!target) throw new NotFound('No council of that code.')
    await waitForTheOther(trx, deps.instanceKey, [by.council, wanted.target])
    await asOwner(trx, by, deps.instanceKey)
    const held = await ownInterests(trx, by, deps.instanceKey)
    const refused = interestBlockers(held, { own: by.council, ...wanted }, leadsCouncil(by), today)
    if (refused.length > 0) return { refused }
    await removeInterests(
      trx,
      held.filter((one) => !takesRoom(one, today)).map(({ id }) => id),
    )
    await saveInterest(trx, by, deps.instanceKey, { ...wanted, since: today, withdrawnOn: null })
    const answering = await answeringInterest(trx, by, deps.instanceKey, wanted)
    if (!answering || !isHeld(answering, today)) return { done: { match: null } }
    const match = await makeMatch(trx, by, deps.instanceKey, wanted)
    // The mail says that there is something to see, and nothing of what.
    if (match !== null)
      await queueMailToLeads(all, by, [by.council, wanted.target].toSorted(), {
        template: 'interest-mutual',
        subject: 'There is something new for your council',
        facts: {},
      })
    return { done: { match } }
  })
}

/** Takes an interest back. It can be answered no more; its place stays taken for 30 days from when it began. */
export async function takeInterestBack(deps: FindingDeps, by: CouncilViewer, id: string): Promise<void> {
  const today = londonDay(by.now)
  await inTransaction(deps.db, by, async (all) => {
    const trx = all.$pickTables<keyof PartnerFindingTables>()
    await asOwner(trx, by, deps.instanceKey)
    const held = await ownInterests(trx, by, deps.instanceKey)
    const one = held.find((each) => each.id === id)
    if (!one || !leadsCouncil(by)) throw new NotFound('No such interest, or not yours.')
    if (!isHeld(one, today)) return
    const withdrawn = { ...one, withdrawnOn: today }
    if (freeOn(withdrawn) <= today) await removeInterests(trx, [id])
    else await saveInterest(trx, by, deps.instanceKey, withdrawn)
  })
}

/** Opens a private partnership between the two councils of a match; whoever comes second is led to the one that is there. */
export async function openPartnership(
  deps: FindingDeps,
  by: CouncilViewer,
  id: string,
): Promise<PartnershipId> {
  return inTransaction(deps.db, by, async (all) => {
    const trx = all.$pickTables<keyof PartnerFindingTables>()
    const match = await matchFor(all, by, id, 'to-change')
    if (!match || !leadsCouncil(by)) throw new NotFound('No such match, or not yours.')
    if (match.partnership !== null) return match.partnership
    const service = serviceLabel(match.service)
    const partnership = await startPartnership(
      all.$pickTables<keyof (PartnershipTables & RecordTables)>(),
      by,
      { name: `${service}: ${match.names.join(' and ')}`, service, others: [match.other] },
    )
    await trx.updateTable('finding_match').set({ partnership_id: partnership }).where('id', '=', id).execute()
    return partnership
  })
}
