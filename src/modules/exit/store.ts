import { sql, type Kysely, type Transaction } from 'kysely'
import type { BusinessCaseTables } from '#modules/business-case/index.ts'
import type { PartnershipTables } from '#modules/partnership/index.ts'
import type { PeopleTables } from '#modules/people/index.ts'
import type { Json } from '#platform/canonical.ts'
import type { Database } from '#platform/database.ts'
import { invariant } from '#platform/errors.ts'
import { newId, type AuthorityCode, type PartnershipId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import { newDataKey, openValue, sealValue, unwrapDataKey, type DataKey } from '#platform/sealing.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import type { StoredPiece } from './piece.ts'
import type { ExitTables } from './tables.ts'

/** The database as this module sees it: its own tables, the partnership's and the record. */
export type ExitDatabase = ExitTables & BusinessCaseTables & PartnershipTables & PeopleTables & RecordTables
export type ExitTrx = Transaction<ExitDatabase>
export type ExitDeps = { readonly db: Database<ExitDatabase>; readonly instanceKey: Buffer }

type Own = Kysely<ExitTables>

/** Whose plan: the viewer's own council's, which is sealed, or the joint strategy, which all who are in may read. */
export const whose = ['ours', 'joint'] as const
export type Whose = (typeof whose)[number]

export type Where = { readonly partnership: PartnershipId; readonly whose: Whose }

/** Every piece of a plan. For a council that has none, and for those who may not read it, there is nothing. */
export async function loadPieces(
  db: Own,
  viewer: Viewer,
  instanceKey: Buffer,
  where: Where,
): Promise<StoredPiece[]> {
  if (where.whose === 'joint') return jointPieces(db, where.partnership)
  if (viewer.council === null) return []
  const key = await ownKey(db, viewer.council, instanceKey, where.partnership)
  return key ? privatePieces(db, viewer.council, where.partnership, key) : []
}

async function jointPieces(db: Own, partnership: PartnershipId): Promise<StoredPiece[]> {
  return db
    .selectFrom('exit_joint')
    .select(['id', 'version', 'place', 'content'])
    .where('partnership_id', '=', partnership)
    .execute()
}

async function privatePieces(
  db: Own,
  council: AuthorityCode,
  partnership: PartnershipId,
  key: DataKey,
): Promise<StoredPiece[]> {
  const rows = await db
    .selectFrom('exit_private')
    .select(['id', 'version', 'sealed'])
    .where('partnership_id', '=', partnership)
    .where('authority_code', '=', council)
    .execute()
  return rows.map(({ id, version, sealed }) => {
    const opened = openValue(key, sealPlace(partnership, council, id), sealed)
    invariant(isPlaced(opened), 'A sealed piece of an exit plan has no place.')
    return { id, version, place: opened.place, content: opened.content ?? null }
  })
}

function isPlaced(value: Json): value is { readonly place: string; readonly content: Json } {
  return typeof value === 'object' && value !== null && 'place' in value && typeof value.place === 'string'
}

function sealPlace(partnership: PartnershipId, council: AuthorityCode, id: string): string {
  return `exit|${partnership}|${council}|${id}`
}

async function ownKey(
  db: Own,
  council: AuthorityCode,
  instanceKey: Buffer,
  partnership: PartnershipId,
): Promise<DataKey | null> {
  const row = await db
    .selectFrom('exit_key')
    .select('wrapped')
    .where('partnership_id', '=', partnership)
    .where('authority_code', '=', council)
    .executeTakeFirst()
  return row ? unwrapDataKey(instanceKey, `exit|${partnership}|${council}`, row.wrapped) : null
}

/** The key of the viewer's own council, made at first use. */
async function keyToWrite(
  db: Own,
  by: CouncilViewer,
  instanceKey: Buffer,
  partnership: PartnershipId,
): Promise<DataKey> {
  const found = await ownKey(db, by.council, instanceKey, partnership)
  if (found) return found
  const made = newDataKey(instanceKey, `exit|${partnership}|${by.council}`)
  await db
    .insertInto('exit_key')
    .values({ partnership_id: partnership, authority_code: by.council, wrapped: made.wrapped })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await ownKey(db, by.council, instanceKey, partnership)) ?? made.key
}

/** One writer of a plan at a time, until the transaction ends: what was seen is then what is still there. */
async function holdPlan(db: Own, by: CouncilViewer, { partnership, whose: of }: Where): Promise<void> {
  const name = `exit|${partnership}|${of === 'joint' ? 'joint' : by.council}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db)
}

export type Saved = { readonly done: { version: number } } | { readonly conflict: StoredPiece | null }

/** Saves one piece over the version that was seen, 0 for none. Somebody else's newer one comes back instead of being lost. */
export async function savePiece(
  db: Own,
  by: CouncilViewer,
  instanceKey: Buffer,
  where: Where,
  piece: { readonly place: string; readonly content: Json; readonly seen: number },
): Promise<Saved> {
  await holdPlan(db, by, where)
  const before =
    (await loadPieces(db, by, instanceKey, where)).find(({ place }) => place === piece.place) ?? null
  if ((before?.version ?? 0) !== piece.seen) return { conflict: before }
  const id = before?.id ?? newId<'exit-piece'>()
  const version = piece.seen + 1
  if (where.whose === 'joint') await writeJoint(db, by, where.partnership, { ...piece, id, version })
  else await writePrivate(db, by, instanceKey, where.partnership, { ...piece, id, version })
  return { done: { version } }
}

async function writeJoint(
  db: Own,
  by: CouncilViewer,
  partnership: PartnershipId,
  { id, version, place, content }: StoredPiece,
): Promise<void> {
  const saved = {
    version,
    content: JSON.stringify(content),
    saved_by: by.person,
    saved_for: by.council,
    saved_at: by.now,
  }
  await db
    .insertInto('exit_joint')
    .values({ partnership_id: partnership, id, place, ...saved })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'id']).doUpdateSet(saved))
    .execute()
}

async function writePrivate(
  db: Own,
  by: CouncilViewer,
  instanceKey: Buffer,
  partnership: PartnershipId,
  { id, version, place, content }: StoredPiece,
): Promise<void> {
  const key = await keyToWrite(db, by, instanceKey, partnership)
  const sealed = sealValue(key, sealPlace(partnership, by.council, id), { place, content })
  await db
    .insertInto('exit_private')
    .values({ partnership_id: partnership, id, authority_code: by.council, version, sealed })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'id']).doUpdateSet({ version, sealed }))
    .execute()
}

/** Takes a piece away. Taking away what is not there is nothing done. */
export async function removePiece(
  db: Own,
  by: CouncilViewer,
  instanceKey: Buffer,
  where: Where,
  place: string,
): Promise<boolean> {
  await holdPlan(db, by, where)
  const found = (await loadPieces(db, by, instanceKey, where)).find((piece) => piece.place === place)
  if (!found) return false
  await db
    .deleteFrom(where.whose === 'joint' ? 'exit_joint' : 'exit_private')
    .where('partnership_id', '=', where.partnership)
    .where('id', '=', found.id)
    .execute()
  return true
}
