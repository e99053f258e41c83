import type { Kysely } from 'kysely'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { isLive, type Leaving, type LeavingId, type LeavingState } from './leaving.ts'
import { lessonsHash, type Lessons } from './lessons.ts'
import { settlementHash, type Settlement } from './settlement.ts'
import type { SharedPlan } from './shared-plan.ts'
import type { ExitTables } from './tables.ts'

type Own = Kysely<ExitTables>

const leavingColumns = [
  'id',
  'partnership_id as partnership',
  'authority_code as council',
  'state',
  'notice',
  'version',
  'given_at as givenAt',
  'closed_at as closedAt',
] as const

/** The notices given in a partnership, newest first. */
export async function leavingsOf(db: Own, _viewer: Viewer, partnership: PartnershipId): Promise<Leaving[]> {
  return db
    .selectFrom('exit_leaving')
    .select(leavingColumns)
    .where('partnership_id', '=', partnership)
    .orderBy('given_at', 'desc')
    .execute()
}

export async function loadLeaving(
  db: Own,
  _viewer: Viewer,
  partnership: PartnershipId,
  id: LeavingId,
  { lock = false }: { lock?: boolean } = {},
): Promise<Leaving | null> {
  const query = db
    .selectFrom('exit_leaving')
    .select(leavingColumns)
    .where('partnership_id', '=', partnership)
    .where('id', '=', id)
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? null
}

export async function insertLeaving(db: Own, by: CouncilViewer, leaving: Leaving): Promise<void> {
  await db
    .insertInto('exit_leaving')
    .values({
      partnership_id: leaving.partnership,
      id: leaving.id,
      authority_code: leaving.council,
      state: leaving.state,
      notice: JSON.stringify(leaving.notice),
      version: leaving.version,
      given_by: by.person,
      given_at: leaving.givenAt,
      closed_at: null,
    })
    .execute()
}

export async function moveLeaving(
  db: Own,
  by: CouncilViewer,
  leaving: Leaving,
  to: LeavingState,
): Promise<void> {
  await db
    .updateTable('exit_leaving')
    .set({ state: to, version: leaving.version + 1, closed_at: isLive(to) ? null : by.now })
    .where('partnership_id', '=', leaving.partnership)
    .where('id', '=', leaving.id)
    .execute()
}

/** What is kept beside a leaving and approved by every council as one hash. */
export type Agreed<Text> = {
  readonly text: Text
  readonly version: number
  readonly hash: string
  readonly savedFor: AuthorityCode
}

type At = Pick<Leaving, 'partnership' | 'id'>

export async function loadSettlement(db: Own, _viewer: Viewer, at: At): Promise<Agreed<Settlement> | null> {
  const row = await db
    .selectFrom('exit_settlement')
    .select(['content as text', 'version', 'hash', 'saved_for as savedFor'])
    .where('partnership_id', '=', at.partnership)
    .where('leaving_id', '=', at.id)
    .executeTakeFirst()
  return row ?? null
}

export async function saveSettlementRow(
  db: Own,
  by: CouncilViewer,
  at: At,
  { settlement, seen }: { settlement: Settlement; seen: number },
): Promise<void> {
  const values = {
    version: seen + 1,
    content: JSON.stringify(settlement),
    hash: settlementHash(settlement),
    saved_by: by.person,
    saved_for: by.council,
    saved_at: by.now,
  }
  await db
    .insertInto('exit_settlement')
    .values({ partnership_id: at.partnership, leaving_id: at.id, ...values })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'leaving_id']).doUpdateSet(values))
    .execute()
}

export type KeptLessons = Agreed<Lessons> & { readonly publishedAt: Date | null }

export async function loadLessons(db: Own, _viewer: Viewer, at: At): Promise<KeptLessons | null> {
  const row = await db
    .selectFrom('exit_lesson')
    .select(['content as text', 'version', 'hash', 'saved_for as savedFor', 'published_at as publishedAt'])
    .where('partnership_id', '=', at.partnership)
    .where('leaving_id', '=', at.id)
    .executeTakeFirst()
  return row ?? null
}

export async function saveLessonsRow(
  db: Own,
  by: CouncilViewer,
  at: At,
  { lessons, seen }: { lessons: Lessons; seen: number },
): Promise<void> {
  const values = {
    version: seen + 1,
    content: JSON.stringify(lessons),
    hash: lessonsHash(lessons),
    saved_by: by.person,
    saved_for: by.council,
    saved_at: by.now,
  }
  await db
    .insertInto('exit_lesson')
    .values({ partnership_id: at.partnership, leaving_id: at.id, published_at: null, ...values })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'leaving_id']).doUpdateSet(values))
    .execute()
}

export async function publishLessonsRow(db: Own, by: CouncilViewer, at: At): Promise<void> {
  await db
    .updateTable('exit_lesson')
    .set({ published_at: by.now })
    .where('partnership_id', '=', at.partnership)
    .where('leaving_id', '=', at.id)
    .execute()
}

/** What anybody may read: the lessons that every council of a partnership agreed to make public, newest first. */
export async function publicLessons(db: Own): Promise<{ id: LeavingId; text: Lessons; publishedAt: Date }[]> {
  const rows = await db
    .selectFrom('exit_lesson')
    .select(['leaving_id as id', 'content as text', 'published_at as publishedAt'])
    .where('published_at', 'is not', null)
    .orderBy('published_at', 'desc')
    .execute()
  return rows.flatMap(({ publishedAt, ...rest }) => (publishedAt ? [{ ...rest, publishedAt }] : []))
}

export type SharedVersion = {
  readonly council: AuthorityCode
  readonly number: number
  readonly content: SharedPlan
  readonly sharedAt: Date
}

/** The newest plan that each council has shown its partners. */
export async function sharedPlansOf(
  db: Own,
  _viewer: Viewer,
  partnership: PartnershipId,
): Promise<SharedVersion[]> {
  return db
    .selectFrom('exit_shared_plan')
    .distinctOn('authority_code')
    .select(['authority_code as council', 'number', 'content', 'shared_at as sharedAt'])
    .where('partnership_id', '=', partnership)
    .orderBy('authority_code')
    .orderBy('number', 'desc')
    .execute()
}

export async function insertSharedPlan(
  db: Own,
  by: CouncilViewer,
  partnership: PartnershipId,
  { number, content }: { number: number; content: SharedPlan },
): Promise<void> {
  await db
    .insertInto('exit_shared_plan')
    .values({
      partnership_id: partnership,
      authority_code: by.council,
      number,
      content: JSON.stringify(content),
      shared_by: by.person,
      shared_at: by.now,
    })
    .execute()
}
