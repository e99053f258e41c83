import type { FastifyInstance } from 'fastify'
import { leavingApi } from './api/leaving-api.ts'
import { planApi } from './api/plan-api.ts'
import type { ExitSources } from './queries.ts'

/** Exit plans, terms, notice, settlement, lessons and tasks, for programs. */
export function exitApi(app: FastifyInstance, deps: ExitSources): void {
  leavingApi(app, deps)
  planApi(app, deps)
}
