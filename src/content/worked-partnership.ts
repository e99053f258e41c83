import { stringify } from 'yaml'
import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug } from './plain.ts'

/**
 * A real partnership, from published facts alone, as the engine reads it. Every figure it is given rests on a fact with its
 * address, or on an assumption that says so; what is not published is never made to look as if it were.
 */
const closed = { additionalProperties: false }

const factSchema = Type.Object(
  {
    id: slug,
    says: plainText(15, 500),
    source: Type.Object(
      { text: plainText(4, 160), url: Type.String({ pattern: String.raw`^https?://\S+$` }) },
      closed,
    ),
  },
  closed,
)

const assumptionSchema = Type.Object({ id: slug, says: plainText(15, 500), why: plainText(15, 500) }, closed)

/** What the calculation is asked: the same file that the command of that name reads. */
const givenSchema = Type.Object(
  {
    share: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    withdraw: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    case: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  closed,
)

export const workedPartnershipSchema = Type.Object(
  {
    id: slug,
    title: plainText(10, 120),
    councils: Type.Array(plainText(3, 80), { minItems: 2, maxItems: 16 }),
    service: plainText(3, 120),
    years: plainText(4, 60),
    story: plainText(60, 900),
    /** The facts and assumptions from which the figures in the story are. */
    story_rests_on: Type.Array(slug, { minItems: 1 }),
    drawn_up: isoDate,
    facts: Type.Array(factSchema, { minItems: 3 }),
    assumptions: Type.Array(assumptionSchema),
    given: givenSchema,
    /** Which rule of sharing was in use, for the file that `share` reads. */
    rule: Type.Optional(Type.Enum(['equal', 'by key'])),
    /** Where each figure of `given` is from: a path, and the id of a fact or an assumption. */
    figures: Type.Record(Type.String(), slug),
    /** What was forecast and what was reported, in millions of pounds a year. */
    outcome: Type.Optional(
      Type.Object(
        {
          of: Type.Enum(['saving', 'cost']),
          forecast: Type.Number(),
          reported: Type.Number(),
          unit: plainText(5, 60),
          fact: slug,
        },
        closed,
      ),
    ),
    /** Notice in the agreement and what was given, in months. Null where it is not published. */
    notice: Type.Optional(
      Type.Object(
        {
          agreed: Type.Union([Type.Number(), Type.Null()]),
          given: Type.Union([Type.Number(), Type.Null()]),
          fact: slug,
        },
        closed,
      ),
    ),
    /** Codes of members to be run again for their successors. */
    reorganised: Type.Optional(
      Type.Array(Type.Object({ council: Type.String({ maxLength: 20 }), name: plainText(3, 80) }, closed)),
    ),
    /** What no figure in the file could have told. */
    missed: Type.Array(plainText(20, 500), { minItems: 1 }),
    learned: plainText(20, 500),
  },
  closed,
)

type File = Static<typeof workedPartnershipSchema>
export type Input = 'share' | 'withdraw' | 'case'
export const inputs: readonly Input[] = ['share', 'withdraw', 'case']

/** The file, and each input as the YAML that `npx handfast` reads. */
export type WorkedPartnership = File & { readonly texts: Readonly<Partial<Record<Input, string>>> }

export function workedPartnershipOf(file: File): WorkedPartnership {
  const texts = inputs.flatMap((input) => {
    const given = file.given[input]
    return given === undefined ? [] : [[input, textOf(file, input, given)] as const]
  })
  return { ...file, texts: Object.fromEntries(texts) }
}

function textOf(file: File, input: Input, given: Record<string, unknown>): string {
  const says = new Map([
    ...file.facts.map(({ id, says: text, source }) => [id, `${text} ${source.url}`] as const),
    ...file.assumptions.map(({ id, says: text }) => [id, `Assumption: ${text}`] as const),
  ])
  const notes = Object.entries(file.figures)
    .filter(([path]) => path.split('.')[0] === input)
    .map(([path, id]) => `# ${path.slice(input.length + 1)}: ${says.get(id) ?? id}`)
  return [
    `# ${file.title}`,
    `# npx handfast ${input} ${file.id}-${input}.yaml --explain`,
    '# Where each figure is from:',
    ...notes,
    stringify(given),
  ].join('\n')
}

/** Figures that rest on nothing, and references that lead nowhere. */
export function workedPartnershipFlaws(file: File): { path: (string | number)[]; message: string }[] {
  const known = new Set([...file.facts, ...file.assumptions].map(({ id }) => id))
  const flaws = Object.entries(file.figures)
    .filter(([, id]) => !known.has(id))
    .map(([path, id]) => ({ path: ['figures', path], message: `"${id}" is no fact and no assumption` }))
  for (const id of file.story_rests_on)
    if (!known.has(id))
      flaws.push({ path: ['story_rests_on'], message: `"${id}" is no fact and no assumption` })
  const used = [file.outcome?.fact, file.notice?.fact].filter((id) => id !== undefined)
  for (const id of used)
    if (!file.facts.some((fact) => fact.id === id))
      flaws.push({ path: ['facts'], message: `"${id}" is no fact` })
  for (const path of numbersIn(file.given, []))
    if (!Object.keys(file.figures).some((prefix) => isUnder(path, prefix)))
      flaws.push({
        path: ['given', ...path.split('.')],
        message: 'is a figure without a fact or an assumption',
      })
  return flaws
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`)
}

function numbersIn(value: unknown, at: readonly string[]): string[] {
  if (typeof value === 'number') return [at.join('.')]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => numbersIn(member, [...at, key]))
}
