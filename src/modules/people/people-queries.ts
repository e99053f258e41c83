import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import type { PersonId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Colleague, Waiting } from './colleague.ts'
import { colleagueIn, colleaguesOf, councilName, waitingFor } from './colleague-store.ts'
import type { PeopleDeps, PeopleTrx } from './store.ts'

/** That an operator had a hand in who can sign in for this council. */
export type Notice = {
  readonly kind: 'credentials-replaced' | 'lead-enrolled'
  readonly at: Date
  readonly person: string
  readonly operator: string | null
}

/** Everybody who acts for one's council, who is invited, and what an operator did to any of them lately. */
export type CouncilPeople = {
  readonly council: string
  readonly colleagues: readonly Colleague[]
  readonly waiting: readonly Waiting[]
  readonly notices: readonly Notice[]
}

export async function councilPeopleFor(deps: PeopleDeps, viewer: CouncilViewer): Promise<CouncilPeople> {
  return inTransaction(deps.db, viewer, async (trx) => ({
    council: await councilName(trx, viewer.council),
    colleagues: await colleaguesOf(trx, viewer.council),
    waiting: await waitingFor(trx, viewer.council, viewer.now),
    notices: await noticesOf(trx, viewer),
  }))
}

export async function colleagueFor(
  deps: PeopleDeps,
  viewer: CouncilViewer,
  person: PersonId,
): Promise<{ colleague: Colleague; colleagues: readonly Colleague[] }> {
  const { colleagues } = await councilPeopleFor(deps, viewer)
  return { colleague: colleagueIn(colleagues, person), colleagues }
}

const noticeMs = 90 * 24 * 60 * 60_000

/** From the council's own record, where nobody can take them out: what operators did in the last ninety days. */
async function noticesOf(trx: PeopleTrx, viewer: CouncilViewer): Promise<Notice[]> {
  const since = new Date(viewer.now.getTime() - noticeMs)
  const rows = await sql<Notice>`
    select substring(e.event from 8) as kind, e.at, coalesce(p.name, 'somebody who has left') as person, e.facts ->> 'operator' as operator
    from record_entry e left join people_person p on p.id = (e.facts ->> 'person')::uuid
    where e.council = ${viewer.council} and e.event in ('people.credentials-replaced', 'people.lead-enrolled') and e.at > ${since}
    order by e.number desc`.execute(trx)
  return rows.rows
}
