import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireViewer, sendPage } from '#platform/http.ts'
import { ownKey } from '../key.ts'
import { ownReceipt, ownSealed, publishedSeals, type PublishedSeal } from '../queries.ts'
import { checkReceipt } from '../seal.ts'
import type { RoundTables } from '../tables.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { opensOwnSealOnly } from '../terms.ts'
import { drawingOf, type FaceDeps, type FaceTrx, type RoundFace, type RoundShown } from './face.ts'
import { roundLinks } from './links.ts'
import { receiptFrom } from '../receipt-form.ts'
import { checkReceiptPage } from './views/check-receipt-page.ts'

/**
 * Anybody in the round can hold a receipt against what is published now. Where seals are not published (a round that opens a
 * result only, or no further than every council chose), each council can hold its receipt against what it sealed itself.
 */
export function receiptRoutes(app: FastifyInstance, deps: FaceDeps, face: RoundFace): void {
  const links = roundLinks(face.client)
  const draw = async (request: FastifyRequest, reply: FastifyReply, text: string | null) => {
    const viewer = requireViewer(request)
    const drawing = await drawingOf(deps, face, request, viewer, idFrom<'round'>(request, 'round'))
    const seals = await inTransaction(deps.db, viewer, (trx) => sealsFor(trx, deps, viewer, drawing))
    if (seals.length === 0) throw new NotFound('Nothing has been opened yet.')
    const found = text === null ? null : receiptFrom(text)
    const owner = found && seals.find(({ root }) => root === found.root)
    const errors: Record<string, string> =
      text !== null && !found
        ? { receipt: 'Paste the 64 letters and figures of the receipt, or the whole receipt file' }
        : {}
    const page = checkReceiptPage(drawing, {
      form: { values: { receipt: text ?? '' }, errors },
      seals: seals.map((seal) => ({ seal, finding: checkReceipt(seal, seal.root) })),
      pasted: found && {
        council: owner?.council ?? null,
        finding: owner ? checkReceipt(owner, found.root, found.digests) : { type: 'other-receipt' },
      },
    })
    return sendPage(reply, page, Object.keys(errors).length > 0 ? 422 : 200)
  }
  app.get(links.checkReceipt(':round'), async (request, reply) => draw(request, reply, null))
  app.post(links.checkReceipt(':round'), async (request, reply) =>
    draw(request, reply, readForm(request.body)['receipt'] ?? ''),
  )
}

async function sealsFor(
  trx: FaceTrx,
  deps: FaceDeps,
  viewer: Viewer,
  { round }: RoundShown,
): Promise<PublishedSeal[]> {
  if (round.state !== 'revealed' && round.state !== 'archived') return []
  const db = trx.$pickTables<keyof RoundTables>()
  if (!opensOwnSealOnly(round)) {
    const seals = await publishedSeals(db, viewer, round.id)
    return seals.some(({ answers }) => Object.keys(answers).length > 0) ? seals : []
  }
  if (!actsForCouncil(viewer) || viewer.role === 'contributor') return []
  const receipt = await ownReceipt(db, viewer, round.id)
  if (!receipt) return []
  const key = await ownKey(db, viewer, round, deps.instanceKey)
  // What the partners read, where anything was opened to them; otherwise the packet that is kept.
  const opened = await publishedSeals(db, viewer, round.id)
  const read = opened.find(({ council }) => council === viewer.council)?.answers ?? {}
  const answers = Object.keys(read).length > 0 ? read : await ownSealed(db, viewer, key, round.id)
  return [{ ...receipt, council: viewer.council, answers }]
}
