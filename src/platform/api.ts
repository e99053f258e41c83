import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static, type TObject, type TSchema } from 'typebox'
import { writeAs } from './api-check.ts'
import { allows, type ApiAsker, type Scope } from './api-asker.ts'
import { problem, problemKinds, Problem, type ProblemKind } from './api-problem.ts'
import { NotFound } from './errors.ts'
import { isId, type Id } from './id.ts'
import type { CouncilViewer } from './viewer.ts'

/** Where the API begins. A version that changes what a program relies on gets a new one. */
export const apiBase = '/api/v1'

const nothing = Type.Object({})
type Empty = typeof nothing

/**
 * One operation, said once: its schemas check what is sent, shape what is answered, and are the OpenAPI document. Handlers
 * call the same commands and queries as the pages do.
 */
export type Operation<
  Params extends TObject,
  Query extends TObject,
  Body extends TSchema,
  Answer extends TSchema,
> = {
  /** The name under which programs call it; never changed. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** After `/api/v1`, with `:names` for what varies. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly about?: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer: Answer
  /** 200 unless something is made. */
  readonly status?: 200 | 201
  /** Problems it may give beside those that any operation may give. */
  readonly problems?: readonly ProblemKind[]
  /** What is changed has versions: If-Match names the one that was seen. */
  readonly versioned?: boolean
}

export type Answered<Body> =
  | { readonly body: Body; readonly etag?: string; readonly location?: string }
  | { readonly problem: Problem; readonly etag?: string }

export type Asked<Params, Query, Body> = {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The version that If-Match names; 0 for "nothing was there". Only for operations that are `versioned`. */
  readonly seen: number
}

type Handler<Params extends TSchema, Query extends TSchema, Body extends TSchema, Answer extends TSchema> = (
  viewer: CouncilViewer,
  asked: Asked<Static<Params>, Static<Query>, Static<Body>>,
  asker: ApiAsker,
) => Promise<Answered<Static<Answer>>>

/** An operation that anybody may ask for, with a token or without. */
export function openOperation<
  Answer extends TSchema,
  Params extends TObject = Empty,
  Query extends TObject = Empty,
>(
  app: FastifyInstance,
  operation: Operation<Params, Query, Empty, Answer>,
  handle: (asked: Asked<Static<Params>, Static<Query>, unknown>) => Promise<Answered<Static<Answer>>>,
): void {
  addRoute(app, operation, null, (_request, asked) => handle(asked))
}

/** An operation for whoever holds a token that may do as much as `needs`. */
export function operation<
  Answer extends TSchema,
  Params extends TObject = Empty,
  Query extends TObject = Empty,
  Body extends TSchema = Empty,
>(
  app: FastifyInstance,
  needs: Scope,
  operation: Operation<Params, Query, Body, Answer>,
  handle: Handler<Params, Query, Body, Answer>,
): void {
  addRoute(app, operation, needs, (request, asked) => {
    const { apiAsker } = request
    if (apiAsker === null) throw new Error('An operation for tokens was reached without one.')
    return handle(apiAsker.viewer, asked, apiAsker)
  })
}

function addRoute<
  Params extends TObject,
  Query extends TObject,
  Body extends TSchema,
  Answer extends TSchema,
