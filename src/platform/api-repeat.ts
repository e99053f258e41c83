import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { inTransaction, type Database } from './database.ts'
import { keyedDigest, openValue, sealValue, type DataKey } from './sealing.ts'
import type { Json } from './canonical.ts'
import type { Viewer } from './viewer.ts'

/**
 * A request that is sent twice because its answer was lost is carried out once. Whoever asks names it with a key of their
 * own; for a day the same key gives the same answer. Answers are kept sealed under a key that needs the token itself, so
 * that neither the database nor a backup shows what they said.
 */
export type Repeatable = { readonly token: string; readonly key: string; readonly request: string }

/** What was answered, to be said again. */
export type KeptAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Begun =
  | { readonly type: 'new' }
  | { readonly type: 'answered'; readonly answer: KeptAnswer }
  | { readonly type: 'at-work' }
  | { readonly type: 'other-request' }

type Deps<Tables> = { readonly db: Database<Tables>; readonly instanceKey: Buffer }

const keptMs = 24 * 60 * 60_000

/** Enters a request before it is carried out. Of two that arrive together one is new and the other is told to wait. */
export async function beginOnce<Tables>(deps: Deps<Tables>, by: Viewer, of: Repeatable): Promise<Begun> {
  const { id, request } = digestsOf(deps.instanceKey, of)
  return inTransaction(deps.db, by, async (trx) => {
    const old = new Date(by.now.getTime() - keptMs)
    await sql`delete from platform_repeat where person_id = ${by.person} and begun_at <= ${old}`.execute(trx)
    const entered = await sql`
      insert into platform_repeat (id, person_id, request, begun_at) values (${id}, ${by.person}, ${request}, ${by.now})
      on conflict (id) do nothing returning id`.execute(trx)
    if (entered.rows.length > 0) return { type: 'new' }
    const found = await sql<{ request: string; answer: Buffer | null }>`
      select request, answer from platform_repeat where id = ${id}`.execute(trx)
    const [row] = found.rows
    if (!row || row.request !== request) return { type: 'other-request' }
    if (row.answer === null) return { type: 'at-work' }
    return { type: 'answered', answer: asAnswer(openValue(keyFor(deps.instanceKey, of), id, row.answer)) }
  })
}

/** Keeps the answer; or, with none, forgets the request, so that it may be tried again. */
export async function endOnce<Tables>(
  deps: Deps<Tables>,
  by: Viewer,
  of: Repeatable,
  answer: KeptAnswer | null,
): Promise<void> {
  const { id } = digestsOf(deps.instanceKey, of)
  const sealed = answer && sealValue(keyFor(deps.instanceKey, of), id, answer)
  await inTransaction(deps.db, by, (trx) =>
    sealed === null
      ? sql`delete from platform_repeat where id = ${id}`.execute(trx)
      : sql`update platform_repeat set answer = ${sealed} where id = ${id}`.execute(trx),
  )
}

function digestsOf(instanceKey: Buffer, { token, key, request }: Repeatable) {
  return {
    id: keyedDigest(instanceKey, 'repeat', `${token}\n${key}`),
    request: keyedDigest(instanceKey, 'repeat request', request),
  }
}

function keyFor(instanceKey: Buffer, { token, key }: Repeatable): DataKey {
  return {
    bytes: createHmac('sha256', instanceKey).update(`repeat answer\n${token}\n${key}`, 'utf8').digest(),
  }
}

function asAnswer(value: Json): KeptAnswer {
  // Only `endOnce` writes these, under a key of their own: what opens is what it wrote.
  return value as KeptAnswer
}

/** Forgets what is older than a day, whoever asked: for the house-keeping. */
export async function forgetRepeats<Tables>(db: Database<Tables>, now: Date): Promise<void> {
  const old = new Date(now.getTime() - keptMs)
  await inTransaction(db, { kind: 'worker', now }, (trx) =>
    sql`delete from platform_repeat where begun_at <= ${old}`.execute(trx),
  )
}
