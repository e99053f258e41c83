import { sql } from 'kysely'
import { authoritiesFor, type AuthoritiesTables } from '#modules/authorities/index.ts'
import { inTransaction } from '#platform/database.ts'
import { londonDay } from '#platform/london.ts'
import { takesRoom } from './interest.ts'
import type { FindingDeps } from './interest-commands.ts'
import { interestKey, openInterest, ownerDigest } from './interest-seal.ts'
import type { PartnerFindingTables } from './tables.ts'

/**
 * Forgets interests that no longer take up a place, and those of councils that are no more: once a day, how often it is
 * called. A row is opened with its own council's key, and nothing that is read leaves this function.
 */
export async function tidyInterests(deps: FindingDeps, now: Date): Promise<number> {
  const today = londonDay(now)
  return inTransaction(deps.db, { kind: 'worker', now }, async (all) => {
    // Once a day is enough; looking more often would open every row for nothing.
    const first = await sql`
      insert into platform_note (name, value, at) values ('interests-tidied', ${JSON.stringify(today)}, ${now})
      on conflict (name) do update set value = excluded.value, at = excluded.at
      where platform_note.value <> excluded.value returning name`.execute(all)
    if (first.rows.length === 0) return 0
    const trx = all.$pickTables<keyof PartnerFindingTables>()
    const rows = await trx
      .selectFrom('finding_interest')
      .select(['id', 'owner', 'sealed', 'sandbox_id'])
      .execute()
    if (rows.length === 0) return 0
    const known = await authoritiesFor(all.$pickTables<keyof AuthoritiesTables>(), null)
    const owners = new Map(
      known.map(({ code }) => [ownerDigest(deps.instanceKey, code).toString('hex'), code]),
    )
    const gone = rows.filter(({ owner, sandbox_id: sandbox, ...row }) => {
      // A sandbox goes with all that is in it.
      if (sandbox !== null) return false
      const council = owners.get(owner.toString('hex'))
      return (
        council === undefined || !takesRoom(openInterest(interestKey(deps.instanceKey, council), row), today)
      )
    })
    if (gone.length > 0)
      await trx
        .deleteFrom('finding_interest')
        .where(
          'id',
          'in',
          gone.map(({ id }) => id),
        )
        .execute()
    return gone.length
  })
}
