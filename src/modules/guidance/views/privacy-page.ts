import type { Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { article, link, list, part, say, table } from './article.ts'

export type PrivacyPageModel = {
  readonly idleMinutes: number
  readonly longestHours: number
  readonly invitationDays: number
}

/** What is kept, why, for how long and who answers for it. */
export function privacyPage(shell: Shell, model: PrivacyPageModel): Html {
  return article(shell, {
    title: 'Privacy',
    lead: 'What Handfast keeps about you, why, how long, and who answers for it.',
    body: [
      part(
        'Who answers for it',
        say(
          'Each council decides about what its own people write here. In the words of the law, it is the controller. Whoever runs this service keeps it safe for the councils, and is the processor. The person who leads for your council can tell you who runs it.',
        ),
        say(
          'Whoever runs this service must add their name, their address and their data protection officer to this page. Until they have, ask the person who leads for your council.',
        ),
      ),
      part('What is kept, and how long', table('What is kept', ['What', 'Why', 'How long'], rows(model))),
      part(
        'What is not kept',
        list([
          'Your password. We keep a scrambled form that cannot be turned back.',
          'Links in mails that sign you in. We keep a hash of each, and each works once.',
          'What you do in the quick check. It never leaves your browser.',
          'Anything for adverts or to follow you about. There is none of that here.',
        ]),
      ),
      part(
        'Who can see it',
        say(
          link(links.whoSees, 'Who can see what'),
          ' says it in full. In short: before the answers open, only your own council. After that, the councils in your round. Nobody sells or shares it.',
        ),
        say(
          'Whoever runs this service could read what passes through the server if they set out to. Choose somebody you all trust.',
        ),
      ),
      part(
        'Freedom of information, and your rights',
        say(
          'Councils are public bodies. Somebody may ask your council for what it holds here, under the Freedom of Information Act 2000 or the Environmental Information Regulations 2004. Your council decides what it must give, and there are grounds to say no. Sealed does not mean secret from the law. Auditors may see what they need.',
        ),
        say(
          'You may ask your council for what it holds about you, and ask it to put right what is wrong. If you are not happy with the answer, you can complain to the ',
          link('https://ico.org.uk/make-a-complaint/', 'Information Commissioner'),
          '.',
        ),
        say(
          'The law that lets councils do this is their task in the public interest (UK GDPR, Article 6(1)(e)). Check this with your data protection officer: it is for each council to say.',
        ),
      ),
      part(
        'Cookies',
        say('We set two at most, and both are needed. ', link(links.cookies, 'More about cookies'), '.'),
      ),
    ],
  })
}

function rows({
  idleMinutes,
  longestHours,
  invitationDays,
}: PrivacyPageModel): readonly (readonly string[])[] {
  return [
    [
      'Your name and work email address',
      'To know who acts for which council, and to write to you',
      'Until whoever runs this service takes you out. The record of what you did for your council keeps your name.',
    ],
    [
      'How you sign in: a scrambled password, or the key of your app for codes',
      'So that nobody else can be you',
      'Until you change it or leave',
    ],
    [
      'That you are signed in',
      'So that you need not sign in on every page',
      `${idleMinutes} minutes without a page, ${longestHours} hours at most`,
    ],
    ['Invitations', 'To let the right person in', `They stop working after ${invitationDays} days`],
    [
      'Answers, reasons, notes and files',
      'They are what the round is for',
      'From 1 to 10 years, as your councils agree in the terms of each round. Then they decide again.',
    ],
    [
      'What each member of staff answered',
      'To count it',
      'Until your council closes staff answers. Then only the counts are left.',
    ],
    [
      'The record: who did what, for which council, and when',
      'So that nobody can change the past unseen',
      'As long as the partnership. It never holds what an answer says.',
    ],
    [
      'Mails waiting or sent: to whom, about what, and when',
      'To send them, and to find out why one did not arrive',
      'Until whoever runs this service clears them. No mail holds an answer.',
    ],
    [
      'How often something was tried, under a code that names nobody',
      'To stop people from guessing passwords',
      'A day',
    ],
    [
      'A line in a log for each page: which kind of page, how long it took',
      'To find faults',
      'As long as whoever runs this service keeps logs. No names, no answers.',
    ],
    ['Backups of all this', 'So that nothing is lost', 'As long as whoever runs this service says'],
  ]
}
