import { fact, letter } from '#modules/people/index.ts'
import type { MailFacts, MailTemplates } from '#platform/mail-sender.ts'

const why = 'You get this mail because you lead for your council in this partnership or are a deputy.'
const link = 'See what there is'

/** A mail says that there is something to read about a parting, and nothing of what it is. */
const about =
  (says: string): MailTemplates[string] =>
  (facts, address) =>
    letter({
      paragraphs: [`There is something to read in the partnership “${fact(facts, 'name')}”.`, says],
      link: { text: link, address },
      why,
    })

export const mails: MailTemplates = {
  'exit-notice': about('It concerns who is in the partnership. Please read it today.'),
  'exit-moved': about('Something that you follow has moved on.'),
  'exit-settlement': about('A council has agreed to a text that needs every council’s agreement.'),
}

/** Where the link of each mail leads: to the parting's page. */
export const mailPaths: Readonly<Record<string, (facts: MailFacts) => string>> = Object.fromEntries(
  Object.keys(mails).map((template) => [
    template,
    (facts: MailFacts) =>
      `/partnerships/${fact(facts, 'partnership')}/exit/leavings/${fact(facts, 'leaving')}`,
  ]),
)
