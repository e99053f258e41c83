import type { FastifyInstance } from 'fastify'
import { bearerOf } from '#platform/api-asker.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A form on somebody else's page must not act for the person who is signed in here. */
export class ForeignPost extends Error {
  override name = 'ForeignPost'
}

/**
 * Refuses a post that did not come from a page of ours. Browsers say where a post comes from (`Origin`, or
 * `Sec-Fetch-Site`); programs carry a token, and where there is one no cookie is read. Only a token counts: a password that
 * a proxy asked for is sent by the browser itself, from a foreign page too.
 * See docs/decisions on why no token stands in the forms.
 */
export function refuseForeignPosts(app: FastifyInstance, deps: { url: string }): void {
  const ours = new URL(deps.url).host
  app.addHook('onRequest', async (request) => {
    if (safe.has(request.method) || bearerOf(request) !== null) return
    const { origin, 'sec-fetch-site': site } = request.headers
    if (origin !== undefined) {
      const host = URL.canParse(origin) ? new URL(origin).host : ''
      if (host === request.host || host === ours) return
    } else if (site === 'same-origin') return
    throw new ForeignPost('A post that did not come from one of our pages.')
  })
}
