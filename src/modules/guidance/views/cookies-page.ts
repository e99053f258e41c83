import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { article, list, part, say, table } from './article.ts'

export type CookiesPageModel = {
  readonly session: string
  readonly sandbox: string
  readonly idleMinutes: number
  readonly longestHours: number
}

/** The cookies by the names they have here, and the other things a browser keeps for us. */
export function cookiesPage(shell: Shell, model: CookiesPageModel): Html {
  const until = `Until you sign out or close the browser; ${model.idleMinutes} minutes without a page, or ${model.longestHours} hours at most`
  return article(shell, {
    title: 'Cookies',
    lead: 'Handfast sets two cookies at most. Both are needed for what you ask it to do, so there is nothing to agree to.',
    body: [
      part(
        'The cookies',
        table(
          'Cookies',
          ['Name', 'What it is for', 'How long'],
          [
            [
              html`<code>${model.session}</code>`,
              'To know that you are signed in. Set when you sign in.',
              until,
            ],
            [
              html`<code>${model.sandbox}</code>`,
              'To know which pretend person you are. Set when you try the pretend councils.',
              until,
            ],
          ],
        ),
        say('Each holds a long random text and nothing about you. Scripts cannot read them.'),
      ),
      part(
        'What your browser keeps besides',
        list([
          'While you are signed in: what you type into a form, until it is saved. It stays in the tab it was typed in, for 12 hours at most. Signing out deletes it. Passwords and codes are never kept.',
          'The style sheet, the typeface and the scripts, so that pages load faster. They are the same for everybody.',
          'Nothing at all in the quick check. Save a file if you want to keep what you chose.',
        ]),
      ),
      part(
        'What there is none of',
        say(
          'No cookies for adverts, to count visits or to follow you from site to site. No page loads anything from anybody else.',
        ),
      ),
    ],
  })
}
