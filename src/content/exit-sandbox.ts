import { Type, type Static } from 'typebox'
import { plainText, slug } from './plain.ts'

/** What the pretend councils have in their exit plans. Pounds; days are counted back from the day the sandbox is made. */
const closed = { additionalProperties: false }
const pounds = Type.Optional(Type.Integer({ minimum: 0 }))

const entry = Type.Object(
  {
    register: slug,
    name: plainText(3, 80),
    holder: plainText(3, 60),
    isCritical: Type.Boolean(),
    separable: Type.Enum(['easily', 'with-work', 'hard', 'no', 'not-known']),
    route: Type.String({ maxLength: 200 }),
    months: Type.Optional(Type.Integer({ minimum: 0 })),
    low: pounds,
    high: pounds,
    source: Type.String({ maxLength: 120 }),
    testedOn: Type.Optional(Type.Integer({ maximum: 0 })),
  },
  closed,
)
const rehearsal = Type.Object(
  {
    held: Type.Integer({ minimum: 0 }),
    what: plainText(5, 120),
    result: Type.Enum(['worked', 'partly', 'failed']),
    learned: plainText(5, 200),
  },
  closed,
)
const planned = {
  answers: Type.Record(slug, plainText(10, 400)),
  entries: Type.Array(entry),
  rehearsals: Type.Array(rehearsal),
}

export const exitSandboxSchema = Type.Object(
  {
    terms: Type.Object(
      {
        agreement: plainText(5, 120),
        noticeCount: Type.Integer({ minimum: 1 }),
        noticeUnit: Type.Enum(['days', 'months']),
        noticeEnd: Type.Enum(['any-day', 'month-end', '03-31']),
        costRule: plainText(10, 300),
        dispute: plainText(10, 300),
        shares: Type.Record(slug, Type.Number({ minimum: 0 })),
      },
      closed,
    ),
    plans: Type.Array(Type.Object({ council: slug, shown: Type.Boolean(), ...planned }, closed)),
    joint: Type.Object(planned, closed),
  },
  closed,
)
export type ExitSandbox = Static<typeof exitSandboxSchema>
