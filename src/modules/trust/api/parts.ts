import { Type, type Static } from 'typebox'
import { visibilities, type VisibilityRefusal } from '#modules/round/index.ts'
import { refused as refusedFor, type Problem } from '#platform/api-problem.ts'
import { idOf } from '#platform/api.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { formatInstant } from '#ui/format.ts'
import { nextFor } from '../next-step.ts'
import { nameOf } from '../next-words.ts'
import type { TrustPages } from '../pages.ts'
import { ownRatingFor, type OwnRating } from '../queries.ts'
import type { ShowSelfRefusal } from '../self-view.ts'
import { refusalWords } from '../text.ts'

export const tag = 'Trust'
export const closed = { additionalProperties: false }
export const byRound = Type.Object({ round: Type.String({ description: 'The id of a trust round.' }) })
export const byCouncil = Type.Object({
  round: Type.String({ description: 'The id of a trust round.' }),
  council: Type.String({ maxLength: 40, description: 'The code of the council that is rated.' }),
})
const instantOrNull = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
export const Choice = Type.Enum([...visibilities], {
  description:
    '`figure`: one figure a statement. `pair`: each sees what was said of it. `matrix`: all see everything.',
})
export const TrustRound = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    state: Type.String(),
    councils: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        hasAgreed: Type.Boolean(),
        hasLeft: Type.Boolean(),
      }),
    ),
    terms: Type.Object(
      {
        showNames: Type.Boolean({ description: 'Whether the waiting room names who has sealed.' }),
        managerSees: Type.Boolean({ description: 'Whether the partnership manager reads what opens.' }),
        keepYears: Type.Integer({ description: 'How long what opened is kept.' }),
      },
      { description: 'What the council that started can choose.' },
    ),
    sealed: Type.Integer({ description: 'How many councils have sealed.' }),
    ownChoice: Type.Union([Choice, Type.Null()], {
      description: 'What your council chose. Nobody learns what another chose.',
    }),
    binding: Type.Union([Choice, Type.Null()], {
      description: 'The most private choice; null until every council has chosen.',
    }),
    next: Type.String({ description: 'The one thing you can do now.' }),
    receipt: Type.Union([Type.String(), Type.Null()], { description: 'Of your own council’s seal.' }),
    openedAt: instantOrNull,
    revealedAt: instantOrNull,
    statements: Type.Array(
      Type.Object({
        id: Type.String(),
        about: Type.String(),
        levels: Type.Array(Type.String()),
        ask: Type.String(),
      }),
    ),
  },
  { title: 'TrustRound' },
)

export function shown(view: OwnRating, viewer: CouncilViewer): Static<typeof TrustRound> {
  const { round, binding, ownChoice, statements } = view
  return {
    id: round.id,
    title: round.title,
    state: round.state,
    councils: round.parties.map(({ council, name, approvedTerms, withdrawn }) => ({
      code: council,
      name,
      hasAgreed: approvedTerms,
      hasLeft: withdrawn,
    })),
    terms: {
      showNames: round.terms.showNames,
      managerSees: round.terms.managerSees,
      keepYears: round.terms.keepYears,
    },
    sealed: round.seals.sealed,
    ownChoice,
    binding,
    next: nextFor(view, viewer).type,
    receipt: round.seals.own?.sealedAt ? round.seals.own.root : null,
    openedAt: round.openedAt?.toISOString() ?? null,
    revealedAt: round.revealedAt?.toISOString() ?? null,
    statements: statements.statements.map(({ id, about, levels, ask }) => ({
      id,
      about,
      levels: [...levels],
      ask,
    })),
  }
}

type AnyRefusal = VisibilityRefusal | ShowSelfRefusal

export function refusedIn(
  view: Pick<OwnRating, 'round'> | null,
  reasons: readonly AnyRefusal[],
): { readonly problem: Problem } {
  return refusedFor(reasons, (reason) =>
    refusalWords(reason, (code) => (view ? nameOf(view, code) : 'another council'), formatInstant),
  )
}

/** A round as whoever asks may see it, with what they have rated themselves. */
export function viewOf(deps: TrustPages, viewer: CouncilViewer, text: string): Promise<OwnRating> {
  return ownRatingFor(deps, viewer, idOf<'round'>(text))
}
