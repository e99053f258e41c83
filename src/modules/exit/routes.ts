import type { FastifyInstance } from 'fastify'
import { leavingRoutes } from './leaving-routes.ts'
import type { ExitPages } from './pages.ts'
import { paperRoutes } from './papers/paper-routes.ts'
import { planRoutes } from './plan-routes.ts'
import { reorganisationRoutes } from './reorganisation-routes.ts'
import { settlementRoutes } from './settlement-routes.ts'
import { termsRoutes } from './terms-routes.ts'

/** Exit plans, the joint strategy, notice, settlement, lessons and reorganisation. */
export function exitRoutes(app: FastifyInstance, deps: ExitPages): void {
  planRoutes(app, deps)
  termsRoutes(app, deps)
  leavingRoutes(app, deps)
  settlementRoutes(app, deps)
  reorganisationRoutes(app, deps)
  paperRoutes(app, deps)
}
