import { Type, type Static } from 'typebox'
import { memberRoles, partialDate, webAddress } from '#content/arrangement.ts'
import { plainText } from '#content/plain.ts'

/** Where the way out can be read. */
export const exitTerms = ['published', 'agreed', 'none'] as const
export type ExitTerms = (typeof exitTerms)[number]

export const exitTermsWords: Readonly<Record<ExitTerms, string>> = {
  published: 'Agreed, and anyone can read them',
  agreed: 'Agreed, not published',
  none: 'None agreed',
}

/** What a council that is in can be; one that has left is former, and nobody says so but its leaving. */
export const presentRoles = memberRoles.filter((role) => role !== 'former')

const orNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(
  schema: Schema,
) => Type.Union([schema, Type.Null()])

/** How an arrangement is run, as far as its councils want to say. Money in pence a year; staff in full-time posts. */
export const particularsSchema = Type.Object(
  {
    reviewOn: orNull(partialDate),
    staff: orNull(Type.Integer({ minimum: 0, maximum: 100_000, description: 'Full-time posts.' })),
    budgetPence: orNull(
      Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: 'Pence a year.' }),
    ),
    splitRule: orNull(plainText(5, 200)),
    exitTerms: Type.Union([Type.Enum([...exitTerms]), Type.Null()], {
      description: 'Where the way out can be read.',
    }),
    councils: Type.Array(
      Type.Object(
        {
          council: Type.String({ minLength: 2, maxLength: 20 }),
          role: Type.Enum([...presentRoles]),
          from: orNull(partialDate),
          to: orNull(partialDate),
        },
        { additionalProperties: false },
      ),
      {
        maxItems: 60,
        description: 'What each council is in it, since when and until when, where that is said.',
      },
    ),
    decisions: Type.Array(webAddress, { maxItems: 10, description: 'Where the decisions can be read.' }),
    contact: Type.Union([webAddress, Type.String({ pattern: emailPattern(), maxLength: 200 }), Type.Null()], {
      description: 'A page or a shared mailbox; never a person.',
    }),
  },
  { additionalProperties: false },
)
export type Particulars = Static<typeof particularsSchema>

/** Nothing said. */
export const noParticulars: Particulars = {
  reviewOn: null,
  staff: null,
  budgetPence: null,
  splitRule: null,
  exitTerms: null,
  councils: [],
  decisions: [],
  contact: null,
}

function emailPattern(): string {
  return String.raw`^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$`
}
