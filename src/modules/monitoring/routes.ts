import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pulse } from '#content/pulse.ts'
import { formatWords, inFileName, sendDocument, sendSheet, sendWorkbook } from '#modules/papers/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireCouncil, requireViewer, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { answerPulse, closePulse, startPulse } from './commands.ts'
import { pulseForm, readPulse } from './forms.ts'
import { links } from './links.ts'
import { pulsePaper, pulseWorkbook } from './paper.ts'
import { closePulseBlockers, quarterOf, type PulseRefusal } from './pulse.ts'
import { ownPulseAnswer, pulseFor } from './queries.ts'
import type { MonitoringDeps } from './store.ts'
import { answerPage } from './views/answer-page.ts'
import { pulsePage } from './views/pulse-page.ts'

export type MonitoringPages = MonitoringDeps & { readonly pulse: Pulse }

/** The pulse: starting it, answering, closing, and what it says. */
export function monitoringRoutes(app: FastifyInstance, deps: MonitoringPages): void {
  app.get(links.pulse(':partnership'), async (request, reply) => drawPulse(deps, request, reply))

  app.post(links.start(':partnership'), async (request, reply) => {
    const id = idFrom<'partnership'>(request, 'partnership')
    const outcome = await startPulse(deps, requireCouncil(request), id, deps.pulse)
    return 'refused' in outcome
      ? drawPulse(deps, request, reply, outcome.refused)
      : seeOther(reply, links.pulse(id))
  })

  app.post(links.close(':partnership'), async (request, reply) => {
    const id = idFrom<'partnership'>(request, 'partnership')
    const outcome = await closePulse(deps, requireCouncil(request), id)
    return 'refused' in outcome
      ? drawPulse(deps, request, reply, outcome.refused)
      : seeOther(reply, links.pulse(id))
  })

  app.get(links.answer(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const view = await pulseFor(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
    if (!view.open || !view.asking.isMember)
      return drawPulse(deps, request, reply, [{ type: 'pulse-none-open' }])
    const form = pulseForm(await ownPulseAnswer(deps, viewer, view))
    return sendPage(
      reply,
      answerPage(request.shell, { partnership: view.partnership, pulse: view.open.pulse, form }),
    )
  })

  app.post(links.answer(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const view = await pulseFor(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
    if (!view.open) return drawPulse(deps, request, reply, [{ type: 'pulse-none-open' }])
    const read = readPulse(request.body, view.open.pulse)
    if ('form' in read)
      return sendPage(
        reply,
        answerPage(request.shell, { partnership: view.partnership, pulse: view.open.pulse, form: read.form }),
        422,
      )
    const outcome = await answerPulse(deps, viewer, view.partnership.id, read.value)
    return 'refused' in outcome
      ? drawPulse(deps, request, reply, outcome.refused)
      : seeOther(reply, links.pulse(view.partnership.id))
  })

  app.get(links.paper(':partnership', ':format'), async (request, reply) => {
    const viewer = requireViewer(request)
    const view = await pulseFor(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
    if (view.latest === null) throw new NotFound('No pulse has closed yet.')
    const format = textFrom(request, 'format')
    const name = `pulse-${inFileName(view.partnership.name)}`
    if (format === 'docx' || format === 'odt')
      return sendDocument(reply, name, format, pulsePaper(view, londonDay(viewer.now)))
    if (format === 'csv') return sendSheet(reply, name, pulseWorkbook(view), 0)
    if (format === 'json' || format === 'ods' || format === 'xlsx')
      return sendWorkbook(reply, name, format, pulseWorkbook(view))
    throw new NotFound('There is no such file.')
  })
}

async function drawPulse(
  deps: MonitoringPages,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly PulseRefusal[] = [],
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const view = await pulseFor(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
  const page = pulsePage(request.shell, {
    view,
    thisQuarter: quarterOf(londonDay(viewer.now)),
    answered: viewer.council !== null && (await ownPulseAnswer(deps, viewer, view)) !== null,
    mayClose: closePulseBlockers(view.asking, view.open !== null).length === 0,
    papers: (['docx', 'odt', 'xlsx', 'ods', 'csv', 'json'] as const).map((format) => ({
      text: formatWords[format],
      href: links.paper(view.partnership.id, format),
    })),
    refused,
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}
