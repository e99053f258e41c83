import { otherBodyKinds, type OtherBodyKind } from '#content/authority.ts'
import type { BodyRefusal } from '#modules/authorities/index.ts'
import type { OperatorRefusal } from '#modules/people/index.ts'
import { never } from '#platform/errors.ts'
import type { Reply } from '#platform/mail-sender.ts'

/** The words of the pages, by key. */

export const bodyKindNames: Record<OtherBodyKind, string> = {
  police: 'Police',
  fire: 'Fire and rescue',
  health: 'Health',
  company: 'Company',
}

export const isBodyKind = (text: string): text is OtherBodyKind =>
  otherBodyKinds.some((kind) => kind === text)

/** Why not, and what would change it. */
export function refusalWords(refusal: OperatorRefusal | BodyRefusal): string {
  switch (refusal.type) {
    case 'led':
      return `Somebody leads for ${refusal.council} already. They invite their own people; you cannot do it for them.`
    case 'no-council':
      return 'Choose a council from the list'
    case 'yourself':
      return 'You cannot replace what you sign in with yourself. Another operator can; your own password is on your account page.'
    case 'already-operator':
      return `${refusal.name} is an operator already.`
    case 'name-taken':
      return `There is a council or body of this name already, with the code ${refusal.code}.`
    default:
      return never(refusal)
  }
}

/** What a mail server's answer means, and what to do. The server's own words follow. */
export function replyMeaning(reply: Reply): string {
  if (reply.accepted)
    return 'The mail server took the message. Look whether it arrives, in the junk folder too.'
  if (/ENOTFOUND|EAI_AGAIN|getaddrinfo/i.test(reply.reply))
    return 'There is no mail server of that name. Check the host in SMTP_URL.'
  if (/ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|timeout/i.test(reply.reply))
    return 'The mail server did not answer. Check the host and port in SMTP_URL, and that this machine may reach it.'
  if (/\b(530|534|535)\b|auth/i.test(reply.reply))
    return 'The mail server did not accept the name or password. Check them in SMTP_URL.'
  if (/certificate|self.signed|tls|ssl/i.test(reply.reply))
    return 'No safe connection could be made. Check whether SMTP_URL should begin with smtp:// or smtps://, and the server’s certificate.'
  return 'The mail server refused the message. Check MAIL_FROM, and ask whoever runs the mail server.'
}
