import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from './errors.ts'
import { isId, type Id } from './id.ts'
import { actsForCouncil, type CouncilViewer, type Viewer } from './viewer.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; null for everybody else. Set before any handler runs. */
    viewer: Viewer | null
  }
}

/** The page asked for needs somebody to be signed in; they come back to it afterwards. */
export class SignInNeeded extends Error {
  override name = 'SignInNeeded'
}

/** Signed in, but acting for no council, where the page is about one. */
export class CouncilNeeded extends Error {
  override name = 'CouncilNeeded'
}

export function requireViewer(request: FastifyRequest): Viewer {
  if (!request.viewer) throw new SignInNeeded('Sign in to see this page.')
  return request.viewer
}

export function requireCouncil(request: FastifyRequest): CouncilViewer {
  const viewer = requireViewer(request)
  if (!actsForCouncil(viewer)) throw new CouncilNeeded('This page is for people who act for a council.')
  return viewer
}

/** The operator of the instance; for anybody else the page does not exist. */
export function requireOperator(request: FastifyRequest): Viewer {
  const viewer = requireViewer(request)
  if (!viewer.operator) throw new NotFound('Not an operator.')
  return viewer
}

/** An id from the address; text that cannot be one names nothing. */
export function idFrom<Name extends string>(request: FastifyRequest, name: string): Id<Name> {
  const text = textFrom(request, name)
  if (!isId<Name>(text)) throw new NotFound('Not an id.')
  return text
}

/** A named part of the address. */
export function textFrom(request: FastifyRequest, name: string): string {
  const { params } = request
  if (typeof params === 'object' && params !== null && name in params) {
    const value: unknown = Object.entries(params).find(([key]) => key === name)?.[1]
    if (typeof value === 'string') return value
  }
  throw new NotFound(`The address has no ${name}.`)
}

/** A value from the address's query, or the empty text. */
export function queryFrom(request: FastifyRequest, name: string): string {
  return readForm(request.query)[name] ?? ''
}

/** A posted form, or a query: names and texts. Of a name that comes twice, the last; see `readList` for all. */
export type Form = Readonly<Record<string, string>>

export function readForm(body: unknown): Form {
  if (typeof body !== 'object' || body === null) return {}
  const form: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value
    if (typeof last === 'string') form[name] = last.replace(/\r\n/g, '\n')
  }
  return form
}

/** Every value of one name, for boxes of which several may be ticked. */
export function readList(body: unknown, name: string): string[] {
  if (typeof body !== 'object' || body === null) return []
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1]
  if (Array.isArray(value)) return value.filter((member): member is string => typeof member === 'string')
  return typeof value === 'string' ? [value] : []
}

export async function sendPage(
  reply: FastifyReply,
  page: { html: string },
  status = 200,
): Promise<FastifyReply> {
  // As bytes: a text would be gone through once to be measured and once more to be sent.
  return reply.code(status).type('text/html; charset=utf-8').send(Buffer.from(page.html))
}

/** After something was done: go and look. A reload then repeats nothing. */
export async function seeOther(reply: FastifyReply, path: string): Promise<FastifyReply> {
  return reply.redirect(path, 303)
}

/** Whether the asker is a script of ours that wants data, not a page. */
export function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('application/json') ?? false
}

/** A file to keep, always as an attachment that no browser will run. */
export async function sendFile(
  reply: FastifyReply,
  file: { name: string; type: string; bytes: Uint8Array | string },
): Promise<FastifyReply> {
  return reply
    .header('content-disposition', `attachment; filename="${file.name.replace(/[^A-Za-z0-9._-]/g, '-')}"`)
    .type(file.type)
    .send(typeof file.bytes === 'string' ? file.bytes : Buffer.from(file.bytes))
}
