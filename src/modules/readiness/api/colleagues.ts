import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { offices } from '#content/framework.ts'
import { namesOfPeople, type PeopleTables } from '#modules/people/index.ts'
import { operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { readingOf } from '../answer.ts'
import type { ReadinessPages } from '../pages.ts'
import { ownAnswersFor } from '../queries.ts'
import { closeStaff } from '../staff-commands.ts'
import { byRound, instant, ownViewOf, readings, readingText, refusedIn } from './parts.ts'

/** What colleagues of one's own council said: its offices by name, its staff as counts. */
export function colleaguesApi(app: FastifyInstance, deps: ReadinessPages): void {
  ownOfficesApi(app, deps)
  staffApi(app, deps)
}

const OfficeAnswers = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        item: Type.String(),
        number: Type.String(),
        person: Type.Union([Type.String(), Type.Null()], { description: 'Null for somebody who has left.' }),
        office: Type.Union([Type.Enum([...offices]), Type.Null()]),
        reading: Type.Union([Type.Enum([...readings]), Type.Null()]),
        reason: Type.String(),
        evidence: Type.String(),
      }),
    ),
  },
  { title: 'OfficeAnswersOfCouncil' },
)

function ownOfficesApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'answer',
    {
      id: 'listOffices',
      method: 'GET',
      path: '/rounds/:round/offices',
      tag: 'Answers',
      summary: 'How your own offices answered, for those who agree the council’s answer',
      params: byRound,
      answer: OfficeAnswers,
    },
    async (viewer, { params }) => {
      const view = await ownViewOf(deps, viewer, params.round)
      if (viewer.role !== 'lead' && viewer.role !== 'deputy') throw new NotFound('Only for those who lead.')
      const own = await ownAnswersFor(deps, viewer, view.round.id)
      const people = await inTransaction(deps.db, viewer, (trx) =>
        namesOfPeople(trx.$pickTables<keyof PeopleTables>(), viewer, viewer.council),
      )
      const items = own.statements.flatMap(({ id, number }) =>
        own.offices
          .filter(({ item }) => item === id)
          .map(({ holder, draft }): Static<typeof OfficeAnswers>['items'][number] => {
            const person = people.find((each) => each.id === holder)
            const reading = readingOf(draft)
            return {
              item: id,
              number,
              person: person?.name ?? null,
              office: person?.office ?? null,
              reading: reading && readingText(reading),
              reason: draft.reason,
              evidence: draft.evidence,
            }
          }),
      )
      return { body: { items } }
    },
  )
}

const StaffCounts = Type.Object(
  {
    closedAt: Type.Union([instant, Type.Null()], {
      description: 'Null while staff still answer: nothing shows before.',
    }),
    items: Type.Array(
      Type.Object({
        item: Type.String(),
        type: Type.Enum(['hidden', 'alike', 'counts'], {
          description: 'Hidden: fewer than five answered. Alike: all at one level, which is not told.',
        }),
        levels: Type.Optional(
          Type.Array(Type.Union([Type.Integer(), Type.Null()]), {
            description: 'How many at levels 1 to 5; null for fewer than five.',
          }),
        ),
        answered: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
      }),
    ),
  },
  { title: 'StaffCounts' },
)

function staffApi(app: FastifyInstance, deps: ReadinessPages): void {
  const read = {
    path: '/rounds/:round/staff-counts',
    tag: 'Answers',
    params: byRound,
    answer: StaffCounts,
  } as const
  const countsFor = async (viewer: CouncilViewer, round: string) => {
    const view = await ownViewOf(deps, viewer, round)
    const { staff } = await ownAnswersFor(deps, viewer, view.round.id)
    return {
      closedAt: staff?.closedAt.toISOString() ?? null,
      items: Object.entries(staff?.counts ?? {}).map(([item, count]) =>
        count.type === 'counts' ? { item, ...count, levels: [...count.levels] } : { item, ...count },
      ),
    }
  }
  operation(
    app,
    'read',
    { ...read, id: 'getStaffCounts', method: 'GET', summary: 'What your staff said, as counts' },
    async (viewer, { params }) => ({ body: await countsFor(viewer, params.round) }),
  )
  operation(
    app,
    'lead',
    {
      ...read,
      id: 'closeStaff',
      method: 'POST',
      path: '/rounds/:round/staff-counts/close',
      summary: 'Close staff answers for good: they become counts, and their rows are gone',
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await ownViewOf(deps, viewer, params.round)
      const outcome = await closeStaff(deps, viewer, view.round.id)
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return { body: await countsFor(viewer, params.round) }
    },
  )
}
