import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import type { Viewer } from '#platform/viewer.ts'
import { choicesWithin, type Choice } from './acting.ts'
import { knownBy, type PeopleDeps } from './store.ts'

/** Where somebody is signed in. */
export type OpenSession = {
  readonly isThis: boolean
  readonly startedAt: Date
  readonly seenAt: Date
  readonly council: string | null
}

/** A person's own account, for that person. */
export type OwnAccount = {
  readonly name: string
  readonly email: string
  readonly hasPassword: boolean
  readonly hasCodes: boolean
  readonly choices: readonly Choice[]
  readonly sessions: readonly OpenSession[]
}

export async function ownAccountFor(deps: PeopleDeps, viewer: Viewer): Promise<OwnAccount | null> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const known = await knownBy(trx, { person: viewer.person })
    if (!known) return null
    const sessions = await sql<OpenSession>`
      select s.token_hash = ${viewer.session} as "isThis", s.started_at as "startedAt", s.seen_at as "seenAt", a.short_name as council
      from people_session s left join authorities_authority a on a.code = s.acting_for
      where s.person_id = ${viewer.person} and s.ended_at is null
        and s.started_at > asking_now() - interval '12 hours' and s.seen_at > asking_now() - interval '60 minutes'
      order by s.seen_at desc`.execute(trx)
    return {
      name: known.name,
      email: known.email,
      hasPassword: known.passwordHash !== null,
      hasCodes: known.totpSealed !== null,
      choices: await choicesWithin(trx, viewer),
      sessions: sessions.rows,
    }
  })
}
