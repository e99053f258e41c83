import type { FastifyInstance } from 'fastify'
import { roundPages } from '#modules/round/index.ts'
import { trustFace } from './face.ts'
import type { TrustPages } from './pages.ts'
import { paperRoutes } from './paper-routes.ts'
import { rateRoutes } from './rate-routes.ts'
import { resultRoutes } from './result-routes.ts'
import { roundRoutes } from './round-routes.ts'

/** Every page of a trust round, in the order in which a round lives. */
export function trustRoutes(app: FastifyInstance, deps: TrustPages): void {
  roundRoutes(app, deps)
  rateRoutes(app, deps)
  roundPages(app, deps, trustFace(deps))
  resultRoutes(app, deps)
  paperRoutes(app, deps)
}
