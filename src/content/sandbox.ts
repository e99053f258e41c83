import { Type, type Static } from 'typebox'
import { offices } from './framework.ts'
import { isoDate, plainText, slug } from './plain.ts'
import type { SandboxCase } from './sandbox-case.ts'

/** The pretend councils with which anyone may try the product. Nothing in it is, or is about, a real council. */
const closed = { additionalProperties: false }
const statementId = Type.String({ pattern: '^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$' })

/** A level, or one of the two other honest answers. */
export const givenLevelSchema = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
  Type.Literal(5),
  Type.Literal('unknown'),
  Type.Literal('not-applicable'),
])
export type GivenLevel = Static<typeof givenLevelSchema>

const councilSchema = Type.Object(
  { id: slug, name: plainText(5, 60), shortName: plainText(3, 20), about: plainText(20, 300) },
  closed,
)

/** A rating of a trust round. */
const trustRatingSchema = Type.Union([
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(3),
  Type.Literal(4),
  Type.Literal(5),
  Type.Literal('none'),
])

const personSchema = Type.Object(
  {
    id: slug,
    name: plainText(5, 40),
    council: slug,
    role: Type.Enum(['lead', 'deputy', 'contributor', 'approver', 'reader', 'partnership-manager']),
    office: Type.Optional(Type.Enum([...offices])),
  },
  closed,
)

/** What a council agreed to say of one statement. */
const answerSchema = Type.Object(
  {
    level: givenLevelSchema,
    reason: plainText(15, 240),
    importance: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]),
    confidence: Type.Enum(['sure', 'fairly-sure', 'guess']),
    grade: Type.Enum(['assertion', 'document', 'approved-decision', 'independently-checked']),
    /** The name of what could be shown; given for every grade above assertion. */
    evidence: Type.Optional(plainText(5, 140)),
  },
  closed,
)

/** What one office holder said, for their own council's eyes. */
const officeAnswerSchema = Type.Object(
  { level: givenLevelSchema, note: Type.Optional(plainText(5, 200)) },
  closed,
)

const count = Type.Integer({ minimum: 0 })

/** How many staff chose each level, and how many did not know: counts only, as a closed survey leaves them. */
const staffCountSchema = Type.Object(
  { levels: Type.Tuple([count, count, count, count, count]), unknown: count },
  closed,
)

/** What came of a conversation: what was agreed, who does what by when, and the answers given after it. */
const outcomeSchema = Type.Object(
  {
    statement: statementId,
    agreed: plainText(20, 400),
    actions: Type.Array(
      Type.Object({ text: plainText(10, 200), owner: slug, due: isoDate, done: Type.Boolean() }, closed),
    ),
    secondLook: Type.Array(
      Type.Object({ council: slug, level: givenLevelSchema, reason: plainText(15, 240) }, closed),
    ),
  },
  closed,
)

/** `sandbox.yaml`: the story, who takes part, and what came of it. */
export const sandboxFileSchema = Type.Object(
  {
    framework: slug,
    ambition: slug,
    partnership: plainText(5, 80),
    service: plainText(5, 80),
    story: plainText(40, 900),
    councils: Type.Array(councilSchema, { minItems: 2 }),
    people: Type.Array(personSchema, { minItems: 2 }),
    outcomes: Type.Array(outcomeSchema),
    /** What each council says of each, itself too, in the trust round: a rating a statement, in the statements' order. */
    trust: Type.Record(slug, Type.Record(slug, Type.Array(trustRatingSchema, { minItems: 1, maxItems: 12 }))),
  },
  closed,
)

/** One file a council: its answers by statement, those of its offices by statement and person, its staff's. */
export const sandboxCouncilSchema = Type.Object(
  {
    council: slug,
    answers: Type.Record(statementId, answerSchema),
    officeAnswers: Type.Record(statementId, Type.Record(slug, officeAnswerSchema)),
    staffCounts: Type.Record(statementId, staffCountSchema),
  },
  closed,
)
export type SandboxFile = Static<typeof sandboxFileSchema>
export type SandboxCouncilFile = Static<typeof sandboxCouncilSchema>

export type SandboxPerson = SandboxFile['people'][number]
export type SandboxAnswer = { council: string; statement: string } & Static<typeof answerSchema>
export type SandboxOfficeAnswer = { council: string; statement: string; person: string } & Static<
  typeof officeAnswerSchema
>
export type SandboxStaffCount = { council: string; statement: string } & Static<typeof staffCountSchema>

/** The three pretend councils and their finished round, as flat lists ready to be put in; and their business case. */
export type Sandbox = SandboxFile & {
  businessCase: SandboxCase
  answers: SandboxAnswer[]
  officeAnswers: SandboxOfficeAnswer[]
  staffCounts: SandboxStaffCount[]
}

export function sandboxOf(
  file: SandboxFile,
  councils: SandboxCouncilFile[],
  businessCase: SandboxCase,
): Sandbox {
  return {
    ...file,
    businessCase,
    answers: councils.flatMap(({ council, answers }) =>
      Object.entries(answers).map(([statement, answer]) => ({ council, statement, ...answer })),
    ),
    officeAnswers: councils.flatMap(({ council, officeAnswers }) =>
      Object.entries(officeAnswers).flatMap(([statement, people]) =>
        Object.entries(people).map(([person, answer]) => ({ council, statement, person, ...answer })),
      ),
    ),
    staffCounts: councils.flatMap(({ council, staffCounts }) =>
      Object.entries(staffCounts).map(([statement, counts]) => ({ council, statement, ...counts })),
    ),
  }
}
