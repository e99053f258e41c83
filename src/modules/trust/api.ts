import type { FastifyInstance } from 'fastify'
import { ratingApi } from './api/rating.ts'
import { resultsApi } from './api/results.ts'
import { roundsApi } from './api/rounds.ts'
import { sealingApi } from './api/sealing.ts'
import type { TrustPages } from './pages.ts'

/** Trust rounds for programs: the same commands and queries as the pages. */
export function trustApi(app: FastifyInstance, deps: TrustPages): void {
  roundsApi(app, deps)
  ratingApi(app, deps)
  sealingApi(app, deps)
  resultsApi(app, deps)
}
