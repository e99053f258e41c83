import { Type } from 'typebox'

/** Text for people: trimmed, without double spaces, within a length that fits its place on a page. */
export function plainText(minLength: number, maxLength: number) {
  return Type.String({ minLength, maxLength, pattern: String.raw`^\S(?!.*  )(.*\S)?$` })
}

/** Lower-case words joined by hyphens. */
export const slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })

export const isoDate = Type.String({ pattern: String.raw`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$` })

export const sourceSchema = Type.Object(
  { text: plainText(4, 200), url: Type.Optional(Type.String({ pattern: String.raw`^https?://\S+$` })) },
  { additionalProperties: false },
)
