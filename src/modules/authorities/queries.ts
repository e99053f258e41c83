import type { Kysely } from 'kysely'
import type { Viewer } from '#platform/viewer.ts'
import type { AuthoritiesTables } from './tables.ts'

/** A council or other body that a form may offer. */
export type KnownAuthority = {
  readonly code: string
  readonly kind: string
  readonly name: string
  readonly shortName: string
  /** Its last day, when an operator has said that it is no more. */
  readonly endedOn: string | null
  /** It stands in this instance's list of councils, rather than having been added by an operator or a sandbox. */
  readonly isListed: boolean
}

/**
 * Every council and other body that somebody may choose, A to Z: the listed councils, and those that an operator added. In
 * a sandbox it is the sandbox's own pretend councils and no others, so that nothing made up is ever said of a real one.
 */
export async function authoritiesFor(
  db: Kysely<AuthoritiesTables>,
  viewer: Pick<Viewer, 'sandbox'> | null,
): Promise<KnownAuthority[]> {
  const sandbox = viewer?.sandbox ?? null
  const rows = await db
    .selectFrom('authorities_authority')
    .select([
      'code',
      'kind',
      'name',
      'short_name as shortName',
      'ended_on as endedOn',
      'added_by as addedBy',
      'sandbox_id as sandboxId',
    ])
    .where('sandbox_id', sandbox === null ? 'is' : '=', sandbox)
    .execute()
  const order = new Intl.Collator('en-GB', { sensitivity: 'base' })
  return rows
    .map(({ addedBy, sandboxId, ...row }) => ({ ...row, isListed: addedBy === null && sandboxId === null }))
    .sort((a, b) => order.compare(a.name, b.name))
}

/** The bodies that an operator added, as the public pages show them. */
export async function otherBodies(db: Kysely<AuthoritiesTables>): Promise<KnownAuthority[]> {
  const known = await authoritiesFor(db, null)
  return known.filter(({ isListed }) => !isListed)
}
