import { Type, type TSchema } from 'typebox'
import { Check } from 'typebox/value'
import {
  forms,
  memberRoles,
  nationalSchema,
  partialDate,
  statuses,
  webAddress,
  type Arrangement,
  type ArrangementMember,
  type NationalFigure,
  type Service,
  type wordsSchema,
} from './arrangement.ts'
import { readCsv, type CsvRow } from './csv.ts'
import { plainText, slug } from './plain.ts'
import type { Problem } from './problem.ts'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

const factSchema = Type.Object(
  {
    id: slug,
    name: plainText(4, 120),
    services: Type.Array(slug, { minItems: 1, uniqueItems: true }),
    forms: Type.Array(Type.Enum([...forms]), { minItems: 1 }),
    status: Type.Enum([...statuses]),
    started: maybe(partialDate),
    isStartInferred: Type.Boolean(),
    ended: maybe(partialDate),
    isEndPlanned: Type.Boolean(),
    evidenceOf: partialDate,
    sources: Type.Array(webAddress, { minItems: 1, uniqueItems: true }),
  },
  closed,
)
const memberSchema = Type.Object(
  {
    arrangement: slug,
    council: Type.String({ pattern: String.raw`^[ENSW]\d{8}$` }),
    role: Type.Enum([...memberRoles]),
  },
  closed,
)

export const arrangementColumns: readonly string[] = Object.keys(factSchema.properties)
export const memberColumns: readonly string[] = Object.keys(memberSchema.properties)
export const nationalColumns: readonly string[] = Object.keys(nationalSchema.properties)

export type ArrangementFiles = {
  readonly arrangements: string
  readonly members: string
  readonly national: string
  readonly words: Static<typeof wordsSchema>
  readonly services: readonly Service[]
}

/** Joins the facts to our sentences. Rows that are not as they should be are left out and named. */
export function readArrangements(files: ArrangementFiles): {
  arrangements: Arrangement[]
  national: NationalFigure[]
  problems: Problem[]
} {
  const problems: Problem[] = []
  const facts = rowsOf('arrangements/arrangements.csv', files.arrangements, factSchema, factOf, problems)
  const members = rowsOf(
    'arrangements/members.csv',
    files.members,
    memberSchema,
    ({ cells }) => cells,
    problems,
  )
  const national = rowsOf('arrangements/national.csv', files.national, nationalSchema, figureOf, problems)
  const file = 'arrangements/arrangements.csv'
  const say = (message: string) => void problems.push({ file, line: 1, message })
  const arrangements = facts.flatMap((fact): Arrangement[] => {
    const words = files.words[fact.id]
    const own = members.filter(({ arrangement }) => arrangement === fact.id)
    if (!words) say(`${fact.id} has no sentence in words.yaml`)
    if (own.length < 2) say(`${fact.id} has fewer than two members`)
    for (const id of fact.services)
      if (!files.services.some((service) => service.id === id)) say(`${fact.id}: "${id}" is no service`)
    if (!words) return []
    const list = own.map(({ council, role }): ArrangementMember => ({ council, role }))
    return [
      {
        ...fact,
        about: words.about,
        members: list,
        endReason: words.ended?.reason ?? null,
        endWords: words.ended?.words ?? null,
        savings: words.savings ?? [],
        case: words.case ?? null,
      },
    ]
  })
  const known = new Set(facts.map(({ id }) => id))
  for (const id of Object.keys(files.words))
    if (!known.has(id)) say(`words.yaml tells of "${id}", which is not there`)
  for (const { arrangement } of members)
    if (!known.has(arrangement)) say(`"${arrangement}" of members.csv is not there`)
  if (known.size < facts.length) say('two arrangements have the same id')
  for (const each of arrangements) for (const message of arrangementFaults(each)) say(`${each.id} ${message}`)
  return { arrangements, national, problems }
}

/** What does not fit together in one arrangement, as the end of a sentence that begins with its name. */
function arrangementFaults({ status, started, ended, endReason }: Arrangement): string[] {
  const isOver = ['partly-ended', 'ended', 'replaced', 'merged', 'not-proceeded'].includes(status)
  const faults: string[] = []
  if (isOver && endReason === null) faults.push('has ended and no reason is said')
  if (!isOver && endReason !== null) faults.push('has not ended and a reason is said')
  if (ended !== null && !['ended', 'replaced', 'merged'].includes(status))
    faults.push('has an end and has not ended')
  if (started !== null && ended !== null && ended < started.slice(0, ended.length))
    faults.push('ends before it starts')
  return faults
}

function factOf({ cells }: CsvRow): unknown {
  const list = (name: string) => (cells[name] ?? '').split(' ').filter(Boolean)
  const orNull = (name: string) => cells[name] || null
  return {
    ...cells,
    services: list('services'),
    forms: list('forms'),
    sources: list('sources'),
    started: orNull('started'),
    ended: orNull('ended'),
    isStartInferred: cells['isStartInferred'] === 'yes',
    isEndPlanned: cells['isEndPlanned'] === 'yes',
  }
}

function figureOf({ cells }: CsvRow): unknown {
  return { ...cells, value: Number(cells['value']) }
}

function rowsOf<Schema extends TSchema & { properties: object }>(
  file: string,
  text: string,
  schema: Schema,
  valueOf: (row: CsvRow) => unknown,
  problems: Problem[],
): Static<Schema>[] {
  const { columns, rows, faults } = readCsv(text)
  problems.push(...faults.map((fault) => ({ file, ...fault })))
  const wanted = Object.keys(schema.properties)
  if (columns.join() !== wanted.join()) {
    problems.push({ file, line: 1, message: `the heading must be exactly: ${wanted.join(',')}` })
    return []
  }
  return rows.flatMap((row): Static<Schema>[] => {
    const value = valueOf(row)
    if (Check(schema, value)) return [value]
    problems.push({
      file,
      line: row.line,
      message: `the row of ${Object.values(row.cells)[0]} is not as it should be`,
    })
    return []
  })
}
