import type { FastifyInstance } from 'fastify'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import { sendPage } from '#platform/http.ts'
import { eventRoutes } from './event-routes.ts'
import { grandVisionRoutes, type GrandVisionPages } from './grand-vision-routes.ts'
import { groupRoutes, type GroupPages } from './group-routes.ts'
import { interestRoutes } from './interest-routes.ts'
import { likeRoutes } from './like-routes.ts'
import { links } from './links.ts'
import { loadRoutes, type LoadPages } from './load-routes.ts'
import { offerRoutes } from './offer-routes.ts'
import { startPage } from './views/start-page.ts'

export type PartnerFindingPages = Omit<GroupPages, 'db'> & Omit<GrandVisionPages, 'db'> & LoadPages

/** Who with, and why now: the public part, and what a council keeps to itself. */
export function partnerFindingRoutes(app: FastifyInstance, deps: PartnerFindingPages): void {
  app.get(links.start, async (request, reply) => sendPage(reply, startPage(request.shell)))
  likeRoutes(app, { ...deps, db: deps.db.$pickTables<keyof AuthoritiesTables>() })
  grandVisionRoutes(app, { ...deps, db: deps.db.$pickTables<keyof AuthoritiesTables>() })
  groupRoutes(app, { ...deps, db: deps.db.$pickTables<keyof AuthoritiesTables>() })
  offerRoutes(app, deps)
  interestRoutes(app, deps)
  eventRoutes(app, deps)
  loadRoutes(app, deps)
}
