import { sha256 } from '#platform/canonical.ts'
import { inTransaction } from '#platform/database.ts'
import { newSecret, type PersonId } from '#platform/id.ts'
import type { Asker } from '#platform/viewer.ts'
import type { PeopleDatabase, PeopleTrx } from './store.ts'
import type { PeopleTables } from './tables.ts'

type Row = PeopleTables['people_ticket']
export type Purpose = Row['purpose']

/** How long a link holds. Minutes. */
export const ticketMinutes: Readonly<Record<Purpose, number>> = {
  'sign-in': 15,
  enrol: 7 * 24 * 60,
  reset: 24 * 60,
  'second-step': 10,
}

/** What a link opens: whose it is and what for. */
export type Ticket = {
  readonly person: PersonId
  readonly purpose: Purpose
  readonly proved: Row['proved']
  readonly next: string
}

export function ticketHash(secret: string): string {
  return sha256(`ticket ${secret}`)
}

/** Makes a link that works once. The secret is returned and kept nowhere. */
export async function mintTicket(
  trx: PeopleTrx,
  by: Asker,
  ticket: { person: PersonId; purpose: Purpose; proved?: 'link' | 'password'; next?: string },
): Promise<string> {
  const secret = newSecret()
  await trx
    .insertInto('people_ticket')
    .values({
      token_hash: ticketHash(secret),
      person_id: ticket.person,
      purpose: ticket.purpose,
      proved: ticket.proved ?? null,
      next_path: ticket.next ?? null,
      made_at: by.now,
      expires_at: new Date(by.now.getTime() + ticketMinutes[ticket.purpose] * 60_000),
      used_at: null,
    })
    .execute()
  return secret
}

/** What a link opens, as long as it holds; looking does not use it up. */
export async function lookAtTicket(
  db: PeopleDatabase,
  secret: string,
  purposes: readonly Purpose[],
  now: Date,
): Promise<Ticket | null> {
  const ticket = ticketHash(secret)
  return inTransaction(db, { kind: 'visitor', ticket, now }, async (trx) => {
    const row = await trx
      .selectFrom('people_ticket')
      .select(['person_id', 'purpose', 'proved', 'next_path'])
      .where('token_hash', '=', ticket)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .where('purpose', 'in', purposes)
      .executeTakeFirst()
    return row ? ticketOf(row) : null
  })
}

/** Uses a link up. Of two who try at once, one gets it. */
export async function useTicket(
  db: PeopleDatabase,
  secret: string,
  purposes: readonly Purpose[],
  now: Date,
): Promise<Ticket | null> {
  const ticket = ticketHash(secret)
  return inTransaction(db, { kind: 'visitor', ticket, now }, async (trx) => {
    const row = await trx
      .updateTable('people_ticket')
      .set({ used_at: now })
      .where('token_hash', '=', ticket)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .where('purpose', 'in', purposes)
      .returning(['person_id', 'purpose', 'proved', 'next_path'])
      .executeTakeFirst()
    return row ? ticketOf(row) : null
  })
}

function ticketOf(row: Pick<Row, 'person_id' | 'purpose' | 'proved' | 'next_path'>): Ticket {
  return { person: row.person_id, purpose: row.purpose, proved: row.proved, next: row.next_path ?? '/' }
}
