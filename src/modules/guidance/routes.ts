import type { FastifyInstance } from 'fastify'
import type { AuthorityColumn } from '#content/authority-column.ts'
import type { Framework } from '#content/framework.ts'
import type { Term } from '#content/term.ts'
import { cookieNames } from '#platform/cookie.ts'
import { invariant } from '#platform/errors.ts'
import { sendPage } from '#platform/http.ts'
import type { Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from './links.ts'
import { accessibilityPage } from './views/accessibility-page.ts'
import { cookiesPage } from './views/cookies-page.ts'
import { glossaryPage } from './views/glossary-page.ts'
import { howItWorksPage } from './views/how-it-works-page.ts'
import { licencePage } from './views/licence-page.ts'
import { privacyPage } from './views/privacy-page.ts'
import { whoSeesPage } from './views/who-sees-page.ts'

export type GuidancePages = {
  readonly url: string
  /** How long somebody stays signed in without a page, and at most: seconds. */
  readonly session: { readonly idleSeconds: number; readonly absoluteSeconds: number }
  readonly content: {
    readonly frameworks: readonly Framework[]
    readonly glossary: readonly Term[]
    readonly authorityColumns: readonly AuthorityColumn[]
  }
}

/** The pages to read. Anyone can see them, and none of them asks the database anything. */
export function guidanceRoutes(app: FastifyInstance, { url, session, content }: GuidancePages): void {
  const [framework] = content.frameworks
  invariant(framework, 'There is no framework to explain.')
  const names = cookieNames(url)
  const times = { idleMinutes: session.idleSeconds / 60, longestHours: session.absoluteSeconds / 3600 }
  const sources = [...new Set(content.authorityColumns.map(({ source }) => source))]
  const pages: readonly (readonly [string, (shell: Shell) => Html])[] = [
    [links.accessibility, accessibilityPage],
    [links.privacy, (shell) => privacyPage(shell, { ...times, invitationDays: 14 })],
    [links.whoSees, whoSeesPage],
    [links.cookies, (shell) => cookiesPage(shell, { ...names, ...times })],
    [links.glossary, (shell) => glossaryPage(shell, content.glossary)],
    [links.licence, (shell) => licencePage(shell, sources)],
    [links.howItWorks, (shell) => howItWorksPage(shell, framework)],
  ]
  for (const [path, draw] of pages)
    app.get(path, async (request, reply) => sendPage(reply, draw(request.shell)))
}
