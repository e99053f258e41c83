import type { Term } from './term.ts'

/** One place in a text where a word of the glossary stands, as offsets: `text.slice(start, end)`. */
export type TermPlace = { start: number; end: number; term: Term }

/**
 * Prepares a glossary for finding its words in texts. The longest form wins where two overlap; plurals and
 * other spellings count when the term lists them. A form with a capital after its first letter (TUPE, FOI)
 * must match exactly; others match in any case. A page marks the first place of each term and leaves the rest.
 */
export function termFinder(terms: readonly Term[]): (text: string) => TermPlace[] {
  const forms = terms
    .flatMap((term) => [term.term, ...(term.also ?? [])].map((form) => ({ form, term })))
    .sort((a, b) => b.form.length - a.form.length)
  if (forms.length === 0) return () => []
  const exact = new Map(forms.map(({ form, term }) => [form, term]))
  const loose = new Map(
    forms.filter(({ form }) => !isExact(form)).map(({ form, term }) => [form.toLowerCase(), term]),
  )
  const pattern = forms.map(({ form }) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|')
  const finder = new RegExp(String.raw`(?<![\w'’-])(?:${pattern})(?![\w-])`, 'gi')
  return (text) =>
    [...text.matchAll(finder)].flatMap((match) => {
      const term = exact.get(match[0]) ?? loose.get(match[0].toLowerCase())
      return term ? [{ start: match.index, end: match.index + match[0].length, term }] : []
    })
}

function isExact(form: string): boolean {
  return /.[A-Z]/.test(form)
}
