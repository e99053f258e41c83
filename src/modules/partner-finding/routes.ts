import type { FastifyInstance } from 'fastify'
import { sendPage } from '#platform/http.ts'
import { likeRoutes, type LikePages } from './like-routes.ts'
import { links } from './links.ts'
import { startPage } from './views/start-page.ts'

export type PartnerFindingPages = LikePages

/** Who with, and why now: the public part, and what a council keeps to itself. */
export function partnerFindingRoutes(app: FastifyInstance, deps: PartnerFindingPages): void {
  app.get(links.start, async (request, reply) => sendPage(reply, startPage(request.shell)))
  likeRoutes(app, deps)
}
