import type { FastifyInstance, FastifyReply } from 'fastify'
import {
  documentFormats,
  formatWords,
  inFileName,
  sendDocument,
  sendSheet,
  sendWorkbook,
  tableFormats,
} from '#modules/papers/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireViewer, textFrom } from '#platform/http.ts'
import type { RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { aimsFor } from '../aims-queries.ts'
import { boardFor } from '../board-queries.ts'
import type { AlignmentPages } from '../deps.ts'
import { links } from '../links.ts'
import { ladderFor } from '../queries.ts'
import type { AlignmentTrx } from '../store.ts'
import { resultPaper, resultWorkbook, type Result } from './result-paper.ts'

/** Every file in which a result can be saved, in the words of its format. */
export function resultFiles(round: RoundId): { text: string; href: string }[] {
  return [...documentFormats, ...tableFormats, 'csv' as const].map((format) => ({
    text: formatWords[format],
    href: links.resultFile(round, format),
  }))
}

/** A round’s result as files: nothing before there is one, for anybody. */
export function resultFileRoutes(app: FastifyInstance, deps: AlignmentPages): void {
  app.get(links.resultFile(':round', ':format'), async (request, reply) => {
    const viewer = requireViewer(request)
    const id = idFrom<'round'>(request, 'round')
    const result = await inTransaction(deps.db, viewer, (trx) => resultOfRound(trx, viewer, id))
    if (!result) throw new NotFound('Nothing has been opened to you yet.')
    return send(reply, result, textFrom(request, 'format'))
  })
}

/** What a round came to, whatever it asked; null while nothing has been opened to this viewer. */
export async function resultOfRound(trx: AlignmentTrx, viewer: Viewer, id: RoundId): Promise<Result | null> {
  const ladder = await ladderFor(trx, viewer, id)
  if (ladder) return { kind: 'ladder', view: ladder }
  const aims = await aimsFor(trx, viewer, id)
  if (aims) return { kind: 'aims', view: aims }
  const board = await boardFor(trx, viewer, id)
  return board && { kind: 'board', view: board }
}

async function send(reply: FastifyReply, result: Result, wanted: string): Promise<FastifyReply> {
  const name = inFileName(result.view.round.title)
  const document = documentFormats.find((known) => known === wanted)
  if (document) return sendDocument(reply, name, document, resultPaper(result))
  const table = tableFormats.find((known) => known === wanted)
  if (table) return sendWorkbook(reply, name, table, resultWorkbook(result))
  if (wanted === 'csv') return sendSheet(reply, name, resultWorkbook(result), 0)
  throw new NotFound('No such format.')
}
