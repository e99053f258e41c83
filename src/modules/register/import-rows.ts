import { createHash } from 'node:crypto'
import { Check } from 'typebox/value'
import {
  forms,
  partialDate,
  statuses,
  webAddress,
  type ArrangementForm,
  type ArrangementStatus,
  type Service,
} from '#content/arrangement.ts'
import { searchCouncils, type Directory } from '#modules/authorities/index.ts'
import { plain } from '#ui/forgiving-search.ts'
import { readPounds } from '#ui/typed-money.ts'
import type { Entry } from './entry.ts'
import { publishedSchema, type Published } from './published.ts'
import { formWords, statusWords } from './text.ts'

/** What a column of somebody's list may hold. */
export const importFields = [
  'name',
  'councils',
  'services',
  'about',
  'form',
  'status',
  'started',
  'ended',
  'saving',
  'source',
] as const
export type ImportField = (typeof importFields)[number]

/** For each of our fields, the place of the column that holds it. */
export type Mapping = Readonly<Partial<Record<ImportField, number>>>

export type RowReading =
  | { readonly row: number; readonly words: Published }
  /** Why a row is left out, in sentences. */
  | { readonly row: number; readonly problems: readonly string[] }

const guesses: Record<ImportField, readonly string[]> = {
  name: ['name', 'title', 'arrangement', 'shared service'],
  councils: ['councils', 'councils involved', 'members', 'partners', 'authorities', 'local authorities'],
  services: ['services', 'service', 'category', 'type'],
  about: ['about', 'description', 'details', 'summary'],
  form: ['form', 'model', 'governance'],
  status: ['status', 'where it stands', 'state'],
  started: ['started', 'start', 'start date', 'began'],
  ended: ['ended', 'end', 'end date'],
  saving: ['saving', 'savings', 'efficiency savings', 'savings to date'],
  source: ['source', 'sources', 'url', 'link', 'address'],
}

/** A first mapping, by the names of the columns; a person looks at it before anything is read. */
export function guessMapping(columns: readonly string[]): Mapping {
  const names = columns.map(plain)
  return Object.fromEntries(
    importFields.flatMap((field) => {
      const at = guesses[field].map((guess) => names.indexOf(guess)).find((place) => place >= 0)
      return at === undefined ? [] : [[field, at]]
    }),
  )
}

export type ImportList = { readonly id: string; readonly name: string; readonly source: string }

/**
 * Reads every row of a list by a mapping. A council is never guessed: a name that is not one of ours is a problem, with the one
 * that may be meant. Rows that the register has already, by name and councils, are left out and say so.
 */
export function readRows(
  list: ImportList,
  rows: readonly (readonly (string | number | null)[])[],
  mapping: Mapping,
  known: {
    readonly directory: Directory
    readonly services: readonly Service[]
    readonly entries: readonly Entry[]
  },
): RowReading[] {
  const seen = new Set(
    known.entries.map(({ name, members }) =>
      keyOf(
        name,
        members.map(({ council }) => council),
      ),
    ),
  )
  return rows.map((cells, i): RowReading => {
    const row = i + 2
    const cell = (field: ImportField) => String(cells[mapping[field] ?? -1] ?? '').trim()
    const problems: string[] = []
    const members = membersOf(cell('councils'), known.directory, problems)
    const services = servicesOf(cell('services'), known.services, problems)
    const words = {
      id: idOf(list.id, cell('name'), i),
      name: oneLine(cell('name')),
      about: aboutOf(oneLine(cell('about')), oneLine(cell('name')), list.name),
      services,
      forms: formOf(cell('form'), problems),
      members,
      status: statusOf(cell('status'), cell('ended')),
      started: dateOf('start', cell('started'), problems),
      ended: dateOf('end', cell('ended'), problems),
      endReason: null,
      endWords: null,
      savings: savingOf(cell('saving'), list, problems),
      sources: [...new Set([cell('source'), list.source].filter((source) => Check(webAddress, source)))],
    }
    if (words.name.length < 4) problems.push('It has no name of four letters or more.')
    if (members.length < 2) problems.push('It names fewer than two councils that we know.')
    const key = keyOf(
      words.name,
      members.map(({ council }) => council),
    )
    if (problems.length === 0 && seen.has(key)) problems.push('The register has it already.')
    seen.add(key)
    if (problems.length > 0) return { row, problems }
    return Check(publishedSchema, words)
      ? { row, words }
      : { row, problems: ['One of its fields is too long or too short.'] }
  })
}

