import type { Service } from '#content/arrangement.ts'
import { authoritiesLinks, successorsOf, type Directory } from '#modules/authorities/index.ts'
import type { Readable } from '#modules/guidance/index.ts'
import { formatDay, formatList } from '#ui/format.ts'
import type { Entry } from './entry.ts'
import { links } from './links.ts'
import { formWords, serviceName, statusWords } from './text.ts'
import { textIndex, type Searchable, type TextIndex } from './text-index.ts'

export const foundKinds = ['council', 'entry', 'case', 'statement', 'word'] as const
export type FoundKind = (typeof foundKinds)[number]

/** One answer of the search over everything public. */
export type Found = Searchable & { readonly kind: FoundKind; readonly summary: string; readonly href: string }

export type FindIndex = TextIndex<Found>

/** Councils of today and of before, entries of the register, cases and guidance, in one index. Made anew when the register changes. */
export function findIndex(
  directory: Directory,
  entries: readonly Entry[],
  services: readonly Service[],
  library: readonly Readable[],
): FindIndex {
  return textIndex([
    ...directory.councils.map((council): Found => {
      const { name, shortName, short, code, slug, region } = council
      const also = `${shortName} ${short} ${code} ${council.otherCodes.join(' ')}`
      return {
        kind: 'council',
        title: name,
        also,
        text: region,
        summary: region,
        href: authoritiesLinks.council(slug),
      }
    }),
    ...directory.former.map((former): Found => {
      const now = formatList(successorsOf(directory, former).map(({ name }) => name))
      const summary = `Ended on ${formatDay(former.lastDay)}. Today: ${now}.`
      return {
        kind: 'council',
        title: former.name,
        also: `${former.short} ${former.code}`,
        text: '',
        summary,
        href: authoritiesLinks.council(former.slug),
      }
    }),
    ...entries.map((entry): Found => entryFound(entry, services)),
    ...library.map((each): Found => ({ ...each, also: '' })),
  ])
}

function entryFound(entry: Entry, services: readonly Service[]): Found {
  const { id, name, about, members, forms, status, endWords } = entry
  return {
    kind: 'entry',
    title: name,
    also: members.map((member) => member.name).join(' '),
    text: [
      about,
      endWords ?? '',
      ...entry.services.map((service) => serviceName(services, service)),
      ...forms.map((form) => formWords[form]),
    ].join(' '),
    summary: `${statusWords[status]}. ${about}`,
    href: links.entry(id),
  }
}
