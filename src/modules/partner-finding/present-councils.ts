import type { Content } from '#content/content.ts'
import { authoritiesFor, type AuthoritiesTables } from '#modules/authorities/index.ts'
import type { Clock } from '#platform/clock.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { londonDay } from '#platform/london.ts'

/** The councils there are today: in the list, and not ended by what an operator has said since. */
export async function presentCouncils(deps: {
  readonly db: Database<AuthoritiesTables>
  readonly clock: Clock
  readonly content: Pick<Content, 'authorities'>
}): Promise<Content['authorities']> {
  const now = deps.clock.now()
  const today = londonDay(now)
  const known = await inTransaction(deps.db, { kind: 'visitor', now }, (trx) => authoritiesFor(trx, null))
  const ended = new Set(
    known.filter(({ endedOn }) => endedOn !== null && endedOn < today).map(({ code }) => code),
  )
  return deps.content.authorities.filter(({ code }) => !ended.has(code))
}
