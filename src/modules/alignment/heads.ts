import type { BoardTerm } from '#content/alignment.ts'
import { canonical, sha256 } from '#platform/canonical.ts'
import type { BoardResult, Overlap } from './board.ts'

/** What the heads of terms say of one term: what was agreed, or that it is a conversation still to be had. */
export type HeadsLine = {
  readonly term: string
  readonly name: string
  readonly question: string
  readonly about: 'deal' | 'leaving'
  /** What was agreed, in words; null for an open point. */
  readonly agreed: string | null
  /** For an open point, what to ask each other; and what the councils wrote about it. */
  readonly ask: string
  readonly note: string
}

/** Heads of terms: not binding, written down so that every council can approve the same text. */
export type HeadsContent = {
  readonly title: string
  readonly councils: readonly string[]
  readonly lines: readonly HeadsLine[]
}

/** The mark of a text. Change a letter and it is another. */
export function headsHash(content: HeadsContent): string {
  return sha256(canonical(content))
}

/** What can be written as agreed on a term: options that all accept, or whole numbers in an overlap that all asked to see. */
export type Agreeable =
  | { readonly kind: 'options'; readonly options: readonly { readonly id: string; readonly name: string }[] }
  | { readonly kind: 'range'; readonly overlap: Overlap; readonly unit: { one: string; many: string } }
  | { readonly kind: 'nothing' }

export function agreeable(
  term: BoardTerm,
  result: BoardResult,
  ranges: Readonly<Record<string, Overlap>>,
  nameOf: (option: string) => string,
): Agreeable {
  const found = result.terms.find((each) => each.term === term.id)
  if (found?.kind === 'options' && found.acceptable.length > 0)
    return { kind: 'options', options: found.acceptable.map((id) => ({ id, name: nameOf(id) })) }
  const overlap = ranges[term.id]
  if (term.kind === 'range' && overlap) return { kind: 'range', overlap, unit: term.unit }
  return { kind: 'nothing' }
}

/** Reads what was chosen for a term into words; undefined when it may not be chosen. Empty text leaves the point open. */
export function agreedWords(what: Agreeable, chosen: string): string | null | undefined {
  if (chosen === '') return null
  if (what.kind === 'options') return what.options.find(({ id }) => id === chosen)?.name
  if (what.kind === 'range' && /^\d{1,4}$/.test(chosen)) {
    const number = Number(chosen)
    const { low, high } = what.overlap
    if (number < low || number > high) return undefined
    return `${number} ${number === 1 ? what.unit.one : what.unit.many}`
  }
  return undefined
}
