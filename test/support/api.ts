import type { FastifyInstance } from 'fastify'
import { makeToken, type PeopleTables } from '#modules/people/index.ts'
import { bearerOf, type Scope } from '#platform/api-asker.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Deps } from '#root/app-deps.ts'
import { contractOf } from './contract.ts'

/** What came back: status, headers, and the body as JSON (as it was when it is none). */
export type Told = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly etag: string
  // The shape of a body is what the contract tests check; a story picks fields out of it.
  readonly body: Fields
  readonly text: string
}

/** A JSON object whose fields a test may look into as it goes. */
export type Fields = { readonly [name: string]: unknown }

/** A program that holds a token, or none. Every answer it gets is held to the OpenAPI document. */
export type Program = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Told>

export function program(app: FastifyInstance, token: string | null): Program {
  return async (method, path, body, headers = {}) => {
    const response = await app.inject({
      method,
      url: path.startsWith('/api') ? path : `/api/v1${path}`,
      headers: {
        host: 'localhost',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const contract = await contractOf(app)
    contract.hold({
      method,
      url: path.startsWith('/api') ? path : `/api/v1${path}`,
      status: response.statusCode,
      type: response.headers['content-type'] ?? '',
      text: response.body,
    })
    const isJson = String(response.headers['content-type']).includes('json')
    const parsed: unknown = isJson && response.body !== '' ? JSON.parse(response.body) : {}
    return {
      status: response.statusCode,
      headers: response.headers,
      etag: response.headers.etag ?? '',
      body: asFields(parsed),
      text: response.body,
    }
  }
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : { value }
}

/** The items of a list that came back. */
export function itemsOf(told: Told): Fields[] {
  const { items } = told.body
  return Array.isArray(items) ? items.map(asFields) : []
}

/** A field that is an object, to look into. */
export function inside(fields: Fields, name: string): Fields {
  return asFields(fields[name])
}

/** A token for somebody who leads, as they would make it on the page. */
export async function tokenOf(deps: Deps, viewer: CouncilViewer, scope: Scope, days = 90): Promise<string> {
  const db = deps.db.$pickTables<keyof PeopleTables>()
  const made = await makeToken({ db }, viewer, { name: `To ${scope}`, scope, days })
  if (!('done' in made)) throw new Error('Only those who lead make tokens.')
  const { secret } = made.done
  if (bearerOf({ headers: { authorization: `Bearer ${secret}` } }) !== secret)
    throw new Error('A token that its own header cannot carry.')
  return secret
}
