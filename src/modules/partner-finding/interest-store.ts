import { sql, type Transaction } from 'kysely'
import { newId, type AuthorityCode } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Interest } from './interest.ts'
import { interestKey, interestTag, openInterest, ownerDigest, sealInterest } from './interest-seal.ts'
import type { PartnerFindingTables } from './tables.ts'

type Trx = Transaction<PartnerFindingTables>

/** Tells the row policies whose interests may be read, for this transaction only. */
export async function asOwner(trx: Trx, by: CouncilViewer, instanceKey: Buffer): Promise<void> {
  const digest = ownerDigest(instanceKey, by.council).toString('hex')
  await sql`select set_config('handfast.interest_owner', ${digest}, true)`.execute(trx)
}

/** The interests of the viewer's own council, oldest first. `asOwner` comes before. */
export async function ownInterests(trx: Trx, by: CouncilViewer, instanceKey: Buffer): Promise<Interest[]> {
  const rows = await trx
    .selectFrom('finding_interest')
    .select(['id', 'sealed'])
    .where('owner', '=', ownerDigest(instanceKey, by.council))
    .execute()
  const key = interestKey(instanceKey, by.council)
  return rows
    .map((row) => openInterest(key, row))
    .sort((a, b) => (a.since === b.since ? (a.id < b.id ? -1 : 1) : a.since < b.since ? -1 : 1))
}

/** Writes an interest, over one in the same council and service that no longer stands. */
export async function saveInterest(
  trx: Trx,
  by: CouncilViewer,
  instanceKey: Buffer,
  interest: Omit<Interest, 'id'> & { readonly id?: string },
): Promise<void> {
  const id = interest.id ?? newId<'interest'>()
  const tag = interestTag(instanceKey, { from: by.council, in: interest.target, service: interest.service })
  await trx.deleteFrom('finding_interest').where('tag', '=', tag).execute()
  await trx
    .insertInto('finding_interest')
    .values({
      id,
      sandbox_id: by.sandbox,
      owner: ownerDigest(instanceKey, by.council),
      tag,
      sealed: sealInterest(interestKey(instanceKey, by.council), { ...interest, id }),
    })
    .execute()
}

export async function removeInterests(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await trx
      .deleteFrom('finding_interest')
      .where('id', 'in', [...ids])
      .execute()
}

/**
 * Of two councils that become interested in each other at the same instant one waits here for the other, so that neither
 * misses it.
 */
export async function waitForTheOther(
  trx: Trx,
  instanceKey: Buffer,
  pair: readonly [AuthorityCode, AuthorityCode],
): Promise<void> {
  const [first = '', second = ''] = pair.toSorted()
  const place = interestTag(instanceKey, { from: first, in: second, service: 'lock' }).readBigInt64BE(0)
  await sql`select pg_advisory_xact_lock(${place.toString()}::bigint)`.execute(trx)
}

/** The interest of the other council in the viewer's, for the same service; null where there is none. */
export async function answeringInterest(
  trx: Trx,
  by: CouncilViewer,
  instanceKey: Buffer,
  wanted: { readonly target: AuthorityCode; readonly service: string },
): Promise<Interest | null> {
  const tag = interestTag(instanceKey, { from: wanted.target, in: by.council, service: wanted.service })
  const found = await sql<{ id: string; sealed: Buffer }>`select * from finding_answering(${tag})`.execute(
    trx,
  )
  const [row] = found.rows
  return row ? openInterest(interestKey(instanceKey, wanted.target), row) : null
}

/** Makes the match that both will see. Null where it stands already. */
export async function makeMatch(
  trx: Trx,
  by: CouncilViewer,
  instanceKey: Buffer,
  wanted: { readonly target: AuthorityCode; readonly service: string },
): Promise<string | null> {
  const { target, service } = wanted
  const own = interestTag(instanceKey, { from: by.council, in: target, service })
  const answering = interestTag(instanceKey, { from: target, in: by.council, service })
  const made = await sql<{ id: string | null }>`
    select finding_make_match(${newId<'interest'>()}, ${own}, ${answering}, ${target}, ${service}) as id`.execute(
    trx,
  )
  return made.rows[0]?.id ?? null
}
