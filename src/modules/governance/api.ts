import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { changed, invalid, refused } from '#platform/api-problem.ts'
import { etagOf, idOf, operation } from '#platform/api.ts'
import { mostVotes } from './power.ts'
import { enterPower, powerFor, type GovernanceDeps, type PowerView } from './store.ts'
import { powerRefusalWords, powerSentences } from './text.ts'

const tag = 'Power'
const byPartnership = Type.Object({ partnership: Type.String() })
const share = Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()])
const PowerSchema = Type.Object(
  {
    version: Type.Integer({ description: '0 while nothing has been typed in.' }),
    quota: Type.Union([Type.Integer(), Type.Null()], { description: 'Votes that a motion needs.' }),
    councils: Type.Array(
      Type.Object({
        council: Type.String(),
        votes: Type.Integer(),
        shapleyShubik: share,
        banzhaf: share,
        costShare: share,
        vetoes: Type.Boolean(),
        neverDecides: Type.Boolean(),
      }),
    ),
    says: Type.Array(Type.String(), { description: 'What stands out, in sentences.' }),
  },
  { title: 'Power' },
)

function shown({ report, version, partnership }: PowerView): Static<typeof PowerSchema> {
  const nameOf = (code: string) =>
    partnership.members.find(({ council }) => council === code)?.shortName ?? 'A council'
  return {
    version,
    quota: report?.quota ?? null,
    councils: (report?.weights ?? []).map(
      ({ council, votes, shapleyShubik, banzhaf, costShare, vetoes, neverDecides }) => ({
        council,
        votes,
        shapleyShubik,
        banzhaf,
        costShare,
        vetoes,
        neverDecides,
      }),
    ),
    says: report ? powerSentences(report, nameOf) : [],
  }
}

/** Power for programs. */
export function governanceApi(app: FastifyInstance, deps: GovernanceDeps): void {
  operation(
    app,
    'read',
    {
      id: 'getPower',
      method: 'GET',
      path: '/partnerships/:partnership/power',
      tag,
      summary: 'What each council would weigh in a vote, beside what it pays',
      params: byPartnership,
      answer: PowerSchema,
    },
    async (viewer, { params }) => {
      const view = await powerFor(deps, viewer, idOf(params.partnership))
      return { body: shown(view), etag: etagOf(view.version) }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'putPower',
      method: 'PUT',
      path: '/partnerships/:partnership/power',
      tag,
      summary: 'Type in votes, cost and the votes that a motion needs',
      about: 'Every partner sees it. Each version is kept.',
      params: byPartnership,
      body: Type.Object(
        {
          quota: Type.Integer({ minimum: 1, maximum: mostVotes }),
          seats: Type.Array(
            Type.Object(
              {
                council: Type.String({ maxLength: 40 }),
                votes: Type.Integer({ minimum: 0, maximum: mostVotes }),
                pence: Type.Integer({
                  minimum: 0,
                  maximum: 1e13,
                  description: 'What it pays a year, in pence; 0 when not known.',
                }),
              },
              { additionalProperties: false },
            ),
            { minItems: 1, maxItems: 60 },
          ),
        },
        { additionalProperties: false },
      ),
      answer: PowerSchema,
      versioned: true,
      problems: ['refused', 'changed'],
    },
    async (viewer, { params, body, seen }) => {
      const id = idOf<'partnership'>(params.partnership)
      const { members } = await powerFor(deps, viewer, id)
      const wanted = body.seats.map(({ council }) => council).sort()
      const present = members.map(({ council }) => council).sort()
      if (wanted.join() !== present.join())
        return invalid([
          {
            field: 'seats',
            says: 'Name every council that has joined the partnership, each once, and no other.',
          },
        ])
      const outcome = await enterPower(deps, viewer, id, { committee: body, seen })
      if ('refused' in outcome) return refused(outcome.refused, powerRefusalWords)
      if ('faults' in outcome)
        return invalid(
          outcome.faults.map(({ field, says }) => ({ field: field === 'quota' ? 'quota' : 'seats', says })),
        )
      const view = await powerFor(deps, viewer, id)
      if ('conflict' in outcome) return changed(shown(view), body)
      return { body: shown(view), etag: etagOf(view.version) }
    },
  )
}
