import { Type, type Static } from 'typebox'
import { partialDate, webAddress } from '#content/arrangement.ts'
import { plainText } from '#content/plain.ts'

/** Where the way out can be read. */
export const exitTerms = ['published', 'agreed', 'none'] as const
export type ExitTerms = (typeof exitTerms)[number]

export const exitTermsWords: Readonly<Record<ExitTerms, string>> = {
  published: 'Agreed, and anyone can read them',
  agreed: 'Agreed, not published',
  none: 'None agreed',
}

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
  contact: null,
}

function emailPattern(): string {
  return String.raw`^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$`
}
