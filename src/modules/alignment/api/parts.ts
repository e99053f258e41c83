import { Type, type Static } from 'typebox'
import { refusalWords, type Refusal } from '#modules/round/index.ts'
import { refused } from '#platform/api-problem.ts'
import { formatInstant } from '#ui/format.ts'
import type { AlignmentPages } from '../deps.ts'
import { itemsOf, readItem } from '../item.ts'
import type { OwnView } from '../queries.ts'

export type AlignmentApi = Omit<AlignmentPages, 'readinessHref'>

export const tag = 'Aims and terms'
export const closed = { additionalProperties: false }
export const byRound = Type.Object({ round: Type.String({ description: 'The id of a round.' }) })
export const byItem = Type.Object({ round: Type.String(), item: Type.String({ maxLength: 120 }) })
export const byPartnership = Type.Object({ partnership: Type.String() })

export const State = Type.Enum(['draft', 'offered', 'open', 'revealed', 'cancelled', 'archived'])
export const Kind = Type.Enum(['ladder', 'aims', 'board'])

export const Exercise = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    title: Type.String(),
    kind: Kind,
    state: State,
    termsHash: Type.String({
      description: 'What every council agrees to: the same hash means the same text.',
    }),
    terms: Type.Object(
      {
        showNames: Type.Boolean({ description: 'Whether the waiting room names who has sealed.' }),
        secondApprover: Type.Boolean({ description: 'Whether a second person approves each seal.' }),
        managerSees: Type.Boolean({ description: 'Whether the partnership manager reads what opens.' }),
        keepYears: Type.Integer({ description: 'How long what opened is kept.' }),
      },
      { description: 'What the council that started can choose, besides what is asked.' },
    ),
    sealed: Type.Integer({ description: 'How many councils have sealed.' }),
    councils: Type.Integer(),
    receipt: Type.Union([Type.String(), Type.Null()], { description: 'Of your own council’s seal.' }),
    items: Type.Array(
      Type.Object({
        item: Type.String(),
        name: Type.String(),
        complete: Type.Boolean({ description: 'Whether your own council’s answer is whole.' }),
      }),
    ),
  },
  { title: 'Exercise' },
)

export function shown(view: OwnView): Static<typeof Exercise> {
  const { round, exercise, held } = view
  const { showNames, secondApprover, managerSees, keepYears } = round.terms
  return {
    id: round.id,
    title: round.title,
    kind: exercise.kind,
    state: round.state,
    termsHash: round.termsHash,
    terms: { showNames, secondApprover, managerSees, keepYears },
    sealed: round.seals.sealed,
    councils: round.parties.filter(({ withdrawn }) => !withdrawn).length,
    receipt: round.seals.own?.sealedAt ? round.seals.own.root : null,
    items: itemsOf(view).map((item) => {
      const typed = held.find((each) => each.item === item.id)?.typed
      const complete = typed !== undefined && readItem(view, item, typed).errors === undefined
      return { item: item.id, name: item.name, complete }
    }),
  }
}

export function refusedWith(reasons: readonly Refusal[]) {
  return refused(reasons, (reason) => refusalWords(reason, () => 'another council', formatInstant))
}
