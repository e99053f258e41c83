import type { Collection, Service } from '#content/arrangement.ts'
import { toCsv } from '#platform/csv.ts'
import { toOds } from '#platform/ods.ts'
import type { CellEntry, TableSheet, Workbook } from '#platform/spreadsheet.ts'
import { toXlsx } from '#platform/xlsx.ts'
import type { Directory } from '#modules/authorities/index.ts'
import type { Entry } from './entry.ts'
import { freshnessOf } from './freshness.ts'
import { links } from './links.ts'
import { exitTermsWords } from './particulars.ts'
import { recordOf } from './standard.ts'
import { endReasonText, evidenceWords, formWords, roleWords, serviceName, statusWords } from './text.ts'

export const fileTypes = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileKind = keyof typeof fileTypes

export type FileParts = {
  readonly entries: readonly Entry[]
  readonly services: readonly Service[]
  readonly collection: Collection
  readonly directory: Directory
  readonly url: string
  readonly today: string
}

/** Some entries as a file of one kind; the same entries give the same bytes. */
export async function registerFile(kind: FileKind, parts: FileParts): Promise<Uint8Array> {
  if (kind === 'csv') return toCsv(arrangementsSheet(parts))
  if (kind === 'json') return json(jsonOf(parts))
  if (kind === 'geojson') return json(geoJsonOf(parts))
  const workbook = workbookOf(parts)
  return kind === 'ods' ? toOds(workbook) : toXlsx(workbook)
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`)
}

/** The whole list in the standard’s shape, with its terms. */
export function jsonOf({ entries, services, collection, url, today }: FileParts) {
  const { title, publisher, licence, licenceUrl, attribution, howFound } = collection
  return {
    title,
    publisher,
    licence,
    licenceUrl,
    attribution,
    howFound,
    schema: `${url}${links.schema}`,
    on: today,
    arrangements: entries.map((entry) => recordOf(entry, services, today)),
  }
}

/** A point for each council; one that has been abolished is shown where those lie that took over. */
function geoJsonOf({ entries, services, directory, collection, today }: FileParts) {
  const places = new Map(
    directory.councils.map(({ slug, longitude, latitude }) => [slug, [longitude, latitude]]),
  )
  return {
    type: 'FeatureCollection',
    attribution: `${collection.attribution} Places: contains National Statistics and OS data © Crown copyright and database right.`,
    features: entries.map((entry) => ({
      type: 'Feature',
      id: entry.id,
      geometry: {
        type: 'MultiPoint',
        coordinates: [...new Set(entry.members.flatMap(({ today: now }) => now))].flatMap((slug) => {
          const place = places.get(slug)
          return place ? [place] : []
        }),
      },
      properties: recordOf(entry, services, today),
    })),
  }
}

function workbookOf(parts: FileParts): Workbook {
  const { title, attribution, howFound, licence } = parts.collection
  return {
    title,
    sheets: [arrangementsSheet(parts), councilsSheet(parts), savingsSheet(parts), sourcesSheet(parts)],
    notes: [
      howFound,
      `As it stood on ${parts.today}. Licence: ${licence}. ${attribution}`,
      'Dates are a year, a month or a day, as much as is known.',
      'Do not add what was promised to what was reported, or sums for a year to sums for longer.',
    ],
  }
}

const text = (key: string, header: string, width?: number) => ({
  key,
  header,
  kind: 'text' as const,
  ...(width === undefined ? {} : { width }),
})

export function arrangementsSheet({ entries, services, url, today }: FileParts): TableSheet {
  return {
    name: 'Arrangements',
    columns: [
      text('id', 'Id'),
      text('name', 'Name', 40),
      text('about', 'About', 60),
      text('services', 'Services', 40),
      text('forms', 'Forms', 30),
      text('councils', 'Councils', 50),
      text('codes', 'Codes of the councils', 30),
      text('started', 'Started'),
      text('startInferred', 'Start worked out'),
      text('ended', 'Ended'),
      text('endPlanned', 'End only planned'),
      text('status', 'Where it stands'),
      text('endReason', 'Why it ended', 30),
      text('endWords', 'Why it ended, in words', 60),
      text('evidenceOf', 'Newest source of'),
      text('confirmedOn', 'Confirmed on'),
      text('freshness', 'Freshness'),
      text('counted', 'In the totals'),
      text('origin', 'Where it is from'),
      text('reviewOn', 'Next review'),
      { key: 'staff', header: 'Staff, full-time posts', kind: 'number' },
      { key: 'budget', header: 'Budget a year', kind: 'pence' },
      text('splitRule', 'How costs are split', 40),
      text('exitTerms', 'Terms for leaving', 30),
      text('decisions', 'Decisions', 60),
      text('contact', 'Contact', 30),
      text('sources', 'Sources', 60),
      text('address', 'Address', 40),
    ],
    rows: entries.map((entry): Record<string, CellEntry> => {
      const record = recordOf(entry, services, today)
      const { particulars: said } = entry
      return {
        id: entry.id,
        name: entry.name,
        about: entry.about,
        services: entry.services.map((id) => serviceName(services, id)).join('; '),
        forms: entry.forms.map((form) => formWords[form]).join('; '),
        councils: entry.members.map(({ name }) => name).join('; '),
        codes: entry.members.map(({ council }) => council).join(' '),
        started: entry.started,
        startInferred: yesNo(entry.isStartInferred),
        ended: entry.ended,
        endPlanned: yesNo(entry.isEndPlanned),
        status: statusWords[entry.status],
        endReason: endReasonText(entry.endReason),
        endWords: entry.endWords,
        evidenceOf: entry.evidenceOf,
        confirmedOn: entry.confirmedOn,
        freshness: freshnessOf(entry, today).type,
        counted: yesNo(record.counted),
        origin: entry.origin.type,
        reviewOn: said.reviewOn,
        staff: said.staff,
        budget: said.budgetPence,
        splitRule: said.splitRule,
        exitTerms: said.exitTerms && exitTermsWords[said.exitTerms],
        decisions: said.decisions.join(' '),
        contact: said.contact,
        sources: entry.sources.join(' '),
        address: `${url}${links.entry(entry.id)}`,
      }
    }),
  }
}

function councilsSheet({ entries }: FileParts): TableSheet {
  return {
    name: 'Councils',
    columns: [
      text('id', 'Arrangement'),
      text('code', 'Code'),
      text('name', 'Council', 40),
      text('role', 'Role'),
      text('from', 'In it since'),
      text('to', 'In it until'),
    ],
    rows: entries.flatMap(({ id, members, particulars }) =>
      members.map(({ council, name, role }) => {
        const said = particulars.councils.find((each) => each.council === council)
        return {
          id,
          code: council,
          name,
          role: roleWords[role],
          from: said?.from ?? null,
          to: said?.to ?? null,
        }
      }),
    ),
  }
}

function savingsSheet({ entries }: FileParts): TableSheet {
  return {
    name: 'Savings',
    columns: [
      text('id', 'Arrangement'),
      text('kind', 'Promised or reported'),
      { key: 'pence', header: 'How much', kind: 'pence' },
      text('per', 'For a year or in all'),
      text('words', 'What it covers', 60),
      text('evidence', 'Who stands behind it', 30),
      text('source', 'Source', 60),
    ],
    rows: entries.flatMap(({ id, savings }) =>
      savings.map(({ kind, pence, per, words, evidence, source }) => ({
        id,
        kind,
        pence,
        per: per === 'year' ? 'a year' : 'in all',
        words,
        evidence: evidenceWords[evidence],
        source,
      })),
    ),
  }
}

function sourcesSheet({ entries }: FileParts): TableSheet {
  return {
    name: 'Sources',
    columns: [text('id', 'Arrangement'), text('source', 'Address', 60)],
    rows: entries.flatMap(({ id, sources }) => sources.map((source) => ({ id, source }))),
  }
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
