import { Type, type Static } from 'typebox'
import { answerSchema, entrySchema, rehearsalSchema, type Kept, type Plan } from './plan.ts'

/** A council's own plan as it chose to show it to its partners: a copy, whole, without what was private. */
export const sharedPlanSchema = Type.Object(
  {
    answers: Type.Record(Type.String(), answerSchema),
    entries: Type.Array(entrySchema),
    rehearsals: Type.Array(rehearsalSchema),
    empty: Type.Array(Type.String()),
  },
  { additionalProperties: false },
)
export type SharedPlan = Static<typeof sharedPlanSchema>

/** What would be shown if the plan were shared as it stands. Whether the council is thinking of leaving is no part of a plan. */
export function sharedFrom(plan: Plan): SharedPlan {
  return {
    answers: Object.fromEntries([...plan.answers].map(([heading, { text }]) => [heading, { text }])),
    entries: plan.entries.map(without),
    rehearsals: plan.rehearsals.map(without),
    empty: [...plan.empty],
  }
}

function without<Piece>({
  id: _id,
  version: _version,
  ...piece
}: Kept<Piece>): Omit<Kept<Piece>, 'id' | 'version'> {
  return piece
}

/** A shared plan as pages and papers read plans. Ids are places in the copy, since nothing in it is changed. */
export function planFrom(shared: SharedPlan): Plan {
  return {
    answers: new Map(
      Object.entries(shared.answers).map(([heading, answer]) => [
        heading,
        { id: heading, version: 1, ...answer },
      ]),
    ),
    entries: shared.entries.map((entry, i) => ({ id: String(i), version: 1, ...entry })),
    rehearsals: shared.rehearsals.map((rehearsal, i) => ({ id: String(i), version: 1, ...rehearsal })),
    review: null,
    empty: new Set(shared.empty),
  }
}
