import { fact, letter } from '#modules/people/index.ts'
import type { MailFacts, MailTemplates } from '#platform/mail-sender.ts'
import type { PartnershipId } from '#platform/id.ts'
import { links } from './links.ts'

const why = 'You get this mail because you lead for your council or are a deputy.'

/** What the register writes to people: that there is something to look at, and never what. */
export const mails: MailTemplates = {
  'register-proposed': (facts, address) =>
    letter({
      paragraphs: [
        `Another council proposes what “${fact(facts, 'name')}” publishes in the register of shared services.`,
        'Nothing is public until every council has approved the same words.',
      ],
      link: { text: 'Read it and approve it', address },
      why,
    }),
  'register-suggestion': (facts, address) =>
    letter({
      paragraphs: [
        `A reader suggests a change to “${fact(facts, 'name')}”, for which your council answers. Nothing changes until you have checked it.`,
      ],
      link: { text: 'See what is suggested', address },
      why,
    }),
  'register-correction': (facts, address) =>
    letter({
      paragraphs: [
        `“${fact(facts, 'name')}” names your council and will be corrected in ten working days.`,
        'You can read the correction now and reply for your council. A reply stands beside the entry.',
      ],
      link: { text: 'See the correction', address },
      why,
    }),
  'register-still-right': (facts, address) =>
    letter({
      paragraphs: [
        `Your council answers for “${fact(facts, 'name')}” in the register. Is all of it still so? One press says yes.`,
      ],
      link: { text: 'Look at the entry', address },
      why,
    }),
}

/** Where the link of each mail leads. */
export const mailPaths: Readonly<Record<string, (facts: MailFacts) => string>> = {
  'register-proposed': (facts) => links.publishing(fact(facts, 'partnership') as PartnershipId),
  'register-suggestion': () => links.suggestions,
  'register-correction': (facts) => links.entry(fact(facts, 'entry')),
  'register-still-right': (facts) => links.entry(fact(facts, 'entry')),
}
