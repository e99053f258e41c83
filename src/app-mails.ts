import { alignmentLinks, alignmentMails } from '#modules/alignment/index.ts'
import { businessCaseMailPaths, businessCaseMails } from '#modules/business-case/index.ts'
import { costSharingMailPaths, costSharingMails } from '#modules/cost-sharing/index.ts'
import { exitMailPaths, exitMails } from '#modules/exit/index.ts'
import { partnerFindingMailPaths, partnerFindingMails } from '#modules/partner-finding/index.ts'
import { partnershipMailPaths, partnershipMails } from '#modules/partnership/index.ts'
import { fact, mintMailLink, peopleMails, type PeopleTables } from '#modules/people/index.ts'
import { readinessLinks } from '#modules/readiness/index.ts'
import { registerMailPaths, registerMails } from '#modules/register/index.ts'
import { roundMails } from '#modules/round/index.ts'
import { isId } from '#platform/id.ts'
import type { MailTables } from '#platform/mail.ts'
import { sendDueMail, type DueMail, type LinkFor, type MailTemplates } from '#platform/mail-sender.ts'
import type { Deps } from './app-deps.ts'

/** Every mail there is, by its name in the outbox. */
export const mailTemplates: MailTemplates = {
  ...peopleMails,
  ...partnershipMails,
  ...roundMails,
  ...businessCaseMails,
  ...costSharingMails,
  ...exitMails,
  ...partnerFindingMails,
  ...registerMails,
  ...alignmentMails,
}

/** Where a mail about a round leads: to the page that the mail is about. */
const roundPaths: Readonly<
  Record<string, keyof Pick<typeof readinessLinks, 'terms' | 'round' | 'board' | 'waiting'>>
> = {
  'terms-offered': 'terms',
  'terms-changed': 'terms',
  'round-opened': 'round',
  'round-revealed': 'board',
  receipt: 'waiting',
}

/** The link of a mail, made while it is sent. */
export function linkFor(deps: Pick<Deps, 'db' | 'clock' | 'url'>): LinkFor {
  const people = { ...deps, db: deps.db.$pickTables<keyof PeopleTables>() }
  return async (mail: DueMail) => {
    const minted = await mintMailLink(people, mail)
    if (minted) return minted
    const path = {
      ...partnershipMailPaths,
      ...businessCaseMailPaths,
      ...costSharingMailPaths,
      ...exitMailPaths,
      ...registerMailPaths,
    }[mail.template]
    if (path) return { link: deps.url + path(mail.facts) }
    const finding = partnerFindingMailPaths[mail.template]
    if (finding) return { link: deps.url + finding() }
    return { link: deps.url + roundPath(mail) }
  }
}

/** Readiness has its board; in every other client a round's own page leads on to what it came to. */
function roundPath(mail: DueMail): string {
  const round = fact(mail.facts, 'round')
  const partnership = fact(mail.facts, 'partnership')
  if (mail.template === 'heads-written' && isId<'partnership'>(partnership))
    return alignmentLinks.heads(partnership)
  const client = fact(mail.facts, 'client')
  if (!isId<'round'>(round)) return '/'
  const page = roundPaths[mail.template] ?? 'round'
  if (client === '' || client === 'readiness') return readinessLinks[page](round)
  return page === 'terms' || page === 'waiting' ? `/${client}/${round}/${page}` : `/${client}/${round}`
}

/** Sends what waits in the outbox, where a mail server is set up. */
export async function sendMail(deps: Pick<Deps, 'db' | 'clock' | 'url' | 'mailer'>): Promise<void> {
  if (!deps.mailer) return
  const { clock, mailer } = deps
  await sendDueMail({
    db: deps.db.$pickTables<keyof MailTables>(),
    clock,
    mailer,
    templates: mailTemplates,
    linkFor: linkFor(deps),
  })
}
