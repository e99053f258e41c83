import { Type, type Static } from 'typebox'
import {
  endReasons,
  forms,
  memberRoles,
  partialDate,
  savingSchema,
  statuses,
  webAddress,
} from '#content/arrangement.ts'
import { plainText, slug } from '#content/plain.ts'
import { particularsSchema } from './particulars.ts'

const closed = { additionalProperties: false }
const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) =>
  Type.Union([schema, Type.Null()])

/**
 * What all councils of a partnership approve, letter by letter, and what then is public: the entry and nothing of how they came
 * to it. Also the shape of a row that was taken over from another list.
 */
export const publishedSchema = Type.Object(
  {
    id: slug100(),
    name: plainText(4, 120),
    about: plainText(20, 400),
    services: Type.Array(slug, { minItems: 1, uniqueItems: true, maxItems: 40 }),
    /** None where another list does not say. */
    forms: Type.Array(Type.Enum([...forms]), { maxItems: 5 }),
    members: Type.Array(
      Type.Object(
        {
          council: Type.String({ minLength: 2, maxLength: 20 }),
          name: plainText(2, 120),
          role: Type.Enum([...memberRoles]),
        },
        closed,
      ),
      { minItems: 2, maxItems: 60 },
    ),
    status: Type.Enum([...statuses]),
    started: orNull(partialDate),
    ended: orNull(partialDate),
    endReason: Type.Union([Type.Enum([...endReasons]), Type.Null()]),
    endWords: orNull(plainText(10, 300)),
    savings: Type.Array(savingSchema, { maxItems: 10 }),
    sources: Type.Array(webAddress, { minItems: 1, maxItems: 20 }),
    particulars: Type.Optional(particularsSchema),
  },
  closed,
)
export type Published = Static<typeof publishedSchema>

function slug100() {
  return Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 100 })
}

/** What is approved when an entry is to be taken away. */
export const withdrawalSchema = Type.Object({ id: slug100(), why: plainText(5, 500) }, closed)
export type Withdrawal = Static<typeof withdrawalSchema>
