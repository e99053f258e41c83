import {
  inviteToLeadWithin,
  leadsCouncil,
  type PeopleDeps,
  type PeopleRefusal,
  type PeopleTables,
} from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import type { AuthorityCode, PartnershipId, PersonId } from '#platform/id.ts'
import { append, type RecordTables } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { inviteCouncil, startPartnership } from './commands.ts'
import type { CouncilDatabase } from './council-queries.ts'
import type { PartnershipTables } from './tables.ts'

/** What these pages need: the wider database beside what the people module needs. */
export type CouncilDeps = Omit<PeopleDeps, 'db'> & { readonly db: CouncilDatabase }

/** The same, as the people module takes it. */
export function peopleOf(deps: CouncilDeps): PeopleDeps {
  return { ...deps, db: deps.db.$pickTables<keyof PeopleTables>() }
}

export type WantedCouncil = {
  readonly partnership: { readonly id: PartnershipId; readonly name: string }
  readonly council: AuthorityCode
  readonly name: string
  readonly email: string
}

/**
 * Invites a council, and somebody to lead for it where nobody does here yet: both or neither. A link comes back only where
 * there is no mail server and a lead was invited.
 */
export async function inviteCouncilWithLead(
  deps: CouncilDeps,
  by: CouncilViewer,
  wanted: WantedCouncil,
): Promise<{ done: { link: string | null } } | { refused: readonly PeopleRefusal[] }> {
  if (!leadsCouncil(by)) return { refused: [{ type: 'not-leading' }] }
  const { partnership, council, name, email } = wanted
  return inTransaction(deps.db, by, async (trx) => {
    const own = trx.$pickTables<keyof (PartnershipTables & RecordTables)>()
    await inviteCouncil(own, by, partnership, council)
    const people = trx.$pickTables<keyof PeopleTables>()
    return inviteToLeadWithin(people, peopleOf(deps), by, {
      council,
      partnership: partnership.id,
      name,
      email,
    })
  })
}

export type WantedStart = {
  /** What is shared, or might be; and what everybody calls it. */
  readonly service: string
  readonly title: string
  /** The first council to invite and whom there, or null for a room of one's own. */
  readonly invited: { readonly council: AuthorityCode; readonly name: string; readonly email: string } | null
}

/** Starts a partnership and invites the first council to it: both or neither. Only those who lead may; the page says so. */
export async function startWithCouncil(
  deps: CouncilDeps,
  by: CouncilViewer,
  { service, title, invited }: WantedStart,
): Promise<{ partnership: PartnershipId; link: string | null }> {
  if (!leadsCouncil(by)) throw new Forbidden('Starting a partnership is for those who lead.')
  return inTransaction(deps.db, by, async (trx) => {
    const own = trx.$pickTables<keyof (PartnershipTables & RecordTables)>()
    const others = invited ? [invited.council] : []
    const partnership = await startPartnership(own, by, { name: title, service, others })
    if (!invited) return { partnership, link: null }
    const people = trx.$pickTables<keyof PeopleTables>()
    const outcome = await inviteToLeadWithin(people, peopleOf(deps), by, { ...invited, partnership })
    return { partnership, link: 'done' in outcome ? outcome.done.link : null }
  })
}

/** Ends a manager's part in the partnership, at once. */
export async function endManager(
  deps: CouncilDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
  person: PersonId,
): Promise<void> {
  await inTransaction(deps.db, by, async (trx) => {
    const ended = await trx
      .$pickTables<keyof PartnershipTables>()
      .updateTable('partnership_manager')
      .set({ ended_at: by.now })
      .where('partnership_id', '=', partnership)
      .where('person_id', '=', person)
      .where('ended_at', 'is', null)
      .returning('person_id')
      .executeTakeFirst()
    if (!ended) throw new NotFound('No such manager, or not yours to end.')
    await append(trx, by, { partnership }, { event: 'partnership.manager-ended', facts: { person } })
  })
}
