import type { Authority, Succession } from '#content/authority.ts'

/** The councils there are, and those that have been abolished: what the public pages are made of. */
export type Directory = {
  /** A to Z by full name. */
  readonly councils: readonly Authority[]
  /** A to Z by full name. */
  readonly former: readonly FormerCouncil[]
}

/** An abolished council. Its page says when it ended and who followed it. */
export type FormerCouncil = {
  readonly code: string
  readonly short: string
  readonly name: string
  /** Its full name, so that it is never the address of a council that took the shorter name over. */
  readonly slug: string
  /** Year-month-day. */
  readonly lastDay: string
  /** Codes: of councils that exist, or of others that have ended too. */
  readonly successors: readonly string[]
}

/** What a name in an address leads to. */
export type Found =
  | { readonly type: 'council'; readonly council: Authority }
  | { readonly type: 'former'; readonly former: FormerCouncil }
  /** A code, or another name: its page has this address. */
  | { readonly type: 'moved'; readonly slug: string }

const alphabet = new Intl.Collator('en-GB', { sensitivity: 'base' })

export function directoryOf(content: {
  readonly authorities: readonly Authority[]
  readonly successions: readonly Succession[]
}): Directory {
  const byName = (a: { name: string }, b: { name: string }) => alphabet.compare(a.name, b.name)
  const rows = content.successions
  const first = rows.filter(
    (row, i) => rows.findIndex((other) => other.predecessor === row.predecessor) === i,
  )
  return {
    councils: content.authorities.toSorted(byName),
    former: first
      .map((row) => ({
        code: row.predecessor,
        short: row.predecessorShort,
        name: row.predecessorName,
        slug: slugOf(row.predecessorName),
        lastDay: row.lastDay,
        successors: rows.flatMap(({ predecessor, successor }) =>
          predecessor === row.predecessor ? [successor] : [],
        ),
      }))
      .toSorted(byName),
  }
}

/**
 * Finds a council by what stands in an address: its own name there first, then codes, old codes and the everyday names of
 * councils that have ended. Where two could be meant, the one that exists wins. Null when there is none.
 */
export function findCouncil({ councils, former }: Directory, name: string): Found | null {
  const council = councils.find(({ slug }) => slug === name)
  if (council) return { type: 'council', council }
  const ended = former.find(({ slug }) => slug === name)
  if (ended) return { type: 'former', former: ended }
  const code = name.toUpperCase()
  const other =
    councils.find((each) => each.code === code || each.short === code || each.otherCodes.includes(code)) ??
    former.find((each) => each.code === code || each.short === code) ??
    councils.find((each) => slugOf(each.name) === name) ??
    former.find((each) => everydayName(each.slug) === name)
  return other ? { type: 'moved', slug: other.slug } : null
}

/** Those that a council replaced, A to Z. */
export function predecessorsOf({ former }: Directory, council: Authority): FormerCouncil[] {
  return former.filter(({ code }) => council.predecessors.includes(code))
}

/** Those that took over from an abolished council: those that exist today, even when one between has ended as well. */
export function successorsOf(directory: Directory, ended: FormerCouncil): Authority[] {
  const reached = new Set([ended.code])
  for (const code of reached)
    for (const next of directory.former.find((each) => each.code === code)?.successors ?? [])
      reached.add(next)
  return directory.councils.filter(({ code }) => reached.has(code))
}

/** The district councils under a county council, A to Z. */
export function districtsOf({ councils }: Directory, county: Authority): Authority[] {
  return councils.filter((each) => each.county === county.code)
}

export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function everydayName(slug: string): string {
  return slug.replace(/(-metropolitan|-london)?(-borough|-county|-city|-district)?-council$/, '')
}
