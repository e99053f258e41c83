import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance } from 'fastify'

/** The OpenAPI document as programs read it, and a check of every answer against it by another hand than the one that wrote it. */
export type Contract = {
  readonly document: Tree
  readonly operations: readonly Operation[]
  /** Fails when an answer is not what the document says: a status it does not know, another type, a field too few. */
  readonly hold: (answer: Answer) => void
}

export type Operation = {
  readonly id: string
  readonly method: string
  /** With `{names}`, as the document has it. */
  readonly path: string
  readonly about: Tree
}

type Answer = {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly type: string
  readonly text: string
}

export type Tree = { readonly [name: string]: unknown }

export function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

export function at(tree: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner, name) => treeOf(inner)[name], tree)
}

const contracts = new WeakMap<FastifyInstance, Promise<Contract>>()

/** The contract of one application, read as a program would read it. */
export function contractOf(app: FastifyInstance): Promise<Contract> {
  const known = contracts.get(app) ?? read(app)
  contracts.set(app, known)
  return known
}

async function read(app: FastifyInstance): Promise<Contract> {
  const response = await app.inject({ url: '/api/v1/openapi.json', remoteAddress: '192.0.2.1' })
  assert.equal(response.statusCode, 200)
  const document = treeOf(JSON.parse(response.body))
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { uuid: true, date: true, 'date-time': true, email: true },
  })
  ajv.addSchema({ $id: 'https://openapi.example/', ...document })
  const operations = Object.entries(treeOf(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(treeOf(methods)).map(([method, about]) => ({
      id: String(at(about, 'operationId')),
      method: method.toUpperCase(),
      path,
      about: treeOf(about),
    })),
  )
  const checks = new Map<string, ValidateFunction>()
  const check = (pointer: string) => {
    const made = checks.get(pointer) ?? ajv.compile({ $ref: `https://openapi.example/#${pointer}` })
    checks.set(pointer, made)
    return made
  }
  return { document, operations, hold: (answer) => hold(operations, check, answer) }
}

function hold(
  operations: readonly Operation[],
  check: (pointer: string) => ValidateFunction,
  { method, url, status, type, text }: Answer,
): void {
  const path = url.split('?')[0] ?? ''
  const found = operations.find((each) => each.method === method && patternOf(each.path).test(path))
  // What is no operation is answered by the one answer for that.
  if (!found) return assert.ok([401, 404, 429].includes(status), `${method} ${path} answers ${status}`)
  const said = `${method} ${found.path} (${status})`
  const responses = treeOf(found.about['responses'])
  assert.ok(String(status) in responses, `${said} is not in the document: ${text}`)
  if (status === 304) return assert.equal(text, '')
  const media = type.split(';')[0] ?? ''
  assert.ok(at(responses, String(status), 'content', media) !== undefined, `${said} as ${media}`)
  const pointer = [
    'paths',
    found.path,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    media,
    'schema',
  ]
    .map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')
  const fits = check(pointer)
  assert.ok(fits(JSON.parse(text)), `${said}: ${JSON.stringify(fits.errors)}\n${text}`)
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`)
}
