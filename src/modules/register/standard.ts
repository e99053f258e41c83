import { Type, type Static } from 'typebox'
import {
  endReasons,
  evidenceLevels,
  forms,
  memberRoles,
  statuses,
  type Service,
} from '#content/arrangement.ts'
import type { Entry } from './entry.ts'
import { freshnessOf } from './freshness.ts'
import { links } from './links.ts'
import { particularsSchema } from './particulars.ts'
import { totalsOf } from './totals.ts'
import { serviceName } from './text.ts'

const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()])
const text = (description: string) => Type.String({ description })
const partial = (description: string) =>
  Type.String({
    pattern: String.raw`^\d{4}(-\d{2}(-\d{2})?)?$`,
    description: `${description} A year, a month or a day.`,
  })

/**
 * One arrangement, as we offer it as a standard for anybody’s register. The schema is at `links.schema`; what changes its
 * meaning gets a new number there.
 */
export const ArrangementRecord = Type.Object(
  {
    id: text('Its name in addresses; never changed and never given to another.'),
    address: text('Its page for people.'),
    name: Type.String(),
    about: text('What it is or was, in a sentence or two.'),
    status: Type.Enum([...statuses]),
    services: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    forms: Type.Array(Type.Enum([...forms]), { description: 'In the order in which it had them.' }),
    councils: Type.Array(
      Type.Object({
        code: text(
          'The statisticians’ code (GSS) that the council had, or one of this service for another body.',
        ),
        name: Type.String(),
        role: Type.Enum([...memberRoles]),
      }),
      { minItems: 2 },
    ),
    started: orNull(partial('When it began.')),
    startInferred: Type.Boolean({
      description: 'Nobody states the start; it was worked out from other papers.',
    }),
    ended: orNull(partial('When it ended.')),
    endPlanned: Type.Boolean({ description: 'The end is that of a plan or notice and is not confirmed.' }),
    endReason: Type.Union([Type.Enum([...endReasons]), Type.Null()]),
    endWords: orNull(text('Why it ended or never began, in a sentence or two.')),
    evidenceOf: partial('When the newest source speaks of.'),
    confirmedOn: orNull(
      Type.String({ format: 'date', description: 'When a council last said that all is still so.' }),
    ),
    freshness: Type.Enum(['over', 'fresh', 'not-confirmed', 'stale'], {
      description: 'What is over does not grow old. `not-confirmed` after one year, `stale` after two.',
    }),
    counted: Type.Boolean({ description: 'Whether it is in the totals.' }),
    savings: Type.Array(
      Type.Object({
        kind: Type.Enum(['promised', 'reported']),
        pence: Type.Integer({ description: 'Pence. A loss is below nothing.' }),
        per: Type.Enum(['year', 'total']),
        words: text('What it covers.'),
        evidence: Type.Enum([...evidenceLevels]),
        source: Type.String(),
      }),
    ),
    sources: Type.Array(Type.String(), { description: 'Addresses of public papers and pages.' }),
    particulars: particularsSchema,
    origin: Type.Enum(['collected', 'published', 'imported'], {
      description: 'Collected from public papers, published by all its councils, or taken over from a list.',
    }),
    corrections: Type.Array(
      Type.Object({
        on: Type.String({ format: 'date' }),
        field: Type.String(),
        was: Type.String(),
        is: Type.String(),
        why: Type.String(),
        source: Type.String(),
      }),
    ),
    replies: Type.Array(
      Type.Object({ council: Type.String(), on: Type.String({ format: 'date' }), words: Type.String() }),
      { description: 'What councils that are named say about the entry.' },
    ),
  },
  { title: 'Arrangement' },
)
export type ArrangementRecord = Static<typeof ArrangementRecord>

/** The entry in the standard’s shape, as it stands on a day. */
export function recordOf(entry: Entry, services: readonly Service[], today: string): ArrangementRecord {
  const { id, name, about, status, started, ended, endReason, endWords, evidenceOf, confirmedOn } = entry
  return {
    id,
    address: links.entry(id),
    name,
    about,
    status,
    services: entry.services.map((service) => ({ id: service, name: serviceName(services, service) })),
    forms: [...entry.forms],
    councils: entry.members.map(({ council, name: called, role }) => ({ code: council, name: called, role })),
    started,
    startInferred: entry.isStartInferred,
    ended,
    endPlanned: entry.isEndPlanned,
    endReason,
    endWords,
    evidenceOf,
    confirmedOn,
    freshness: freshnessOf(entry, today).type,
    counted: totalsOf([entry], today).counted.length === 1,
    savings: entry.savings.map((saving) => ({ ...saving })),
    sources: [...entry.sources],
    particulars: { ...entry.particulars },
    origin: entry.origin.type,
    corrections: entry.corrections.map(({ on, field, was, is, why, source }) => ({
      on,
      field,
      was,
      is,
      why,
      source,
    })),
    replies: entry.replies.map(({ council, on, words }) => ({ council, on, words })),
  }
}

/** The schema as a document of its own (JSON Schema 2020-12), under its lasting address. */
export function standardDocument(url: string): Record<string, unknown> {
  const schema: Record<string, unknown> = JSON.parse(JSON.stringify(ArrangementRecord))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${url}${links.schema}`,
    ...schema,
    description:
      'An arrangement in which councils share something. Version 1. Free to use by anybody, CC BY 4.0.',
  }
}
