import type { FastifyInstance } from 'fastify'
import { baselineRoutes } from './baseline-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { paperRoutes } from './papers/paper-routes.ts'
import type { BusinessCasePages } from './pages.ts'
import { sheetRoutes } from './sheet-routes.ts'

/** The business case of a partnership, from its baseline on. */
export function businessCaseRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  baselineRoutes(app, deps)
  sheetRoutes(app, deps)
  caseRoutes(app, deps)
  paperRoutes(app, deps)
}
