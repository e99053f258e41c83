import type { Collection } from '#content/arrangement.ts'
import { escape } from '#ui/html.ts'
import type { Entry, Tombstone } from './entry.ts'
import { links } from './links.ts'

type FeedLine = {
  readonly id: string
  readonly title: string
  readonly on: string
  readonly words: string
  readonly path: string
}

/** The newest changes as Atom (RFC 4287): entries published, corrected, answered and taken away; newest first, 100 at most. */
export function atomFeed(
  { entries, tombstones }: { readonly entries: readonly Entry[]; readonly tombstones: readonly Tombstone[] },
  collection: Collection,
  url: string,
): string {
  const lines = [...entries.flatMap((entry) => linesOf(entry, collection)), ...tombstones.map(tombstoneLine)]
    .toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.id < b.id ? -1 : 1))
    .slice(0, 100)
  const updated = lines[0]?.on ?? collection.collectedOn
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${escape(url + links.feed)}</id>
<title>Register of shared services: what is new</title>
<updated>${updated}T00:00:00Z</updated>
<link rel="self" type="application/atom+xml" href="${escape(url + links.feed)}"/>
<link rel="alternate" type="text/html" href="${escape(url + links.list)}"/>
<author><name>${escape(collection.publisher)}</name></author>
<rights>${escape(collection.attribution)}</rights>
${lines.map((line) => lineXml(line, url)).join('\n')}
</feed>
`
}

function linesOf(
  { id, name, about, origin, corrections, replies, confirmedOn }: Entry,
  collection: Collection,
): FeedLine[] {
  const path = links.entry(id)
  const on = origin.type === 'collected' ? collection.collectedOn : origin.on
  return [
    { id: `${id}#entry`, title: name, on, words: about, path },
    ...corrections.map((each, i) => ({
      id: `${id}#correction-${i + 1}`,
      title: `Corrected: ${name}`,
      on: each.on,
      words: `${each.field}: it said “${each.was}”; now it says “${each.is}”. ${each.why}`,
      path,
    })),
    ...replies.map((each, i) => ({
      id: `${id}#reply-${i + 1}`,
      title: `${each.name} on ${name}`,
      on: each.on,
      words: each.words,
      path,
    })),
    ...(confirmedOn === null
      ? []
      : [
          {
            id: `${id}#confirmed-${confirmedOn}`,
            title: `Confirmed: ${name}`,
            on: confirmedOn,
            words: 'A council says that all is still so.',
            path,
          },
        ]),
  ]
}

function tombstoneLine({ id, name, on, why }: Tombstone): FeedLine {
  return { id: `${id}#gone`, title: `Taken away: ${name}`, on, words: why, path: links.entry(id) }
}

function lineXml({ id, title, on, words, path }: FeedLine, url: string): string {
  const [, part = ''] = id.split('#')
  return `<entry><id>${escape(`${url}${path}#${part}`)}</id><title>${escape(title)}</title><updated>${on}T00:00:00Z</updated><link rel="alternate" type="text/html" href="${escape(url + path)}"/><summary>${escape(words)}</summary></entry>`
}
