import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatWords, inFileName, sendDocument, sendSheet, sendWorkbook } from '#modules/papers/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireViewer, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import type { Form } from '#ui/form.ts'
import { committeeForm, readCommittee } from './forms.ts'
import { links } from './links.ts'
import { powerPaper, powerWorkbook } from './paper.ts'
import type { PowerRefusal } from './power.ts'
import { enterPower, powerFor, type GovernanceDeps } from './store.ts'
import { powerPage } from './views/power-page.ts'

/** Power: what each council would weigh in a vote beside what it pays. */
export function governanceRoutes(app: FastifyInstance, deps: GovernanceDeps): void {
  app.get(links.power(':partnership'), async (request, reply) => drawPower(deps, request, reply, {}))

  app.post(links.power(':partnership'), async (request, reply) => {
    const viewer = requireViewer(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const { members, mayEnter } = await powerFor(deps, viewer, id)
    if (mayEnter.length > 0) return drawPower(deps, request, reply, { refused: mayEnter }, 409)
    const read = readCommittee(request.body, members)
    if ('form' in read) return drawPower(deps, request, reply, { form: read.form }, 422)
    const outcome = await enterPower(deps, viewer, id, read.value)
    if ('saved' in outcome) return seeOther(reply, links.power(id))
    const values = readForm(request.body)
    if ('refused' in outcome)
      return drawPower(deps, request, reply, { refused: outcome.refused, form: { values, errors: {} } }, 409)
    if ('conflict' in outcome)
      return drawPower(deps, request, reply, { conflict: true, form: { values, errors: {} } }, 409)
    const errors = Object.fromEntries(outcome.faults.map(({ field, says }) => [field, says]))
    return drawPower(deps, request, reply, { form: { values, errors } }, 422)
  })

  app.get(links.powerPaper(':partnership', ':format'), async (request, reply) => {
    const viewer = requireViewer(request)
    const view = await powerFor(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
    if (!view.report) throw new NotFound('Nobody has typed in the votes yet.')
    const format = textFrom(request, 'format')
    const name = `power-${inFileName(view.partnership.name)}`
    if (format === 'docx' || format === 'odt')
      return sendDocument(reply, name, format, powerPaper(view, view.report, londonDay(viewer.now)))
    if (format === 'csv') return sendSheet(reply, name, powerWorkbook(view, view.report), 0)
    if (format === 'json' || format === 'ods' || format === 'xlsx')
      return sendWorkbook(reply, name, format, powerWorkbook(view, view.report))
    throw new NotFound('There is no such file.')
  })
}

async function drawPower(
  deps: GovernanceDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: { form?: Form; conflict?: boolean; refused?: readonly PowerRefusal[] },
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const view = await powerFor(deps, viewer, idFrom<'partnership'>(request, 'partnership'))
  const page = powerPage(request.shell, {
    view,
    form: trouble.form ?? committeeForm(view.committee, view.members),
    conflict: trouble.conflict ?? false,
    papers: (['docx', 'odt', 'xlsx', 'ods', 'csv', 'json'] as const).map((format) => ({
      text: formatWords[format],
      href: links.powerPaper(view.partnership.id, format),
    })),
    refused: trouble.refused ?? [],
  })
  return sendPage(reply, page, status)
}
