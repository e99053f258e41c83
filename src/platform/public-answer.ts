import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * How long a shared cache may keep a public page. What is taken away has to be gone everywhere within a minute, and a node may
 * hold its own copy for half of that.
 */
export const publicSeconds = 30

/**
 * Answers with something that is the same for every visitor. It may be kept by caches and is not sent again while it has not
 * changed. Somebody who is signed in sees their name at the top, so their page is kept by nobody else.
 */
export async function sendPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: { readonly body: string | Uint8Array; readonly type: string },
): Promise<FastifyReply> {
  const { body, type } = answer
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  void reply.headers({
    etag,
    'cache-control': request.viewer ? 'private, no-cache' : `public, max-age=${publicSeconds}`,
    vary: 'cookie',
  })
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.includes(etag)) return reply.code(304).send()
  return reply.type(type).send(typeof body === 'string' ? body : Buffer.from(body))
}

export function sendPublicPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: { readonly html: string },
): Promise<FastifyReply> {
  return sendPublic(request, reply, { body: page.html, type: 'text/html; charset=utf-8' })
}
