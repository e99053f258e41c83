import { fact, letter } from '#modules/people/index.ts'
import type { MailFacts, MailTemplates } from '#platform/mail-sender.ts'
import { links } from './links.ts'
import type { PartnershipId } from '#platform/id.ts'

/** What this module writes to people. */
export const mails: MailTemplates = {
  'council-invited': (facts, address) =>
    letter({
      paragraphs: [
        `Your council has been invited to “${fact(facts, 'name')}” on Handfast.`,
        'You can look at it, and join for your council or leave it. Until you join, the others see nothing of your council but its name.',
      ],
      link: { text: 'See the invitation', address },
      why: 'You get this mail because you lead for your council or are a deputy.',
    }),
}

/** Where the link of each mail leads. */
export const mailPaths: Readonly<Record<string, (facts: MailFacts) => string>> = {
  'council-invited': (facts) => links.home(fact(facts, 'partnership') as PartnershipId),
}
