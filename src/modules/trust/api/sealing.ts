import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { archive, breakSeal, cancel, withdraw } from '#modules/round/index.ts'
import { refused as refusedFor } from '#platform/api-problem.ts'
import { operation } from '#platform/api.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { agreeTrustTerms, trustCommand, type TrustOutcome } from '../commands.ts'
import { revealTrust, sealTrust } from '../seal-commands.ts'
import { nameOf } from '../next-words.ts'
import type { TrustPages } from '../pages.ts'
import { byRound, closed, refusedIn, shown, tag, TrustRound, viewOf } from './parts.ts'

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
  {
    id: 'archiveTrustRound',
    path: 'archive',
    summary: 'Archive the round; what was opened stays readable',
    act: (deps, viewer, id) => trustCommand(deps, viewer, id, archive),
  },
]

/** Agreeing, sealing, opening, leaving. */
export function sealingApi(app: FastifyInstance, deps: TrustPages): void {
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
        const view = await viewOf(deps, viewer, params.round)
        const outcome = await act(deps, viewer, view.round.id)
        return 'refused' in outcome
          ? refusedIn(view, outcome.refused)
          : { body: shown(await viewOf(deps, viewer, params.round), viewer) }
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
      const view = await viewOf(deps, viewer, params.round)
      const outcome = await trustCommand(deps, viewer, view.round.id, (trx, by, id) =>
        breakSeal(trx, by, id, body.reason),
      )
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: shown(await viewOf(deps, viewer, params.round), viewer) }
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
      const view = await viewOf(deps, viewer, params.round)
      const outcome = await sealTrust(deps, viewer, view.round.id)
      if ('unrated' in outcome)
        return refusedFor(
          outcome.unrated.map((each) => ({ type: 'unrated', ...each })),
          ({ about }) => `Nobody here has rated ${nameOf(view, about)} on every statement yet.`,
        )
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: shown(await viewOf(deps, viewer, params.round), viewer) }
    },
  )
}
