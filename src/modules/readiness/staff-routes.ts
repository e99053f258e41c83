import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireCouncil, seeOther, sendPage, textFrom, wantsJson } from '#platform/http.ts'
import { inTransaction } from '#platform/database.ts'
import { namesOfPeople, type PeopleTables } from '#modules/people/index.ts'
import { answerBlockers } from '#modules/round/index.ts'
import { emptyDraft, readingOf } from './answer.ts'
import { links } from './links.ts'
import { officeWords } from './office-words.ts'
import type { AnswerPages } from './pages.ts'
import { ownAnswersFor, roundFor } from './queries.ts'
import { officeSpread, partOf, statementsFor } from './round-model.ts'
import { seesOffices } from './sees.ts'
import { closeStaff, ownStaffAnswers, saveStaffAnswer, type StaffRefusal } from './staff-commands.ts'
import { readingWords, refusalWords } from './text.ts'
import { formatInstant } from '#ui/format.ts'
import { officesPage, type OfficeRow } from './views/offices-page.ts'
import { staffPage } from './views/staff-page.ts'
import { drawRound } from './round-routes.ts'

const levels: Readonly<Record<string, 1 | 2 | 3 | 4 | 5>> = {
  'level-1': 1,
  'level-2': 2,
  'level-3': 3,
  'level-4': 4,
  'level-5': 5,
}

/** What staff answer, its closing, and how a council's own offices differ. */
export function staffRoutes(app: FastifyInstance, deps: AnswerPages): void {
  app.get(links.staffAnswer(':round', ':item'), async (request, reply) => drawStaff(deps, request, reply, {}))

  app.post(links.staffAnswer(':round', ':item'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const at = { round: idFrom<'round'>(request, 'round'), item: textFrom(request, 'item') }
    const reading = readForm(request.body)['reading']
    if (reading === undefined)
      return drawStaff(
        deps,
        request,
        reply,
        { errors: { reading: 'Choose one of these, or “I cannot say”' } },
        422,
      )
    const outcome = await saveStaffAnswer(deps, viewer, { ...at, level: levels[reading] ?? null })
    if ('refused' in outcome) {
      if (!wantsJson(request)) return drawStaff(deps, request, reply, { refused: outcome.refused }, 409)
      return reply.code(409).send({
        message: outcome.refused.map((refusal) => refusalWords(refusal, () => '', formatInstant)).join(' '),
      })
    }
    if (wantsJson(request)) return reply.send({})
    const view = await roundFor(deps, viewer, at.round)
    const asked = statementsFor(view, viewer)
    const next = asked[asked.findIndex(({ id }) => id === at.item) + 1]
    return seeOther(reply, next ? links.staffAnswer(at.round, next.id) : links.round(at.round))
  })

  app.post(links.closeStaff(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const outcome = await closeStaff(deps, viewer, id)
    return 'refused' in outcome
      ? drawRound(deps, request, reply, viewer, id, outcome.refused)
      : seeOther(reply, links.offices(id))
  })

  app.get(links.offices(':round'), async (request, reply) => drawOffices(deps, request, reply))
}

type Trouble = {
  readonly errors?: Readonly<Record<string, string>>
  readonly refused?: readonly StaffRefusal[]
}

async function drawStaff(
  deps: AnswerPages,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const id = idFrom<'round'>(request, 'round')
  const view = await roundFor(deps, viewer, id)
  if (partOf(viewer) !== 'staff') throw new NotFound('Not for staff.')
  const asked = statementsFor(view, viewer)
  const index = asked.findIndex((statement) => statement.id === textFrom(request, 'item'))
  const statement = asked[index]
  if (!statement) throw new NotFound('No such statement for staff.')
  const given = (await ownStaffAnswers(deps, viewer, id)).get(statement.id)
  const previous = asked[index - 1]
  const page = staffPage(request.shell, {
    view,
    statement,
    reading: deps.readingOf(statement),
    form: { values: { reading: given === undefined ? '' : `level-${given}` }, errors: trouble.errors ?? {} },
    position: {
      number: index + 1,
      of: asked.length,
      previous: previous ? links.staffAnswer(id, previous.id) : null,
    },
    refused: trouble.refused ?? [],
  })
  return sendPage(reply, page, status)
}

async function drawOffices(
  deps: AnswerPages,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  if (viewer.role !== 'lead' && viewer.role !== 'deputy') throw new NotFound('Only for those who lead.')
  const own = await ownAnswersFor(deps, viewer, idFrom<'round'>(request, 'round'))
  const people = await inTransaction(deps.db, viewer, (trx) =>
    namesOfPeople(trx.$pickTables<keyof PeopleTables>(), viewer, viewer.council),
  )
  const names = own.framework.levels.map(({ name }) => name)
  const rows: OfficeRow[] = own.statements.flatMap((statement) => {
    const drafts = own.offices.filter(({ item, draft }) => item === statement.id && readingOf(draft) !== null)
    const staff = own.staff?.counts[statement.id] ?? null
    if (drafts.length === 0 && staff === null) return []
    const agreed = readingOf(own.agreed.find(({ item }) => item === statement.id)?.draft ?? emptyDraft)
    return [
      {
        statement,
        spread: officeSpread(drafts.map(({ draft }) => draft)),
        agreed: agreed ? readingWords(agreed, names) : 'Not agreed yet',
        staff,
        said: drafts.map(({ holder, draft }) => {
          const person = people.find(({ id }) => id === holder)
          const reading = readingOf(draft)
          return {
            who: person?.office ? officeWords[person.office] : (person?.name ?? 'somebody who has left'),
            said: reading ? readingWords(reading, names) : '',
          }
        }),
      },
    ]
  })
  const sorted = rows.sort((a, b) => b.spread - a.spread)
  return sendPage(
    reply,
    officesPage(request.shell, {
      view: own,
      sees: seesOffices(own, viewer),
      rows: sorted,
      apart: sorted.filter(({ spread }) => spread >= 2).length,
      mayCloseStaff: own.terms.staff && own.staff === null && answerBlockers(own.round, viewer).length === 0,
    }),
  )
}
