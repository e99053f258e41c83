import { forgetTries } from '#platform/attempt.ts'
import { inTransaction } from '#platform/database.ts'
import type { PeopleDeps } from './store.ts'

/** An invitation works for a while and is shown as expired for a month more. */
const keptAfterExpiryDays = 30
const dayMs = 24 * 60 * 60_000

/**
 * Forgets what has no use any more: sessions that have ended, links and invitations too old to work, and counts of tries.
 * For the timer.
 */
export async function tidyPeople(deps: Pick<PeopleDeps, 'db' | 'clock'>): Promise<void> {
  const now = deps.clock.now()
  const before = new Date(now.getTime() - dayMs)
  await inTransaction(deps.db, { kind: 'worker', now }, async (trx) => {
    await trx
      .deleteFrom('people_session')
      .where('started_at', '<', before)
      .where('sandbox_id', 'is', null)
      .execute()
    await trx.deleteFrom('people_ticket').where('expires_at', '<', before).execute()
    await trx
      .deleteFrom('people_invitation')
      .where('accepted_at', 'is', null)
      .where('expires_at', '<', new Date(now.getTime() - keptAfterExpiryDays * dayMs))
      .execute()
  })
  await forgetTries(deps.db, now)
}
