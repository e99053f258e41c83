import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { refusalWords } from './text.ts'
import { visibilities, cancel, withdraw, breakSeal, type VisibilityRefusal } from '#modules/round/index.ts'
import { presentMembers } from '#modules/partnership/index.ts'
import { invalid, problem, refused as refusedFor, type Problem } from '#platform/api-problem.ts'
import { etagOf, idOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { formatInstant } from '#ui/format.ts'
import {
  agreeTrustTerms,
  chooseTrustVisibility,
  revealTrust,
  saveSheet,
  sealTrust,
  startTrust,
  trustCommand,
  type TrustOutcome,
} from './commands.ts'
import { inOrder, leads, nextFor, rates } from './next-step.ts'
import { nameOf } from './next-words.ts'
import type { TrustPages } from './pages.ts'
import { isParty, openedFor, ownRatingFor, trustRoundsOf, type OwnRating } from './queries.ts'
import type { Rating } from './rating.ts'
import { ownSelfViews, showSelf, showSelfBlockers } from './self-commands.ts'
import { farAbove, type ShowSelfRefusal } from './self-view.ts'

const tag = 'Trust'
const closed = { additionalProperties: false }
const byRound = Type.Object({ round: Type.String({ description: 'The id of a trust round.' }) })
const byCouncil = Type.Object({
  round: Type.String({ description: 'The id of a trust round.' }),
  council: Type.String({ maxLength: 40, description: 'The code of the council that is rated.' }),
})
const instantOrNull = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
const Choice = Type.Enum([...visibilities], {
  description:
    '`figure`: one figure a statement. `pair`: each sees what was said of it. `matrix`: all see everything.',
})
const RatingSchema = Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Literal('none')])
const SheetSchema = Type.Record(Type.String({ maxLength: 60 }), RatingSchema, {
  description: 'A rating a statement: 1 to 5, or `none` for no experience yet.',
})
const Mean = Type.Union([Type.Number({ minimum: 1, maximum: 5 }), Type.Null()], {
  description: 'From 1 to 5, to a tenth; null where there is none to show.',
})

