import { Type, type Static } from 'typebox'
import { plainText, slug, sourceSchema } from './plain.ts'

/** What happened in one real shared service, in our own words, and what to learn from it. One file each under `cases/`. */
export const caseSchema = Type.Object(
  {
    id: slug,
    name: plainText(3, 80),
    councils: plainText(5, 160),
    when: plainText(4, 100),
    summary: plainText(30, 240),
    happened: Type.Array(plainText(30, 600), { minItems: 1, maxItems: 6 }),
    lesson: plainText(30, 400),
    sources: Type.Array(sourceSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
)
export type Case = Static<typeof caseSchema>
