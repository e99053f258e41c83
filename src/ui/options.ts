import type { Content, Html } from './html.ts'

/**
 * The options of a component, in the shape its GOV.UK Frontend macro has them: read only, and an option that
 * may be left out may also be given as `undefined`, so that callers need not build objects by halves.
 */
export type Options<T> = { readonly [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] }

/** Words: as `text`, which is escaped, or as `html`, which is markup made by this project and wins over `text`. */
export type Words = Options<{ text: string | number; html?: Html } | { text?: string | number; html: Html }>

/** Words a component can do without, or has a default for. */
export type MaybeWords = Options<{ text?: string | number; html?: Html }>

/** A list in which a member may be switched off in place: `condition && { … }`. Numbering counts the gaps. */
export type Items<T> = readonly (T | false | null | undefined | '')[]

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

/** What to draw for a `text` and `html` pair. */
export function words(options: MaybeWords | undefined): Content {
  return options?.html ?? options?.text
}

/** Whether a `text` and `html` pair says anything. */
export function hasWords(options: MaybeWords | undefined): boolean {
  return Boolean(options?.html?.html || options?.text)
}
