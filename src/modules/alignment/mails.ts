import { fact, letter } from '#modules/people/index.ts'
import type { MailTemplates } from '#platform/mail-sender.ts'

/** What this module writes to people: that there is something to read, never what it says. */
export const mails: MailTemplates = {
  'drift-alarm': (facts, address) =>
    letter({
      paragraphs: [
        `The aims of your councils have moved since the last time they were asked (“${fact(facts, 'title')}”).`,
        'The page says where, beside the elections and changes on your timeline. Put it on the agenda of your next meeting.',
      ],
      link: { text: 'See what moved', address },
      why: 'You get this mail because you lead for your council in this round or are a deputy.',
    }),
  'heads-written': (facts, address) =>
    letter({
      paragraphs: [
        `${fact(facts, 'council') || 'Another council'} has written down the heads of terms of your partnership.`,
        'Each council is asked to approve the very same text. It binds nobody in law.',
      ],
      link: { text: 'Read the heads of terms', address },
      why: 'You get this mail because you lead for your council in this partnership or are a deputy.',
    }),
}
