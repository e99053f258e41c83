import type { FastifyInstance } from 'fastify'
import type { FaceDeps, RoundFace } from './face.ts'
import { receiptRoutes } from './receipt-routes.ts'
import { sealRoutes } from './seal-routes.ts'
import { termsRoutes } from './terms-routes.ts'

/** The pages that every client's rounds share: terms, sealing, waiting, opening, receipts, leaving. */
export function roundPages(app: FastifyInstance, deps: FaceDeps, face: RoundFace): void {
  termsRoutes(app, deps, face)
  sealRoutes(app, deps, face)
  receiptRoutes(app, deps, face)
}
