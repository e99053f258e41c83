import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug } from './plain.ts'

/**
 * An arrangement in which councils share something, as public papers tell it. `arrangements.csv` and `members.csv` hold the
 * facts, `words.yaml` our own sentences about them, `services.yaml` the list of services.
 */

/** How an arrangement is set up in law or in practice. */
export const forms = [
  'joint-committee',
  'lead-council',
  'shared-staff',
  'shared-management',
  'company',
  'joint-venture',
  'contract',
  'collaboration-agreement',
  'informal',
] as const
export type ArrangementForm = (typeof forms)[number]

export const statuses = [
  'exploring',
  'agreed',
  'live',
  'under-review',
  'ending',
  'partly-ended',
  'ended',
  'replaced',
  'merged',
  'not-proceeded',
  'not-known',
] as const
export type ArrangementStatus = (typeof statuses)[number]

/** Why an arrangement ended, or never began. One main reason each, chosen by us from what the sources say. */
export const endReasons = [
  'priorities',
  'trust',
  'money',
  'reorganisation',
  'grew',
  'not-agreed',
  'not-stated',
] as const
export type EndReason = (typeof endReasons)[number]

/** Who stands behind a figure: from a claim somebody made to an auditor's opinion. */
export const evidenceLevels = ['claimed', 'council-published', 'finance-signed', 'audited'] as const
export type EvidenceLevel = (typeof evidenceLevels)[number]

export const memberRoles = ['member', 'host', 'buyer', 'former'] as const
export type MemberRole = (typeof memberRoles)[number]

/** A day, or as much of one as is known: a year, a month or a day. */
export const partialDate = Type.String({
  pattern: String.raw`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`,
})

export const webAddress = Type.String({ pattern: String.raw`^https?://[^\s"<>]+$`, maxLength: 400 })

/** Money promised or reported, always with what it is for and who says so. Pence; a loss is below nothing. */
export const savingSchema = Type.Object(
  {
    kind: Type.Enum(['promised', 'reported']),
    pence: Type.Integer(),
    /** What the sum covers: every year, or all of a time that `words` names. */
    per: Type.Enum(['year', 'total']),
    words: plainText(5, 200),
    evidence: Type.Enum([...evidenceLevels]),
    source: webAddress,
  },
  { additionalProperties: false },
)
export type Saving = Static<typeof savingSchema>

export type ArrangementMember = {
  /** GSS code; of a council that has been abolished its last one. */
  readonly council: string
  readonly role: MemberRole
}

export type Arrangement = {
  /** Stands in the address of its page for ever. */
  readonly id: string
  readonly name: string
  readonly about: string
  readonly services: readonly string[]
  /** In the order in which it had them; the last one is the newest. */
  readonly forms: readonly ArrangementForm[]
  readonly members: readonly ArrangementMember[]
  readonly status: ArrangementStatus
  readonly started: string | null
  /** The day was worked out from other papers, and nobody states it. */
  readonly isStartInferred: boolean
  readonly ended: string | null
  /** The day is that of the plan or notice; that it ended then is not confirmed. */
  readonly isEndPlanned: boolean
  /** When the newest source that we read speaks of. */
  readonly evidenceOf: string
  readonly endReason: EndReason | null
  readonly endWords: string | null
  readonly savings: readonly Saving[]
  /** The page of the case library that tells more. */
  readonly case: string | null
  readonly sources: readonly string[]
}

const closed = { additionalProperties: false }
export const wordsSchema = Type.Record(
  Type.String(),
  Type.Object(
    {
      about: plainText(20, 400),
      ended: Type.Optional(
        Type.Object({ reason: Type.Enum([...endReasons]), words: plainText(10, 300) }, closed),
      ),
      savings: Type.Optional(Type.Array(savingSchema, { minItems: 1 })),
      case: Type.Optional(slug),
    },
    closed,
  ),
)

export const servicesSchema = Type.Array(Type.Object({ id: slug, name: plainText(2, 60) }, closed), {
  minItems: 1,
})
/** One service that councils may share. The list is open: a service that is missing is added to the file. */
export type Service = Static<typeof servicesSchema>[number]

export const nationalSchema = Type.Object(
  {
    date: partialDate,
    measure: Type.Enum(['arrangements', 'saving']),
    /** What the publisher said that the sum covers. */
    basis: Type.Enum([
      'count',
      'projected-yearly',
      'not-stated',
      'cumulative',
      'reported-as-yearly',
      'one-year',
    ]),
    value: Type.Integer({ minimum: 0 }),
    note: Type.String({ maxLength: 300 }),
    source: plainText(5, 300),
  },
  closed,
)
/** One figure of the Local Government Association's series. Counts are whole; savings in pounds, as published. */
export type NationalFigure = Static<typeof nationalSchema>

export const collectionSchema = Type.Object(
  {
    title: plainText(10, 120),
    collectedOn: isoDate,
    publisher: plainText(3, 120),
    licence: plainText(3, 80),
    licenceUrl: webAddress,
    attribution: plainText(5, 300),
    howFound: plainText(40, 600),
  },
  closed,
)
/** Where the arrangements are from, and how they were found. */
export type Collection = Static<typeof collectionSchema>
