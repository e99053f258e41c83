import { Type, type Static } from 'typebox'
import { plainText, sourceSchema } from './plain.ts'

/**
 * A word of the field in plain English. `also` lists other spellings and plurals to look for in a page.
 * `product` marks a word of this product's own pages, which the frameworks need not use.
 */
export const termSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
    term: Type.String({ minLength: 2, maxLength: 60 }),
    meaning: plainText(20, 260),
    also: Type.Optional(Type.Array(Type.String({ minLength: 2, maxLength: 60 }), { uniqueItems: true })),
    source: Type.Optional(sourceSchema),
    product: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)

export type Term = Static<typeof termSchema>
