import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { calendarFile } from '#platform/calendar.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { readForm, seeOther, sendFile, sendPage, textFrom } from '#platform/http.ts'
import { isId } from '#platform/id.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { tablesOf } from './commands.ts'
import { readLessons } from './forms.ts'
import { nextMove, moves, type Leaving, type LeavingId, type Move, type Refusal } from './leaving.ts'
import {
  agreeToWithdrawal,
  blockersToMove,
  moveOn,
  withdrawalHash,
  withdrawNotice,
} from './leaving-commands.ts'
import { approveLessons, saveLessons } from './lessons-commands.ts'
import { concerned, leavingApproval } from './leaving-approval.ts'
import { loadLessons, publicLessons } from './leaving-store.ts'
import { links } from './links.ts'
import { load, writer, type ExitPages, type Loaded } from './pages.ts'
import { lessonsSubject, withdrawalSubject } from './queries.ts'
import { makeLeavingTasks } from './reorganisation-commands.ts'
import { reckonNotice } from './terms.ts'
import { nameIn } from './views/frame.ts'
import { leavingPage, timelineDays } from './views/leaving-page.ts'
import { lessonsPage, publicLessonsPage } from './views/lessons-pages.ts'

/** A parting that somebody may see. */
export async function leavingAt(
  deps: ExitPages,
  request: FastifyRequest,
): Promise<{ loaded: Loaded; leaving: Leaving; id: LeavingId }> {
  const loaded = await load(deps, request)
  const id = textFrom(request, 'leaving')
  const leaving = loaded.view.leavings.find((one) => one.id === id)
  if (!leaving || !isId<'leaving'>(id)) throw new NotFound('No such notice, or not yours to see.')
  return { loaded, leaving, id }
}

/** Partings: from the notice to the lessons. */
export function leavingRoutes(app: FastifyInstance, deps: ExitPages): void {
  app.get(links.leaving(':partnership', ':leaving'), async (request, reply) =>
    drawLeaving(deps, request, reply, []),
  )

  app.post(links.move(':partnership', ':leaving'), async (request, reply) => {
    const { loaded, id } = await leavingAt(deps, request)
    const to = Object.keys(moves).find((each): each is Move => each === readForm(request.body)['to'])
    if (!to) return drawLeaving(deps, request, reply, [], 422)
    const partnership = loaded.view.partnership.id
    const outcome = await moveOn(deps, writer(loaded), partnership, { leaving: id, to })
    if ('refused' in outcome) return drawLeaving(deps, request, reply, outcome.refused, 409)
    return seeOther(reply, `${links.leaving(partnership, id)}?done=moved`)
  })

  app.post(links.leavingTasks(':partnership', ':leaving'), async (request, reply) => {
    const { loaded, id } = await leavingAt(deps, request)
    const partnership = loaded.view.partnership.id
    const outcome = await makeLeavingTasks(deps, writer(loaded), partnership, id)
    if ('refused' in outcome) return drawLeaving(deps, request, reply, outcome.refused, 409)
    return seeOther(reply, `${links.leaving(partnership, id)}?done=tasks`)
  })

  for (const [path, act, done] of [
    [links.agreeWithdrawal(':partnership', ':leaving'), agreeToWithdrawal, 'agreed'],
    [links.withdraw(':partnership', ':leaving'), withdrawNotice, 'back'],
  ] as const)
    app.post(path, async (request, reply) => {
      const { loaded, id } = await leavingAt(deps, request)
      const partnership = loaded.view.partnership.id
      const outcome = await act(deps, writer(loaded), partnership, id)
      if ('refused' in outcome) return drawLeaving(deps, request, reply, outcome.refused, 409)
      return seeOther(reply, `${links.leaving(partnership, id)}?done=${done}`)
    })

  app.get(links.calendar(':partnership', ':leaving'), async (request, reply) => {
    const { loaded, leaving } = await leavingAt(deps, request)
    const { view } = loaded
    const name = nameIn(view)(leaving.council)
    const file = calendarFile({
      name: `${view.partnership.name}: ${name} leaves`,
      now: loaded.viewer.now,
      events: timelineDays(leaving, deps.content.exitPlan).map(({ id, day, title, who }) => ({
        id: `${leaving.id}-${id}`,
        day,
        title: `${title} (${name} leaves ${view.partnership.name})`,
        text: `${who}.`,
      })),
    })
    return sendFile(reply, {
      name: 'leaving-timeline.ics',
      type: 'text/calendar; charset=utf-8',
      bytes: file,
    })
  })
  lessonsRoutes(app, deps)
}

