import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug } from './plain.ts'

/** What an exit plan asks: its headings, its registers, and what leaving takes once notice is given. */
const closed = { additionalProperties: false }

const headingSchema = Type.Object(
  {
    id: slug,
    title: plainText(3, 60),
    question: plainText(15, 160),
    /** What a good answer looks like, a sentence each. */
    good: Type.Array(plainText(15, 200), { minItems: 2, maxItems: 5 }),
  },
  closed,
)

const registerSchema = Type.Object(
  {
    id: slug,
    title: plainText(3, 30),
    /** What one entry is called: "contract". */
    one: plainText(3, 40),
    hint: plainText(10, 160),
    extra: Type.Array(Type.Object({ id: slug, label: plainText(3, 60), hint: plainText(5, 160) }, closed), {
      maxItems: 4,
    }),
  },
  closed,
)

const stepSchema = Type.Object(
  {
    id: slug,
    /** From the day of leaving: -6 is six months before. */
    months: Type.Integer({ minimum: -36, maximum: 36 }),
    title: plainText(10, 120),
    who: plainText(5, 60),
  },
  closed,
)

export const exitPlanSchema = Type.Object(
  {
    id: Type.Literal('exit-plan'),
    drawn_up: isoDate,
    own: Type.Array(headingSchema, { minItems: 12, maxItems: 12 }),
    joint: Type.Array(headingSchema, { minItems: 4 }),
    registers: Type.Array(registerSchema, { minItems: 7, maxItems: 7 }),
    timeline: Type.Array(stepSchema, { minItems: 5 }),
    obligations: Type.Array(plainText(10, 120), { minItems: 5 }),
  },
  closed,
)

export type ExitPlanContent = Static<typeof exitPlanSchema>
export type ExitHeading = ExitPlanContent['own'][number]
export type ExitRegister = ExitPlanContent['registers'][number]
export type ExitStep = ExitPlanContent['timeline'][number]

/** Ids that are used twice, and steps out of order: what the schema cannot see. */
export function exitPlanFlaws(plan: ExitPlanContent): { path: (string | number)[]; message: string }[] {
  const flaws: { path: (string | number)[]; message: string }[] = []
  for (const key of ['own', 'joint', 'registers', 'timeline'] as const) {
    const ids = plan[key].map(({ id }) => id)
    ids.forEach((id, i) => {
      if (ids.indexOf(id) < i) flaws.push({ path: [key, i, 'id'], message: `"${id}" is used twice` })
    })
  }
  plan.timeline.forEach(({ months }, i) => {
    const before = plan.timeline[i - 1]
    if (before && before.months > months)
      flaws.push({ path: ['timeline', i, 'months'], message: 'comes before the step above it' })
  })
  return flaws
}