function keyOf(name: string, councils: readonly string[]): string {
  return `${plain(name)} ${councils.toSorted().join(' ')}`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function aboutOf(about: string, name: string, list: string): string {
  if (about.length >= 20) return about.slice(0, 400).trim()
  return `${name}, as it stands in the list “${list}”.`.slice(0, 400)
}

function membersOf(text: string, directory: Directory, problems: string[]): Published['members'] {
  const bodies = [
    ...directory.councils.map((each) => ({
      ...each,
      names: [each.name, each.shortName, each.short, each.code, each.slug, ...each.otherCodes],
    })),
    ...directory.former.map((each) => ({ ...each, names: [each.name, each.short, each.code, each.slug] })),
  ]
  const found = text
    .split(/[;|\n]| {2,}/)
    .flatMap((part) => (plain(part) === '' ? [] : wholeOrParts(part.trim(), bodies)))
    .flatMap((name) => {
      const body = bodies.find(({ names }) => names.some((each) => plain(each) === plain(name)))
      if (body) return [{ council: body.code, name: body.name, role: 'member' as const }]
      const [near] = searchCouncils(directory, [], name.slice(0, 80))
      const meant =
        near === undefined || near.type === 'other'
          ? undefined
          : near.type === 'council'
            ? near.council.name
            : near.former.name
      problems.push(`We do not know the council “${name.slice(0, 60)}”.${meant ? ` Is it ${meant}?` : ''}`)
      return []
    })
  return found.filter(({ council }, i) => found.findIndex((each) => each.council === council) === i)
}

/** A name with commas in it may be one council, or several. */
function wholeOrParts(text: string, bodies: readonly { readonly names: readonly string[] }[]): string[] {
  const isOne = bodies.some(({ names }) => names.some((name) => plain(name) === plain(text)))
  return isOne
    ? [text]
    : text
        .split(',')
        .map((part) => part.replace(/^\s*and\s+/, '').trim())
        .filter(Boolean)
}

function servicesOf(text: string, services: readonly Service[], problems: string[]): string[] {
  if (text === '') return ['many-services']
  const found = text.split(/[;|,]/).flatMap((part) => {
    if (part.trim() === '') return []
    const service = services.find(({ id, name }) => plain(id) === plain(part) || plain(name) === plain(part))
    if (!service) problems.push(`We do not know the service “${part.trim().slice(0, 60)}”.`)
    return service ? [service.id] : []
  })
  return found.length === 0 ? ['many-services'] : [...new Set(found)]
}

function formOf(text: string, problems: string[]): ArrangementForm[] {
  if (text === '') return []
  const form = forms.find((each) => plain(each) === plain(text) || plain(formWords[each]) === plain(text))
  if (!form) problems.push(`We do not know the form “${text.slice(0, 60)}”.`)
  return form ? [form] : []
}

function statusOf(text: string, ended: string): ArrangementStatus {
  const typed = plain(text)
  const status = statuses.find((each) => plain(each) === typed || plain(statusWords[each]) === typed)
  if (status) return status
  if (['active', 'current', 'operational', 'yes'].includes(typed)) return 'live'
  if (['closed', 'terminated', 'finished'].includes(typed) || ended !== '') return 'ended'
  return 'not-known'
}

/** 2018, 2018-07, 2018-07-01, 01/07/2018: what else stands there is a problem and never guessed. */
function dateOf(what: string, text: string, problems: string[]): string | null {
  if (text === '') return null
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const date =
    year === undefined ? text.slice(0, 10) : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  if (Check(partialDate, date)) return date
  problems.push(`We cannot read the ${what} “${text.slice(0, 30)}”. Write it as 2018, 2018-07 or 2018-07-01.`)
  return null
}

function savingOf(text: string, { name, source }: ImportList, problems: string[]): Published['savings'] {
  if (text === '') return []
  const read = readPounds(text, { name: 'the saving', allowNegative: true })
  if ('value' in read)
    return [
      {
        kind: 'reported',
        pence: read.value,
        per: 'total',
        words: `As it stands in the list “${name}”.`.slice(0, 200),
        evidence: 'claimed',
        source,
      },
    ]
  problems.push(`We cannot read the saving “${text.slice(0, 30)}”.`)
  return []
}

function idOf(list: string, name: string, row: number): string {
  const base = plain(name).replaceAll(' ', '-').slice(0, 80).replace(/-$/, '')
  return `${base === '' ? 'entry' : base}-${createHash('sha256').update(`${list} ${row} ${name}`).digest('hex').slice(0, 6)}`
}
