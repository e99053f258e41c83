import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addDays } from '#engine/day.ts'
import { readForm, seeOther, sendPage } from '#platform/http.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { approveExitTerms, saveTerms } from './commands.ts'
import { readNotice, readTerms, termsForm } from './forms.ts'
import { noticeBlockers, type Refusal } from './leaving.ts'
import { giveNotice } from './leaving-commands.ts'
import { links } from './links.ts'
import { calendarFor, load, writer, type ExitPages, type Loaded } from './pages.ts'
import { decisionRoute, reckonNotice, workingDayFrom } from './terms.ts'
import { noticePage } from './views/notice-page.ts'
import { termsPage } from './views/terms-page.ts'

type Trouble = {
  readonly form?: Form
  readonly refused?: readonly Refusal[]
  readonly changedMeanwhile?: boolean
}

/** The terms of leaving, and giving notice under them. */
export function termsRoutes(app: FastifyInstance, deps: ExitPages): void {
  app.get(links.terms(':partnership'), async (request, reply) =>
    drawTerms(request, reply, await load(deps, request)),
  )
  app.post(links.terms(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { view } = loaded
    const read = readTerms(
      request.body,
      view.members.map(({ council }) => council),
    )
    if ('form' in read) return drawTerms(request, reply, loaded, read, 422)
    const seen = Number(readForm(request.body)['version']) || 0
    const outcome = await saveTerms(deps, writer(loaded), view.partnership.id, { terms: read.value, seen })
    if ('done' in outcome) return seeOther(reply, `${links.terms(view.partnership.id)}?done=terms`)
    if ('refused' in outcome) return drawTerms(request, reply, loaded, outcome, 409)
    const form = { values: readForm(request.body), errors: {} }
    return drawTerms(request, reply, await load(deps, request), { form, changedMeanwhile: true }, 409)
  })
  app.post(links.approveTerms(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { id } = loaded.view.partnership
    const outcome = await approveExitTerms(deps, writer(loaded), id, readForm(request.body)['hash'] ?? '')
    if ('refused' in outcome) return drawTerms(request, reply, loaded, outcome, 409)
    return seeOther(reply, `${links.terms(id)}?done=agreed`)
  })
  noticeRoutes(app, deps)
}

async function drawTerms(
  request: FastifyRequest,
  reply: FastifyReply,
  { viewer, view, frame }: Loaded,
  trouble: Trouble = {},
  status = 200,
): Promise<FastifyReply> {
  const waits = viewer.council !== null && view.termsStanding.waitingFor.includes(viewer.council)
  return sendPage(
    reply,
    termsPage(request.shell, {
      frame,
      form: trouble.form ?? (view.terms ? termsForm(view.terms) : emptyForm),
      version: view.terms?.version ?? 0,
      mayAgree: frame.mayWrite && view.terms !== null && waits,
      refused: trouble.refused ?? [],
      changedMeanwhile: trouble.changedMeanwhile ?? false,
    }),
    status,
  )
}

function noticeRoutes(app: FastifyInstance, deps: ExitPages): void {
  app.get(links.notice(':partnership'), async (request, reply) =>
    drawNotice(deps, request, reply, await load(deps, request)),
  )
  app.post(links.notice(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const read = readNotice(request.body)
    if ('form' in read) return drawNotice(deps, request, reply, loaded, read, 422)
    const { id } = loaded.view.partnership
    const outcome = await giveNotice(deps, writer(loaded), id, read.value)
    if ('done' in outcome) return seeOther(reply, `${links.leaving(id, outcome.done.id)}?done=notice`)
    const form = { values: readForm(request.body), errors: {} }
    const refused = 'refused' in outcome ? outcome.refused : []
    return drawNotice(deps, request, reply, loaded, { form, refused }, 409)
  })
}

/** What an executive meeting four weeks and two days from now would mean: about the soonest there can be. */
const soonestMeetingDays = 36

async function drawNotice(
  deps: ExitPages,
  request: FastifyRequest,
  reply: FastifyReply,
  { viewer, view, frame }: Loaded,
  trouble: Trouble = {},
  status = 200,
): Promise<FastifyReply> {
  const { terms, today } = view
  const asIfToday = { decidedOn: today, givenOn: today }
  const refused =
    trouble.refused ??
    noticeBlockers(viewer, asIfToday, {
      isMember: frame.mayWrite || viewer.role === null,
      hasTerms: terms !== null,
      termsWaitingFor: view.termsStanding.waitingFor,
      leavings: view.leavings,
      today,
    })
  const calendar = calendarFor(deps, viewer)
  return sendPage(
    reply,
    noticePage(request.shell, {
      frame,
      form: trouble.form ?? emptyForm,
      refused,
      reckoning: terms ? reckonNotice(terms, today) : null,
      route: calendar
        ? decisionRoute(workingDayFrom(addDays(today, soonestMeetingDays), calendar), calendar)
        : null,
    }),
    status,
  )
}
