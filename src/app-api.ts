import { alignmentApi } from '#modules/alignment/index.ts'
import swagger from '@fastify/swagger'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes } from '#platform/chance.ts'
import { authoritiesApi, type AuthoritiesTables } from '#modules/authorities/index.ts'
import { costSharingApi } from '#modules/cost-sharing/index.ts'
import { exitApi } from '#modules/exit/index.ts'
import { businessCaseApi, type CaseRunner } from '#modules/business-case/index.ts'
import { overviewApi } from '#modules/overview/index.ts'
import { partnerFindingApi, type GroupDesk } from '#modules/partner-finding/index.ts'
import { partnershipApi, type PartnershipTables } from '#modules/partnership/index.ts'
import { knowToken, tokenRoutes, type PeopleTables } from '#modules/people/index.ts'
import { registerApi, type Shelf } from '#modules/register/index.ts'
import { readinessApi } from '#modules/readiness/index.ts'
import { governanceApi } from '#modules/governance/index.ts'
import { monitoringApi } from '#modules/monitoring/index.ts'
import { trustApi } from '#modules/trust/index.ts'
import { bearerOf } from '#platform/api-asker.ts'
import { checkPart, InvalidFields, type Part } from '#platform/api-check.ts'
import { allowanceHeaders } from '#platform/api-limit.ts'
import { invalid, notFound, problem, type Problem } from '#platform/api-problem.ts'
import { beginOnce, endOnce, type Repeatable } from '#platform/api-repeat.ts'
import { apiBase, ScopeNeeded, sendProblem, TokenNeeded } from '#platform/api.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import type { RecordTables } from '#platform/record.ts'
import type { TSchema } from 'typebox'
import { describeApi, openApiOptions } from './app-api-document.ts'
import { apiPage } from './app-api-page.ts'
import { ForeignPost } from './app-origin.ts'
import type { Deps } from './app-deps.ts'

/**
 * The API: the same commands and queries as JSON. It stands apart from the pages: it reads no cookie and sets none, knows
 * its askers by token alone, and answers every trouble with problem details.
 */
export async function api(
  app: FastifyInstance,
  deps: Deps & { readonly runner: CaseRunner; readonly groups: GroupDesk },
  shelf: Shelf,
): Promise<void> {
  app.decorateRequest('apiAsker', null)
  tokenRoutes(app, { ...deps, db: deps.db.$pickTables<keyof PeopleTables>() })
  await app.register(
    async (inner) => {
      readOnlyJson(inner)
      checkBySchemas(inner)
      answerProblems(inner, deps)
      knowTheToken(inner, deps)
      carryOutOnce(inner, deps)
      await inner.register(swagger, openApiOptions(deps.url))
      describeApi(inner, deps)
      authoritiesApi(inner, { ...deps, db: deps.db.$pickTables<keyof AuthoritiesTables>() })
      const councils = deps.db.$pickTables<keyof (PartnershipTables & PeopleTables & RecordTables)>()
      partnershipApi(inner, { ...deps, db: councils, mailOn: deps.mailer !== null })
      partnerFindingApi(inner, deps)
      alignmentApi(inner, deps)
      overviewApi(inner, deps)
      monitoringApi(inner, { ...deps, pulse: deps.content.pulse })
      governanceApi(inner, deps)
      trustApi(inner, { ...deps, trust: deps.content.trust, holidays: deps.content.holidays })
      exitApi(inner, deps)
      readinessApi(inner, { ...deps, frameworks: deps.content.frameworks })
      registerApi(inner, { ...deps, shelf })
      businessCaseApi(inner, deps)
      costSharingApi(inner, deps)
      apiPage(app, inner, deps)
    },
    { prefix: apiBase },
  )
}

/** Neither forms nor files: what a foreign page can send without asking is not read at all. */
function readOnlyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    // A program that says JSON and sends nothing means no fields.
    if (text.length === 0) done(null, {})
    else void parse(request, text.toString(), done)
  })
}

const parts: Readonly<Record<string, Part>> = {
  body: 'body',
  params: 'params',
  querystring: 'querystring',
  headers: 'headers',
}

/** One checker for what comes in and what goes out: the one that the schemas were written for. */
function checkBySchemas(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart = 'body' }) => (data) => {
    const found = checkPart(schema, parts[httpPart] ?? 'body', data ?? {})
    return 'errors' in found ? { error: new InvalidFields(found.errors) } : found
  })
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
}

