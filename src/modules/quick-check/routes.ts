import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Framework } from '#content/framework.ts'
import { invariant } from '#platform/errors.ts'
import { sendFile, sendPage } from '#platform/http.ts'
import { toFormulaOds } from '#platform/formula-ods.ts'
import { toFormulaXlsx } from '#platform/formula-xlsx.ts'
import { links } from './links.ts'
import { scoringSheets } from './scoring-sheets.ts'
import { paperPage } from './views/paper-page.ts'
import { quickCheckPage } from './views/quick-check-page.ts'

export type QuickCheckPages = { readonly content: { readonly frameworks: readonly Framework[] } }

/**
 * Stricter than the policy of the other pages: no script of this page can speak to any server, ours included, and no form on it
 * can be sent. A promise that the browser keeps, whatever our own script does.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join(';')

/** The quick check: no account, nothing sent. The framework is the first, which is the fullest. */
export function quickCheckRoutes(app: FastifyInstance, { content }: QuickCheckPages): void {
  const [framework] = content.frameworks
  invariant(framework, 'There is no framework to check against.')
  const sheets = scoringSheets(framework)

  app.get(links.quickCheck, async (request, reply) =>
    sendPage(sealed(reply), quickCheckPage(request.shell, framework)),
  )
  app.get(links.paper, async (request, reply) => sendPage(sealed(reply), paperPage(request.shell, framework)))
  app.get(links.xlsx, async (_request, reply) =>
    sendFile(reply, {
      name: 'quick-check.xlsx',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: await toFormulaXlsx(sheets),
    }),
  )
  app.get(links.ods, async (_request, reply) =>
    sendFile(reply, {
      name: 'quick-check.ods',
      type: 'application/vnd.oasis.opendocument.spreadsheet',
      bytes: await toFormulaOds(sheets),
    }),
  )
}

function sealed(reply: FastifyReply): FastifyReply {
  return reply.header('content-security-policy', policy)
}
