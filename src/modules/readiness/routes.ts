import type { FastifyInstance } from 'fastify'
import type { Term } from '#content/term.ts'
import { statementReader } from '#modules/guidance/index.ts'
import { answerRoutes } from './answer-routes.ts'
import { boardRoutes } from './board-routes.ts'
import { roundRoutes } from './round-routes.ts'
import { sealRoutes } from './seal-routes.ts'
import type { ReadinessPages } from './pages.ts'
import { paperRoutes } from './papers/papers-routes.ts'
import { termsRoutes } from './terms-routes.ts'
import { timeRoutes } from './time-routes.ts'

/** Every page of a readiness round, in the order in which a round lives. */
export function readinessRoutes(
  app: FastifyInstance,
  deps: ReadinessPages & { readonly content: { readonly glossary: readonly Term[] } },
): void {
  const readingOf = statementReader({ frameworks: deps.frameworks, glossary: deps.content.glossary })
  termsRoutes(app, deps)
  roundRoutes(app, deps)
  answerRoutes(app, { ...deps, readingOf })
  sealRoutes(app, deps)
  timeRoutes(app, deps)
  boardRoutes(app, deps)
  paperRoutes(app, deps)
}
