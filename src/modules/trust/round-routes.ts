import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { presentMembers } from '#modules/partnership/index.ts'
import { actionsIn, cancelBlockers, type Round } from '#modules/round/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireCouncil, requireViewer, seeOther, sendPage } from '#platform/http.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { emptyForm } from '#ui/form.ts'
import { chooseTrustVisibility, startTrust } from './commands.ts'
import { readVisibility } from './forms.ts'
import { links } from './links.ts'
import { inOrder, leads, nextFor, rates, unfinished } from './next-step.ts'
import { headlineOf, nameOf, nextWords } from './next-words.ts'
import type { TrustPages } from './pages.ts'
import { isParty, ownRatingFor, trustFor, trustRoundsOf, type OwnRating } from './queries.ts'
import { seesRound } from './sees.ts'
import type { TrustRefusal } from './views/frame.ts'
import { placePage } from './views/place-page.ts'
import { roundPage } from './views/round-page.ts'
import { visibilityPage } from './views/visibility-page.ts'

/** The place of trust in a partnership, the page of a round, and how far it opens. */
export function roundRoutes(app: FastifyInstance, deps: TrustPages): void {
  app.get(links.place(':partnership'), async (request, reply) => drawPlace(deps, request, reply))

  app.post(links.place(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const { rounds } = await trustRoundsOf(deps, viewer, id)
    if ((await whyNotStart(deps, viewer, id)) !== '') return drawPlace(deps, request, reply, 409)
    const { partnership } = await trustRoundsOf(deps, viewer, id)
    const started = await startTrust(deps, viewer, deps.trust, {
      partnership: id,
      title: `Trust round ${rounds.length + 1}`,
      parties: presentMembers(partnership).map(({ council }) => council),
      previous: rounds.find(({ revealedAt }) => revealedAt !== null)?.id ?? null,
    })
    if (!('done' in started)) throw new NotFound('This round cannot be started.')
    return seeOther(reply, links.round(started.done.id))
  })

  app.get(links.round(':round'), async (request, reply) =>
    drawTrustRound(deps, request, reply, idFrom<'round'>(request, 'round')),
  )

  visibilityRoutes(app, deps)
}

async function drawPlace(deps: TrustPages, request: FastifyRequest, reply: FastifyReply, status = 200) {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const { partnership, rounds } = await trustRoundsOf(deps, viewer, id)
  const because = await whyNotStart(deps, viewer, id)
  return sendPage(
    reply,
    placePage(request.shell, { partnership, rounds, mayStart: because === '', because }),
    status,
  )
}

/** Why this person cannot start a trust round here, in a sentence; empty when they can. */
async function whyNotStart(deps: TrustPages, viewer: Viewer, id: PartnershipId): Promise<string> {
  const { partnership, rounds } = await trustRoundsOf(deps, viewer, id)
  if (!leads(viewer)) return 'The lead or deputy of a council can start a trust round.'
  const members = presentMembers(partnership)
  if (!members.some(({ council }) => council === viewer.council)) return 'Join the partnership first.'
  if (members.length < 2) return 'A trust round needs two councils or more that have joined.'
  return rounds.some(({ state }) => state === 'draft' || state === 'offered' || state === 'open')
    ? 'Finish the round that is under way first.'
    : ''
}

/** Draws a round for whoever asks; with refusals, when something they pressed could not be done. */
export async function drawTrustRound(
  deps: TrustPages,
  request: FastifyRequest,
  reply: FastifyReply,
  id: RoundId,
  refused: readonly TrustRefusal[] = [],
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const view: OwnRating = actsForCouncil(viewer)
    ? await ownRatingFor(deps, viewer, id)
    : { ...(await trustFor(deps, viewer, id)), sheets: [] }
  const next = nextFor(view, viewer)
  const page = roundPage(request.shell, {
    view,
    headline: headlineOf(next),
    sees: seesRound(view),
    next: nextWords(view, viewer, next),
    tasks: tasksFor(view, viewer),
    more: moreLinks(view, viewer),
    refused,
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}

function tasksFor(view: OwnRating, viewer: Viewer) {
  if (view.round.state !== 'open' || !rates(viewer) || !isParty(view, viewer)) return []
  const open = unfinished(view, viewer, view.sheets)
  const sealed = view.round.seals.own !== null
  return inOrder(view, viewer).map((council) => ({
    name: council === viewer.council ? `${nameOf(view, council)} (your own)` : nameOf(view, council),
    href: sealed ? null : links.rate(view.round.id, council),
    done: !open.includes(council),
  }))
}

function moreLinks(view: OwnRating, viewer: Viewer): { text: string; href: string }[] {
  const { round } = view
  const id = round.id
  const may = (href: string, holds: boolean, text: string) => (holds ? [{ text, href }] : [])
  const open = actionsIn[round.state]
  const leading = leads(viewer) && isParty(view, viewer)
  return [
    ...may(
      links.seal(id),
      leading && open.includes('seal') && round.seals.own === null,
      'How many have rated, and the seal',
    ),
    ...may(links.waiting(id), round.state === 'open', 'The waiting room'),
    ...may(
      links.visibility(id),
      leading && round.state === 'open' && round.parties.length > 2,
      'Choose something more private',
    ),
    ...may(
      links.breakSeal(id),
      isSealed(round) && leads(viewer) && open.includes('break-seal'),
      'Break your seal',
    ),
    ...may(
      links.withdraw(id),
      viewer.role === 'lead' && isParty(view, viewer) && open.includes('withdraw'),
      'Leave this round',
    ),
    ...may(
      links.cancel(id),
      actsForCouncil(viewer) && cancelBlockers(round, viewer).length === 0,
      'Cancel this round',
    ),
    ...may(
      links.checkReceipt(id),
      isSealed(round) && leads(viewer) && (round.state === 'revealed' || round.state === 'archived'),
      'Check your receipt',
    ),
    ...may(links.archive(id), leading && open.includes('archive'), 'Archive this round'),
  ]
}

function isSealed(round: Round): boolean {
  return round.seals.own?.sealedAt !== null && round.seals.own !== null
}

function visibilityRoutes(app: FastifyInstance, deps: TrustPages): void {
  app.get(links.visibility(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const view = await trustFor(deps, viewer, idFrom<'round'>(request, 'round'))
    const form = { values: { choice: view.ownChoice ?? '' }, errors: {} }
    return sendPage(
      reply,
      visibilityPage(request.shell, { view, council: nameOf(view, viewer.council), form, refused: [] }),
    )
  })

  app.post(links.visibility(':round'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const view = await trustFor(deps, viewer, idFrom<'round'>(request, 'round'))
    const council = nameOf(view, viewer.council)
    const read = readVisibility(request.body)
    if ('form' in read)
      return sendPage(
        reply,
        visibilityPage(request.shell, { view, council, form: read.form, refused: [] }),
        422,
      )
    const outcome = await chooseTrustVisibility(deps, viewer, view.round.id, read.value)
    if ('done' in outcome)
      return seeOther(
        reply,
        view.round.state === 'open' ? links.round(view.round.id) : links.terms(view.round.id),
      )
    const form = { ...emptyForm, values: { choice: read.value } }
    return sendPage(
      reply,
      visibilityPage(request.shell, { view, council, form, refused: outcome.refused }),
      409,
    )
  })
}
