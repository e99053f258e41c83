import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import {
  offices,
  phases,
  type Area,
  type Framework as Noun,
  type Statement as Asked,
} from '#content/framework.ts'
import { openOperation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { ReadinessPages } from '../pages.ts'

const text = Type.String()
const level = Type.Integer({ minimum: 1, maximum: 5 })

export const Statement = Type.Object(
  {
    item: Type.String({ description: 'Its id, stable for ever.' }),
    number: text,
    area: Type.String({ description: 'The id of its area.' }),
    statement: text,
    question: text,
    why: text,
    offices: Type.Array(Type.Enum([...offices])),
    phases: Type.Array(Type.Enum([...phases])),
    gate: Type.Boolean({ description: 'Below the level needed, nothing else makes up for it.' }),
    levels: Type.Array(text, { description: 'What one sees at levels 1 to 5.', minItems: 5, maxItems: 5 }),
    ask: Type.String({ description: 'The question to ask when answers differ.' }),
  },
  { title: 'Statement' },
)

const FrameworkLine = Type.Object(
  { id: text, version: text, title: text, summary: text, date: text, licence: text, source: text },
  { title: 'FrameworkLine' },
)

const Framework = Type.Object(
  {
    ...FrameworkLine.properties,
    levels: Type.Array(Type.Object({ level, name: text, meaning: text })),
    ambitions: Type.Array(
      Type.Object({
        id: text,
        letter: text,
        name: text,
        meaning: text,
        needs: Type.Record(Type.String(), level, { description: 'The level that each area needs.' }),
      }),
      { description: 'From the smallest to the largest.' },
    ),
    areas: Type.Array(
      Type.Object({ id: text, number: Type.Integer(), name: text, theme: text, summary: text }),
    ),
    statements: Type.Array(Statement),
  },
  { title: 'Framework' },
)

/** The frameworks, for programs: public content. */
export function frameworksApi(
  app: FastifyInstance,
  { frameworks }: Pick<ReadinessPages, 'frameworks'>,
): void {
  const tag = 'Frameworks'
  openOperation(
    app,
    {
      id: 'listFrameworks',
      method: 'GET',
      path: '/frameworks',
      tag,
      summary: 'What a round can be about',
      answer: Type.Object({ items: Type.Array(FrameworkLine) }, { title: 'FrameworkList' }),
    },
    async () => ({ body: { items: [...frameworks] } }),
  )
  openOperation(
    app,
    {
      id: 'getFramework',
      method: 'GET',
      path: '/frameworks/:framework',
      tag,
      summary: 'One framework with its statements, as it is today',
      about: 'A round keeps the version it began with: see its own statements.',
      params: Type.Object({ framework: Type.String() }),
      answer: Framework,
    },
    async ({ params }) => {
      const framework = frameworks.find(({ id }) => id === params.framework)
      if (!framework) throw new NotFound('No such framework.')
      return { body: shownFramework(framework) }
    },
  )
}

function shownFramework(framework: Noun): Static<typeof Framework> {
  const { id, version, title, summary, date, licence, source, levels, ambitions, areas } = framework
  const statements = areas.flatMap((area) =>
    area.statements.map((statement) => shownStatement(statement, area)),
  )
  return { id, version, title, summary, date, licence, source, levels, ambitions, areas, statements }
}

export function shownStatement(statement: Asked, area: Pick<Area, 'id'>): Static<typeof Statement> {
  const { id, number, question, why, gate, levels, ask } = statement
  return {
    item: id,
    number,
    area: area.id,
    statement: statement.statement,
    question,
    why: why.text,
    offices: statement.offices,
    phases: statement.phases,
    gate,
    levels: [...levels],
    ask,
  }
}
