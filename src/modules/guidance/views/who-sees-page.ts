import type { Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { visibility, seersWords } from '../visibility.ts'
import { article, list, part, say, table } from './article.ts'

/** Who can see what, before and after the answers open; and what cannot be promised. */
export function whoSeesPage(shell: Shell): Html {
  return article(shell, {
    title: 'Who can see what',
    lead: 'Before the answers open, nobody outside your council can read what your council says. After that, the councils in the round can, and nobody else.',
    body: [
      part(
        'In a round',
        say(
          '“Your” means the council you act for. A person with no part in the round sees none of this, on any page, in any file or in any mail.',
        ),
        table(
          'Who can see what in a round',
          ['What', 'Before the answers open', 'After they open'],
          visibility.map(({ thing, before, after, note }) => [
            thing,
            seersWords(before),
            note ? `${seersWords(after)} ${note}` : seersWords(after),
          ]),
        ),
        say('A round in private has one council in it. Nobody else learns that it exists.'),
      ),
      part(
        'Whoever runs this service',
        say(
          'The pages give the person who runs this service no answers at all: only the people, the mails that wait, and the state of the machine. But the service runs on their machine. Somebody with their rights on it, and the will to, could read what passes through. Answers are kept under a key until they open, and that key is on the same machine or near it. So the key helps against a stolen backup. It does not help against whoever holds both.',
        ),
        say(
          'Do not use a service that is run by one of the councils in a round unless the others are content with that.',
        ),
      ),
      part(
        'Small groups can be guessed',
        say(
          'Staff answers become counts, and a count of fewer than five is not shown. Even so: if six people answer and you are one of them, you know that the other five are all the rest. If all answer alike, you know what each said. We then say only that they are much alike. If your team is very small, do not ask staff, or talk to them instead.',
        ),
        say(
          'Each office is held by one person. What an office said is that person’s word. Only your lead and deputies see it.',
        ),
      ),
      part(
        'What partners can work out',
        list([
          'They see how many councils have sealed. With two councils in a round, that says which.',
          'They learn that you broke a seal, and the reason you gave. Not what you changed.',
          'They learn that you left a round. Not what you had written.',
          'After the answers open, they can tell who was slow to seal, if your terms show names.',
          'They may guess what you will say before it opens, as people do. Sealing keeps your words from them, not their own thoughts.',
        ]),
      ),
      part(
        'The law goes first',
        say(
          'Councils are public bodies. Somebody may ask for what your council holds, under the Freedom of Information Act 2000, the Environmental Information Regulations 2004 or as a request about themselves. Each council decides about its own information and, where it can, tells the others first. Auditors may see what they need. Write nothing here that you could not stand by.',
        ),
      ),
      part(
        'What anyone can see',
        list([
          'the pages about councils',
          'these pages, and the statements we ask',
          'the quick check: what you choose in it stays in your browser',
        ]),
      ),
    ],
  })
}
