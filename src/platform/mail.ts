import { randomUUID } from './chance.ts'
import { sql, type QueryExecutorProvider } from 'kysely'
import type { Json } from './canonical.ts'
import type { AuthorityCode, PersonId } from './id.ts'

export type MailTables = {
  platform_mail: {
    id: string
    to_address: string
    person: PersonId | null
    template: string
    subject: string
    facts: Json
    sandbox: boolean
    written_at: Date
    state: 'waiting' | 'sent' | 'failed'
    attempts: number
    try_after: Date
    sent_at: Date | null
    reply: string | null
  }
}

/** A mail to be written when it is sent: a template and the facts it needs. Never an answer, never a secret. */
export type Mail = {
  readonly template: string
  readonly subject: string
  readonly facts: { readonly [name: string]: Json }
}

/** Puts a mail in the outbox, in the caller's transaction: what is undone sends nothing. Sandboxes send no mail at all. */
export async function queueMail(
  trx: QueryExecutorProvider,
  by: { readonly now: Date; readonly sandbox?: string | null },
  to: { readonly address: string; readonly person?: PersonId | null },
  mail: Mail,
): Promise<void> {
  if (by.sandbox) return
  await sql`insert into platform_mail (id, to_address, person, template, subject, facts, written_at, state, try_after)
    values (${randomUUID()}, ${to.address}, ${to.person ?? null}, ${mail.template}, ${mail.subject}, ${JSON.stringify(mail.facts)},
      ${by.now}, 'waiting', ${by.now})`.execute(trx)
}

/** Queues one mail to everybody who leads one of these councils. Their addresses stay between the database and the outbox. */
export async function queueMailToLeads(
  trx: QueryExecutorProvider,
  by: { readonly now: Date; readonly sandbox?: string | null },
  councils: readonly AuthorityCode[],
  mail: Mail,
): Promise<void> {
  for (const council of councils) {
    const leads = await sql<{
      person_id: PersonId
      email: string
    }>`select * from lead_addresses(${council})`.execute(trx)
    for (const lead of leads.rows)
      await queueMail(trx, by, { address: lead.email, person: lead.person_id }, mail)
  }
}
