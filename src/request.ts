import type { Shell } from '#ui/layout.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who and where, for the page that answers this request. */
    shell: Shell
  }
}
