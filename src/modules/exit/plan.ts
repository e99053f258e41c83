import { Type, type Static } from 'typebox'

/** What an exit plan is made of. A council's own plan and the joint strategy hold the same kinds of piece. */
const day = Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$`, description: 'As 2027-03-31.' })
const closed = { additionalProperties: false }
const text = (maxLength: number, description: string) => Type.String({ maxLength, description })

export const separabilities = ['easily', 'with-work', 'hard', 'no', 'not-known'] as const
export type Separability = (typeof separabilities)[number]

/** What is written under one heading. */
export const answerSchema = Type.Object(
  { text: text(8000, 'What your council says under this heading.') },
  closed,
)
export type Answer = Static<typeof answerSchema>

/** One entry of a register: something that would have to be parted. Money in whole pence. */
export const entrySchema = Type.Object(
  {
    register: text(60, 'The id of the register, such as `contracts`.'),
    name: Type.String({ minLength: 1, maxLength: 160, pattern: '\\S' }),
    holder: text(160, 'Who owns or holds it.'),
    payer: text(160, 'Who paid, or pays, for it.'),
    needer: text(160, 'Who would need it after parting.'),
    isCritical: Type.Boolean({ description: 'The service stops without it.' }),
    separable: Type.Enum([...separabilities], { description: 'Can it be parted?' }),
    route: text(1000, 'How it would be returned, split, moved or ended. Empty: no way is known.'),
    months: Type.Union([Type.Integer({ minimum: 0, maximum: 120 }), Type.Null()]),
    lowPence: Type.Union([Type.Integer({ minimum: 0, maximum: 1e13 }), Type.Null()]),
    highPence: Type.Union([Type.Integer({ minimum: 0, maximum: 1e13 }), Type.Null()]),
    source: text(300, 'Where the cost is from.'),
    endsOn: Type.Union([day, Type.Null()]),
    testedOn: Type.Union([day, Type.Null()]),
    evidence: text(300, 'What shows that it works, or was tested.'),
    extra: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 600 })),
  },
  closed,
)
export type Entry = Static<typeof entrySchema>

export const rehearsalResults = ['worked', 'partly', 'failed'] as const
export const rehearsalSchema = Type.Object(
  {
    heldOn: day,
    what: Type.String({ minLength: 1, maxLength: 400, pattern: '\\S' }),
    result: Type.Enum([...rehearsalResults]),
    learned: text(2000, 'What was learnt.'),
    nextOn: Type.Union([day, Type.Null()]),
  },
  closed,
)
export type Rehearsal = Static<typeof rehearsalSchema>

/** That somebody went through the whole plan on a day, and what it rested on then. */
export const reviewSchema = Type.Object(
  { on: day, by: text(200, 'Who.'), rests: Type.Record(Type.String(), Type.String()) },
  closed,
)
export type Review = Static<typeof reviewSchema>

/** A piece as it is kept: what it is, which version, and the id by which it is found again. */
export type Kept<Piece> = { readonly id: string; readonly version: number } & Piece

export type Plan = {
  readonly answers: ReadonlyMap<string, Kept<Answer>>
  readonly entries: readonly Kept<Entry>[]
  readonly rehearsals: readonly Kept<Rehearsal>[]
  readonly review: Kept<Review> | null
  /** Registers of which somebody said that there is nothing to list. */
  readonly empty: ReadonlySet<string>
}

export const noPlan: Plan = {
  answers: new Map(),
  entries: [],
  rehearsals: [],
  review: null,
  empty: new Set(),
}

/** A heading counts as answered when something is written under it. */
export function isAnswered(plan: Pick<Plan, 'answers'>, heading: string): boolean {
  return (plan.answers.get(heading)?.text.trim() ?? '') !== ''
}

export function entriesOf(plan: Pick<Plan, 'entries'>, register: string): Kept<Entry>[] {
  return plan.entries.filter((entry) => entry.register === register)
}

/** The cost of parting of some entries, from what their lines say. Null where none says anything. Whole pence. */
export function costOf(entries: readonly Entry[]): { low: number; high: number; without: number } | null {
  const known = entries.filter(({ lowPence, highPence }) => lowPence !== null || highPence !== null)
  if (known.length === 0) return null
  const low = known.reduce((sum, { lowPence, highPence }) => sum + (lowPence ?? highPence ?? 0), 0)
  const high = known.reduce((sum, { lowPence, highPence }) => sum + (highPence ?? lowPence ?? 0), 0)
  return { low, high, without: entries.length - known.length }
}

/** What is wrong with an entry beyond its shape, by field. */
export function entryFlaws({
  lowPence,
  highPence,
}: Pick<Entry, 'lowPence' | 'highPence'>): { field: 'high'; says: string }[] {
  if (lowPence === null || highPence === null || highPence >= lowPence) return []
  return [{ field: 'high', says: 'The highest cost must not be below the lowest' }]
}
