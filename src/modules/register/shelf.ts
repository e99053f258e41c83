import { libraryOf, readables } from '#modules/guidance/index.ts'
import type { Clock } from '#platform/clock.ts'
import { bookOf, collectedEntries, directoryFrom, type Book, type RegisterContent } from './book.ts'

/** Holds the register in memory, so that a reader costs the database nothing. */
export type Shelf = {
  readonly book: () => Promise<Book>
  /** After a change of ours: the next reader sees it. */
  readonly forget: () => void
}

export type ShelfDeps = { readonly clock: Clock; readonly content: RegisterContent }

/** How old the copy may be when another node made a change: with the half minute of `publicSeconds`, within a minute. */
const heldMilliseconds = 25_000

export function openShelf(deps: ShelfDeps): Shelf {
  const directory = directoryFrom(deps.content)
  const collected = collectedEntries(deps.content, directory)
  const parts = { services: deps.content.services, library: readables(libraryOf(deps.content)) }
  let held: { readonly book: Promise<Book>; readonly at: number } | null = null
  const read = async (): Promise<Book> => bookOf(parts, directory, collected, [])
  return {
    book: () => {
      const now = deps.clock.now().getTime()
      if (held === null || Math.abs(now - held.at) > heldMilliseconds) held = { book: read(), at: now }
      return held.book
    },
    forget: () => void (held = null),
  }
}
