import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { agreeToTime, askForTime, extendBlockers, type Refusal } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { idFrom, readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import { endOfLondonDay } from '#platform/london.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { readDateParts } from '#ui/typed-date.ts'
import { roundCommand } from './commands.ts'
import { links } from './links.ts'
import type { ReadinessPages } from './pages.ts'
import { roundFor } from './queries.ts'
import { drawRound } from './round-routes.ts'
import { othersIn } from './round-model.ts'
import { termsFaultWords } from './text.ts'
import { timePage } from './views/time-page.ts'

/** Asking for more time, and agreeing to it. */
export function timeRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(links.extend(':round'), async (request, reply) => draw(deps, request, reply, emptyForm, null))

  app.post(links.extend(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const values = readForm(request.body)
    const read = readDateParts(
      {
        day: values['until-day'] ?? '',
        month: values['until-month'] ?? '',
        year: values['until-year'] ?? '',
      },
      'the new day',
    )
    if (!('value' in read)) return draw(deps, request, reply, { values, errors: { until: read } }, null, 422)
    const deadline = endOfLondonDay(read.value).toISOString()
    const outcome = await inTransaction(deps.db, viewer, (trx) => askForTime(trx, viewer, id, deadline))
    if ('faults' in outcome) {
      const problem = outcome.faults.map(termsFaultWords).join('. ')
      return draw(
        deps,
        request,
        reply,
        { values, errors: { until: { problem, parts: ['day', 'month', 'year'] } } },
        null,
        422,
      )
    }
    return 'refused' in outcome
      ? draw(deps, request, reply, { values, errors: {} }, outcome.refused, 409)
      : seeOther(reply, links.round(id))
  })

  app.post(links.agreeExtension(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const outcome = await roundCommand(deps, viewer, id, agreeToTime)
    return 'refused' in outcome
      ? drawRound(deps, request, reply, viewer, id, outcome.refused)
      : seeOther(reply, links.round(id))
  })
}

async function draw(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  refused: readonly Refusal[] | null,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
  const reasons = refused ?? extendBlockers(view.round, viewer)
  const page = timePage(request.shell, {
    view,
    form,
    others: othersIn(view.round, viewer.council),
    refused: reasons,
  })
  return sendPage(reply, page, reasons.length > 0 ? 409 : status)
}
