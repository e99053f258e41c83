import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { readForm, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { tablesOf } from './commands.ts'
import type { Refusal } from './leaving.ts'
import { approveSettlement, saveSettlement } from './settlement-commands.ts'
import { concerned, leavingApproval } from './leaving-approval.ts'
import { leavingAt } from './leaving-routes.ts'
import { loadSettlement } from './leaving-store.ts'
import { links } from './links.ts'
import { writer, type ExitPages } from './pages.ts'
import { sendSettlement } from './papers/paper-routes.ts'
import { settlementSubject } from './queries.ts'
import { readLine } from './settlement-form.ts'
import { settlementPage } from './views/settlement-page.ts'

/** Everything that the pages and papers of a settlement need. */
export async function settlementAt(deps: ExitPages, request: FastifyRequest) {
  const { loaded, leaving, id } = await leavingAt(deps, request)
  const { viewer, view } = loaded
  const councils = concerned(view, leaving)
  const found = await inTransaction(deps.db, viewer, async (trx) => {
    const kept = await loadSettlement(tablesOf(trx), viewer, leaving)
    const hash = kept?.hash ?? 'nothing'
    return {
      kept,
      standing: await leavingApproval(trx, viewer, leaving, { subject: settlementSubject, hash, councils }),
    }
  })
  return { loaded, leaving, id, councils, ...found }
}

/** Who pays whom when a council leaves. */
export function settlementRoutes(app: FastifyInstance, deps: ExitPages): void {
  const path = links.settlement(':partnership', ':leaving')
  app.get(path, async (request, reply) => drawSettlement(deps, request, reply, {}))

  app.post(path, async (request, reply) => {
    const { loaded, id, councils, kept } = await settlementAt(deps, request)
    const read = readLine(request.body, councils)
    if ('form' in read) return drawSettlement(deps, request, reply, { form: read.form }, 422)
    const partnership = loaded.view.partnership.id
    const seen = Number(readForm(request.body)['version']) || 0
    const settlement = { lines: [...(kept?.text.lines ?? []), read.value] }
    const outcome = await saveSettlement(deps, writer(loaded), partnership, { leaving: id, settlement, seen })
    if ('done' in outcome) return seeOther(reply, `${links.settlement(partnership, id)}?done=line`)
    const form = { values: readForm(request.body), errors: {} }
    return drawSettlement(
      deps,
      request,
      reply,
      { form, refused: 'refused' in outcome ? outcome.refused : [] },
      409,
    )
  })

  app.post(links.removeLine(':partnership', ':leaving', ':line'), async (request, reply) => {
    const { loaded, id, kept } = await settlementAt(deps, request)
    const partnership = loaded.view.partnership.id
    const line = textFrom(request, 'line')
    const lines = (kept?.text.lines ?? []).filter((one) => one.id !== line)
    if (kept === null || lines.length === kept.text.lines.length)
      return seeOther(reply, links.settlement(partnership, id))
    const outcome = await saveSettlement(deps, writer(loaded), partnership, {
      leaving: id,
      settlement: { lines },
      seen: kept.version,
    })
    if ('refused' in outcome) return drawSettlement(deps, request, reply, { refused: outcome.refused }, 409)
    return seeOther(reply, `${links.settlement(partnership, id)}?done=line`)
  })

  app.post(links.approveSettlement(':partnership', ':leaving'), async (request, reply) => {
    const { loaded, id } = await settlementAt(deps, request)
    const partnership = loaded.view.partnership.id
    const hash = readForm(request.body)['hash'] ?? ''
    const outcome = await approveSettlement(deps, writer(loaded), partnership, { leaving: id, hash })
    if ('refused' in outcome) return drawSettlement(deps, request, reply, { refused: outcome.refused }, 409)
    return seeOther(reply, `${links.settlement(partnership, id)}?done=agreed`)
  })

  app.get(links.settlementFile(':partnership', ':leaving', ':file'), async (request, reply) =>
    sendSettlement(request, reply, await settlementAt(deps, request), textFrom(request, 'file')),
  )
}

async function drawSettlement(
  deps: ExitPages,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: { form?: Form; refused?: readonly Refusal[] },
  status = 200,
): Promise<FastifyReply> {
  const { loaded, leaving, councils, kept, standing } = await settlementAt(deps, request)
  const { viewer, frame } = loaded
  const isOpen = leaving.state !== 'closed' && leaving.state !== 'withdrawn'
  return sendPage(
    reply,
    settlementPage(request.shell, {
      frame,
      leaving,
      settlement: kept?.text ?? { lines: [] },
      version: kept?.version ?? 0,
      hash: kept?.hash ?? null,
      standing,
      councils,
      form: trouble.form ?? emptyForm,
      refused: trouble.refused ?? [],
      mayAgree:
        frame.mayWrite && isOpen && viewer.council !== null && standing.waitingFor.includes(viewer.council),
      isOpen,
    }),
    status,
  )
}
