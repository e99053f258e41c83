import { inTransaction } from '#platform/database.ts'
import { newSecret, type PersonId } from '#platform/id.ts'
import type { DueMail, LinkFor } from '#platform/mail-sender.ts'
import type { Worker } from '#platform/viewer.ts'
import { localPath } from './address.ts'
import { invitationHash } from './invitation.ts'
import { fact } from './letter.ts'
import { links } from './links.ts'
import type { PeopleDeps, PeopleTrx } from './store.ts'
import { mintTicket, type Purpose } from './ticket.ts'

type Made = Awaited<ReturnType<LinkFor>>
type Mint = (trx: PeopleTrx, worker: Worker, mail: DueMail) => Promise<Made>

/** A request to sign in that could not be mailed for an hour is not wanted any more. */
const signInWaitsMs = 60 * 60_000

/**
 * The link of a mail of this module, made now. For another module's mail there is none here: null. What is kept of a secret
 * is its hash, so that whoever reads the outbox, the tables or a backup can sign in as nobody.
 */
export async function mintMailLink(
  deps: Pick<PeopleDeps, 'db' | 'clock' | 'url'>,
  mail: DueMail,
): Promise<Made | null> {
  const mint = mints[mail.template]
  if (!mint) return null
  const worker: Worker = { kind: 'worker', now: deps.clock.now() }
  const made = await inTransaction(deps.db, worker, (trx) => mint(trx, worker, mail))
  return 'link' in made ? { link: `${deps.url}${made.link}` } : made
}

const mints: Readonly<Record<string, Mint>> = {
  'sign-in': async (trx, worker, mail) => {
    if (worker.now.getTime() - mail.writtenAt.getTime() > signInWaitsMs)
      return { dropped: 'Not sent: it was asked for more than an hour ago.' }
    const next = localPath(fact(mail.facts, 'next'))
    return forPerson(trx, worker, mail, 'sign-in', (secret) => links.signInLink(secret), next)
  },
  enrolment: (trx, worker, mail) => forPerson(trx, worker, mail, 'enrol', (secret) => links.enrol(secret)),
  reset: (trx, worker, mail) => forPerson(trx, worker, mail, 'reset', (secret) => links.enrol(secret)),
  invitation: async (trx, worker, mail) => {
    const secret = newSecret()
    const minted = await trx
      .updateTable('people_invitation')
      .set({ token_hash: invitationHash(secret) })
      .where('id', '=', fact(mail.facts, 'invitation'))
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', worker.now)
      .returning('id')
      .executeTakeFirst()
    return minted
      ? { link: links.invitation(secret) }
      : { dropped: 'Not sent: the invitation was withdrawn, accepted or is too old.' }
  },
  'enrolment-added': async () => ({ link: links.signIn() }),
  'credentials-replaced': async () => ({ link: links.people }),
  test: async () => ({ link: links.start }),
}

async function forPerson(
  trx: PeopleTrx,
  worker: Worker,
  mail: DueMail,
  purpose: Purpose,
  path: (secret: string) => string,
  next = '/',
): Promise<Made> {
  const person: PersonId | null = mail.person
  const known = await trx
    .selectFrom('people_person')
    .select('id')
    .where('id', '=', person)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!known) return { dropped: 'Not sent: nobody has this address any more.' }
  return { link: path(await mintTicket(trx, worker, { person: known.id, purpose, next })) }
}
