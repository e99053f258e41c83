import type { FastifyInstance } from 'fastify'
import { roundPages } from '#modules/round/index.ts'
import { answerRoutes } from './answer-routes.ts'
import type { AlignmentPages } from './deps.ts'
import { alignmentFace } from './face.ts'
import { headsRoutes } from './heads-routes.ts'
import { hubRoutes } from './hub-routes.ts'
import { resultFileRoutes } from './papers/result-files.ts'
import { resultRoutes } from './result-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { timelineRoutes } from './timeline-routes.ts'

/** Every page of aims and terms, in the order in which a partnership goes through them. */
export function alignmentRoutes(app: FastifyInstance, deps: AlignmentPages): void {
  const face = alignmentFace(deps)
  hubRoutes(app, deps, face)
  answerRoutes(app, deps, face)
  roundPages(app, deps, face)
  resultRoutes(app, deps, face)
  resultFileRoutes(app, deps)
  timelineRoutes(app, deps)
  headsRoutes(app, deps)
  sessionRoutes(app, deps)
}
