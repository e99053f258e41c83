import type { Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { article, link, list, part, say } from './article.ts'

/** What was tested and what was not, said as it is: nobody is helped by a statement that promises more. */
export function accessibilityPage(shell: Shell): Html {
  return article(shell, {
    title: 'Accessibility',
    lead: 'We want everybody to be able to use Handfast. This page says what we have tested, what we have not, and what to do if something is in your way.',
    body: [
      part(
        'What you should be able to do',
        list([
          'use every page with a keyboard alone',
          'use every page without scripts, but for the quick check, which has a printed form and a spreadsheet instead',
          'zoom in to 400% without having to scroll sideways to read',
          'hear every page with a screen reader, charts included: each chart says in a sentence what it shows and has its figures in a table',
          'tell councils apart without seeing colour: each has a shape of its own',
          'take your time: you are warned before you are signed out, and what you typed is kept',
        ]),
      ),
      part(
        'How we have tested',
        say(
          'We aim to meet level AA of the Web Content Accessibility Guidelines, version 2.2. Nobody independent has checked that we do. So we do not claim it.',
        ),
        list([
          'A program called axe looks at our pages, and our tests fail if it finds a fault.',
          'Our tests read the HTML of the pages they visit, and fail if a box has no label or a page has no heading.',
          'Our tests go through the quick check by keyboard alone.',
          'Our tests measure the contrast of each pair of colours.',
          'We looked at the pages in Chromium, at the width of a desktop and of a phone.',
        ]),
        say('A program finds only some of the faults. This statement was written on 22 November 2026.'),
      ),
      part(
        'What we know is not good enough',
        list([
          'No one who uses a screen reader, a magnifier or speech to type has tested the pages for us yet.',
          'We have only used one kind of browser, Chromium.',
          'The papers you can take away as Word or ODT files have headings and marked tables. Nobody has tried them with a screen reader yet.',
          'A few wide tables scroll sideways in a box of their own. You can reach the box with the keyboard.',
          'The pages are in English only.',
        ]),
      ),
      part(
        'If something is in your way',
        say(
          'Tell whoever runs this service for you. The person who leads for your council knows who that is. Say which page it was and what you use. You can ask for any page in another form, such as large print or a file.',
        ),
        say(
          'A council that runs Handfast for others must check this statement and put its own name and address here. The law asks that of public bodies.',
        ),
      ),
      part(
        'If you are not happy with the answer',
        say(
          'The Equality and Human Rights Commission (EHRC) enforces the law on this in England, Scotland and Wales: the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. You can ask the ',
          link('https://www.equalityadvisoryservice.com/', 'Equality Advisory and Support Service'),
          ' for help. In Northern Ireland it is the ',
          link('https://www.equalityni.org/', 'Equality Commission for Northern Ireland'),
          '.',
        ),
      ),
    ],
  })
}
