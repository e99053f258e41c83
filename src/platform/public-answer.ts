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
  answer: { readonly body: string | Uint8Array; readonly type: string; readonly etag?: string },
): Promise<FastifyReply> {
  const { body, type, etag = etagOfBytes(body) } = answer
  void reply.headers({
    etag,
    'cache-control': request.viewer ? 'private, no-cache' : `public, max-age=${publicSeconds}`,
    vary: 'cookie',
  })
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.includes(etag)) return reply.code(304).send()
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return reply.type(type).send(bytes)
}

export function sendPublicPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: { readonly html: string },
): Promise<FastifyReply> {
  return sendPublic(request, reply, { body: page.html, type: 'text/html; charset=utf-8' })
}

function etagOfBytes(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
}

/** Pages as visitors see them, drawn once: what they are made of is the key, so that a change of it forgets them all. */
export type DrawnPages = WeakMap<object, Map<string, DrawnPage>>
type DrawnPage = { readonly body: Uint8Array; readonly etag: string }

const mostDrawn = 1000
const longestAddress = 200

/**
 * Answers a visitor with the page as it was drawn for the last one, as long as it is made of the same `source`. Somebody who is
 * signed in has their own drawn. At most a thousand addresses are held; the oldest goes first.
 */
export function sendDrawn(
  request: FastifyRequest,
  reply: FastifyReply,
  drawn: DrawnPages,
  source: object,
  draw: () => { readonly html: string },
): Promise<FastifyReply> {
  const type = 'text/html; charset=utf-8'
  if (request.viewer !== null || request.url.length > longestAddress)
    return sendPublic(request, reply, { body: draw().html, type })
  const pages = drawn.get(source) ?? new Map<string, DrawnPage>()
  drawn.set(source, pages)
  const known = pages.get(request.url)
  if (known) return sendPublic(request, reply, { ...known, type })
  const body = Buffer.from(draw().html)
  const page = { body, etag: etagOfBytes(body) }
  const [oldest] = pages.keys()
  if (pages.size >= mostDrawn && oldest !== undefined) pages.delete(oldest)
  pages.set(request.url, page)
  return sendPublic(request, reply, { ...page, type })
}
