import { libraryOf, readables } from '#modules/guidance/index.ts'
import type { Clock } from '#platform/clock.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { londonDay } from '#platform/london.ts'
import { bookOf, collectedEntries, directoryFrom, type Book, type RegisterContent } from './book.ts'
import { editionOf, entryOf, readLiving, withLife } from './living.ts'
import type { RegisterTables } from './tables.ts'

/** Holds the register in memory, so that a reader costs the database next to nothing. */
export type Shelf = {
  readonly book: () => Promise<Book>
  /** After a change of ours: the next reader sees it. */
  readonly forget: () => void
}

export type ShelfDeps = {
  readonly db: Database<RegisterTables>
  readonly clock: Clock
  readonly content: RegisterContent
}

/** How old the copy may be when another node made a change: with the half minute of `publicSeconds`, within a minute. */
const heldMilliseconds = 25_000

type Held = { readonly at: number; readonly edition: string; readonly book: Book }

export function openShelf(deps: ShelfDeps): Shelf {
  const directory = directoryFrom(deps.content)
  const collected = collectedEntries(deps.content, directory)
  const parts = { services: deps.content.services, library: readables(libraryOf(deps.content)) }
  let held: Held | null = null
  let reading: Promise<Held> | null = null
  // What began to be read before a change is not kept after it.
  let generation = 0

  /** Reads again only when a page was turned, or when the day was: a correction may be public from today. */
  const read = async (before: Held | null): Promise<Held> => {
    const now = deps.clock.now()
    return inTransaction(deps.db, { kind: 'visitor', now }, async (trx) => {
      const edition = `${await editionOf(trx)} ${londonDay(now)}`
      if (before?.edition === edition) return { ...before, at: now.getTime() }
      const living = await readLiving(trx)
      const published = living.published.map(({ words, origin }) => entryOf(words, origin, directory))
      const entries = [...collected, ...published].map((entry) => withLife(entry, living, directory))
      return { at: now.getTime(), edition, book: bookOf(parts, directory, entries, living.tombstones) }
    })
  }
  return {
    book: async () => {
      const age = held === null ? Infinity : Math.abs(deps.clock.now().getTime() - held.at)
      if (held !== null && age <= heldMilliseconds) return held.book
      const mine = generation
      reading ??= read(held)
      try {
        const found = await reading
        if (mine === generation) held = found
        return found.book
      } finally {
        if (mine === generation) reading = null
      }
    },
    forget: () => {
      held = null
      reading = null
      generation += 1
    },
  }
}

/** Does what changes the register, and has it read again once that is written. */
export async function turning<Result>(shelf: Shelf, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } finally {
    shelf.forget()
  }
}
