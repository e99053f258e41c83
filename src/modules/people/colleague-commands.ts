import { inTransaction } from '#platform/database.ts'
import type { PersonId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer, Office, Role } from '#platform/viewer.ts'
import {
  changeBlockers,
  endBlockers,
  handOverBlockers,
  leaveBlockers,
  type Colleague,
  type PeopleRefusal,
} from './colleague.ts'
import { colleagueIn, colleaguesOf, endMandate, endSessionsFor, giveMandate } from './colleague-store.ts'
import type { PeopleDeps, PeopleTrx } from './store.ts'

export type PeopleOutcome = { readonly done: Colleague } | { readonly refused: readonly PeopleRefusal[] }

type Decide = (colleague: Colleague, colleagues: readonly Colleague[]) => PeopleRefusal[]
type Change = (
  trx: PeopleTrx,
  colleague: Colleague,
) => Promise<{ event: string; facts: Record<string, string> }>

/** Load, decide, save, record: the same for every change to one's colleagues, held until it is done. */
async function change(
  deps: PeopleDeps,
  by: CouncilViewer,
  person: PersonId,
  decide: Decide,
  save: Change,
): Promise<PeopleOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const colleagues = await colleaguesOf(trx, by.council, { lock: true })
    const colleague = colleagueIn(colleagues, person)
    const refused = decide(colleague, colleagues)
    if (refused.length > 0) return { refused }
    const { event, facts } = await save(trx, colleague)
    await append(trx, by, { council: by.council }, { event: `people.${event}`, facts: { person, ...facts } })
    return { done: colleague }
  })
}

/** A new role is a new mandate: the old one ends, so that who could do what on a day can always be told. */
async function replace(
  trx: PeopleTrx,
  by: CouncilViewer,
  colleague: Colleague,
  role: Role,
  office: Office | null,
): Promise<void> {
  await endMandate(trx, by, colleague)
  await giveMandate(trx, by, { person: colleague.person, council: by.council, role, office })
}

export function changeRole(
  deps: PeopleDeps,
  by: CouncilViewer,
  person: PersonId,
  to: { role: Role; office: Office | null },
): Promise<PeopleOutcome> {
  return change(
    deps,
    by,
    person,
    (colleague, colleagues) => changeBlockers(by, colleague, to.role, colleagues),
    async (trx, colleague) => {
      await replace(trx, by, colleague, to.role, to.office)
      return { event: 'role-changed', facts: { role: to.role, office: to.office ?? '' } }
    },
  )
}

/** Makes a colleague the lead, and the one who led a deputy, in one step. */
export function handOver(deps: PeopleDeps, by: CouncilViewer, person: PersonId): Promise<PeopleOutcome> {
  return change(
    deps,
    by,
    person,
    (colleague) => handOverBlockers(by, colleague),
    async (trx, colleague) => {
      const own = colleagueIn(await colleaguesOf(trx, by.council), by.person)
      await replace(trx, by, colleague, 'lead', colleague.office)
      await replace(trx, by, own, 'deputy', own.office)
      return { event: 'lead-handed-over', facts: {} }
    },
  )
}

/** Ends a colleague's mandate: they can read nothing of the council from their next request on. */
export function endColleague(deps: PeopleDeps, by: CouncilViewer, person: PersonId): Promise<PeopleOutcome> {
  return change(
    deps,
    by,
    person,
    (colleague, colleagues) => endBlockers(by, colleague, colleagues),
    async (trx, colleague) => {
      await endMandate(trx, by, colleague)
      await endSessionsFor(trx, person, by.council)
      return { event: 'mandate-ended', facts: {} }
    },
  )
}

/** Leaves the council one acts for. The session goes on, acting for nobody. */
export function leaveCouncil(deps: PeopleDeps, by: CouncilViewer): Promise<PeopleOutcome> {
  return change(
    deps,
    by,
    by.person,
    (colleague, colleagues) => leaveBlockers(colleague, colleagues),
    async (trx, colleague) => {
      await endMandate(trx, by, colleague)
      await endSessionsFor(trx, by.person, by.council, by.session)
      return { event: 'left', facts: {} }
    },
  )
}
