import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import type { PersonId } from '#platform/id.ts'
import type { Role, Viewer } from '#platform/viewer.ts'
import type { PeopleDeps } from './store.ts'

/** Somebody with an account, as an operator sees them: who they are and for whom they act. Nothing they wrote. */
export type Account = {
  readonly person: PersonId
  readonly name: string
  readonly email: string
  readonly isOperator: boolean
  readonly activeOn: string | null
  readonly mandates: readonly { readonly council: string; readonly role: Role }[]
}

export const mostAccounts = 100

/** Accounts by name, at most a hundred; `search` is part of a name or an address. */
export async function accountsFor(deps: PeopleDeps, viewer: Viewer, search: string): Promise<Account[]> {
  const part = `%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return inTransaction(deps.db, viewer, async (trx) => {
    const found = await sql<Account>`
      select p.id as person, p.name, p.email, p.is_operator as "isOperator", p.active_on as "activeOn",
        coalesce((select json_agg(json_build_object('council', a.short_name, 'role', m.role) order by a.short_name)
          from people_mandate m join authorities_authority a on a.code = m.authority_code
          where m.person_id = p.id and m.ended_at is null), '[]') as mandates
      from people_person p
      where p.sandbox_id is null and p.ended_at is null and (lower(p.name) like ${part} or lower(p.email) like ${part})
      order by p.name limit ${mostAccounts + 1}`.execute(trx)
    return found.rows
  })
}

export async function accountFor(
  deps: PeopleDeps,
  viewer: Viewer,
  person: PersonId,
): Promise<Account | null> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const found = await sql<Account>`
      select p.id as person, p.name, p.email, p.is_operator as "isOperator", p.active_on as "activeOn",
        coalesce((select json_agg(json_build_object('council', a.name, 'role', m.role) order by a.name)
          from people_mandate m join authorities_authority a on a.code = m.authority_code
          where m.person_id = p.id and m.ended_at is null), '[]') as mandates
      from people_person p where p.id = ${person} and p.sandbox_id is null and p.ended_at is null`.execute(
      trx,
    )
    return found.rows[0] ?? null
  })
}

/** How many people have an account here, and how many councils somebody acts for. */
export async function accountCounts(
  deps: PeopleDeps,
  viewer: Viewer,
): Promise<{ people: number; councils: number }> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const found = await sql<{ people: number; councils: number }>`
      select count(distinct p.id)::int as people, count(distinct m.authority_code)::int as councils
      from people_person p left join people_mandate m on m.person_id = p.id and m.ended_at is null
      where p.sandbox_id is null and p.ended_at is null`.execute(trx)
    return found.rows[0] ?? { people: 0, councils: 0 }
  })
}
