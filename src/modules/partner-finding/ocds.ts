import { londonDay } from '#platform/london.ts'

/** One contract that a file of releases (Open Contracting Data Standard 1.1) says the end of. */
export type Notice = {
  /** Its place in the file, from 1. */
  readonly at: number
  readonly ocid: string
  readonly buyer: string
  readonly title: string
  readonly cpv: string | null
  readonly supplier: string | null
  /** The day in London on which it ends. */
  readonly endsOn: string
  readonly address: string | null
}

/** Why a release was left out. */
export type NoticeRefusal =
  | { readonly type: 'not-a-release' }
  | { readonly type: 'no-ocid' }
  | { readonly type: 'no-buyer' }
  | { readonly type: 'no-title' }
  | { readonly type: 'no-end' }
  | { readonly type: 'end-unreadable'; readonly given: string }
  | { readonly type: 'past'; readonly endsOn: string }
  | { readonly type: 'given-up' }
  | { readonly type: 'superseded'; readonly by: number }

export type NoticeRejected = { readonly at: number; readonly name: string; readonly why: NoticeRefusal }

export type OcdsReading =
  | { readonly notices: readonly Notice[]; readonly rejected: readonly NoticeRejected[] }
  | { readonly problem: 'not-json' | 'no-releases' | 'too-many' }

/** More releases than this are refused: a council’s own take a fraction of it. */
export const mostReleases = 20_000

type Tree = { readonly [name: string]: unknown }

/**
 * Reads a file of releases. Pure; never throws, whatever the file holds. Of several releases of one contract the latest
 * counts. `today` in London: what has ended is left out, and said. O(size of the file).
 */
export function readReleases(text: string, today: string): OcdsReading {
  let file: unknown
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { problem: 'not-json' }
  }
  const releases = releasesIn(file)
  if (releases === null || releases.length === 0) return { problem: 'no-releases' }
  if (releases.length > mostReleases) return { problem: 'too-many' }
  const rejected: NoticeRejected[] = []
  const latest = new Map<string, { notice: Notice; date: string }>()
  for (const [index, release] of releases.entries()) {
    const at = index + 1
    const read = readRelease(release, at, today)
    if ('why' in read) {
      rejected.push(read)
      continue
    }
    const earlier = latest.get(read.notice.ocid)
    const isNewer = earlier === undefined || read.date >= earlier.date
    if (isNewer) latest.set(read.notice.ocid, read)
    const [gone, by] = isNewer ? [earlier?.notice, at] : [read.notice, earlier.notice.at]
    if (gone) rejected.push({ at: gone.at, name: gone.title, why: { type: 'superseded', by } })
  }
  const notices = [...latest.values()].map(({ notice }) => notice)
  return {
    notices: notices.toSorted((a, b) => a.at - b.at),
    rejected: rejected.toSorted((a, b) => a.at - b.at),
  }
}

/** A release package, a record package, a list, or one release. */
function releasesIn(file: unknown): readonly unknown[] | null {
  if (Array.isArray(file)) return file
  const tree = treeOf(file)
  if (!tree) return null
  if (Array.isArray(tree['releases'])) return [...tree['releases']]
  if (Array.isArray(tree['records']))
    return tree['records'].map((record: unknown) => treeOf(record)?.['compiledRelease'] ?? record)
  return 'ocid' in tree ? [file] : null
}

function readRelease(
  release: unknown,
  at: number,
  today: string,
): { notice: Notice; date: string } | NoticeRejected {
  const tree = treeOf(release)
  if (!tree) return { at, name: '', why: { type: 'not-a-release' } }
  const tender = treeOf(tree['tender']) ?? {}
  const awards = listOf(tree['awards'])
  const contracts = listOf(tree['contracts'])
  const title = first([
    textOf(tender['title']),
    ...[...awards, ...contracts].map((one) => textOf(one['title'])),
  ])
  const reject = (why: NoticeRefusal): NoticeRejected => ({ at, name: title ?? '', why })
  const ocid = textOf(tree['ocid'])
  if (!ocid) return reject({ type: 'no-ocid' })
  const buyer = buyerOf(tree)
  if (!buyer) return reject({ type: 'no-buyer' })
  if (!title) return reject({ type: 'no-title' })
  const states = [tender['status'], ...awards.map((one) => one['status'])].map(textOf)
  if (states.some((state) => state === 'cancelled' || state === 'unsuccessful' || state === 'withdrawn'))
    return reject({ type: 'given-up' })
  const given = first(
    [
      ...contracts.map((one) => one['period']),
      ...awards.map((one) => one['contractPeriod']),
      tender['contractPeriod'],
    ].map((period) => textOf(treeOf(period)?.['endDate'])),
  )
  if (!given) return reject({ type: 'no-end' })
  const endsOn = dayOf(given)
  if (!endsOn) return reject({ type: 'end-unreadable', given: given.slice(0, 40) })
  if (endsOn < today) return reject({ type: 'past', endsOn })
  const suppliers = awards.flatMap((one) => listOf(one['suppliers']).map((each) => textOf(each['name'])))
  return {
    notice: {
      at,
      ocid,
      buyer,
      title,
      cpv: cpvOf(tender, awards),
      supplier: first(suppliers),
      endsOn,
      address: addressOf([...awards, ...contracts, tender]),
    },
    date: textOf(tree['date']) ?? '',
  }
}

function buyerOf(release: Tree): string | null {
  const named = textOf(treeOf(release['buyer'])?.['name'])
  if (named) return named
  const party = listOf(release['parties']).find((one) => {
    const { roles } = one
    return Array.isArray(roles) && roles.includes('buyer')
  })
  return party ? textOf(party['name']) : null
}

function cpvOf(tender: Tree, awards: readonly Tree[]): string | null {
  const classes = [
    treeOf(tender['classification']),
    ...[tender, ...awards].flatMap((one) =>
      listOf(one['items']).map((item) => treeOf(item['classification'])),
    ),
  ]
  for (const one of classes) {
    const code = textOf(one?.['id'])?.replace(/-\d$/, '') ?? ''
    if (/^\d{8}$/.test(code)) return code
  }
  return null
}

function addressOf(parts: readonly Tree[]): string | null {
  for (const part of parts)
    for (const document of listOf(part['documents'])) {
      const address = textOf(document['url'])
      if (address && address.length <= 400 && /^https?:\/\/[^\s"<>]+$/.test(address)) return address
    }
  return null
}

/** An instant, or a bare day, as a day in London; null where it is none between 1990 and 2099. */
function dayOf(given: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(given)) {
    const time = Date.parse(`${given}T00:00:00Z`)
    const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(given)
    return isReal && isUsual(given) ? given : null
  }
  if (!/^\d{4}-\d{2}-\d{2}T/.test(given)) return null
  const time = Date.parse(given)
  if (Number.isNaN(time)) return null
  const day = londonDay(new Date(time))
  return isUsual(day) ? day : null
}

function isUsual(day: string): boolean {
  return day >= '1990-01-01' && day <= '2099-12-31'
}

/** Text that can be shown and kept: one line, at most 300 characters, nothing that a database refuses. */
function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return text === '' ? null : text.slice(0, 300).toWellFormed()
}

function treeOf(value: unknown): Tree | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

function listOf(value: unknown): Tree[] {
  return Array.isArray(value) ? value.map(treeOf).filter((one) => one !== null) : []
}

function first(values: readonly (string | null)[]): string | null {
  return values.find((value) => value !== null) ?? null
}