>(
  app: FastifyInstance,
  operation: Operation<Params, Query, Body, Answer>,
  needs: Scope | null,
  handle: (
    request: FastifyRequest,
    asked: Asked<Static<Params>, Static<Query>, Static<Body>>,
  ) => Promise<Answered<Static<Answer>>>,
): void {
  app.route({
    method: operation.method,
    url: operation.path,
    schema: schemaOf(operation, needs),
    config: { api: { id: operation.id, needs } },
    onRequest: async (request) => mustAllow(request.apiAsker, needs),
    handler: async (request, reply) => {
      const seen = operation.versioned && operation.method !== 'GET' ? versionFrom(request) : 0
      if (seen === null) return sendProblem(reply, problem('version-needed', versionWords))
      // Each part has passed its schema by now: that is what the compiler cannot see.
      const parts = request as Pick<
        Asked<Static<Params>, Static<Query>, Static<Body>>,
        'params' | 'query' | 'body'
      >
      const { params, query, body } = parts
      const answered = await handle(request, { params, query, body, seen })
      if ('etag' in answered && answered.etag !== undefined) void reply.header('etag', answered.etag)
      if ('problem' in answered) return sendProblem(reply, answered.problem)
      if (answered.location !== undefined) void reply.header('location', `${apiBase}${answered.location}`)
      return sendJson(request, reply.code(operation.status ?? 200), writeAs(operation.answer, answered.body))
    },
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    api?: { readonly id: string; readonly needs: Scope | null }
  }
}

/** No token where one is needed: 401. A token that may not do so much: 403, which tells nothing that is not in the document. */
export class TokenNeeded extends Error {
  override name = 'TokenNeeded'
}
export class ScopeNeeded extends Error {
  override name = 'ScopeNeeded'
  readonly needs: Scope
  constructor(needs: Scope) {
    super('The token may not do this.')
    this.needs = needs
  }
}

function mustAllow(asker: ApiAsker | null, needs: Scope | null): void {
  if (needs === null) return
  if (asker === null) throw new TokenNeeded('This needs a token.')
  if (!allows(asker.scope, needs)) throw new ScopeNeeded(needs)
}

const versionWords =
  'Read it first, and send the ETag you were given as If-Match, such as If-Match: "3". For what was never saved it is "0".'

/** The version in If-Match: `"3"`, or 3. Null when there is none that could be a version. */
function versionFrom(request: FastifyRequest): number | null {
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(request.headers['if-match']?.trim() ?? '')
  return found ? Number(found[1]) : null
}

export function etagOf(version: number): string {
  return `"${version}"`
}

/** Answers with JSON. What was read before and has not changed is not sent again. */
function sendJson(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && !reply.hasHeader('etag'))
    void reply.header('etag', `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`)
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (isRead && known?.includes(String(reply.getHeader('etag')))) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(text)
}

export function sendProblem(reply: FastifyReply, { status, ...rest }: Problem): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...rest, status }))
}

/** An id from an address; text that cannot be one names nothing. */
export function idOf<Name extends string>(text: string): Id<Name> {
  if (!isId<Name>(text)) throw new NotFound('Not an id.')
  return text
}

const always: readonly ProblemKind[] = ['too-many', 'fault']

function schemaOf(
  operation: Operation<TObject, TObject, TSchema, TSchema>,
  needs: Scope | null,
): Record<string, unknown> {
  const { id, tag, summary, about, params, query, body, answer, status = 200, method, versioned } = operation
  const kinds: ProblemKind[] = [
    ...(needs === null ? [] : (['no-token', 'not-allowed'] as const)),
    ...(params || query || body ? (['invalid'] as const) : []),
    ...(body ? (['unreadable', 'not-json', 'too-large'] as const) : []),
    ...(params ? (['not-found'] as const) : []),
    ...(versioned && method !== 'GET' ? (['version-needed', 'changed'] as const) : []),
    ...(method === 'POST' && needs ? (['still-at-work', 'key-used'] as const) : []),
    ...(operation.problems ?? []),
    ...always,
  ]
  const description = [about, needs === null ? 'Needs no token.' : `For tokens that may *${needs}*.`]
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: description.filter((part) => part !== undefined).join(' '),
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    ...headersOf(method, needs, versioned ?? false),
    security: needs === null ? [] : [{ token: [] }],
    response: {
      [status]: { description: summary, content: { 'application/json': { schema: answer } } },
      ...(method === 'GET' ? { 304: { description: 'Not changed since you read it.' } } : {}),
      ...problemResponses(kinds),
    },
  }
}

function headersOf(method: string, needs: Scope | null, versioned: boolean): { headers?: TObject } {
  const headers: Record<string, TSchema> = {}
  if (method === 'POST' && needs !== null)
    headers['idempotency-key'] = Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'A name of your own for this request. Sent again within a day, it gets the same answer.',
      }),
    )
  if (versioned && method !== 'GET')
    headers['if-match'] = Type.Optional(
      Type.String({ maxLength: 40, description: 'The ETag of what you have seen, such as "3".' }),
    )
  return Object.keys(headers).length === 0 ? {} : { headers: Type.Object(headers) }
}

function problemResponses(kinds: readonly ProblemKind[]): Record<string, unknown> {
  const byStatus = Map.groupBy(new Set(kinds), (kind) => problemKinds[kind].status)
  return Object.fromEntries(
    [...byStatus].map(([status, own]) => [
      status,
      {
        description: `${own.map((kind) => problemKinds[kind].title).join('; or: ')}.`,
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  )
}
