import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { presentMembers } from '#modules/partnership/index.ts'
import { visibilities } from '#modules/round/index.ts'
import { invalid } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import { changeTrustTerms, chooseTrustVisibility, startTrust } from '../commands.ts'
import { leads } from '../next-step.ts'
import type { TrustPages } from '../pages.ts'
import { trustRoundsOf } from '../queries.ts'
import { byRound, Choice, closed, refusedIn, shown, tag, TrustRound, viewOf } from './parts.ts'

/** Starting a round, its terms, and how far it opens. */
export function roundsApi(app: FastifyInstance, deps: TrustPages): void {
  startingApi(app, deps)
  termsApi(app, deps)
}

function startingApi(app: FastifyInstance, deps: TrustPages): void {
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
        body: shown(await viewOf(deps, viewer, started.done.id), viewer),
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
    async (viewer, { params }) => ({ body: shown(await viewOf(deps, viewer, params.round), viewer) }),
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
      const view = await viewOf(deps, viewer, params.round)
      const choice = visibilities.find((each) => each === body.choice)
      if (!choice) throw new NotFound('No such choice.')
      const outcome = await chooseTrustVisibility(deps, viewer, view.round.id, choice)
      return 'refused' in outcome
        ? refusedIn(view, outcome.refused)
        : { body: shown(await viewOf(deps, viewer, params.round), viewer) }
    },
  )
}

function termsApi(app: FastifyInstance, deps: TrustPages): void {
  operation(
    app,
    'lead',
    {
      id: 'changeTrustTerms',
      method: 'PATCH',
      path: '/trust-rounds/:round/terms',
      tag,
      summary: 'Change how a trust round goes, before every council has agreed',
      about: 'Every council is asked again: what it agreed to was another text.',
      params: byRound,
      body: Type.Object(
        {
          showNames: Type.Optional(Type.Boolean()),
          managerSees: Type.Optional(Type.Boolean()),
          keepYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
        },
        closed,
      ),
      answer: TrustRound,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewOf(deps, viewer, params.round)
      const outcome = await changeTrustTerms(deps, viewer, view.round.id, body)
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return { body: shown(await viewOf(deps, viewer, params.round), viewer) }
    },
  )
}
