import { Type, type Static } from 'typebox'
import type { Flaw } from './framework-schema.ts'
import { isoDate, plainText, slug } from './plain.ts'

/** The questions of the pulse: a few sentences to agree with or not, and how many hours agreeing takes. */
const closed = { additionalProperties: false }
const answer = plainText(3, 40)

export const pulseSchema = Type.Object(
  {
    id: slug,
    version: Type.String({ pattern: '^\\d+\\.\\d+$' }),
    date: isoDate,
    licence: plainText(3, 80),
    /** From the least to the most. */
    answers: Type.Tuple([answer, answer, answer, answer, answer]),
    questions: Type.Array(
      Type.Object({ id: slug, says: plainText(15, 120), falls: plainText(15, 160) }, closed),
      { minItems: 5, maxItems: 5 },
    ),
    hours: Type.Object(
      { says: plainText(15, 160), hint: plainText(15, 240), falls: plainText(15, 160) },
      closed,
    ),
  },
  closed,
)
export type Pulse = Static<typeof pulseSchema>

/** A question that is there twice, or has the name of the hours. */
export function pulseFlaws({ questions }: Pulse): Flaw[] {
  return questions.flatMap(({ id }, i) =>
    id === 'hours' || questions.findIndex((other) => other.id === id) < i
      ? [{ path: ['questions', i, 'id'], message: `"${id}" is taken` }]
      : [],
  )
}

/** A pulse's own questions, out of what it kept; it was checked when it was read from its file. */
export function pulseFromSnapshot(snapshot: string): Pulse {
  return JSON.parse(snapshot) as Pulse
}
