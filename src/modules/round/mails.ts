import { fact, letter } from '#modules/people/index.ts'
import type { MailFacts, MailTemplate, MailTemplates } from '#platform/mail-sender.ts'

type Say = (title: string, council: string) => readonly string[]

const why = 'You get this mail because you lead for your council in this round or are a deputy.'

/** A mail about a round names the round and what happened to it, and nothing that is in it. */
function about(say: Say, text: string): MailTemplate {
  return (facts, address) =>
    letter({
      paragraphs: say(`“${fact(facts, 'title')}”`, fact(facts, 'council') || 'Another council'),
      link: { text, address },
      why,
    })
}

/** What this module writes to people. */
export const mails: MailTemplates = {
  'terms-offered': about(
    (title, council) => [
      `${council} offers the terms of the round ${title} to your council.`,
      'They say who will see what, and when. Nobody answers before every council has agreed them.',
    ],
    'Read the terms',
  ),
  'terms-changed': about(
    (title, council) => [
      `${council} has changed the terms of the round ${title}.`,
      'Those who had agreed the old terms need to read the new ones and agree again.',
    ],
    'Read the terms',
  ),
  'round-opened': about(
    (title) => [
      `Every council has agreed the terms of the round ${title}. It is open for answers.`,
      'What your council answers is sealed. Nobody else can read it before all is opened together.',
    ],
    'Go to the round',
  ),
  'seal-broken': about(
    (title, council) => [
      `${council} has broken its seal in the round ${title}.`,
      'Its reason stands on the round’s page. Your own answers stay as they are, and stay closed.',
    ],
    'See the reason',
  ),
  'council-withdrew': about(
    (title, council) => [
      `${council} has left the round ${title}.`,
      'What it wrote stays its own. What your council wrote stays as it is.',
    ],
    'Go to the round',
  ),
  'round-revealed': about(
    (title, council) => [
      `${council} has opened the round ${title}, yours too, as far as the terms that you all agreed let it open.`,
      'Start with what it comes to: the page says what to talk about first.',
    ],
    'See what opened',
  ),
  'round-worked-out': about(
    (title) => [
      `Every council has sealed in the round ${title}, and the result is ready.`,
      'No council’s own answers were opened, and none will be.',
    ],
    'See the result',
  ),
  'time-asked': about(
    (title, council) => [
      `${council} asks for more time in the round ${title}.`,
      'The old deadline stands until every council in the round has agreed to the new one.',
    ],
    'See the new day',
  ),
  'time-extended': about(
    (title) => [`Every council has agreed to a later deadline in the round ${title}.`],
    'Go to the round',
  ),
  'round-cancelled': about(
    (title, council) => [
      `${council} has cancelled the round ${title}.`,
      'Nothing was opened. Your council keeps a copy of its own answers.',
    ],
    'Go to the round',
  ),
  receipt: (facts, address) =>
    letter({
      paragraphs: [
        `The answers of ${fact(facts, 'council') || 'your council'} in the round “${fact(facts, 'title')}” are sealed.`,
        `This is the receipt. Keep it: it proves later that nothing was changed. ${fact(facts, 'root')}`,
      ],
      link: { text: 'Go to the round', address },
      why,
    }),
}

const round = (facts: MailFacts) => `/${fact(facts, 'client') || 'readiness'}/${fact(facts, 'round')}`

/** Where the link of each mail leads: to the round's page, in the module whose round it is. */
export const mailPaths: Readonly<Record<string, (facts: MailFacts) => string>> = Object.fromEntries(
  Object.keys(mails).map((template) => [template, round]),
)
