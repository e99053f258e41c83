import { Type, type Static } from 'typebox'
import { isoDate, plainText } from './plain.ts'
import { offices } from './framework.ts'

const article = Type.Object(
  {
    for: Type.Array(Type.Enum([...offices, 'everyone']), { minItems: 1, uniqueItems: true }),
    do: plainText(30, 400),
    where: plainText(5, 120),
  },
  { additionalProperties: false },
)

/** `guidance/terms.yaml`: what to do about a word of the glossary, by the word's id. */
export const guidanceSchema = Type.Object(
  { checked: isoDate, owner: plainText(3, 80), articles: Type.Record(Type.String(), article) },
  { additionalProperties: false },
)
export type TermGuidance = Static<typeof guidanceSchema>
export type TermArticle = Static<typeof article>
