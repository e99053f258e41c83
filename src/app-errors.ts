import { randomBytes } from '#platform/chance.ts'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { CouncilNeeded, sendPage, SignInNeeded, wantsJson } from '#platform/http.ts'
import { html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { ForeignPost } from './app-origin.ts'
import type { Deps } from './app-deps.ts'

/** What somebody is told when a page cannot be shown: what happened, and what to do. Nothing technical. */
type Trouble = { readonly status: number; readonly title: string; readonly say: readonly string[] }

const notFound: Trouble = {
  status: 404,
  title: 'Page not found',
  say: [
    'If you typed the address, check that it is right. If you pasted it, check that you copied all of it.',
    'If somebody sent you the link, you may need to be signed in, or to act for another council.',
  ],
}

const troubles: Record<number, Trouble> = {
  403: {
    status: 403,
    title: 'You cannot do this with your role',
    say: ['Ask the person who leads for your council. They can do it, or change your role.'],
  },
  404: notFound,
  413: {
    status: 413,
    title: 'That is too large',
    say: ['Send a smaller file or a shorter text. Nothing you saved before is lost.'],
  },
  429: {
    status: 429,
    title: 'Too many tries',
    say: ['Wait a few minutes, then try again. This protects everybody’s answers.'],
  },
}

function troubleOf(error: unknown): Trouble | null {
  if (error instanceof NotFound) return notFound
  if (error instanceof Forbidden) return troubles[403] ?? null
  if (error instanceof CouncilNeeded)
    return {
      status: 403,
      title: 'Choose a council to act for',
      say: ['This page is for people who act for a council. Choose which one at the top of the page.'],
    }
  if (error instanceof ForeignPost)
    return {
      status: 403,
      title: 'We could not tell where that came from',
      say: ['Go back to the page, reload it and try again. If you use an old browser, try a newer one.'],
    }
  const status = statusOf(error)
  if (status === undefined || status >= 500) return null
  return (
    troubles[status] ?? {
      status,
      title: 'We could not read what was sent',
      say: ['Go back, check what you typed and try again. Nothing you saved before is lost.'],
    }
  )
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}

/** The one place that catches. What a person can cause has words; the rest is a fault of ours with a reference. */
export function answerErrors(app: FastifyInstance, deps: Deps): void {
  app.setNotFoundHandler(async (request, reply) => answer(deps, request, reply, notFound))
  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof SignInNeeded && !wantsJson(request)) {
      const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : ''
      return reply.redirect(`/sign-in${next}`, 303)
    }
    const trouble = error instanceof SignInNeeded ? signInTrouble : troubleOf(error)
    if (trouble) return answer(deps, request, reply, trouble)
    const reference = randomBytes(4).toString('hex').toUpperCase()
    deps.fault(error, reference)
    return answer(deps, request, reply, faultTrouble(reference))
  })
}

/** An address that cannot be read never reaches a route, nor what runs before one. */
export function answerBadAddress(
  deps: Deps,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const trouble = error.statusCode === 414 ? tooLongAddress : badAddress
  reply.header(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'",
  )
  return answer(deps, request, reply, trouble)
}

const badAddress: Trouble = {
  status: 400,
  title: 'This address cannot be read',
  say: ['Part of it is missing or was changed. Type it again, or start from the start page.'],
}

const tooLongAddress: Trouble = { ...badAddress, status: 414, title: 'This address is too long' }

const signInTrouble: Trouble = {
  status: 401,
  title: 'Sign in again',
  say: ['You have been signed out. Sign in again; what you typed is kept on this page until you close it.'],
}

function faultTrouble(reference: string): Trouble {
  return {
    status: 500,
    title: 'Sorry, there is a problem with the service',
    say: [
      'Try again in a few minutes. What you saved before is safe.',
      `If it happens again, tell whoever runs this service the reference ${reference}.`,
    ],
  }
}

async function answer(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble,
): Promise<FastifyReply> {
  if (wantsJson(request) || request.url.startsWith('/api/'))
    return reply
      .code(trouble.status)
      .type('application/problem+json')
      .send({ title: trouble.title, status: trouble.status, detail: trouble.say.join(' ') })
  const shell: Shell = request.shell ?? { assets: deps.assets, path: request.url.split('?')[0] ?? '/' }
  const body = html`<h1 class="govuk-heading-l">${trouble.title}</h1>
    ${trouble.say.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
    <p class="govuk-body"><a class="govuk-link" href="/">Go to the start page</a></p>`
  return sendPage(reply, page({ title: trouble.title, body, shell }), trouble.status)
}
