import type { FactSource } from '#content/authority-column.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { article, link, list, part, say } from './article.ts'

/** Under which terms everything here may be used, and the words that other publishers ask us to show. */
export function licencePage(shell: Shell, sources: readonly FactSource[]): Html {
  return article(shell, {
    title: 'Licence and source',
    lead: 'You may use, change and share Handfast, and so may anybody else. There is one edition, and no part of it is held back.',
    body: [
      part(
        'The program',
        say(
          'The program is under the MIT licence. You may do what you like with it if you keep the notice. It comes with no promise of any kind. Whoever runs this service can give you the source, with any changes they have made.',
        ),
        say(
          'These pages also use the work of others, such as the GOV.UK Design System and the typeface of the Braille Institute. ',
          link(shell.assets.href('licences.txt'), 'Their notices and licences'),
          '.',
        ),
      ),
      part(
        'The content',
        say(
          'The statements, the glossary and these pages are under the ',
          link('https://creativecommons.org/licenses/by/4.0/', 'Creative Commons Attribution 4.0 licence'),
          '. You may use and change them if you say where they are from.',
        ),
      ),
      part(
        'The facts about councils',
        say('They are from these publishers, under their own terms:'),
        list(
          sources.map(
            ({ name, publisher, url, date, licence, attribution }) =>
              html`<strong>${url ? link(url, name) : name}</strong>. ${publisher}, ${date}. ${licence}. ${attribution}`,
          ),
        ),
      ),
      part('What you write here', say('It is yours. Handfast claims no right in it.')),
    ],
  })
}
