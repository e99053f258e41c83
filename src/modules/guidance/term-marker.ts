import type { Term } from '#content/term.ts'
import { html, type Html } from '#ui/html.ts'
import { links } from './links.ts'
import { finderOf } from './reading-of.ts'

/** Words in which each new term of the glossary leads to its article. */
export type TermMarker = (text: string) => Html

/**
 * Marks terms over one page: make one for a page and pass every text through it, in the order in which they are read. Only the
 * first place of each term on the page is marked. Not for text inside a link or a heading: a link cannot stand in a link.
 */
export function termMarker(glossary: readonly Term[]): TermMarker {
  const find = finderOf(glossary)
  const seen = new Set<string>()
  return (text) => {
    const parts: (Html | string)[] = []
    let at = 0
    for (const { start, end, term } of find(text)) {
      if (seen.has(term.id)) continue
      seen.add(term.id)
      parts.push(text.slice(at, start), link(term, text.slice(start, end)))
      at = end
    }
    return html`${[...parts, text.slice(at)]}`
  }
}

/** One text by itself: the first place of each term in it leads to its article. */
export function defined(text: string, glossary: readonly Term[]): Html {
  return termMarker(glossary)(text)
}

/** The meaning is in the link's description too, so that most readers need not leave the page. */
function link({ id, meaning }: Term, words: string): Html {
  return html`<a class="hf-link" href="${links.word(id)}" title="${meaning}">${words}</a>`
}
