import type { Scope } from '#platform/api-asker.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, newSecret } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { leadsCouncil, type PeopleRefusal } from './colleague.ts'
import type { PeopleDeps } from './store.ts'
import { tokenHash } from './token-asker.ts'
import type { Token } from './token.ts'

export type WantedToken = { readonly name: string; readonly scope: Scope; readonly days: number }

type TokenDeps = Pick<PeopleDeps, 'db'>

/** Makes a token that acts as its maker, for the council they act for. The secret comes back once and is kept nowhere. */
export async function makeToken(
  deps: TokenDeps,
  by: CouncilViewer,
  wanted: WantedToken,
): Promise<{ done: { secret: string; expiresAt: Date } } | { refused: readonly PeopleRefusal[] }> {
  if (!leadsCouncil(by)) return { refused: [{ type: 'not-leading' }] }
  const secret = `hf_${newSecret()}`
  const expiresAt = new Date(by.now.getTime() + wanted.days * 24 * 60 * 60_000)
  const id: string = newId()
  await inTransaction(deps.db, by, async (trx) => {
    await trx
      .insertInto('people_token')
      .values({
        id,
        token_hash: tokenHash(secret),
        person_id: by.person,
        authority_code: by.council,
        name: wanted.name,
        scope: wanted.scope,
        made_at: by.now,
        expires_at: expiresAt,
        used_on: null,
        revoked_at: null,
        revoked_by: null,
      })
      .execute()
    const facts = { token: id, scope: wanted.scope, until: expiresAt.toISOString() }
    await append(trx, by, { council: by.council }, { event: 'people.token-made', facts })
  })
  return { done: { secret, expiresAt } }
}

/** Ends a token of one's council, whoever made it; it works no more from the next request on. */
export async function revokeToken(
  deps: TokenDeps,
  by: CouncilViewer,
  id: string,
): Promise<{ done: true } | { refused: readonly PeopleRefusal[] }> {
  if (!leadsCouncil(by)) return { refused: [{ type: 'not-leading' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const ended = await trx
      .updateTable('people_token')
      .set({ revoked_at: by.now, revoked_by: by.person })
      .where('id', '=', id)
      .where('authority_code', '=', by.council)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw new NotFound('No such token, or not yours.')
    await append(trx, by, { council: by.council }, { event: 'people.token-revoked', facts: { token: id } })
    return { done: true }
  })
}

/** The tokens of one's council that have not run out, newest first. For those who lead; for others the list is empty. */
export async function tokensFor(deps: TokenDeps, viewer: CouncilViewer): Promise<Token[]> {
  return inTransaction(deps.db, viewer, (trx) =>
    trx
      .selectFrom('people_token as t')
      .leftJoin('people_person as p', 'p.id', 't.person_id')
      .select((select) => [
        't.id',
        't.name',
        't.person_id as person',
        select.fn.coalesce('p.name', select.val('somebody who has left')).as('personName'),
        't.scope',
        't.made_at as madeAt',
        't.expires_at as expiresAt',
        't.used_on as usedOn',
        't.revoked_at as revokedAt',
      ])
      .where('t.authority_code', '=', viewer.council)
      .where('t.expires_at', '>', viewer.now)
      .where('t.revoked_at', 'is', null)
      .orderBy('t.made_at', 'desc')
      .execute(),
  )
}