async function drawLeaving(
  deps: ExitPages,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly Refusal[],
  status = 200,
): Promise<FastifyReply> {
  const { loaded, leaving } = await leavingAt(deps, request)
  const { viewer, view, frame } = loaded
  const to = nextMove(leaving.state)
  const found = await inTransaction(deps.db, viewer, async (trx) => ({
    blockers: to === null ? [] : await blockersToMove(trx, viewer, view, leaving, to),
    withdrawal: await leavingApproval(trx, viewer, leaving, {
      subject: withdrawalSubject,
      hash: withdrawalHash,
      councils: concerned(view, leaving).filter((council) => council !== leaving.council),
    }),
  }))
  return sendPage(
    reply,
    leavingPage(request.shell, {
      frame,
      leaving,
      next: to === null ? null : { to, blockers: found.blockers },
      tasks: view.tasks.filter(({ from }) => from === leaving.id),
      content: deps.content.exitPlan,
      refused,
      withdrawal: found.withdrawal,
      // The days as they were reckoned, as long as the terms are those of the notice.
      reckoning:
        view.terms && view.termsHash === leaving.notice.termsHash
          ? reckonNotice(view.terms, leaving.notice.givenOn)
          : null,
      isLeaver: viewer.council === leaving.council,
    }),
    status,
  )
}

function lessonsRoutes(app: FastifyInstance, deps: ExitPages): void {
  const path = links.lessons(':partnership', ':leaving')
  app.get(path, async (request, reply) => drawLessons(deps, request, reply, {}))
  app.post(path, async (request, reply) => {
    const { loaded, id } = await leavingAt(deps, request)
    const read = readLessons(request.body)
    if ('form' in read) return drawLessons(deps, request, reply, { form: read.form }, 422)
    const partnership = loaded.view.partnership.id
    const seen = Number(readForm(request.body)['version']) || 0
    const outcome = await saveLessons(deps, writer(loaded), partnership, {
      leaving: id,
      lessons: read.value,
      seen,
    })
    if ('done' in outcome) return seeOther(reply, `${links.lessons(partnership, id)}?done=saved`)
    const form = { values: readForm(request.body), errors: {} }
    return drawLessons(
      deps,
      request,
      reply,
      { form, refused: 'refused' in outcome ? outcome.refused : [] },
      409,
    )
  })
  app.post(links.approveLessons(':partnership', ':leaving'), async (request, reply) => {
    const { loaded, id } = await leavingAt(deps, request)
    const partnership = loaded.view.partnership.id
    const hash = readForm(request.body)['hash'] ?? ''
    const outcome = await approveLessons(deps, writer(loaded), partnership, { leaving: id, hash })
    if (!('done' in outcome))
      return drawLessons(deps, request, reply, { refused: 'refused' in outcome ? outcome.refused : [] }, 409)
    return seeOther(
      reply,
      `${links.lessons(partnership, id)}?done=${outcome.done.published ? 'public' : 'agreed'}`,
    )
  })
  app.get(links.publicLessons, async (request, reply) => {
    const now = request.viewer?.now ?? deps.clock.now()
    const lessons = await inTransaction(deps.db, request.viewer ?? { kind: 'visitor', now }, (trx) =>
      publicLessons(tablesOf(trx)),
    )
    return sendPage(reply, publicLessonsPage(request.shell, lessons))
  })
}

async function drawLessons(
  deps: ExitPages,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: { form?: Form; refused?: readonly Refusal[] },
  status = 200,
): Promise<FastifyReply> {
  const { loaded, leaving } = await leavingAt(deps, request)
  const { viewer, view, frame } = loaded
  const councils = concerned(view, leaving)
  const { kept, standing } = await inTransaction(deps.db, viewer, async (trx) => {
    const found = await loadLessons(tablesOf(trx), viewer, leaving)
    return {
      kept: found,
      standing: await leavingApproval(trx, viewer, leaving, {
        subject: lessonsSubject,
        hash: found?.hash ?? 'nothing',
        councils,
      }),
    }
  })
  const leads = viewer.role === 'lead' || viewer.role === 'deputy'
  const isConcerned = viewer.council !== null && councils.includes(viewer.council)
  const mayEdit = leads && isConcerned && !kept?.publishedAt
  return sendPage(
    reply,
    lessonsPage(request.shell, {
      frame,
      leaving,
      lessons: kept?.text ?? null,
      version: kept?.version ?? 0,
      hash: kept?.hash ?? null,
      publishedAt: kept?.publishedAt ?? null,
      standing,
      form: trouble.form ?? (kept ? { values: { ...kept.text }, errors: {} } : emptyForm),
      refused: trouble.refused ?? [],
      mayAgree:
        mayEdit && kept !== null && viewer.council !== null && standing.waitingFor.includes(viewer.council),
      mayEdit,
    }),
    status,
  )
}
