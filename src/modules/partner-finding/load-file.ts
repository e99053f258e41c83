import { decodeText } from '#platform/text-encoding.ts'
import { readSpreadsheet } from '#platform/upload.ts'
import { formatDay } from '#ui/format.ts'
import { matchCouncil, type NamedCouncil } from './council-name.ts'
import { readEventSheet, sheetHeadings, type SheetRefusal } from './event-sheet.ts'
import type { LoadedFile, LoadedRow } from './loaded-file.ts'
import { readReleases, type NoticeRefusal } from './ocds.ts'
import { serviceOfCpv } from './services.ts'

/** Nothing larger is read as releases: a year of one council's is far less. */
const largestReleases = 6_000_000

export type FileAsked = {
  readonly file: { readonly name: string; readonly bytes: Buffer } | null
  readonly own: string
  readonly councils: readonly NamedCouncil[]
  readonly today: string
}

/** What a file comes to: a sheet of one's own dates, or releases of the Open Contracting Data Standard; or what is wrong with it. */
export async function loadFile(asked: FileAsked): Promise<{ value: LoadedFile } | { wrong: string }> {
  const { file } = asked
  if (!file) return { wrong: 'Choose a file.' }
  const start = file.bytes
    .subarray(0, 200)
    .toString('utf8')
    .trimStart()
    .replace(/^\uFEFF/, '')
  return /^[{[]/.test(start) ? fromReleases(asked, file) : fromSheet(asked, file)
}

async function fromSheet(
  { own, today }: FileAsked,
  file: { name: string; bytes: Buffer },
): Promise<{ value: LoadedFile } | { wrong: string }> {
  const reading = await readSpreadsheet(file.bytes, { fileName: file.name })
  if (!reading.ok)
    return {
      wrong:
        'This is neither a spreadsheet (Excel, ODS or CSV) that we can read, nor a file of releases (JSON). Choose another.',
    }
  const read = readEventSheet(reading.sheets)
  if ('problem' in read) return { wrong: sheetWords[read.problem] }
  const fileName = nameOf(file.name)
  const rows = read.rows.map(({ source, ...row }): LoadedRow => ({
    ...row,
    source: source ?? `The file “${fileName}”, loaded on ${formatDay(today)}`,
    council: own,
    buyer: null,
    notice: null,
  }))
  const rejected = read.rejected.map((one) => ({ ...one, why: sheetRefusalWords(one.why) }))
  return { value: { kind: 'sheet', fileName, rows, rejected, asks: [] } }
}

function fromReleases(
  { councils, today }: FileAsked,
  file: { name: string; bytes: Buffer },
): { value: LoadedFile } | { wrong: string } {
  if (file.bytes.length > largestReleases)
    return {
      wrong: `The file is larger than ${largestReleases / 1_000_000} MB. Take out releases you do not need.`,
    }
  const decoded = decodeText(file.bytes)
  if (!decoded.ok)
    return { wrong: 'We cannot tell which characters the file is written in. Save it as UTF-8.' }
  const read = readReleases(decoded.text, today)
  if ('problem' in read) return { wrong: releaseWords[read.problem] }
  const matched = new Map(
    [...new Set(read.notices.map(({ buyer }) => buyer))].map((name) => [name, matchCouncil(name, councils)]),
  )
  const rows: LoadedRow[] = []
  const rejected = read.rejected.map((one) => ({ ...one, why: noticeRefusalWords(one.why) }))
  for (const { at, ocid, buyer, title, cpv, supplier, endsOn, address } of read.notices) {
    const match = matched.get(buyer)
    if (!match || match.type === 'none') {
      rejected.push({ at, name: title, why: `The buyer, “${buyer}”, is like no council we know` })
      continue
    }
    rows.push({
      at,
      kind: 'contract-end',
      title: title.slice(0, 200),
      service: cpv ? serviceOfCpv(cpv) : 'other',
      cpv,
      supplier: supplier?.slice(0, 200) ?? null,
      day: endsOn,
      source: `Published notice ${ocid}`.slice(0, 200),
      address,
      council: match.type === 'sure' ? match.code : null,
      buyer,
      notice: ocid,
    })
  }
  const asks = [...matched].flatMap(([name, match]) =>
    match.type === 'ask' ? [{ name, candidates: match.candidates.map(({ code }) => code) }] : [],
  )
  return {
    value: {
      kind: 'notices',
      fileName: nameOf(file.name),
      rows,
      rejected: rejected.toSorted((a, b) => a.at - b.at),
      asks,
    },
  }
}

function nameOf(name: string): string {
  return name.slice(-100).toWellFormed()
}

const sheetWords = {
  'no-heading': `We cannot find the row of headings. It needs “What” and “Date”. It may have: ${sheetHeadings.slice(2).join(', ')}.`,
  'no-rows': 'There is nothing under the headings.',
  'too-many': 'There are more than 2,000 rows. Split the sheet and load one part after another.',
} as const

const releaseWords = {
  'not-json': 'The file begins like JSON and is not: it cannot be read. Fetch it again.',
  'no-releases':
    'There are no releases in this file. We read release packages, record packages and lists of releases of the Open Contracting Data Standard.',
  'too-many': 'There are more than 20,000 releases. Choose those of a few councils.',
} as const

export function sheetRefusalWords(why: SheetRefusal): string {
  switch (why.type) {
    case 'no-title':
      return 'It does not say what it is'
    case 'too-long':
      return `The ${why.column} is longer than 200 characters`
    case 'date':
      return why.given === ''
        ? 'It has no date'
        : `“${why.given}” is no date that we can read. Write 30 September 2028 or 2028-09-30`
    case 'kind':
      return `We do not know the kind “${why.given}”. Use contract, lease, equipment, election, reorganisation or other`
    case 'service':
      return `We do not know the service “${why.given}”. Use a name from the list of services, or leave it empty`
    case 'cpv':
      return `“${why.given}” is no CPV code: these have 8 digits`
    case 'address':
      return `“${why.given}” is no full web address`
    case 'twice':
      return `It says the same as row ${why.first}`
  }
}

export function noticeRefusalWords(why: NoticeRefusal): string {
  switch (why.type) {
    case 'not-a-release':
      return 'It is not a release'
    case 'no-ocid':
      return 'It has no contracting id (ocid)'
    case 'no-buyer':
      return 'It names no buyer'
    case 'no-title':
      return 'It has no title'
    case 'no-end':
      return 'It does not say when the contract ends'
    case 'end-unreadable':
      return `“${why.given}” is no day that we can read`
    case 'past':
      return `The contract ended on ${formatDay(why.endsOn)}`
    case 'given-up':
      return 'It was cancelled, withdrawn or came to nothing'
    case 'superseded':
      return `Release ${why.by} is a later one of the same contract`
  }
}
