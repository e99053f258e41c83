import type { Arrangement, Collection, NationalFigure, Service } from '#content/arrangement.ts'
import type { Authority, Succession } from '#content/authority.ts'
import { directoryOf, successorsOf, type Directory } from '#modules/authorities/index.ts'
import type { LibraryContent, Readable } from '#modules/guidance/index.ts'
import type { Entry, EntryMember, Tombstone } from './entry.ts'
import { noParticulars } from './particulars.ts'
import { findIndex, type FindIndex } from './find.ts'

/** The reviewed files that the register begins with. */
export type RegisterContent = {
  readonly authorities: readonly Authority[]
  readonly successions: readonly Succession[]
  readonly arrangements: readonly Arrangement[]
  readonly services: readonly Service[]
  readonly national: readonly NationalFigure[]
  readonly collection: Collection
} & LibraryContent

/** Everything the public pages show, held whole: it is small, and the same for all readers. */
export type Book = {
  readonly directory: Directory
  /** A to Z. */
  readonly entries: readonly Entry[]
  readonly tombstones: readonly Tombstone[]
  /** Everything that the search looks through. */
  readonly index: FindIndex
}

const alphabet = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })

/** The entries that come with the program, each council by the name that it had. */
export function collectedEntries(content: RegisterContent, directory: Directory): Entry[] {
  return content.arrangements.map((arrangement) => ({
    ...arrangement,
    members: arrangement.members.map(({ council, role }) => ({ ...bodyOf(directory, council), role })),
    origin: { type: 'collected' },
    confirmedOn: null,
    claimedBy: [],
    corrections: [],
    replies: [],
    particulars: noParticulars,
  }))
}

/** A council by its code: its name, its page and who stands in its place today. A code we do not list is its own name. */
export function bodyOf(directory: Directory, code: string): Omit<EntryMember, 'role'> {
  const council = directory.councils.find((each) => each.code === code)
  if (council)
    return {
      council: code,
      name: council.name,
      shortName: council.shortName,
      slug: council.slug,
      today: [council.slug],
    }
  const former = directory.former.find((each) => each.code === code)
  if (!former) return { council: code, name: code, shortName: code, slug: null, today: [] }
  const today = successorsOf(directory, former).map(({ slug }) => slug)
  return { council: code, name: former.name, shortName: everydayName(former.name), slug: former.slug, today }
}

export function bookOf(
  { services, library }: { readonly services: readonly Service[]; readonly library: readonly Readable[] },
  directory: Directory,
  entries: readonly Entry[],
  tombstones: readonly Tombstone[],
): Book {
  const gone = new Set(tombstones.map(({ id }) => id))
  const standing = entries
    .filter(({ id }) => !gone.has(id))
    .toSorted((a, b) => alphabet.compare(a.name, b.name))
  return {
    directory,
    entries: standing,
    tombstones,
    index: findIndex(directory, standing, services, library),
  }
}

export function directoryFrom(content: RegisterContent): Directory {
  return directoryOf(content)
}

function everydayName(name: string): string {
  return name.replace(/ (?:Metropolitan |London )?(?:Borough |District |City |County )?Council$/, '')
}
