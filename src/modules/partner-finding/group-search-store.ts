import { sql, type Transaction } from 'kysely'
import { inTransaction, type Database } from '#platform/database.ts'
import { newId } from '#platform/id.ts'
import type { GroupWanted } from './group-game.ts'
import type { GroupProgress } from './group-search.ts'
import type { GroupLine } from './group-report.ts'
import type { PartnerFindingTables } from './tables.ts'

type Db = Database<PartnerFindingTables>

/** What a search came to, as it is kept: councils by their codes. */
export type FoundGroups = {
  readonly scored: number
  readonly unstable: number
  /** Councils that a group could be made of. */
  readonly among: number
  readonly lines: readonly GroupLine[]
}

export type SearchState =
  | { readonly type: 'waiting'; readonly before: number }
  | { readonly type: 'running'; readonly progress: GroupProgress }
  | { readonly type: 'done'; readonly found: FoundGroups }
  | { readonly type: 'stopped' | 'too-many' | 'failed' }

export type Search = { readonly id: string; readonly wanted: GroupWanted; readonly state: SearchState }

/** How many may wait, how many are kept, for how long, and after how long without a sign of life one is taken up again. */
export const limits = { waiting: 7, kept: 500, keptHours: 24, silentSeconds: 30 } as const

const ended = ['done', 'stopped', 'too-many', 'failed'] as const
type Ended = (typeof ended)[number]

/** Asks for a search, for whoever gets the address. Null when too many wait. Who asked is not kept. */
export async function askForSearch(db: Db, wanted: GroupWanted, now: Date): Promise<string | null> {
  return inTransaction(db, { kind: 'visitor', now }, async (trx) => {
    const soon = new Date(now.getTime() + 1)
    const { rows } = await sql<{ before: number }>`select finding_searches_before(${soon}) as before`.execute(
      trx,
    )
    if ((rows[0]?.before ?? 0) >= limits.waiting) return null
    const id = newId<'search'>()
    await sql`insert into finding_group_search (id, wanted, asked_at) values (${id}, ${JSON.stringify(wanted)}, ${now})`.execute(
      trx,
    )
    return id
  })
}

type Row = {
  readonly wanted: GroupWanted
  readonly state: 'waiting' | 'running' | Ended
  readonly done: number
  readonly of_all: number
  readonly scored: number
  readonly found: FoundGroups | null
  readonly before: number
}

/** The search at an address; null where there is none, or it was forgotten. */
export async function searchAt(db: Db, id: string, now: Date): Promise<Search | null> {
  const row = await atAddress(db, id, now, async (trx) => {
    const { rows } = await sql<Row>`
      select wanted, state, done, of_all, scored, found,
        case when state = 'waiting' then finding_searches_before(asked_at) else 0 end as before
      from finding_group_search where id = ${id}`.execute(trx)
    return rows[0]
  })
  return row ? { id, wanted: row.wanted, state: stateOf(row) } : null
}

function stateOf({ state, done, of_all: of, scored, found, before }: Row): SearchState {
  if (state === 'waiting') return { type: state, before }
  if (state === 'running') return { type: state, progress: { done, of, scored } }
  // The table refuses a search that is done and found nothing to say.
  return state === 'done' && found ? { type: 'done', found } : { type: state === 'done' ? 'failed' : state }
}

/** Stops it, whichever node it runs on; one that has ended stays as it is. */
export async function stopAt(db: Db, id: string, now: Date): Promise<void> {
  await atAddress(db, id, now, (trx) =>
    sql`update finding_group_search set state = 'stopped' where id = ${id} and state in ('waiting', 'running')`.execute(
      trx,
    ),
  )
}

function atAddress<Result>(
  db: Db,
  id: string,
  now: Date,
  work: (trx: Transaction<PartnerFindingTables>) => Promise<Result>,
): Promise<Result> {
  return inTransaction(db, { kind: 'visitor', now }, async (trx) => {
    await sql`select set_config('handfast.group_search', ${id}, true)`.execute(trx)
    return work(trx)
  })
}

/** A search that this process has taken up, under a name that no other has. */
export type Taken = { readonly id: string; readonly runner: string; readonly wanted: GroupWanted }

/** Takes up the search that waits longest, or one whose program went silent. Two nodes never take the same. */
export async function takeSearch(db: Db, now: Date): Promise<Taken | null> {
  const runner = newId<'runner'>()
  const silent = new Date(now.getTime() - limits.silentSeconds * 1000)
  const { rows } = await inTransaction(db, { kind: 'worker', now }, (trx) =>
    sql<{ id: string; wanted: GroupWanted }>`
      update finding_group_search set state = 'running', runner = ${runner}, beat_at = ${now}, done = 0, scored = 0
      where id = (select id from finding_group_search
        where state = 'waiting' or (state = 'running' and beat_at < ${silent})
        order by asked_at, id limit 1 for update skip locked)
      returning id, wanted`.execute(trx),
  )
  const [row] = rows
  return row ? { ...row, runner } : null
}

/** Says how far it is. False when it was stopped, or is somebody else's by now. */
export async function beat(
  db: Db,
  { id, runner }: Taken,
  { done, of, scored }: GroupProgress,
  now: Date,
): Promise<boolean> {
  const { rows } = await inTransaction(db, { kind: 'worker', now }, (trx) =>
    sql`update finding_group_search set done = ${done}, of_all = ${of}, scored = ${scored}, beat_at = ${now}
      where id = ${id} and runner = ${runner} and state = 'running' returning id`.execute(trx),
  )
  return rows.length > 0
}

/** Writes down what a search came to; or, with `waiting`, hands it back so that the next may take it up. */
export async function settle(
  db: Db,
  { id, runner }: Taken,
  outcome: { readonly found: FoundGroups } | { readonly state: 'waiting' | 'too-many' | 'failed' },
  now: Date,
): Promise<void> {
  const [state, found] = 'found' in outcome ? ['done', JSON.stringify(outcome.found)] : [outcome.state, null]
  await inTransaction(db, { kind: 'worker', now }, (trx) =>
    sql`update finding_group_search set state = ${state}, found = ${found}::jsonb
      where id = ${id} and runner = ${runner} and state = 'running'`.execute(trx),
  )
}

/** Forgets searches that are a day old, and the oldest where there are too many. */
export async function tidyGroupSearches(db: Db, now: Date): Promise<void> {
  const old = new Date(now.getTime() - limits.keptHours * 60 * 60_000)
  await inTransaction(db, { kind: 'worker', now }, (trx) =>
    sql`delete from finding_group_search where asked_at < ${old} or id in (
      select id from finding_group_search order by asked_at desc, id offset ${limits.kept})`.execute(trx),
  )
}