function answerProblems(app: FastifyInstance, deps: Deps): void {
  app.setNotFoundHandler(async (_request, reply) => sendProblem(reply, notFound))
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const known = problemOf(error, request)
    if (known?.status === 401) void reply.header('www-authenticate', 'Bearer realm="Handfast"')
    if (known) return sendProblem(reply, known)
    const reference = randomBytes(4).toString('hex').toUpperCase()
    deps.fault(error, reference)
    const say = `Try again in a few minutes. If it happens again, tell whoever runs this service the reference ${reference}.`
    return sendProblem(reply, problem('fault', say))
  })
}

class TooManyRequests extends Error {
  override name = 'TooManyRequests'
}

function problemOf(error: FastifyError, request: FastifyRequest): Problem | null {
  if (error instanceof InvalidFields) return invalid(error.errors).problem
  if (error instanceof NotFound) return notFound
  if (error instanceof TooManyRequests)
    return problem('too-many', 'Wait for the seconds that RateLimit-Reset says, then go on.')
  // Without a token a post is taken for a page's; the API has none, so what is missing is the token.
  if (error instanceof TokenNeeded || error instanceof ForeignPost)
    return problem('no-token', bearerOf(request) === null ? tokenMissing : tokenWrong)
  if (error instanceof ScopeNeeded)
    return problem(
      'not-allowed',
      `This is for tokens that may “${error.needs}”. The lead of your council can make one.`,
    )
  if (error instanceof Forbidden) return problem('not-allowed', 'This is not for the role you hold.')
  if (error.statusCode === 413) return problem('too-large', 'Send at most one megabyte at a time.')
  if (error.statusCode === 415)
    return problem('not-json', 'Send the fields as JSON, with Content-Type: application/json.')
  if (error.statusCode !== undefined && error.statusCode < 500)
    return problem(
      'unreadable',
      'Check that what you send is JSON in UTF-8, with every bracket and quote closed.',
    )
  return null
}

const tokenMissing =
  'Send your token with the request: Authorization: Bearer hf_… The page /api says how to get one.'
const tokenWrong =
  'This token does not work: it was mistyped, revoked or has expired, or the person who made it no longer acts for the council.'

/** Who asks, by the token and by nothing else; and whether they have asked too often. */
function knowTheToken(app: FastifyInstance, deps: Deps): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ vary: 'authorization', 'cache-control': 'private, no-cache' })
    const { asker, allowance } = await knowToken(
      { ...deps, db: deps.db.$pickTables<keyof PeopleTables>() },
      { token: bearerOf(request), address: request.ip, now: deps.clock.now() },
    )
    void reply.headers(allowanceHeaders(allowance))
    if (allowance.remaining < 0) {
      void reply.header('retry-after', `${allowance.resetSeconds}`)
      throw new TooManyRequests('Too many requests.')
    }
    if (asker === null && bearerOf(request) !== null) throw new TokenNeeded('This token does not work.')
    request.apiAsker = asker
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    /** A request with an idempotency key that is being carried out. */
    repeatable?: Repeatable
  }
}

/** A post with a key of its own is carried out once; whoever sends it again gets the same answer. */
function carryOutOnce(app: FastifyInstance, deps: Deps): void {
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    const token = bearerOf(request)
    if (request.method !== 'POST' || typeof key !== 'string' || !token || !request.apiAsker) return undefined
    const of = {
      token,
      key,
      request: `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`,
    }
    const begun = await beginOnce(deps, request.apiAsker.viewer, of)
    if (begun.type === 'new') {
      request.repeatable = of
      return undefined
    }
    if (begun.type === 'answered') {
      const { status, headers, body } = begun.answer
      return reply
        .code(status)
        .headers({ ...headers, 'idempotent-replayed': 'true' })
        .send(body)
    }
    return sendProblem(
      reply,
      begun.type === 'other-request'
        ? problem(
            'key-used',
            'Use a new key for each new request, and the same key only to send the same one again.',
          )
        : problem(
            'still-at-work',
            'It is still being carried out, or was cut off. Look whether it was done; if it was not, send it with a new key.',
          ),
    )
  })
  app.addHook('onSend', async (request, reply, payload) => {
    const { repeatable, apiAsker } = request
    if (repeatable && apiAsker) {
      const answer = typeof payload === 'string' && reply.statusCode < 500 ? keptFrom(reply, payload) : null
      await endOnce(deps, apiAsker.viewer, repeatable, answer)
    }
    return payload
  })
}

const keptHeaders = ['content-type', 'etag', 'location'] as const

function keptFrom(reply: FastifyReply, body: string) {
  const headers = keptHeaders.flatMap((name): [string, string][] => {
    const value = reply.getHeader(name)
    return value === undefined ? [] : [[name, String(value)]]
  })
  return { status: reply.statusCode, headers: Object.fromEntries(headers), body }
}
