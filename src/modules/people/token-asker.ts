import { sql } from 'kysely'
import type { ApiAsker, Scope } from '#platform/api-asker.ts'
import { countRequest, type Allowance } from '#platform/api-limit.ts'
import { sha256 } from '#platform/canonical.ts'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode, PersonId, SandboxId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import type { Office, Role } from '#platform/viewer.ts'
import type { PeopleDatabase } from './store.ts'
import { tokenRole } from './token.ts'

/** The hash under which a token is kept; its own text is kept nowhere. */
export function tokenHash(token: string): string {
  return sha256(`token ${token}`)
}

type TokenRow = {
  person: PersonId
  name: string
  council: AuthorityCode
  council_name: string
  role: Role
  office: Office | null
  sandbox: SandboxId | null
  scope: Scope
  token_name: string
  expires_at: Date
  used_on: string | null
}

/**
 * Who asks, by the token they carry, or null when there is none or it works no more; and how many requests are left to them
 * this minute: to the token, or without one to the address they ask from. One short transaction.
 */
export async function knowToken(
  deps: { readonly db: PeopleDatabase; readonly instanceKey: Buffer },
  asks: { readonly token: string | null; readonly address: string; readonly now: Date },
): Promise<{ asker: ApiAsker | null; allowance: Allowance }> {
  const { now } = asks
  const session = asks.token === null ? '' : tokenHash(asks.token)
  return inTransaction(deps.db, { kind: 'visitor', session, now }, async (trx) => {
    const found = asks.token === null ? null : await sql<TokenRow>`select * from asker_token()`.execute(trx)
    const row = found?.rows[0]
    const allowance = await countRequest(
      trx,
      deps.instanceKey,
      now,
      row ? { kind: 'token', key: session } : { kind: 'address', key: asks.address },
    )
    if (!row) return { asker: null, allowance }
    const today = londonDay(now)
    if (row.used_on !== today)
      await trx
        .updateTable('people_token')
        .set({ used_on: today })
        .where('token_hash', '=', session)
        .execute()
    return { asker: askerFrom(row, session, now), allowance }
  })
}

function askerFrom(row: TokenRow, session: string, now: Date): ApiAsker {
  const { person, name, council, office, sandbox, scope } = row
  const role = tokenRole(scope, row.role)
  const nothing = { managing: null, operator: false }
  return {
    viewer: { kind: 'viewer', person, name, council, role, office, sandbox, session, now, ...nothing },
    scope,
    tokenName: row.token_name,
    councilName: row.council_name,
    expiresAt: row.expires_at,
  }
}
