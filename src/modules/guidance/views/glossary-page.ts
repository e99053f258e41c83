import type { Term } from '#content/term.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { article, link } from './article.ts'

const alphabet = new Intl.Collator('en-GB', { sensitivity: 'base' })

/** Every term, A to Z. Each has an address of its own, to which the pages lead. */
export function glossaryPage(shell: Shell, glossary: readonly Term[]): Html {
  const terms = glossary.toSorted((a, b) => alphabet.compare(a.term, b.term))
  const letters = [...new Set(terms.map(letterOf))]
  return article(shell, {
    title: 'Glossary',
    lead: `${terms.length} words of the field, and of Handfast, in plain English.`,
    body: html`<nav aria-label="Letters of the alphabet">
        <ul class="hf-links">
          ${letters.map((letter) => html`<li><a class="hf-link" href="#letter-${letter}">${letter}</a></li>`)}
        </ul>
      </nav>
      ${letters.map(
        (letter) =>
          html`<h2 class="hf-heading" id="letter-${letter}">${letter}</h2>
            <dl>${terms.filter((term) => letterOf(term) === letter).map(entry)}</dl>`,
      )}
      <p class="hf-note">Law changes. Ask your monitoring officer before you rely on any of this.</p>`,
  })
}

function entry({ id, term, meaning, source }: Term): Html {
  return html`<dt class="hf-text govuk-!-margin-bottom-1" id="${id}"><strong>${sentence(term)}</strong></dt>
    <dd class="hf-text">${meaning}${
      source &&
      html` <span class="hf-soft">Source: ${source.url ? link(source.url, source.text) : source.text}.</span>`
    } ${link(links.word(id), `More about ${term}`)}.</dd>`
}

function letterOf({ term }: Term): string {
  return term.charAt(0).toUpperCase()
}

function sentence(term: string): string {
  return `${term.charAt(0).toUpperCase()}${term.slice(1)}`
}