const TrustRound = Type.Object(
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

function shown(view: OwnRating, viewer: CouncilViewer): Static<typeof TrustRound> {
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

function refusedIn(
  view: Pick<OwnRating, 'round'> | null,
  reasons: readonly AnyRefusal[],
): { readonly problem: Problem } {
  return refusedFor(reasons, (reason) =>
    refusalWords(reason, (code) => (view ? nameOf(view, code) : 'another council'), formatInstant),
  )
}

/** Trust rounds for programs: the same commands and queries as the pages. */
export function trustApi(app: FastifyInstance, deps: TrustPages): void {
  const viewOf = (viewer: CouncilViewer, text: string) => ownRatingFor(deps, viewer, idOf<'round'>(text))
  startingApi(app, deps, viewOf)
  ratingApi(app, deps, viewOf)
  movingApi(app, deps, viewOf)
  resultApi(app, deps, viewOf)
}

type ViewOf = (viewer: CouncilViewer, text: string) => Promise<OwnRating>

function startingApi(app: FastifyInstance, deps: TrustPages, viewOf: ViewOf): void {
  operation(
    app,
    'lead',
    {
      id: 'startTrustRound',
      method: 'POST',
      path: '/partnerships/:partnership/trust-rounds',
      tag,
      summary: 'Start a trust round',
      about:
        'A draft that only your council sees, until it has chosen how far the round opens and offers its terms.',
      params: Type.Object({ partnership: Type.String() }),
      answer: TrustRound,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const { partnership, rounds } = await trustRoundsOf(deps, viewer, idOf(params.partnership))
      const parties = presentMembers(partnership).map(({ council }) => council)
      if (!leads(viewer)) return refusedIn(null, [{ type: 'role', needs: ['lead', 'deputy'] }])
      if (!parties.includes(viewer.council)) return refusedIn(null, [{ type: 'not-a-party' }])
      const running = rounds.find(({ state }) => state === 'draft' || state === 'offered' || state === 'open')
      if (running) return refusedIn(null, [{ type: 'not-now', state: running.state, action: 'offer' }])
      const started = await startTrust(deps, viewer, deps.trust, {
        partnership: partnership.id,
        title: `Trust round ${rounds.length + 1}`,
        parties,
        previous: rounds.find(({ revealedAt }) => revealedAt !== null)?.id ?? null,
      })
      if ('refused' in started) return refusedIn(null, started.refused)
      if ('faults' in started)
        return invalid([{ field: 'partnership', says: 'A trust round needs two councils or more.' }])
      return {
        body: shown(await viewOf(viewer, started.done.id), viewer),
        location: `/trust-rounds/${started.done.id}`,
      }
    },
  )
  operation(
    app,
    'read',
    {
      id: 'getTrustRound',
      method: 'GET',
      path: '/trust-rounds/:round',
      tag,
      summary: 'Where a trust round stands',
      params: byRound,
      answer: TrustRound,
    },
    async (viewer, { params }) => ({ body: shown(await viewOf(viewer, params.round), viewer) }),
  )
  operation(
    app,
    'lead',
    {
      id: 'chooseTrustVisibility',
      method: 'PUT',
      path: '/trust-rounds/:round/visibility',
      tag,
      summary: 'Choose how far the round opens, for your council',
      about: 'The most private choice binds all. While the round is open it can only become more private.',
      params: byRound,
      body: Type.Object({ choice: Choice }, closed),
      answer: TrustRound,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewOf(viewer, params.round)
      const choice = visibilities.find((each) => each === body.choice)
      if (!choice) throw new NotFound('No such choice.')
      const outcome = await chooseTrustVisibility(deps, viewer, view.round.id, choice)
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: shown(await viewOf(viewer, params.round), viewer) }
    },
  )
}

const OwnSheet = Type.Object(
  {
    council: Type.String(),
    sheet: SheetSchema,
    version: Type.Integer({ description: '0 while nothing is saved.' }),
  },
  { title: 'TrustSheet' },
)

function ratingApi(app: FastifyInstance, deps: TrustPages, viewOf: ViewOf): void {
  const placeOf = async (viewer: CouncilViewer, params: { round: string; council: string }) => {
    const view = await viewOf(viewer, params.round)
    if (!rates(viewer) || !isParty(view, viewer) || !inOrder(view, viewer).includes(params.council))
      throw new NotFound('Not somebody who rates here, or no such council in this round.')
    return view
  }
  operation(
    app,
    'answer',
    {
      id: 'getTrustSheet',
      method: 'GET',
      path: '/trust-rounds/:round/sheets/:council',
      tag,
      summary: 'What you have rated of a council',
      about: 'Yours alone: not even your own lead can read it.',
      params: byCouncil,
      answer: OwnSheet,
    },
    async (viewer, { params }) => {
      const view = await placeOf(viewer, params)
      const kept = view.sheets.find(({ about }) => about === params.council)
      const version = kept?.version ?? 0
      return { body: { council: params.council, sheet: { ...kept?.sheet }, version }, etag: etagOf(version) }
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'saveTrustSheet',
      method: 'PUT',
      path: '/trust-rounds/:round/sheets/:council',
      tag,
      summary: 'Rate a council',
      params: byCouncil,
      body: Type.Object({ sheet: SheetSchema }, closed),
      answer: OwnSheet,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const view = await placeOf(viewer, params)
      const known = new Set(view.statements.statements.map(({ id }) => id))
      const strange = Object.keys(body.sheet).find((id) => !known.has(id))
      if (strange !== undefined)
        return invalid([{ field: 'sheet', says: `There is no statement “${strange}” in this round.` }])
      const sheet = body.sheet as Record<string, Rating>
      const outcome = await saveSheet(deps, viewer, {
        round: view.round.id,
        about: params.council,
        sheet,
        seen,
      })
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      if ('conflict' in outcome) return { problem: changed(), etag: etagOf(outcome.conflict.version) }
      return {
        body: { council: params.council, sheet: body.sheet, version: outcome.saved },
        etag: etagOf(outcome.saved),
      }
    },
  )
}

function changed(): Problem {
  return problem(
    'changed',
    'Somebody saved this sheet after you read it. Read it again, and send yours over that version.',
  )
}

type Act = (deps: TrustPages, viewer: CouncilViewer, id: RoundId) => Promise<TrustOutcome>

/** What moves a round on. Each is the command of a button on the pages. */
const acts: readonly {
  readonly id: string
  readonly path: string
  readonly summary: string
  readonly act: Act
}[] = [
  {
    id: 'offerTrustTerms',
    path: 'offer',
    summary: 'Offer the terms to every council',
    act: (deps, viewer, id) => agreeTrustTerms(deps, viewer, id, 'offer'),
  },
  {
    id: 'approveTrustTerms',
    path: 'approve',
    summary: 'Agree the terms',
    act: (deps, viewer, id) => agreeTrustTerms(deps, viewer, id, 'approve'),
  },
  {
    id: 'revealTrustRound',
    path: 'reveal',
    summary: 'Open the ratings, as far as all agreed',
    act: revealTrust,
  },
  {
    id: 'withdrawFromTrustRound',
    path: 'withdraw',
    summary: 'Leave the round',
    act: (deps, viewer, id) => trustCommand(deps, viewer, id, withdraw),
  },
  {
    id: 'cancelTrustRound',
    path: 'cancel',
    summary: 'Cancel the round',
    act: (deps, viewer, id) => trustCommand(deps, viewer, id, cancel),
  },
]

function movingApi(app: FastifyInstance, deps: TrustPages, viewOf: ViewOf): void {
  for (const { id, path, summary, act } of acts)
    operation(
      app,
      'lead',
      {
        id,
        method: 'POST',
        path: `/trust-rounds/:round/${path}`,
        tag,
        summary,
        params: byRound,
        answer: TrustRound,
        problems: ['refused'],
      },
      async (viewer, { params }) => {
        const view = await viewOf(viewer, params.round)
        const outcome = await act(deps, viewer, view.round.id)
        return 'refused' in outcome
          ? refusedIn(view, outcome.refused)
          : { body: shown(await viewOf(viewer, params.round), viewer) }
      },
    )
  operation(
    app,
    'lead',
    {
      id: 'breakTrustSeal',
      method: 'POST',
      path: '/trust-rounds/:round/break-seal',
      tag,
      summary: 'Break your seal; every partner reads the reason',
      params: byRound,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }, closed),
      answer: TrustRound,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewOf(viewer, params.round)
      const outcome = await trustCommand(deps, viewer, view.round.id, (trx, by, id) =>
        breakSeal(trx, by, id, body.reason),
      )
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: shown(await viewOf(viewer, params.round), viewer) }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'sealTrustRatings',
      method: 'POST',
      path: '/trust-rounds/:round/seal',
      tag,
      summary: 'Seal what your council’s raters said',
      about: 'As one mean a council and statement. Who said what is not in it.',
      params: byRound,
      answer: TrustRound,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await viewOf(viewer, params.round)
      const outcome = await sealTrust(deps, viewer, view.round.id)
      if ('unrated' in outcome)
        return refusedFor(
          outcome.unrated.map((each) => ({ type: 'unrated', ...each })),
          ({ about }) => `Nobody here has rated ${nameOf(view, about)} on every statement yet.`,
        )
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: shown(await viewOf(viewer, params.round), viewer) }
    },
  )
}

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

function resultApi(app: FastifyInstance, deps: TrustPages, viewOf: ViewOf): void {
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
      const view = await viewOf(viewer, params.round)
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
