import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { idOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { formatInstant } from '#ui/format.ts'
import { nameOf } from '../next-words.ts'
import type { TrustPages } from '../pages.ts'
import { openedFor } from '../queries.ts'
import { ownSelfViews, showSelf, showSelfBlockers } from '../self-commands.ts'
import { farAbove } from '../self-view.ts'
import { refusalWords } from '../text.ts'
import { byRound, Choice, refusedIn, tag, viewOf } from './parts.ts'

const Mean = Type.Union([Type.Number({ minimum: 1, maximum: 5 }), Type.Null()], {
  description: 'From 1 to 5, to a tenth; null where there is none to show.',
})

const Result = Type.Object(
  {
    binding: Choice,
    figures: Type.Array(Type.Object({ statement: Type.String(), mean: Mean }), {
      description: 'With one figure a statement; otherwise empty.',
    }),
    ratings: Type.Array(
      Type.Object({ giver: Type.String(), about: Type.String(), statement: Type.String(), mean: Mean }),
      {
        description:
          'What was opened to your council, and nothing else. Your own view of yourselves is in `ourselves`.',
      },
    ),
    ourselves: Type.Array(
      Type.Object({ statement: Type.String(), itself: Mean, others: Mean, isFarAbove: Type.Boolean() }),
      { description: 'How your council sees itself and how its partners see it: for your council alone.' },
    ),
    shown: Type.Array(
      Type.Object({ council: Type.String(), statement: Type.String(), itself: Mean, others: Mean }),
      {
        description:
          'Where councils chose to show that they see themselves two points or more above how others see them.',
      },
    ),
    mayShow: Type.Object({ allowed: Type.Boolean(), reasons: Type.Array(Type.String()) }),
  },
  { title: 'TrustResult' },
)

/** What came of a round, and showing where a council sees itself above the others’ view. */
export function resultsApi(app: FastifyInstance, deps: TrustPages): void {
  const resultOf = async (viewer: CouncilViewer, text: string): Promise<Static<typeof Result>> => {
    const opened = await openedFor(deps, viewer, idOf<'round'>(text))
    if (opened.ratings.length === 0 && Object.keys(opened.figures).length === 0)
      throw new NotFound('Nothing has been opened to this council.')
    const blocked = showSelfBlockers(deps, opened, viewer)
    return {
      binding: opened.binding ?? 'figure',
      figures: Object.entries(opened.figures).map(([statement, mean]) => ({
        statement,
        mean: inPoints(mean),
      })),
      ratings: opened.ratings
        .filter(({ giver, about }) => giver !== about)
        .flatMap(({ giver, about, ratings }) =>
          Object.entries(ratings).map(([statement, mean]) => ({
            giver,
            about,
            statement,
            mean: inPoints(mean),
          })),
        ),
      ourselves:
        opened.binding === 'figure'
          ? []
          : ownSelfViews(opened, viewer.council).map(({ statement, itself, others, difference }) => ({
              statement,
              itself: inPoints(itself),
              others: inPoints(others),
              isFarAbove: difference >= farAbove,
            })),
      shown: opened.shown.map(({ council, statement, itself, others }) => ({
        council,
        statement,
        itself: inPoints(itself),
        others: inPoints(others),
      })),
      mayShow: {
        allowed: blocked.length === 0,
        reasons: blocked.map((reason) => refusalWords(reason, (code) => nameOf(opened, code), formatInstant)),
      },
    }
  }
  operation(
    app,
    'read',
    {
      id: 'getTrustResult',
      method: 'GET',
      path: '/trust-rounds/:round/result',
      tag,
      summary: 'What came of a trust round, as far as it opens to you',
      params: byRound,
      answer: Result,
    },
    async (viewer, { params }) => ({ body: await resultOf(viewer, params.round) }),
  )
  operation(
    app,
    'lead',
    {
      id: 'showTrustSelf',
      method: 'POST',
      path: '/trust-rounds/:round/show-ourselves',
      tag,
      summary: 'Show all partners where your council sees itself above how they see it',
      about: 'After five working days, by your council’s own consent, once. It cannot be taken back.',
      params: byRound,
      answer: Result,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewOf(deps, viewer, params.round)
      const outcome = await showSelf(deps, viewer, view.round.id)
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: await resultOf(viewer, params.round) }
    },
  )
}

function inPoints(tenths: number | null): number | null {
  return tenths === null ? null : tenths / 10
}
