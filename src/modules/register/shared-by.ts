import type { SharedBy } from '#modules/authorities/index.ts'
import { entriesWhere, isGoing } from './entry.ts'
import { links } from './links.ts'
import type { Shelf } from './shelf.ts'
import { whenWords } from './views/entry-words.ts'
import { statusWords } from './text.ts'

/** What a council's own page says of the register: what goes on first. */
export function sharedBy(shelf: Shelf): SharedBy {
  return async (slug) => {
    const found = entriesWhere((await shelf.book()).entries, { council: slug })
    const ordered = [...found.filter(isGoing), ...found.filter((entry) => !isGoing(entry))]
    return {
      href: links.council(slug),
      lines: ordered.map((entry) => ({
        name: entry.name,
        href: links.entry(entry.id),
        words: `${statusWords[entry.status]}. ${whenWords(entry)}.`,
      })),
    }
  }
}
