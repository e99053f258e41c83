import type { Framework, Statement } from '#content/framework.ts'
import { termFinder, type TermPlace } from '#content/glossary-match.ts'
import type { Term } from '#content/term.ts'
import { links } from './links.ts'

/** What there is to read about a statement: its article, and the words of the glossary that stand in it, A to Z. */
export type StatementReading = {
  /** Null for a statement that only an old round still has. */
  readonly article: string | null
  readonly words: readonly { readonly term: string; readonly meaning: string; readonly href: string }[]
}

const alphabet = new Intl.Collator('en-GB', { sensitivity: 'base' })

/** Finds it for any statement, also of a framework that a round has kept. Prepare it once. */
export function statementReader({
  frameworks,
  glossary,
}: {
  readonly frameworks: readonly Framework[]
  readonly glossary: readonly Term[]
}): (statement: Statement) => StatementReading {
  const find = finderOf(glossary)
  const known = new Set(
    frameworks.flatMap(({ areas }) => areas.flatMap(({ statements }) => statements.map(({ id }) => id))),
  )
  return ({ id, question, statement, why, levels }) => {
    const found = [question, statement, why.text, ...levels].flatMap((text) => find(text))
    return {
      article: known.has(id) ? links.statement(id) : null,
      words: [...new Set(found.map(({ term }) => term))]
        .map(({ id: word, term, meaning }) => ({ term, meaning, href: links.word(word) }))
        .toSorted((a, b) => alphabet.compare(a.term, b.term)),
    }
  }
}

const finders = new WeakMap<readonly Term[], (text: string) => TermPlace[]>()

/** The finder of a glossary, made once. */
export function finderOf(glossary: readonly Term[]): (text: string) => TermPlace[] {
  const find = finders.get(glossary) ?? termFinder(glossary)
  finders.set(glossary, find)
  return find
}
