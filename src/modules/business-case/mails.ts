import { fact, letter } from '#modules/people/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { MailFacts, MailTemplates } from '#platform/mail-sender.ts'
import { links } from './links.ts'

const why = 'You get this mail because you lead for your council or are a deputy.'

/** What this module writes to people: that something happened, never a figure. */
export const mails: MailTemplates = {
  'figures-shared': (_, address) =>
    letter({
      paragraphs: ['A partner has shared its figures with you on Handfast.'],
      link: { text: 'See the baseline', address },
      why,
    }),
  'baseline-locked': (_, address) =>
    letter({
      paragraphs: [
        'Every section 151 officer has confirmed the same figures. The baseline is locked, and the business case can rest on it.',
      ],
      link: { text: 'See the baseline', address },
      why,
    }),
  'run-done': (_, address) =>
    letter({
      paragraphs: ['A run of the business case is done.'],
      link: { text: 'See the business case', address },
      why,
    }),
}

const at = (facts: MailFacts) => fact(facts, 'partnership') as PartnershipId

/** Where the link of each mail leads. */
export const mailPaths: Readonly<Record<string, (facts: MailFacts) => string>> = {
  'figures-shared': (facts) => links.baseline(at(facts)),
  'baseline-locked': (facts) => links.baseline(at(facts)),
  'run-done': (facts) => links.home(at(facts)),
}
