import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Json } from './canonical.ts'
import { inTransaction, type Database } from './database.ts'
import type { PersonId } from './id.ts'
import type { MailTables } from './mail.ts'

export type MailFacts = { readonly [name: string]: Json | undefined }
export type MailBody = { readonly text: string; readonly html: string }

/** Writes a mail of its facts and the one link in it. */
export type MailTemplate = (facts: MailFacts, link: string) => MailBody
export type MailTemplates = Readonly<Record<string, MailTemplate>>

/** What the server said: its own words, for the operator. */
export type Reply =
  | { readonly accepted: true; readonly reply: string }
  /** `final`: this address or this mail will never be taken, so there is no sense in trying again. */
  | { readonly accepted: false; readonly reply: string; readonly final: boolean }

export type Mailer = {
  readonly send: (to: string, subject: string, body: MailBody) => Promise<Reply>
  readonly close: () => void
}

/** A connection to the mail server of `SMTP_URL`. Never throws for what a server says or fails to say. */
export function createMailer(settings: { readonly smtpUrl: string; readonly from: string }): Mailer {
  const transport = createTransport(
    { url: settings.smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 },
    // Machines read the header: an answer from somebody's out-of-office helps nobody.
    { from: settings.from, headers: { 'Auto-Submitted': 'auto-generated' } },
  )
  return {
    async send(to, subject, body) {
      try {
        const info = await transport.sendMail({
          to,
          subject,
          ...body,
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        return { accepted: true, reply: short(info.response) }
      } catch (error) {
        return refusal(error)
      }
    },
    close: () => transport.close(),
  }
}

/** A refused address or message (5xx after the greeting) is final; a server that is away or wants another password is not. */
function refusal(error: unknown): Reply {
  if (!(error instanceof Error)) return { accepted: false, reply: 'Unknown reason', final: false }
  const code = 'code' in error ? error.code : undefined
  const status = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
  const said = 'response' in error && typeof error.response === 'string' ? error.response : error.message
  return {
    accepted: false,
    reply: short(said),
    final: status >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE'),
  }
}

function short(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim().slice(0, 500)
}

/** A mail that is due, as the outbox holds it: no link and no secret yet. */
export type DueMail = {
  readonly id: string
  readonly to: string
  readonly person: PersonId | null
  readonly template: string
  readonly subject: string
  readonly facts: MailFacts
  readonly writtenAt: Date
}

/**
 * Makes the link of a mail at the moment of sending. A secret in it exists in memory and in the mail, and nowhere else; or
 * says in words why the mail is not wanted any more.
 */
export type LinkFor = (mail: DueMail) => Promise<{ readonly link: string } | { readonly dropped: string }>

export type SenderDeps = {
  readonly db: Database<MailTables>
  readonly clock: { now(): Date }
  readonly mailer: Mailer
  readonly templates: MailTemplates
  readonly linkFor: LinkFor
}

/** How long to wait after each failed try; after a day a mail is given up. Minutes. */
const waits = [1, 2, 5, 10, 20, 40, 60, 120]
const giveUpMs = 24 * 60 * 60_000
/** For so long a claimed mail is left alone; should the program stop meanwhile, another try follows. */
const leaseMs = 5 * 60_000
const batch = 20
/** So that one call ends, however much is written meanwhile; the timer calls again. */
const batchesATime = 50

/**
 * Sends what is due, a batch at a time. Any number of nodes may do this side by side: each row is taken by one of them
 * (`skip locked`). A mail is sent at least once: when the program dies between the server's answer and our note of it, again.
 */
export async function sendDueMail(deps: SenderDeps): Promise<{ sent: number; failed: number }> {
  const result = { sent: 0, failed: 0 }
  for (let rest = batchesATime; rest > 0; rest--) {
    const claimed = await claim(deps)
    for (const { attempts, ...mail } of claimed) {
      const state = await sendOne(deps, mail, attempts)
      if (state === 'sent') result.sent++
      if (state === 'failed') result.failed++
    }
    if (claimed.length < batch) break
  }
  return result
}

async function claim({ db, clock }: SenderDeps): Promise<(DueMail & { attempts: number })[]> {
  const now = clock.now()
  return inTransaction(db, { kind: 'worker', now }, async (trx) => {
    const rows = await sql<DueMail & { attempts: number }>`
      update platform_mail set attempts = attempts + 1, try_after = ${new Date(now.getTime() + leaseMs)}
      where id in (select id from platform_mail where state = 'waiting' and try_after <= ${now}
        order by try_after limit ${batch} for update skip locked)
      returning id, to_address as "to", person, template, subject, facts, written_at as "writtenAt", attempts`.execute(
      trx,
    )
    return rows.rows
  })
}

type State = 'sent' | 'failed' | 'waiting'

async function sendOne(deps: SenderDeps, mail: DueMail, attempts: number): Promise<State> {
  const template = deps.templates[mail.template]
  if (!template) return note(deps, mail, 'failed', `There is no mail called ${mail.template}.`)
  const made = await deps.linkFor(mail)
  if ('dropped' in made) return note(deps, mail, 'failed', made.dropped)
  const reply = await deps.mailer.send(mail.to, mail.subject, template(mail.facts, made.link))
  if (reply.accepted) return note(deps, mail, 'sent', reply.reply)
  const tooOld = deps.clock.now().getTime() - mail.writtenAt.getTime() >= giveUpMs
  if (reply.final || tooOld) return note(deps, mail, 'failed', reply.reply)
  const minutes = waits[Math.min(attempts, waits.length) - 1] ?? 1
  return note(deps, mail, 'waiting', reply.reply, minutes)
}

async function note(
  { db, clock }: SenderDeps,
  mail: DueMail,
  state: State,
  reply: string,
  waitMinutes = 0,
): Promise<State> {
  const now = clock.now()
  const sentAt = state === 'sent' ? now : null
  const tryAfter = new Date(now.getTime() + waitMinutes * 60_000)
  await inTransaction(db, { kind: 'worker', now }, (trx) =>
    sql`update platform_mail set state = ${state}, reply = ${reply}, sent_at = ${sentAt}, try_after = ${tryAfter}
      where id = ${mail.id} and state = 'waiting'`.execute(trx),
  )
  return state
}
