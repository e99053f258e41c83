import type { FastifyRequest } from 'fastify'
import type { CouncilViewer } from './viewer.ts'

/** What a token may do: read; read and write answers; or all that the person it acts as may do. Each holds the one before. */
export const scopes = ['read', 'answer', 'lead'] as const
export type Scope = (typeof scopes)[number]

/** Who asks through the API: the person who made the token, for one council, with no more power than the token has. */
export type ApiAsker = {
  readonly viewer: CouncilViewer
  readonly scope: Scope
  readonly tokenName: string
  readonly councilName: string
  readonly expiresAt: Date
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, by their token. Only the API reads it, and it reads no cookie. */
    apiAsker: ApiAsker | null
  }
}

export function allows(scope: Scope, needed: Scope): boolean {
  return scopes.indexOf(scope) >= scopes.indexOf(needed)
}

/**
 * The token that a request carries, or null when it carries none: what a proxy asked the browser for (`Basic`) is none. An
 * empty text is a token that works nowhere.
 */
export function bearerOf(request: Pick<FastifyRequest, 'headers'>): string | null {
  const { authorization = '' } = request.headers
  if (!/^Bearer\b/i.test(authorization)) return null
  return /^Bearer +([\w-]+)$/i.exec(authorization.trim())?.[1] ?? ''
}
