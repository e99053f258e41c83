import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { Content } from '#content/content.ts'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import { invalid, problem } from '#platform/api-problem.ts'
import { idOf, openOperation, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import { assumptionNames } from '../group-assumptions.ts'
import type { GroupDesk } from '../group-desk.ts'
import { mostReach, readGroup } from '../group-form.ts'
import type { Search } from '../group-search-store.ts'
import type { FindingDeps } from '../interest-commands.ts'
import { links } from '../links.ts'
import { presentCouncils } from '../present-councils.ts'
import { closed, code, Made, Done, service, tag, uuid } from './parts.ts'

export type GroupsApi = FindingDeps & {
  readonly groups: GroupDesk
  readonly url: string
  readonly content: Pick<Content, 'authorities' | 'serviceBudgets'>
}

const assumptions = Type.Object(
  Object.fromEntries(assumptionNames.map((name) => [name, Type.Optional(Type.Number())])),
  { ...closed, description: 'What is left out is the usual. What each means stands on the page.' },
)
const wanted = Type.Object(
  {
    service,
    size: Type.Integer({ minimum: 2, maximum: 5 }),
    council: Type.Optional(Type.String({ maxLength: 20, description: 'A council that must be in it.' })),
    reach: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: mostReach,
        description: 'Kilometres between any two; no limit unless said.',
      }),
    ),
    assumptions: Type.Optional(assumptions),
  },
  closed,
)
const whole = Type.Integer()
const Group = Type.Object({
  councils: Type.Array(code),
  expectedPence: Type.Integer({ description: 'A year, for all of them together, over ten years.' }),
  lowPence: whole,
  highPence: whole,
  furthestKm: Type.Number(),
  savesWithHalf: Type.Boolean({
    description: 'Whether it still saves something if half as much of the cost stays the same.',
  }),
  within: Type.Union([Type.Array(code), Type.Null()], {
    description: 'The smaller group within it that saves most for each member.',
  }),
})
const GroupSearch = Type.Object(
  {
    id: uuid,
    page: Type.String({ description: 'The same for people, with what is assumed and who says so.' }),
    state: Type.Enum(['waiting', 'running', 'done', 'stopped', 'too-many', 'failed']),
    before: Type.Union([whole, Type.Null()], { description: 'Searches before it, while it waits.' }),
    progress: Type.Union([Type.Object({ done: whole, of: whole, scored: whole }), Type.Null()]),
    found: Type.Union([
      Type.Object({
        scored: Type.Integer({ description: 'Groups scored: all there are within reach.' }),
        unstable: whole,
        among: Type.Integer({ description: 'Councils that a group could be made of.' }),
        groups: Type.Array(Group, { description: 'None: under these assumptions sharing saves nothing.' }),
      }),
      Type.Null(),
    ]),
  },
  { title: 'GroupSearch' },
)
const bySearch = Type.Object({ search: uuid })

function shapeOf(url: string, { id, state }: Search): Static<typeof GroupSearch> {
  const found = state.type === 'done' ? state.found : null
  return {
    id,
    page: `${url}${links.group(id)}`,
    state: state.type,
    before: state.type === 'waiting' ? state.before : null,
    progress: state.type === 'running' ? { ...state.progress } : null,
    found: found && {
      scored: found.scored,
      unstable: found.unstable,
      among: found.among,
      groups: found.lines.map((line) => ({
        ...line,
        councils: [...line.councils],
        within: line.within && [...line.within],
      })),
    },
  }
}

/** The best group for a service, for programs: ask, look how far it is, read what was found. */
export function groupsApi(app: FastifyInstance, deps: GroupsApi): void {
  operation(
    app,
    'read',
    {
      id: 'searchGroups',
      method: 'POST',
      path: '/groups',
      tag,
      summary: 'Search every group of 2 to 5 English councils for one service',
      about:
        'A way to see what assumptions lead to; no forecast. Ask again at its address until it is done. It is forgotten after a day.',
      body: wanted,
      answer: Made,
      status: 201,
      problems: ['too-many'],
    },
    async (_viewer, { body }) => {
      const councils = await presentCouncils({ ...deps, db: deps.db.$pickTables<keyof AuthoritiesTables>() })
      const typed = { ...body.assumptions, ...body, assumptions: undefined }
      const fields = Object.fromEntries(
        Object.entries(typed).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      )
      const read = readGroup(fields, { ...deps.content, authorities: councils })
      if ('form' in read)
        return invalid(
          Object.entries(read.form.errors).map(([field, says]) => ({
            field: assumptionNames.some((name) => name === field) ? `assumptions.${field}` : field,
            says,
          })),
        )
      const id = await deps.groups.start(read.value)
      if (id === null) return { problem: problem('too-many', 'Other searches wait. Ask again in a minute.') }
      return { body: { id }, location: `/groups/${id}` }
    },
  )
  openOperation(
    app,
    {
      id: 'getGroupSearch',
      method: 'GET',
      path: '/groups/:search',
      tag,
      summary: 'How far a search has come, and what it found',
      params: bySearch,
      answer: GroupSearch,
    },
    async ({ params }) => {
      const search = await deps.groups.find(idOf(params.search))
      if (!search) throw new NotFound('No such search: they are kept for a day.')
      return { body: shapeOf(deps.url, search) }
    },
  )
  operation(
    app,
    'read',
    {
      id: 'stopGroupSearch',
      method: 'POST',
      path: '/groups/:search/stop',
      tag,
      summary: 'Stop a search',
      params: bySearch,
      answer: Done,
    },
    async (_viewer, { params }) => {
      await deps.groups.stop(idOf(params.search))
      return { body: { done: true } }
    },
  )
}
