import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  isPrivate,
  partnershipFor,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { speakersOf, type PeopleTables } from '#modules/people/index.ts'
import {
  approveTerms,
  approveTermsBlockers,
  changeTerms,
  changeTermsBlockers,
  offerBlockers,
  offerTerms,
  roundsOf,
  startBlockers,
  type Refusal,
  type RoundTables,
  type TermsFault,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  requireCouncil,
  requireViewer,
  seeOther,
  sendPage,
  textFrom,
  queryFrom,
  readForm,
} from '#platform/http.ts'
import { isId, type AuthorityCode, type PartnershipId, type RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { emptyForm } from '#ui/form.ts'
import { formatInstant } from '#ui/format.ts'
import { startReadiness, roundCommand } from './commands.ts'
import { readStart, readTerm } from './forms.ts'
import { links } from './links.ts'
import type { ReadinessPages } from './pages.ts'
import { roundFor } from './queries.ts'
import { seesRound } from './sees.ts'
import { isTermId, termQuestions, termValue, withTerm } from './term-question.ts'
import { client } from './store.ts'
import { refusalWords, termsFaultWords } from './text.ts'
import { startPage } from './views/start-page.ts'
import { termPage, termsPage } from './views/terms-page.ts'

/** Starting a round and agreeing its terms. */
export function termsRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(links.place(':partnership'), async (request, reply) => {
    const viewer = requireViewer(request)
    const partnership = await mustFind(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
    const rounds = await inTransaction(deps.db, viewer, (trx) =>
      roundsOf(trx.$pickTables<keyof RoundTables>(), viewer, partnership.id),
    )
    const newest = rounds.find((round) => round.client === client)
    return seeOther(reply, newest ? links.round(newest.id) : links.start(partnership.id))
  })

  app.get(links.start(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const partnership = await mustFind(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
    const chosen = deps.frameworks.find(({ id }) => id === queryFrom(request, 'framework')) ?? null
    return sendPage(
      reply,
      startPage(request.shell, {
        partnership,
        frameworks: deps.frameworks,
        framework: chosen,
        previous: queryFrom(request, 'previous'),
        form: emptyForm,
        problems: whyNotStarted({ refused: startBlockers(viewer, present(partnership)) }),
      }),
    )
  })

  app.post(links.start(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const partnership = await mustFind(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
    const read = readStart(request.body, deps.frameworks)
    const previous = readForm(request.body)['previous'] ?? ''
    const page = { partnership, frameworks: deps.frameworks, previous, problems: [] }
    if ('form' in read) {
      const framework = deps.frameworks.find(({ id }) => id === readForm(request.body)['framework']) ?? null
      return sendPage(reply, startPage(request.shell, { ...page, framework, form: read.form }), 422)
    }
    const { framework, ambition } = read.value
    if (ambition === null)
      return sendPage(reply, startPage(request.shell, { ...page, framework, form: emptyForm }))
    const started = await startReadiness(deps, viewer, framework, {
      ...usualTerms,
      partnership: partnership.id,
      mode: isPrivate(partnership) ? 'private' : previous === '' ? 'joint' : 'repeat',
      title: await nextTitle(deps, viewer, partnership),
      parties: present(partnership),
      ambition,
      previous: isId<'round'>(previous) ? previous : null,
    })
    if (!('done' in started))
      return sendPage(
        reply,
        startPage(request.shell, { ...page, framework, form: emptyForm, problems: whyNotStarted(started) }),
        409,
      )
    return seeOther(
      reply,
      isPrivate(partnership) ? links.round(started.done.id) : links.terms(started.done.id),
    )
  })

  app.get(links.terms(':round'), async (request, reply) =>
    drawTerms(deps, request, reply, requireViewer(request), idFrom<'round'>(request, 'round'), {}),
  )

  app.get(`${links.terms(':round')}/:term`, async (request, reply) => {
    const { view, question } = await termOf(deps, request)
    const value = termValue(view.round.terms, question.id)
    const form = { values: question.choices === null ? dayParts(value) : { value }, errors: {} }
    return sendPage(reply, termPage(request.shell, { view, question, form }))
  })

  app.post(`${links.terms(':round')}/:term`, async (request, reply) => {
    const viewer = requireCouncil(request)
    const { view, question } = await termOf(deps, request)
    const read = readTerm(request.body, question)
    if ('form' in read)
      return sendPage(reply, termPage(request.shell, { view, question, form: read.form }), 422)
    const { id, value } = read.value
    const outcome = await inTransaction(deps.db, viewer, (trx) =>
      changeTerms(trx, viewer, view.round.id, withTerm(view.round.terms, id, value)),
    )
    if ('faults' in outcome) {
      const form = {
        values: readForm(request.body),
        errors: { value: outcome.faults.map(termsFaultWords).join('. ') },
      }
      return sendPage(reply, termPage(request.shell, { view, question, form }), 422)
    }
    if ('refused' in outcome)
      return drawTerms(deps, request, reply, viewer, view.round.id, { refused: outcome.refused }, 409)
    return seeOther(reply, links.terms(view.round.id))
  })

  for (const [path, command] of [
    [links.offer(':round'), offerTerms],
    [links.approve(':round'), approveTerms],
  ] as const)
    app.post(path, async (request, reply) => {
      const viewer = requireCouncil(request)
      const id = idFrom<'round'>(request, 'round')
      const outcome = await roundCommand(deps, viewer, id, command)
      if ('refused' in outcome)
        return drawTerms(deps, request, reply, viewer, id, { refused: outcome.refused }, 409)
      return seeOther(reply, outcome.done.state === 'open' ? links.round(id) : links.terms(id))
    })
}

/** What most councils would choose; each can be changed before the terms are offered. */
const usualTerms = {
  phase: null,
  staff: false,
  reveal: 'all-sealed',
  deadline: null,
  showNames: true,
  secondApprover: false,
  managerSees: false,
  keepYears: 3,
} as const

/** The councils of a partnership that have not left. */
function present(partnership: Partnership): AuthorityCode[] {
  return partnership.members.filter(({ leftAt }) => leftAt === null).map(({ council }) => council)
}

function whyNotStarted(
  outcome: { faults: readonly TermsFault[] } | { refused: readonly Refusal[] },
): readonly string[] {
  if ('faults' in outcome) return outcome.faults.map(termsFaultWords)
  return outcome.refused.map((refusal) =>
    refusal.type === 'not-a-party'
      ? 'Your council is not in this partnership.'
      : refusalWords(refusal, String, formatInstant),
  )
}

async function mustFind(deps: ReadinessPages, viewer: Viewer, id: PartnershipId): Promise<Partnership> {
  const found = await inTransaction(deps.db, viewer, (trx) =>
    partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id),
  )
  if (!found) throw new NotFound('No such partnership, or not yours.')
  return found
}

async function nextTitle(deps: ReadinessPages, viewer: Viewer, partnership: Partnership): Promise<string> {
  const rounds = await inTransaction(deps.db, viewer, (trx) =>
    trx
      .selectFrom('round_round')
      .select('id')
      .where('partnership_id', '=', partnership.id)
      .where('client', '=', client)
      .execute(),
  )
  return `Readiness round ${rounds.length + 1}`
}

async function termOf(deps: ReadinessPages, request: FastifyRequest) {
  const view = await roundFor(deps, requireCouncil(request), idFrom<'round'>(request, 'round'))
  const term = textFrom(request, 'term')
  const question = termQuestions(view.framework).find(({ id }) => isTermId(term) && id === term)
  if (!question) throw new NotFound('No such term.')
  return { view, question }
}

function dayParts(instant: string): Record<string, string> {
  const [year = '', month = '', day = ''] = instant.slice(0, 10).split('-')
  return { 'value-year': year, 'value-month': month, 'value-day': day }
}

async function drawTerms(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  id: RoundId,
  trouble: { refused?: readonly Refusal[] },
  status = 200,
): Promise<FastifyReply> {
  const view = await roundFor(deps, viewer, id)
  const { round } = view
  const speakers = await inTransaction(deps.db, viewer, (trx) =>
    speakersOf(
      trx.$pickTables<keyof PeopleTables>(),
      viewer,
      round.parties.map(({ council }) => council),
    ),
  )
  const model = {
    view,
    sees: seesRound(view),
    mayChange: changeTermsBlockers(round, viewer).length === 0,
    mayOffer: offerBlockers(round, viewer).length === 0,
    mayApprove: approveTermsBlockers(round, viewer).length === 0,
    speakers,
    refused: trouble.refused ?? [],
    problems: [],
  }
  return sendPage(reply, termsPage(request.shell, model), status)
}
