import type { FastifyInstance } from 'fastify'
import { seeOther } from '#platform/http.ts'
import { baselineRoutes } from './baseline-routes.ts'
import { links } from './links.ts'
import { load, type BusinessCasePages } from './pages.ts'

/** The business case of a partnership, from its baseline on. */
export function businessCaseRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.home(':partnership'), async (request, reply) => {
    const { partnership } = await load(deps, request)
    return seeOther(reply, links.baseline(partnership.id))
  })
  baselineRoutes(app, deps)
}
