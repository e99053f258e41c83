import { addDays } from '#engine/day.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import type { Clock } from '#platform/clock.ts'
import { sha256 } from '#platform/canonical.ts'
import { londonDay } from '#platform/london.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import type { RegisterContent } from './book.ts'
import { jsonOf } from './files.ts'
import type { Shelf } from './shelf.ts'
import type { RegisterTables } from './tables.ts'

export type RegisterHouse = {
  readonly db: Database<RegisterTables>
  readonly clock: Clock
  readonly content: RegisterContent
  readonly shelf: Shelf
  readonly url: string
}

const askAgainAfterDays = 182

/** What time has made due: the copy of the month, and the question to councils if their entries still hold. */
export async function keepRegister(deps: RegisterHouse): Promise<void> {
  await keepSnapshot(deps)
  await askWhetherStillRight(deps)
}

/** A copy of the whole register, once a month; made by whichever node comes first. */
async function keepSnapshot({ db, clock, content, shelf, url }: RegisterHouse): Promise<void> {
  const now = clock.now()
  const today = londonDay(now)
  const month = today.slice(0, 7)
  const worker = { kind: 'worker' as const, now }
  const known = await inTransaction(db, worker, (trx) =>
    trx.selectFrom('register_snapshot').select('month').where('month', '=', month).executeTakeFirst(),
  )
  if (known) return
  const { entries, directory } = await shelf.book()
  const body = `${JSON.stringify(jsonOf({ ...content, entries, directory, url, today }), null, 1)}\n`
  await inTransaction(db, worker, (trx) =>
    trx
      .insertInto('register_snapshot')
      .values({ month, digest: sha256(body), body })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

/** Asks each council that answers for an entry, half a year after it last said so, and again half a year after that. */
async function askWhetherStillRight({ db, clock, shelf }: RegisterHouse): Promise<void> {
  const now = clock.now()
  const before = addDays(londonDay(now), -askAgainAfterDays)
  const worker = { kind: 'worker' as const, now }
  const isDue = await inTransaction(db, worker, (trx) =>
    trx
      .selectFrom('register_claim')
      .select('entry_id')
      .where('confirmed_on', '<=', before)
      .where((where) => where.or([where('reminded_on', 'is', null), where('reminded_on', '<=', before)]))
      .executeTakeFirst(),
  )
  if (!isDue) return
  const { entries } = await shelf.book()
  await inTransaction(db, worker, async (trx) => {
    const due = await trx
      .updateTable('register_claim')
      .set({ reminded_on: londonDay(now) })
      .where('confirmed_on', '<=', before)
      .where((where) => where.or([where('reminded_on', 'is', null), where('reminded_on', '<=', before)]))
      .returning(['entry_id', 'authority_code'])
      .execute()
    for (const { entry_id, authority_code } of due) {
      const entry = entries.find(({ id }) => id === entry_id)
      if (!entry) continue
      const facts = { entry: entry_id, name: entry.name }
      const subject = `Is “${entry.name}” still right?`
      await queueMailToLeads(trx, { now }, [authority_code], {
        template: 'register-still-right',
        subject,
        facts,
      })
    }
  })
}
