import type { FastifyInstance } from 'fastify'
import { enrolRoutes } from './enrol-routes.ts'
import { accountRoutes } from './account-routes.ts'
import { actingRoutes } from './acting-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { peoplePageRoutes } from './people-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import type { PeopleDeps } from './store.ts'

/** Every page about who somebody is and for whom they act. */
export function peopleRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  signInRoutes(app, deps)
  enrolRoutes(app, deps)
  invitationRoutes(app, deps)
  actingRoutes(app, deps)
  peoplePageRoutes(app, deps)
  accountRoutes(app, deps)
}
