import type { OtherBodyKind } from '#content/authority.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { newId, type AuthorityCode } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { AuthoritiesTables } from './tables.ts'

export type NewBody = { readonly name: string; readonly shortName: string; readonly kind: OtherBodyKind }

/** Why a body cannot be added: there is one of that name, listed or added before. */
export type BodyRefusal = { readonly type: 'name-taken'; readonly code: AuthorityCode }

/**
 * Adds a body that is no council: police, fire, health or a company. Its code begins with X-, which no national code does,
 * and is random, so that two instances never give the same one to two bodies.
 */
export async function addBody(
  db: Database<AuthoritiesTables>,
  by: Viewer,
  body: NewBody,
): Promise<{ done: AuthorityCode } | { refused: readonly BodyRefusal[] }> {
  const code = `X-${newId().slice(0, 8).toUpperCase()}`
  return inTransaction(db, by, async (trx) => {
    const taken = await trx
      .selectFrom('authorities_authority')
      .select('code')
      .where('sandbox_id', 'is', null)
      .where((where) => where(where.fn<string>('lower', ['name']), '=', body.name.toLowerCase()))
      .executeTakeFirst()
    if (taken) return { refused: [{ type: 'name-taken' as const, code: taken.code }] }
    await trx
      .insertInto('authorities_authority')
      .values({
        code,
        kind: body.kind,
        name: body.name,
        short_name: body.shortName,
        sandbox_id: null,
        added_by: by.person,
        ended_on: null,
      })
      .execute()
    return { done: code }
  })
}
