import { sql } from 'kysely'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { MailTables } from '#platform/mail.ts'
import type { Viewer } from '#platform/viewer.ts'

/** A mail as an operator sees it: to whom, about what, how far. Its words are made while sending, and its link too. */
export type OutboxLine = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly writtenAt: Date
  readonly sentAt: Date | null
  readonly attempts: number
  readonly reply: string | null
}

export const mostLines = 100

/** The newest hundred, those that failed first. */
export async function outboxFor(db: Database<MailTables>, _viewer: Viewer): Promise<OutboxLine[]> {
  return inTransaction(db, _viewer, async (trx) => {
    const found = await sql<OutboxLine>`
      select id, to_address as "to", subject, state, written_at as "writtenAt", sent_at as "sentAt", attempts, reply
      from platform_mail order by state = 'failed' desc, state = 'waiting' desc, written_at desc limit ${mostLines}`.execute(
      trx,
    )
    return found.rows
  })
}

/** Puts a mail that failed or waits at the head of the queue. */
export async function retryMail(db: Database<MailTables>, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(db, viewer, async (trx) => {
    const retried = await trx
      .updateTable('platform_mail')
      .set({ state: 'waiting', try_after: viewer.now, attempts: 0 })
      .where('id', '=', id)
      .where('state', '!=', 'sent')
      .returning('id')
      .executeTakeFirst()
    if (!retried) throw new NotFound('No such mail, or it was sent.')
  })
}
