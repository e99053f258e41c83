import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance } from 'fastify'
import { alignmentRoutes } from '#modules/alignment/index.ts'
import { authoritiesRoutes, type AuthoritiesTables } from '#modules/authorities/index.ts'
import { businessCaseRoutes, caseRunner } from '#modules/business-case/index.ts'
import { workedPartnershipRoutes } from '#modules/worked-partnership/index.ts'
import { costSharingRoutes } from '#modules/cost-sharing/index.ts'
import { exitRoutes } from '#modules/exit/index.ts'
import { guidanceRoutes, libraryRoutes } from '#modules/guidance/index.ts'
import { quickCheckRoutes } from '#modules/quick-check/index.ts'
import { operatingRoutes, type OperatingTables } from '#modules/operating/index.ts'
import { overviewRoutes } from '#modules/overview/index.ts'
import { openShelf, registerLinks, registerRoutes, sharedBy } from '#modules/register/index.ts'
import { readinessRoutes } from '#modules/readiness/index.ts'
import { groupDesk, partnerFindingRoutes } from '#modules/partner-finding/index.ts'
import { sandboxRoutes } from '#modules/sandbox/index.ts'
import { councilRoutes, type PartnershipTables } from '#modules/partnership/index.ts'
import { governanceRoutes } from '#modules/governance/index.ts'
import { monitoringRoutes } from '#modules/monitoring/index.ts'
import { trustRoutes } from '#modules/trust/index.ts'
import { absoluteSeconds, idleSeconds, peopleRoutes, type PeopleTables } from '#modules/people/index.ts'
import type { Log } from '#platform/log.ts'
import type { RecordTables } from '#platform/record.ts'
import type { Assets } from '#ui/assets.ts'
import './request.ts'
import { api } from './app-api.ts'
import type { Deps } from './app-deps.ts'
import { answerBadAddress, answerErrors } from './app-errors.ts'
import { knowTheAsker } from './app-session.ts'
import { askedReturns, readinessPlace } from './app-places.ts'
import { refuseForeignPosts } from './app-origin.ts'

const bodyLimit = 1_000_000
const unknownPlace = { version: 'of a test', dataFolder: null, backupOn: true }

/** What a test may watch: every address there is, as it is registered. */
export type Observe = {
  readonly onRoute?: (route: { readonly method: string | string[]; readonly url: string }) => void
}

/** The table of contents: what happens to every request, in order, then one line per module. */
export async function buildApp(deps: Deps, observe: Observe = {}): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit,
    trustProxy: deps.trustProxy === false ? false : [...deps.trustProxy],
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void answerBadAddress(deps, error, request, reply),
  })
  if (observe.onRoute) app.addHook('onRoute', observe.onRoute)
  logRequests(app, deps.log)
  answerErrors(app, deps)
  await app.register(helmet, securityHeaders(deps.url))
  await app.register(cookie)
  await app.register(formbody, { bodyLimit })
  await app.register(multipart, { throwFileSizeLimit: false })
  refuseForeignPosts(app, deps)
  serveAssets(app, deps.assets)
  knowTheAsker(app, deps)
  guidanceRoutes(app, { ...deps, session: { idleSeconds, absoluteSeconds } })
  libraryRoutes(app, { ...deps, entryHref: registerLinks.entry })
  quickCheckRoutes(app, deps)
  const shelf = openShelf(deps)
  authoritiesRoutes(app, {
    ...deps,
    db: deps.db.$pickTables<keyof AuthoritiesTables>(),
    sharedBy: sharedBy(shelf),
  })
  const mailOn = deps.mailer !== null
  peopleRoutes(app, { ...deps, db: deps.db.$pickTables<keyof PeopleTables>(), mailOn })
  const councils = deps.db.$pickTables<keyof (PartnershipTables & PeopleTables & RecordTables)>()
  councilRoutes(app, { ...deps, db: councils, mailOn, readinessHref: readinessPlace(deps) })
  const operating = deps.db.$pickTables<keyof OperatingTables>()
  operatingRoutes(app, { ...unknownPlace, ...deps.place, ...deps, db: operating })
  alignmentRoutes(app, { ...deps, readinessHref: readinessPlace(deps) })
  readinessRoutes(app, { ...deps, frameworks: deps.content.frameworks })
  monitoringRoutes(app, { ...deps, pulse: deps.content.pulse })
  governanceRoutes(app, deps)
  trustRoutes(app, { ...deps, trust: deps.content.trust, holidays: deps.content.holidays })
  const groups = groupDesk(deps)
  app.addHook('onClose', () => groups.close())
  partnerFindingRoutes(app, { ...deps, groups })
  const runner = caseRunner(deps)
  app.addHook('onClose', () => runner.close())
  businessCaseRoutes(app, {
    ...deps,
    runner,
    readinessHref: readinessPlace(deps),
    askedReturns: askedReturns(deps),
  })
  workedPartnershipRoutes(app, deps)
  costSharingRoutes(app, { ...deps, readinessHref: readinessPlace(deps) })
  exitRoutes(app, { ...deps, readinessHref: readinessPlace(deps) })
  sandboxRoutes(app, { ...deps, runner })
  registerRoutes(app, { ...deps, shelf, readinessHref: readinessPlace(deps) })
  overviewRoutes(app, { ...deps, pulse: deps.content.pulse })
  await api(app, { ...deps, runner, groups }, shelf)
  return app
}

function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    log.info('request.answered', {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
}

function securityHeaders(url: string) {
  const secure = url.startsWith('https:')
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    hsts: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' as const },
    crossOriginEmbedderPolicy: false,
  }
}

function serveAssets(app: FastifyInstance, assets: Assets): void {
  app.get('/assets/*', async (request, reply) => {
    const served = assets.serve(request.url.split('?')[0] ?? '', request.headers['accept-encoding'])
    if (!served) return reply.callNotFound()
    return reply.headers(served.headers).send(served.body)
  })
}
