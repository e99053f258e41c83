import type { Case } from '#content/case.ts'
import type { Framework, Phase, Statement } from '#content/framework.ts'
import type { Term } from '#content/term.ts'
import type { TermArticle, TermGuidance } from '#content/guidance.ts'
import { links } from './links.ts'

/** A page to read about one word of the glossary: what it means and, where we have written it, what to do about it. */
export type WordArticle = {
  readonly term: Term
  readonly advice: TermArticle | null
  readonly owner: string
  readonly checked: string
}

/** A page to read about one statement, made of its own reviewed fields. */
export type StatementArticle = {
  readonly statement: Statement
  readonly framework: Framework
  readonly area: string
}

export type Library = {
  /** A to Z. */
  readonly words: readonly WordArticle[]
  /** In the order of the frameworks. */
  readonly statements: readonly StatementArticle[]
  readonly cases: readonly Case[]
}

export type LibraryContent = {
  readonly frameworks: readonly Framework[]
  readonly glossary: readonly Term[]
  readonly termGuidance: TermGuidance
  readonly cases: readonly Case[]
}

const alphabet = new Intl.Collator('en-GB', { sensitivity: 'base' })

/** Everything there is to read, from the reviewed files. */
export function libraryOf({ frameworks, glossary, termGuidance, cases }: LibraryContent): Library {
  const { owner, checked, articles } = termGuidance
  return {
    words: glossary
      .map((term) => ({ term, advice: articles[term.id] ?? null, owner, checked }))
      .toSorted((a, b) => alphabet.compare(a.term.term, b.term.term)),
    statements: frameworks.flatMap((framework) =>
      framework.areas.flatMap((area) =>
        area.statements.map((statement) => ({ statement, framework, area: area.name })),
      ),
    ),
    cases,
  }
}

/** What a search looks through: the words of a page and where it is. */
export type Readable = {
  readonly kind: 'word' | 'statement' | 'case'
  readonly title: string
  readonly summary: string
  readonly text: string
  readonly href: string
}

export function readables({ words, statements, cases }: Library): Readable[] {
  return [
    ...words.map(({ term, advice }) => ({
      kind: 'word' as const,
      title: sentence(term.term),
      summary: term.meaning,
      text: [...(term.also ?? []), advice?.do ?? ''].join(' '),
      href: links.word(term.id),
    })),
    ...statements.map(({ statement }) => ({
      kind: 'statement' as const,
      title: statement.question,
      summary: statement.statement,
      text: [statement.why.text, ...statement.levels, statement.ask].join(' '),
      href: links.statement(statement.id),
    })),
    ...cases.map(({ id, name, councils, summary, happened, lesson }) => ({
      kind: 'case' as const,
      title: name,
      summary,
      text: [councils, ...happened, lesson].join(' '),
      href: links.case(id),
    })),
  ]
}

/** After so long without a look, the page says so. */
const checkEveryMonths = 12

/** Whether a day on which something was checked lies more than twelve months before `today`. Both are days. */
export function isDueForCheck(checked: string, today: string): boolean {
  const [year = 0, ...rest] = checked.split('-')
  return [Number(year) + checkEveryMonths / 12, ...rest].join('-') < today
}

export const phaseWords: Record<Phase, string> = {
  before: 'before you begin',
  joining: 'when a council joins',
  during: 'while it runs',
  leaving: 'when a council leaves',
}

export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
