import { randomUUID } from '#platform/chance.ts'
import { sql } from 'kysely'
import { countTry } from '#platform/attempt.ts'
import { inTransaction } from '#platform/database.ts'
import type { PersonId } from '#platform/id.ts'
import { hashPassword, verifyPassword } from '#platform/password.ts'
import { openValue } from '#platform/sealing.ts'
import { totpStep } from '#platform/totp.ts'
import { settleActing } from './acting.ts'
import { startSession, signedIn } from './session.ts'
import { keepCredential, knownBy, type PeopleDeps } from './store.ts'
import { lookAtTicket, mintTicket, useTicket } from './ticket.ts'

/** Where a try comes from, to count by. */
export type From = { readonly ip: string }

/** A session that was started: its cookie, where to go, and how many councils there are to choose from. */
export type Started = { readonly cookie: string; readonly next: string; readonly choices: number }

/**
 * What signing in came to. `step` is the secret of the page that asks for a code; `refused` never says which of address and
 * password was wrong.
 */
export type SignInOutcome =
  | { readonly started: Started }
  | { readonly step: string }
  | { readonly refused: 'wrong' | 'gone' }

const minutes = 15
const perAddress = { password: 10, link: 5, code: 6 }
/** A whole council can stand behind one address of the internet. */
const perPlace = { password: 150, link: 100, code: 100 }

async function countTries(
  deps: PeopleDeps,
  kind: keyof typeof perAddress,
  key: string,
  from: From,
): Promise<void> {
  await countTry(deps.db, deps.instanceKey, deps.clock.now(), [
    { purpose: `sign-in-${kind}`, key, most: perAddress[kind], minutes },
    { purpose: `sign-in-${kind}-from`, key: from.ip, most: perPlace[kind], minutes },
  ])
}

/**
 * Asks for a link by mail. One statement, which writes a row to the outbox when somebody has this address and none when
 * nobody has: the answer, and the time it takes, are the same. The link itself is made when the mail is sent.
 */
export async function askForLink(
  deps: PeopleDeps,
  from: From,
  asked: { address: string; next: string },
): Promise<void> {
  await countTries(deps, 'link', asked.address, from)
  const now = deps.clock.now()
  await inTransaction(deps.db, { kind: 'visitor', address: asked.address, now }, (trx) =>
    sql`insert into platform_mail (id, to_address, person, template, subject, facts, written_at, state, try_after)
      select ${randomUUID()}, p.email, p.id, 'sign-in', 'Your link to sign in to Handfast',
        ${JSON.stringify({ next: asked.next })}::jsonb, ${now}, 'waiting', ${now}
      from people_person p where lower(p.email) = ${asked.address} and p.ended_at is null`.execute(trx),
  )
}

/** Signs in with a password. The same work is done whether or not anybody has this address. */
export async function signInWithPassword(
  deps: PeopleDeps,
  from: From,
  asked: { address: string; password: string; next: string },
): Promise<SignInOutcome> {
  await countTries(deps, 'password', asked.address, from)
  const { address } = asked
  const known = await inTransaction(deps.db, { kind: 'visitor', address, now: deps.clock.now() }, (trx) =>
    knownBy(trx, { address }),
  )
  const isRight = await verifyPassword(asked.password, known?.passwordHash ?? null)
  if (!isRight || !known) return { refused: 'wrong' }
  return proven(deps, { person: known.person, proved: 'password', next: asked.next })
}

/** Signs in with the link from a mail: uses it up. */
export async function signInWithLink(deps: PeopleDeps, secret: string): Promise<SignInOutcome> {
  const ticket = await useTicket(deps.db, secret, ['sign-in'], deps.clock.now())
  if (!ticket) return { refused: 'gone' }
  return proven(deps, { person: ticket.person, proved: 'link', next: ticket.next })
}

