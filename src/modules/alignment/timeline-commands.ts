import { NotFound } from '#platform/errors.ts'
import { inTransaction } from '#platform/database.ts'
import { newId, type AuthorityCode, type PartnershipId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { own, partnershipWithin, type AlignmentDeps } from './store.ts'
import { eventFaults, type EventFault, type EventKind } from './timeline.ts'

export type NewEvent = {
  readonly kind: EventKind
  readonly council: AuthorityCode | null
  readonly onDay: string
  readonly what: string
  readonly source: string
}

/** Puts an event on the timeline, for every partner to see. */
export async function addEvent(
  deps: AlignmentDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  event: NewEvent,
): Promise<{ saved: true } | { faults: readonly EventFault[] }> {
  return inTransaction(deps.db, by, async (trx) => {
    const found = await partnershipWithin(trx, by, partnership)
    if (by.role !== 'lead' && by.role !== 'deputy') throw new NotFound('Only those who lead add events.')
    const faults = eventFaults(event)
    if (faults.length > 0) return { faults }
    const council = found.members.some((member) => member.council === event.council) ? event.council : null
    await own(trx)
      .insertInto('alignment_event')
      .values({
        partnership_id: partnership,
        id: newId<'event'>(),
        kind: event.kind,
        authority_code: council,
        on_day: event.onDay,
        what: event.what.trim(),
        source: event.source.trim(),
        recorded_by: by.person,
        recorded_for: by.council,
        recorded_at: by.now,
      })
      .execute()
    await append(trx, by, { partnership }, { event: 'alignment.event-added', facts: { kind: event.kind } })
    return { saved: true }
  })
}

/** Takes an event off the timeline: only the council that put it there can. */
export async function removeEvent(
  deps: AlignmentDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  id: string,
): Promise<void> {
  await inTransaction(deps.db, by, async (trx) => {
    await partnershipWithin(trx, by, partnership)
    const gone = await own(trx)
      .deleteFrom('alignment_event')
      .where('partnership_id', '=', partnership)
      .where('id', '=', id)
      .where('recorded_for', '=', by.council)
      .returning('kind')
      .executeTakeFirst()
    if (!gone) throw new NotFound('No such event, or not your council’s.')
    await append(trx, by, { partnership }, { event: 'alignment.event-removed', facts: { kind: gone.kind } })
  })
}
