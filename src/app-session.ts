import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  absoluteSeconds,
  idleSeconds,
  signedIn,
  type PeopleTables,
  type SignedIn,
} from '#modules/people/index.ts'
import { bearerOf } from '#platform/api-asker.ts'
import { apiBase } from '#platform/api.ts'
import { cookieNames } from '#platform/cookie.ts'
import type { Shell } from '#ui/layout.ts'
import type { Deps } from './app-deps.ts'

/**
 * Before any handler runs: who is this, and what does the top of the page say? A sandbox has a cookie of its own, so that
 * looking round in it neither needs nor loses somebody's real session.
 */
export function knowTheAsker(app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('viewer', null)
  app.decorateRequest('shell')
  app.addHook('preHandler', async (request) => {
    // The API knows its askers by token alone (`app-api.ts`).
    if (request.routeOptions.url?.startsWith(apiBase)) return
    const now = deps.clock.now()
    const names = cookieNames(deps.url)
    const found = (await byCookie(names.sandbox)) ?? (await byCookie(names.session))
    request.viewer = found?.viewer ?? null
    request.shell = shellOf(deps, request, found, now)

    async function byCookie(name: string): Promise<SignedIn | null> {
      // Whoever shows a token is not also the person whose browser this is: posts with a token are not asked where they come from.
      const value = bearerOf(request) === null ? request.cookies[name] : undefined
      return value ? signedIn(deps.db.$pickTables<keyof PeopleTables>(), value, now) : null
    }
  })
}

function shellOf(deps: Deps, request: FastifyRequest, found: SignedIn | null, now: Date): Shell {
  const path = request.url.split('?')[0] ?? '/'
  const base: Shell = { assets: deps.assets, path }
  if (!found) return { ...base, links: visitorLinks }
  const { viewer } = found
  const lived = Math.floor((now.getTime() - found.startedAt.getTime()) / 1000)
  const acting = found.councilName ?? found.managingName
  return {
    ...base,
    ...(acting
      ? { acting: { council: acting, switchHref: viewer.sandbox ? '/sandbox' : '/acting-for' } }
      : {}),
    ...(viewer.sandbox
      ? { sandbox: { switchHref: '/sandbox', personName: viewer.name } }
      : { person: { name: viewer.name, signOutHref: '/sign-out', accountHref: '/account' } }),
    session: { idleSeconds, absoluteSeconds: absoluteSeconds - lived, extendHref: '/session/extend' },
    operator: viewer.operator,
    links: viewer.sandbox ? [] : viewer.council ? councilLinks : [],
  }
}

const visitorLinks = [
  { text: 'Register', href: '/register' },
  { text: 'Guidance', href: '/guidance' },
  { text: 'Councils', href: '/councils' },
  { text: 'Search', href: '/search' },
  { text: 'Sign in', href: '/sign-in' },
]
const councilLinks = [
  { text: 'Register', href: '/register' },
  { text: 'Guidance', href: '/guidance' },
  { text: 'Councils', href: '/councils' },
  { text: 'Your people', href: '/people' },
]