/** Takes up an account by the one-use link of an enrolment or of replaced credentials, with a password if one is chosen. */
export async function enrol(
  deps: PeopleDeps,
  secret: string,
  password: string | null,
): Promise<SignInOutcome> {
  const hash = password === null ? null : await hashPassword(password)
  const ticket = await useTicket(deps.db, secret, ['enrol', 'reset'], deps.clock.now())
  if (!ticket) return { refused: 'gone' }
  const now = deps.clock.now()
  const asker = { kind: 'visitor' as const, ticketPerson: ticket.person, now }
  if (hash !== null)
    await inTransaction(deps.db, asker, (trx) =>
      keepCredential(trx, ticket.person, now, { password_hash: hash }),
    )
  return proven(deps, { person: ticket.person, proved: 'link', next: ticket.next })
}

/** Gives the code of the authenticator app, after a link or a password was right. A code works once. */
export async function giveCode(
  deps: PeopleDeps,
  from: From,
  asked: { step: string; code: string },
): Promise<SignInOutcome> {
  const now = deps.clock.now()
  const ticket = await lookAtTicket(deps.db, asked.step, ['second-step'], now)
  if (!ticket?.proved) return { refused: 'gone' }
  await countTries(deps, 'code', ticket.person, from)
  if (!(await spendCode(deps, ticket.person, asked.code))) return { refused: 'wrong' }
  if (!(await useTicket(deps.db, asked.step, ['second-step'], now))) return { refused: 'gone' }
  return openSession(deps, { person: ticket.person, proved: ticket.proved, next: ticket.next })
}

/** Whether a code is right and was not used before; from now on it is. */
export async function spendCode(deps: PeopleDeps, person: PersonId, code: string): Promise<boolean> {
  const now = deps.clock.now()
  return inTransaction(deps.db, { kind: 'visitor', ticketPerson: person, now }, async (trx) => {
    const known = await knownBy(trx, { person })
    const secret = known?.totpSealed ? openTotp(deps.instanceKey, person, known.totpSealed) : null
    const step = secret === null ? null : totpStep(secret, code, now)
    if (step === null) return false
    const spent = await trx
      .updateTable('people_credential')
      .set({ totp_last_step: String(step) })
      .where('person_id', '=', person)
      .where((where) =>
        where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', String(step))]),
      )
      .returning('person_id')
      .executeTakeFirst()
    return spent !== undefined
  })
}

/** The secret of somebody's authenticator app is sealed for them: in another's row it does not open. */
export function totpPlace(person: PersonId): string {
  return `totp:${person}`
}

function openTotp(instanceKey: Buffer, person: PersonId, sealed: Buffer): string {
  const secret = openValue({ bytes: instanceKey }, totpPlace(person), sealed)
  return typeof secret === 'string' ? secret : ''
}

type Proven = { readonly person: PersonId; readonly proved: 'link' | 'password'; readonly next: string }

/** A link or password was right: who has an authenticator app gives its code first, everybody else is in. */
async function proven(deps: PeopleDeps, { person, proved, next }: Proven): Promise<SignInOutcome> {
  const asker = { kind: 'visitor' as const, ticketPerson: person, now: deps.clock.now() }
  const step = await inTransaction(deps.db, asker, async (trx) => {
    const known = await knownBy(trx, { person })
    if (!known?.totpSealed) return null
    return mintTicket(trx, asker, { person, purpose: 'second-step', proved, next })
  })
  if (step !== null) return { step }
  return openSession(deps, { person, proved: proved === 'password' ? 'password-only' : proved, next })
}

/** Starts a session with a cookie of its own: none that was there before sign-in goes on being used. */
export async function openSession(
  deps: PeopleDeps,
  who: { person: PersonId; proved: 'link' | 'password' | 'password-only'; next: string },
): Promise<SignInOutcome> {
  const now = deps.clock.now()
  const asker = { kind: 'visitor' as const, ticketPerson: who.person, now }
  const cookie = await startSession(deps.db, asker, {
    person: who.person,
    proved: who.proved,
    actingFor: null,
  })
  const found = await signedIn(deps.db, cookie, now)
  if (!found) return { refused: 'gone' }
  await inTransaction(deps.db, asker, (trx) =>
    trx
      .updateTable('people_person')
      .set({ active_on: now.toISOString().slice(0, 10) })
      .where('id', '=', who.person)
      .execute(),
  )
  return { started: { cookie, next: who.next, choices: await settleActing(deps.db, found.viewer) } }
}
