import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { Authority } from '#content/authority.ts'
import { listOf, listQuery, pieceOf } from '#platform/api-list.ts'
import { openOperation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { directoryOf, findCouncil, predecessorsOf, successorsOf, type Directory } from './directory.ts'
import { factsOf, type Fact } from './facts.ts'
import { otherBodies, type KnownAuthority } from './queries.ts'
import type { AuthoritiesPages } from './routes.ts'
import { longestSearch, searchCouncils, type Hit } from './search.ts'

const text = (description: string) => Type.String({ description })

const CouncilLine = Type.Object(
  {
    code: text('The statisticians’ code (GSS), or one that this service gave to another body.'),
    name: text('The full name.'),
    kind: text('What kind of council or body it is.'),
    endedOn: Type.Union([Type.String({ format: 'date' }), Type.Null()], {
      description: 'The last day of a council that has been abolished.',
    }),
    address: text('Its page for people.'),
  },
  { title: 'CouncilLine' },
)

const Council = Type.Object(
  {
    ...CouncilLine.properties,
    facts: Type.Array(
      Type.Object({
        name: Type.String(),
        label: Type.String(),
        unit: Type.Union([Type.String(), Type.Null()]),
        value: Type.Union([Type.String(), Type.Number(), Type.Array(Type.String()), Type.Null()]),
        source: Type.Object({
          name: Type.String(),
          publisher: Type.String(),
          date: Type.String(),
          licence: Type.String(),
        }),
      }),
    ),
    replaced: Type.Array(Type.String(), { description: 'Codes of the councils it took over from.' }),
    replacedBy: Type.Array(Type.String(), { description: 'Codes of the councils that took over from it.' }),
  },
  { title: 'Council' },
)

type Line = Static<typeof CouncilLine>

/** The councils, for programs: public, as the pages are. */
export function authoritiesApi(app: FastifyInstance, deps: AuthoritiesPages): void {
  const directory = directoryOf(deps.content)
  const others = () =>
    inTransaction(deps.db, { kind: 'visitor', now: deps.clock.now() }, (trx) => otherBodies(trx))

  openOperation(
    app,
    {
      id: 'listCouncils',
      method: 'GET',
      path: '/councils',
      tag: 'Councils',
      summary: 'The councils there are',
      about: 'With `q`, those that the text may mean, best first, abolished ones too.',
      query: Type.Object({
        q: Type.Optional(
          Type.String({ maxLength: longestSearch, description: 'A name, former name or code.' }),
        ),
        ...listQuery,
      }),
      answer: listOf('CouncilList', CouncilLine),
    },
    async ({ query }) => {
      const bodies = await others()
      const lines =
        query.q === undefined
          ? [...directory.councils.map(councilLine), ...bodies.map(bodyLine)]
          : searchCouncils(directory, bodies, query.q).map(lineOfHit)
      return {
        body: pieceOf(
          lines,
          ({ code }) => code,
          query,
          (line) => line,
        ),
      }
    },
  )

  openOperation(
    app,
    {
      id: 'getCouncil',
      method: 'GET',
      path: '/councils/:council',
      tag: 'Councils',
      summary: 'One council and its facts',
      params: Type.Object({ council: Type.String({ description: 'Its code, or its name in addresses.' }) }),
      answer: Council,
    },
    async ({ params }) => ({ body: councilNamed(deps, directory, await others(), params.council) }),
  )
}

function councilNamed(
  deps: AuthoritiesPages,
  directory: Directory,
  bodies: readonly KnownAuthority[],
  name: string,
): Static<typeof Council> {
  const first = findCouncil(directory, name)
  const found = first?.type === 'moved' ? findCouncil(directory, first.slug) : first
  if (found?.type === 'council') {
    const { council } = found
    const { identity, place, money } = factsOf(council, deps.content.authorityColumns)
    const facts = [...identity, ...place, ...money].map(factOf)
    const replaced = predecessorsOf(directory, council).map(({ code }) => code)
    return { ...councilLine(council), facts, replaced, replacedBy: [] }
  }
  if (found?.type === 'former') {
    const { former } = found
    const replaced = directory.former.filter(({ successors }) => successors.includes(former.code))
    return {
      ...lineOfHit({ type: 'former', former }),
      facts: [],
      replaced: replaced.map(({ code }) => code),
      replacedBy: successorsOf(directory, former).map(({ code }) => code),
    }
  }
  const body = bodies.find(({ code }) => code.toLowerCase() === name.toLowerCase())
  if (!body) throw new NotFound('No council of that name.')
  return { ...bodyLine(body), facts: [], replaced: [], replacedBy: [] }
}

function factOf({ column, value }: Fact): Static<typeof Council>['facts'][number] {
  const { name, publisher, date, licence } = column.source
  return {
    name: column.column,
    label: column.label,
    unit: column.unit ?? null,
    value: typeof value === 'object' && value !== null ? [...value] : value,
    source: { name, publisher, date, licence },
  }
}

function councilLine({ code, name, kind, slug }: Authority): Line {
  return { code, name, kind, endedOn: null, address: `/councils/${slug}` }
}

function bodyLine({ code, name, kind, endedOn }: KnownAuthority): Line {
  return { code, name, kind, endedOn, address: `/councils/${code.toLowerCase()}` }
}

function lineOfHit(hit: Hit): Line {
  if (hit.type === 'council') return councilLine(hit.council)
  if (hit.type === 'other')
    return bodyLine({ ...hit.body, shortName: hit.body.name, endedOn: null, isListed: false })
  const { code, name, lastDay, slug } = hit.former
  return { code, name, kind: 'abolished', endedOn: lastDay, address: `/councils/${slug}` }
}
