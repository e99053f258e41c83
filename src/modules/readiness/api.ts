import type { FastifyInstance } from 'fastify'
import { answersApi } from './api/answers.ts'
import { boardApi } from './api/board.ts'
import { colleaguesApi } from './api/colleagues.ts'
import { conversationsApi } from './api/conversations.ts'
import { frameworksApi } from './api/frameworks.ts'
import { receiptsApi } from './api/receipts.ts'
import { roundsApi } from './api/rounds.ts'
import { sealingApi } from './api/sealing.ts'
import { termsApi } from './api/terms.ts'
import type { ReadinessPages } from './pages.ts'

/** A readiness round for programs: the same commands and queries as its pages, in the order in which a round lives. */
export function readinessApi(app: FastifyInstance, deps: ReadinessPages): void {
  frameworksApi(app, deps)
  roundsApi(app, deps)
  termsApi(app, deps)
  answersApi(app, deps)
  colleaguesApi(app, deps)
  sealingApi(app, deps)
  boardApi(app, deps)
  receiptsApi(app, deps)
  conversationsApi(app, deps)
}
