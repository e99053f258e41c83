import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { phases } from '#content/framework.ts'
import { agreeToTime, approveTerms, askForTime, changeTerms, offerTerms } from '#modules/round/index.ts'
import { changed, invalid } from '#platform/api-problem.ts'
import { operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { roundCommand } from '../commands.ts'
import type { ReadinessPages } from '../pages.ts'
import type { RoundView } from '../queries.ts'
import { readinessRound } from '../store.ts'
import { byRound, closed, instant, instantOrNull, refusedIn, viewOf } from './parts.ts'
import { Round, roundNow } from './round-shape.ts'
import { Change, changedTerms, faultErrors, instantFrom, noDay } from './terms-fields.ts'

const Terms = Type.Object(
  {
    hash: Type.String({ description: 'Send this when you agree: it is what you agree to.' }),
    ambition: Type.String(),
    phase: Type.Union([Type.Enum([...phases]), Type.Null()]),
    staff: Type.Boolean(),
    reveal: Type.Enum(['all-sealed', 'deadline']),
    deadline: instantOrNull,
    showNames: Type.Boolean(),
    secondApprover: Type.Boolean(),
    managerSees: Type.Boolean(),
    keepYears: Type.Integer(),
    agreed: Type.Array(Type.String(), {
      description: 'Codes of the councils that have agreed to this hash.',
    }),
    waitingFor: Type.Array(Type.String()),
  },
  { title: 'Terms' },
)

/** The terms: reading, changing, offering and agreeing them; and more time. */
export function termsApi(app: FastifyInstance, deps: ReadinessPages): void {
  const tag = 'Terms'
  operation(
    app,
    'read',
    {
      id: 'getTerms',
      method: 'GET',
      path: '/rounds/:round/terms',
      tag,
      summary: 'The terms of a round, and who has agreed to them',
      params: byRound,
      answer: Terms,
    },
    async (viewer, { params }) => ({ body: shownTerms(await viewOf(deps, viewer, params.round)) }),
  )

  operation(
    app,
    'lead',
    {
      id: 'changeTerms',
      method: 'PATCH',
      path: '/rounds/:round/terms',
      tag,
      summary: 'Change terms',
      about:
        'For the council that started the round. Once they are offered, a change asks every council again.',
      params: byRound,
      body: Change,
      answer: Terms,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await viewOf(deps, viewer, params.round)
      const wanted = changedTerms(view, body)
      if ('problem' in wanted) return wanted
      const outcome = await inTransaction(deps.db, viewer, (trx) =>
        changeTerms(trx, viewer, view.round.id, wanted.terms),
      )
      if ('faults' in outcome) return invalid(faultErrors(outcome.faults))
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return { body: shownTerms(await viewOf(deps, viewer, view.round.id)) }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'offerTerms',
      method: 'POST',
      path: '/rounds/:round/terms/offer',
      tag,
      summary: 'Offer the terms to every council',
      about: 'Whoever offers them has agreed to them.',
      params: byRound,
      answer: Round,
      problems: ['refused'],
    },
    async (viewer, { params }, asker) => {
      const view = await viewOf(deps, viewer, params.round)
      const outcome = await roundCommand(deps, viewer, view.round.id, offerTerms)
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return roundNow(deps, viewer, view, asker.scope)
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'agreeTerms',
      method: 'POST',
      path: '/rounds/:round/terms/agree',
      tag,
      summary: 'Agree to the terms for your council',
      about:
        'Send the hash of the terms you read: if they have changed since, nothing is agreed. With the last council the round opens.',
      params: byRound,
      body: Type.Object({ hash: Type.String({ maxLength: 64 }) }, closed),
      answer: Round,
      problems: ['refused', 'changed'],
    },
    async (viewer, { params, body }, asker) => {
      const view = await viewOf(deps, viewer, params.round)
      const outcome = await agreeTo(deps, viewer, view, body.hash)
      if ('stale' in outcome) return changed(shownTerms(await viewOf(deps, viewer, view.round.id)), body)
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return roundNow(deps, viewer, view, asker.scope)
    },
  )
  timeApi(app, deps)
}

function agreeTo(deps: ReadinessPages, viewer: CouncilViewer, view: RoundView, hash: string) {
  return inTransaction(deps.db, viewer, async (trx) => {
    const held = await readinessRound(trx, viewer, view.round.id)
    return held.termsHash === hash ? approveTerms(trx, viewer, held.id) : { stale: true as const }
  })
}

function timeApi(app: FastifyInstance, deps: ReadinessPages): void {
  const tag = 'Terms'
  operation(
    app,
    'lead',
    {
      id: 'askForTime',
      method: 'POST',
      path: '/rounds/:round/more-time',
      tag,
      summary: 'Ask for a later deadline',
      about: 'The old one stands until every council has agreed.',
      params: byRound,
      body: Type.Object({ deadline: instant }, closed),
      answer: Round,
      problems: ['refused'],
    },
    async (viewer, { params, body }, asker) => {
      const view = await viewOf(deps, viewer, params.round)
      const deadline = instantFrom(body.deadline)
      if (typeof deadline !== 'string') return noDay
      const outcome = await inTransaction(deps.db, viewer, (trx) =>
        askForTime(trx, viewer, view.round.id, deadline),
      )
      if ('faults' in outcome) return invalid(faultErrors(outcome.faults))
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return roundNow(deps, viewer, view, asker.scope)
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'agreeToTime',
      method: 'POST',
      path: '/rounds/:round/more-time/agree',
      tag,
      summary: 'Agree to the later deadline',
      params: byRound,
      answer: Round,
      problems: ['refused'],
    },
    async (viewer, { params }, asker) => {
      const view = await viewOf(deps, viewer, params.round)
      const outcome = await roundCommand(deps, viewer, view.round.id, agreeToTime)
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return roundNow(deps, viewer, view, asker.scope)
    },
  )
}

function shownTerms({ round, terms: own }: RoundView): Static<typeof Terms> {
  const { reveal, deadline, showNames, secondApprover, managerSees, keepYears } = round.terms
  const present = round.parties.filter(({ withdrawn }) => !withdrawn)
  const codes = (agreed: boolean) =>
    present.filter(({ approvedTerms }) => approvedTerms === agreed).map(({ council }) => council)
  return {
    hash: round.termsHash,
    ...own,
    reveal,
    deadline,
    showNames,
    secondApprover,
    managerSees,
    keepYears,
    agreed: codes(true),
    waitingFor: codes(false),
  }
}
