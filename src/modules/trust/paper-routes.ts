import type { FastifyInstance } from 'fastify'
import { inFileName, sendDocument, sendSheet, sendWorkbook } from '#modules/papers/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireViewer, textFrom } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { links } from './links.ts'
import type { TrustPages } from './pages.ts'
import { trustPaper, trustWorkbook } from './paper.ts'
import { resultFor } from './result-model.ts'
import { mustSee } from './result-routes.ts'

/** The result as a file: Word, ODT, CSV or JSON. Each is made of what the page shows its asker. */
export function paperRoutes(app: FastifyInstance, deps: TrustPages): void {
  app.get(links.paper(':round', ':format'), async (request, reply) => {
    const viewer = requireViewer(request)
    const id = idFrom<'round'>(request, 'round')
    const model = await resultFor(deps, viewer, await mustSee(deps, viewer, id))
    const name = `trust-${inFileName(model.opened.round.title)}`
    const format = textFrom(request, 'format')
    if (format === 'docx' || format === 'odt')
      return sendDocument(reply, name, format, trustPaper(model, londonDay(viewer.now)))
    if (format === 'csv') return sendSheet(reply, name, trustWorkbook(model), 0)
    if (format === 'json' || format === 'ods' || format === 'xlsx')
      return sendWorkbook(reply, name, format, trustWorkbook(model))
    throw new NotFound('There is no such file.')
  })
}
