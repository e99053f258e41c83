import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { scopes } from '#platform/api-asker.ts'
import { apiBase, openOperation, operation } from '#platform/api.ts'
import { roles } from '#modules/people/index.ts'
import type { Deps } from './app-deps.ts'

export const apiVersion = '1.0.0'

/** The parts of the API in the order in which one meets them. */
export const tags = [
  { name: 'Start', description: 'Where everything is, and what your token is.' },
  { name: 'Councils', description: 'The councils there are, public.' },
  { name: 'Partner finding', description: 'Who is like whom, when contracts end, and what is offered.' },
  { name: 'Register', description: 'What councils share or have shared, public.' },
  { name: 'Frameworks', description: 'The statements that councils hold themselves against, public.' },
  { name: 'Partnerships', description: 'Who is in, and who is invited.' },
  { name: 'Business case', description: 'The baseline, the case, and every run of it.' },
  {
    name: 'Sharing the cost',
    description: 'Who pays what, whether a split holds, and what leaving would mean.',
  },
  { name: 'Rounds', description: 'A round from its start to its archive.' },
  { name: 'Terms', description: 'What every council agrees to before anything is answered.' },
  {
    name: 'Answers',
    description: 'What your own council writes. Nobody else sees it before the answers open.',
  },
  { name: 'Sealing', description: 'Check, seal, wait and open.' },
  { name: 'Board', description: 'What is open once all answers are.' },
  {
    name: 'Trust',
    description: 'How far councils trust each other, opened as far as the most private choice lets it.',
  },
  { name: 'Leaving', description: 'Exit plans, terms, notice, settlement and lessons.' },
  { name: 'Pulse', description: 'Five questions a quarter, answered without a name.' },
  { name: 'Power', description: 'Who would carry a vote, beside who pays.' },
  {
    name: 'Aims and terms',
    description: 'The ladder, the aims and the terms board. A board opens no council’s own position.',
  },
  { name: 'Conversations', description: 'What comes of the differences.' },
]

/** The document is made from the schemas that check and write, so that it cannot say anything else than what is done. */
export function openApiOptions(url: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Handfast',
        version: apiVersion,
        summary: 'For councils that share services, or are thinking of it.',
        description:
          'The same commands and queries as the pages, as JSON. A token acts for one council, and no token shows another council’s answers before they open. A change that could break a program is announced 12 months before.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url }],
      tags,
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token made at /people/tokens.' },
        },
      },
    },
  }
}

/** The index, the document, and what a token is. */
export function describeApi(app: FastifyInstance, deps: Deps): void {
  const Index = Type.Object(
    {
      name: Type.String(),
      version: Type.String(),
      documentation: Type.String({ description: 'The page for people.' }),
      openapi: Type.String({ description: 'The document for programs.' }),
      links: Type.Record(Type.String(), Type.String(), { description: 'Where to begin.' }),
    },
    { title: 'Index' },
  )
  openOperation(
    app,
    { id: 'getIndex', method: 'GET', path: '/', tag: 'Start', summary: 'Where everything is', answer: Index },
    async () => ({
      body: {
        name: 'Handfast',
        version: apiVersion,
        documentation: `${deps.url}/api`,
        openapi: `${deps.url}${apiBase}/openapi.json`,
        links: {
          token: `${apiBase}/token`,
          councils: `${apiBase}/councils`,
          arrangements: `${apiBase}/arrangements`,
          frameworks: `${apiBase}/frameworks`,
          partnerships: `${apiBase}/partnerships`,
        },
      },
    }),
  )
  openOperation(
    app,
    {
      id: 'getOpenApi',
      method: 'GET',
      path: '/openapi.json',
      tag: 'Start',
      summary: 'The whole API as an OpenAPI 3.1 document',
      answer: Type.Record(Type.String(), Type.Unknown()),
    },
    async () => ({ body: documentOf(app) }),
  )
  tokenOperation(app)
}

function tokenOperation(app: FastifyInstance): void {
  operation(
    app,
    'read',
    {
      id: 'getToken',
      method: 'GET',
      path: '/token',
      tag: 'Start',
      summary: 'What your token is and may do',
      answer: Type.Object(
        {
          council: Type.Object({ code: Type.String(), name: Type.String() }),
          person: Type.String({ description: 'Whom it acts as.' }),
          role: Type.Enum([...roles], {
            description: 'The role it acts in now; never above the person’s own.',
          }),
          name: Type.String(),
          may: Type.Enum([...scopes]),
          expiresAt: Type.String({ format: 'date-time' }),
        },
        { title: 'Token' },
      ),
    },
    async (viewer, _asked, asker) => ({
      body: {
        council: { code: viewer.council, name: asker.councilName },
        person: viewer.name,
        role: viewer.role,
        name: asker.tokenName,
        may: asker.scope,
        expiresAt: asker.expiresAt.toISOString(),
      },
    }),
  )
}

const documents = new WeakMap<FastifyInstance, Record<string, unknown>>()

/** The document, drawn up once: schemas with a title become components that the operations refer to. */
export function documentOf(app: FastifyInstance): Record<string, unknown> {
  const known = documents.get(app)
  if (known) return known
  const made = hoisted(app.swagger())
  documents.set(app, made)
  return made
}

type Tree = { [name: string]: unknown }

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hoisted(document: unknown): Tree {
  const schemas: Tree = {}
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isTree(value)) return value
    const inner = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)]))
    const { title } = inner
    // Titles of ours are single words; `info.title` is not a schema.
    if (typeof title !== 'string' || !('type' in inner || 'anyOf' in inner)) return inner
    schemas[title] = inner
    return { $ref: `#/components/schemas/${title}` }
  }
  const made = walk(document)
  if (!isTree(made)) throw new Error('There is no OpenAPI document.')
  const components = isTree(made['components']) ? made['components'] : {}
  return { ...made, components: { ...components, schemas } }
}
