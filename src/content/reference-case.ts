import { Type, type Static } from 'typebox'
import { plainText, slug, sourceSchema } from './plain.ts'

/** One published forecast of a shared service, and what was reported to have come of it. */
export const referenceCaseSchema = Type.Object(
  {
    id: slug,
    name: plainText(4, 100),
    measure: plainText(4, 60),
    forecast: Type.Number({ exclusiveMinimum: 0 }),
    /** Below nought where it cost more instead. */
    reported: Type.Number(),
    unit: plainText(2, 30),
    note: plainText(10, 200),
    source: sourceSchema,
  },
  { additionalProperties: false },
)
export const referenceCasesSchema = Type.Array(referenceCaseSchema, { minItems: 10 })
export type ReferenceCase = Readonly<Static<typeof referenceCaseSchema>>

/** What came, as a share of the forecast. */
export function realisedShare({ forecast, reported }: Pick<ReferenceCase, 'forecast' | 'reported'>): number {
  return reported / forecast
}
