import type { FastifyInstance } from 'fastify'
import { answersApi } from './api/answers.ts'
import { headsApi } from './api/heads.ts'
import type { AlignmentApi } from './api/parts.ts'
import { resultsApi } from './api/results.ts'
import { roundsApi } from './api/rounds.ts'
import { sealingApi } from './api/sealing.ts'
import { sessionApi } from './api/session.ts'
import { timelineApi } from './api/timeline.ts'

/** Aims and terms for programs: the same commands and queries as the pages, and no position of anybody else. */
export function alignmentApi(app: FastifyInstance, deps: AlignmentApi): void {
  roundsApi(app, deps)
  answersApi(app, deps)
  sealingApi(app, deps)
  resultsApi(app, deps)
  timelineApi(app, deps)
  headsApi(app, deps)
  sessionApi(app, deps)
}
