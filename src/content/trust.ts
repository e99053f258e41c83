import { Type, type Static } from 'typebox'
import type { Flaw } from './framework-schema.ts'
import { isoDate, plainText, slug } from './plain.ts'

/** What councils say of each other in a trust round: a few statements, and what each of five levels looks like. */
const closed = { additionalProperties: false }
const level = plainText(15, 120)

const trustStatementSchema = Type.Object(
  {
    id: slug,
    /** Said of the council that is rated: "Keeps its word". */
    about: plainText(5, 60),
    why: plainText(20, 240),
    /** What people see the council do, from the least to the most. */
    levels: Type.Tuple([level, level, level, level, level]),
    ask: plainText(15, 160),
  },
  closed,
)
export type TrustStatement = Static<typeof trustStatementSchema>

export const trustStatementsSchema = Type.Object(
  {
    id: slug,
    version: Type.String({ pattern: '^\\d+\\.\\d+$' }),
    date: isoDate,
    licence: plainText(3, 80),
    intro: plainText(20, 400),
    /** The answer of whoever has not worked with that council yet. */
    none: plainText(5, 60),
    statements: Type.Array(trustStatementSchema, { minItems: 1, maxItems: 12 }),
  },
  closed,
)
export type TrustStatements = Static<typeof trustStatementsSchema>

/** A statement that is there twice. */
export function trustFlaws({ statements }: TrustStatements): Flaw[] {
  return statements.flatMap(({ id }, i) =>
    statements.findIndex((other) => other.id === id) < i
      ? [{ path: ['statements', i, 'id'], message: `"${id}" is used twice` }]
      : [],
  )
}

/** The statements word for word, as a round keeps them. */
export function trustSnapshot(statements: TrustStatements): string {
  return JSON.stringify(statements)
}

/** A round's own statements, out of what it kept. It was checked when it was read from its file. */
export function trustFromSnapshot(snapshot: string): TrustStatements {
  return JSON.parse(snapshot) as TrustStatements
}
