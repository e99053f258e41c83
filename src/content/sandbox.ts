import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug } from './plain.ts'

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

const personSchema = Type.Object(
  {
    id: slug,
    name: plainText(5, 40),
    council: slug,
    role: Type.Enum(['lead', 'deputy', 'contributor', 'approver', 'reader', 'partnership-manager']),
    office: Type.Optional(
      Type.Enum([
        'chief-executive',
        'cio',
        'section-151',
        'monitoring',
        'member',
        'service-manager',
        'staff',
      ]),
    ),
  },
  closed,
)

/** What a council agreed to say: one for every council and statement. */
const answerSchema = Type.Object(
  {
    council: slug,
    statement: statementId,
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
  {
    council: slug,
    person: slug,
    statement: statementId,
    level: givenLevelSchema,
    note: Type.Optional(plainText(5, 200)),
  },
  closed,
)

const count = Type.Integer({ minimum: 0 })

/** How many staff chose each level, and how many did not know: counts only, as a closed survey leaves them. */
const staffCountSchema = Type.Object(
  {
    council: slug,
    statement: statementId,
    levels: Type.Tuple([count, count, count, count, count]),
    unknown: count,
  },
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

export const sandboxSchema = Type.Object(
  {
    framework: slug,
    ambition: slug,
    partnership: plainText(5, 80),
    service: plainText(5, 80),
    story: plainText(40, 900),
    councils: Type.Array(councilSchema, { minItems: 2 }),
    people: Type.Array(personSchema, { minItems: 2 }),
    answers: Type.Array(answerSchema),
    officeAnswers: Type.Array(officeAnswerSchema),
    staffCounts: Type.Array(staffCountSchema),
    outcomes: Type.Array(outcomeSchema),
  },
  closed,
)

export type Sandbox = Static<typeof sandboxSchema>
export type SandboxAnswer = Static<typeof answerSchema>
export type SandboxPerson = Static<typeof personSchema>
