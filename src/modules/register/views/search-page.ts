import { govukButton } from '#ui/button.ts'
import { textField } from '#ui/form.ts'
import { formatCount } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Found, FoundKind } from '../find.ts'
import { links } from '../links.ts'

const kindWords: Record<FoundKind, string> = {
  council: 'Council',
  entry: 'Register',
  case: 'What happened to others',
  statement: 'Question',
  word: 'Word',
}

export const longestSearch = 80

/** One search over councils, the register, real cases and guidance. Its answer has an address of its own. */
export function searchPage(shell: Shell, { typed, found }: { typed: string; found: readonly Found[] }): Html {
  const isAsked = typed.trim() !== ''
  const count = `${formatCount(found.length, 'result')} for “${typed.trim()}”`
  const body = html`<h1 class="hf-headline">Search</h1>
    <form method="get" action="${links.search}" role="search" novalidate>
      ${textField(
        { values: { q: typed }, errors: {} },
        {
          name: 'q',
          label: 'What are you looking for?',
          hint: 'A council, a shared service, a word or a question. A wrong letter does not matter.',
          classes: 'govuk-input--width-20',
          spellcheck: false,
          autocomplete: 'off',
          attributes: { maxlength: String(longestSearch) },
        },
      )}
      ${govukButton({ text: 'Search' })}
    </form>
    ${
      isAsked &&
      html`<div role="status"><h2 class="hf-heading" id="results">${count}</h2></div>
        ${
          found.length === 0
            ? html`<p class="hf-text">Try fewer words, or the name of a place. You can also look through <a class="hf-link" href="${links.list}">the register</a>, <a class="hf-link" href="/councils">the councils</a> or <a class="hf-link" href="/guidance">the guidance</a>.</p>`
            : html`<ul class="govuk-list govuk-list--spaced">
                ${found.map(({ kind, title, summary, href }) => html`<li><a class="hf-link" href="${href}">${title}</a> ${statusTag(kindWords[kind])}<br /><span class="hf-soft">${summary}</span></li>`)}
              </ul>`
        }`
    }`
  return page({
    title: 'Search',
    ...(isAsked ? { section: count } : {}),
    body,
    shell,
    whoSees: whoSees({ kind: 'public' }),
  })
}
