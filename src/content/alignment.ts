import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug, sourceSchema } from './plain.ts'

/** A rung of the ladder from living side by side to being one service. */
const rungSchema = Type.Object(
  { id: slug, name: plainText(3, 40), meaning: plainText(20, 200) },
  { additionalProperties: false },
)
export const ladderSchema = Type.Array(rungSchema, { minItems: 2 })
export type Rung = Static<typeof rungSchema>

/** An aim that a partnership may take into its list. */
const aimSchema = Type.Object(
  { id: slug, name: plainText(3, 60), meaning: plainText(10, 200) },
  { additionalProperties: false },
)
export const aimsSchema = Type.Array(aimSchema, { minItems: 2 })
export type ListedAim = Static<typeof aimSchema>

/** A part of the walk of a pre-nup session. */
const stepSchema = Type.Object(
  {
    id: Type.Enum(['aims', 'terms', 'leaving']),
    name: plainText(3, 60),
    minutes: Type.Integer({ minimum: 5, maximum: 240 }),
    why: plainText(20, 300),
    questions: Type.Array(plainText(20, 200), { minItems: 1 }),
  },
  { additionalProperties: false },
)
export const sessionSchema = Type.Array(stepSchema, { minItems: 1 })
export type SessionStep = Static<typeof stepSchema>

const optionSchema = Type.Object(
  { id: slug, name: plainText(2, 60), meaning: plainText(10, 200) },
  { additionalProperties: false },
)
const common = {
  id: slug,
  order: Type.Integer({ minimum: 1 }),
  name: plainText(3, 60),
  question: plainText(10, 160),
  meaning: plainText(20, 300),
  /** Which part of a pre-nup session talks about it. */
  about: Type.Enum(['deal', 'leaving']),
  /** What to ask each other where no deal was found. */
  ask: plainText(20, 200),
  source: Type.Optional(sourceSchema),
  reviewed: Type.Optional(isoDate),
}
const closed = { additionalProperties: false }

/** A term that councils could agree on: from a list, among the councils themselves, or a whole number in a range. */
export const boardTermSchema = Type.Union([
  Type.Object(
    { ...common, kind: Type.Literal('options'), options: Type.Array(optionSchema, { minItems: 2 }) },
    closed,
  ),
  Type.Object({ ...common, kind: Type.Literal('councils') }, closed),
  Type.Object(
    {
      ...common,
      kind: Type.Literal('range'),
      unit: Type.Object({ one: plainText(2, 20), many: plainText(2, 20) }, closed),
      least: Type.Integer(),
      most: Type.Integer(),
    },
    closed,
  ),
])
export type BoardTerm = Static<typeof boardTermSchema>

/** Everything that alignment asks with. */
export type AlignmentContent = {
  ladder: Rung[]
  aims: ListedAim[]
  terms: BoardTerm[]
  session: SessionStep[]
}

/** The files of the terms, in the order of their names. */
export function termFiles(root: string): string[] {
  if (!existsSync(join(root, 'terms'))) return []
  return readdirSync(join(root, 'terms'))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `terms/${name}`)
}

/** Terms that are told twice, have no width or are not called what their file is. */
export function termFlaw(term: BoardTerm, file: string, all: readonly BoardTerm[]): string | undefined {
  if (file !== `terms/${term.id}.yaml`) return `"${term.id}" is not the file's name`
  if (all.some((other) => other !== term && other.order === term.order)) return `shares its order`
  if (term.kind === 'range' && term.least >= term.most) return 'needs a most above its least'
  if (term.kind === 'options' && new Set(term.options.map(({ id }) => id)).size < term.options.length)
    return 'names an option twice'
  return undefined
}
