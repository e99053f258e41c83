import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { invalid, refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { londonDay } from '#platform/london.ts'
import { beInterested, openPartnership, takeInterestBack, type FindingDeps } from '../interest-commands.ts'
import { interestsFor } from '../interest-queries.ts'
import { freeOn, heldUntil, isHeld, takesRoom } from '../interest.ts'
import { refusalWords } from '../refusal-words.ts'
import { closed, code, day, Done, maybe, mustLead, service, tag, uuid } from './parts.ts'

const problems = ['refused'] as const

const Interests = Type.Object(
  {
    held: Type.Array(
      Type.Object({
        id: uuid,
        council: code,
        service: Type.String(),
        since: day,
        until: day,
        open: Type.Boolean({ description: 'Whether it can still be answered.' }),
        freeOn: Type.String({ format: 'date', description: 'The first day on which it takes up no place.' }),
      }),
      { description: 'Those that take up one of your five places, with those you took back.' },
    ),
    mutual: Type.Array(Type.Object({ id: uuid, council: code, service: Type.String(), partnership: maybe }), {
      description: 'Councils that have the same interest in yours.',
    }),
  },
  { title: 'Interests' },
)

/** A council's interest in another, for programs. What nobody else may know is in no list and no address. */
export function interestsApi(app: FastifyInstance, deps: FindingDeps): void {
  operation(
    app,
    'lead',
    {
      id: 'listInterests',
      method: 'GET',
      path: '/interests',
      tag,
      summary: 'The interests of your council, and those that are mutual',
      answer: Interests,
      problems,
    },
    async (viewer) => {
      const refusal = mustLead(viewer)
      if (refusal) return refusal
      const { held, matches } = await interestsFor(deps, viewer)
      const today = londonDay(viewer.now)
      return {
        body: {
          held: held
            .filter((one) => takesRoom(one, today))
            .map((one) => ({
              id: one.id,
              council: one.target,
              service: one.service,
              since: one.since,
              until: heldUntil(one),
              open: isHeld(one, today),
              freeOn: freeOn(one),
            })),
          mutual: matches.map(({ id, other, service: of, partnership }) => ({
            id,
            council: other,
            service: of,
            partnership,
          })),
        },
      }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'beInterested',
      method: 'POST',
      path: '/interests',
      tag,
      summary: 'Be interested in another council; it learns of it only if it is interested too',
      about: 'At most five at once, each held for 90 days. Whoever runs the server could work it out.',
      body: Type.Object({ council: code, service }, closed),
      answer: Type.Object({ mutual: Type.Boolean() }, { title: 'InterestOutcome' }),
      status: 201,
      problems,
    },
    async (viewer, { body }) => {
      const { names } = await interestsFor(deps, viewer)
      if (!names.has(body.council))
        return invalid([{ field: 'council', says: 'There is no council of this code.' }])
      const outcome = await beInterested(deps, viewer, { target: body.council, service: body.service })
      if ('refused' in outcome) return refused(outcome.refused, refusalWords)
      return { body: { mutual: outcome.done.match !== null } }
    },
  )
  afterwardsApi(app, deps)
}

function afterwardsApi(app: FastifyInstance, deps: FindingDeps): void {
  operation(
    app,
    'lead',
    {
      id: 'takeInterestBack',
      method: 'DELETE',
      path: '/interests/:interest',
      tag,
      summary: 'Take an interest back; its place stays taken for 30 days from when it began',
      params: Type.Object({ interest: uuid }),
      answer: Done,
      problems,
    },
    async (viewer, { params }) => {
      const refusal = mustLead(viewer)
      if (refusal) return refusal
      await takeInterestBack(deps, viewer, idOf(params.interest))
      return { body: { done: true } }
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'openMutualPartnership',
      method: 'POST',
      path: '/interests/mutual/:match/partnership',
      tag,
      summary: 'Open a private partnership with a council that is interested too',
      about: 'Whoever comes second gets the one that the first has opened.',
      params: Type.Object({ match: uuid }),
      answer: Type.Object({ partnership: uuid }, { title: 'OpenedPartnership' }),
      status: 201,
      problems,
    },
    async (viewer, { params }) => {
      const refusal = mustLead(viewer)
      if (refusal) return refusal
      return { body: { partnership: await openPartnership(deps, viewer, idOf(params.match)) } }
    },
  )
}
