import { letter } from '#modules/people/index.ts'
import type { MailTemplates } from '#platform/mail-sender.ts'
import { links } from './links.ts'

/** What this module writes to people: that there is something, never what. */
export const mails: MailTemplates = {
  'interest-mutual': (_facts, address) =>
    letter({
      paragraphs: [
        'There is something new for your council on Handfast.',
        'Sign in to see what it is. This mail does not say, because mails are read by more people than they are sent to.',
      ],
      link: { text: 'See what is new', address },
      why: 'You get this mail because you lead for your council or are a deputy.',
    }),
}

/** Where the link of each mail leads. */
export const mailPaths: Readonly<Record<string, () => string>> = {
  'interest-mutual': () => links.interests,
}
