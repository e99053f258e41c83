import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Content } from '#content/content.ts'
import { authoritiesFor, councilOptions, type AuthoritiesTables } from '#modules/authorities/index.ts'
import { leadsCouncil } from '#modules/people/index.ts'
import { partnershipLinks } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { html } from '#ui/html.ts'
import { casesLike, grandReasons } from './grand-vision.ts'
import { isHeld, mostInterests, takesRoom, type InterestRefusal } from './interest.ts'
import { beInterested, openPartnership, takeInterestBack, type FindingDeps } from './interest-commands.ts'
import { interestsFor } from './interest-queries.ts'
import { links } from './links.ts'
import { matchFor, type Match } from './match-queries.ts'
import { isService } from './services.ts'
import { grandWarning } from './views/grand-vision-page.ts'
import { interestsPage, matchPage, newInterestPage } from './views/interests-page.ts'

export type InterestPages = FindingDeps & {
  readonly content: Pick<Content, 'authorities' | 'successions' | 'arrangements'>
}

/**
 * Interests. No address names the other council: addresses stand in the logs of proxies and the histories of browsers.
 * For those who lead; for anybody else of a council the pages do not exist.
 */
export function interestRoutes(app: FastifyInstance, deps: InterestPages): void {
  app.get(links.interests, async (request, reply) => {
    const viewer = leading(request)
    const { held, matches, names } = await interestsFor(deps, viewer)
    const today = londonDay(viewer.now)
    return sendPage(
      reply.header('cache-control', 'no-store'),
      interestsPage(request.shell, {
        council: councilOf(request),
        held: held
          .filter((one) => takesRoom(one, today))
          .filter(
            (one) => !matches.some(({ other, service }) => other === one.target && service === one.service),
          )
          .map((one) => ({
            ...one,
            targetName: names.get(one.target) ?? one.target,
            isHeld: isHeld(one, today),
          })),
        matches,
        roomLeft: mostInterests - held.filter((one) => takesRoom(one, today)).length,
      }),
    )
  })

  app.get(links.newInterest, async (request, reply) => drawNew(deps, request, reply, emptyForm))

  app.post(links.newInterest, async (request, reply) => {
    const viewer = leading(request)
    const values = readForm(request.body)
    const { council = '', service = '' } = values
    const options = await offered(deps, viewer)
    const errors: Record<string, string> = {}
    if (!options.some(({ value }) => value === council)) errors['council'] = 'Choose a council from the list'
    if (!isService(service)) errors['service'] = 'Choose a service'
    if (Object.keys(errors).length > 0) return drawNew(deps, request, reply, { values, errors })
    const outcome = await beInterested(deps, viewer, { target: council, service })
    if ('refused' in outcome) return drawNew(deps, request, reply, { values, errors: {} }, outcome.refused)
    const { match } = outcome.done
    return seeOther(reply, match === null ? links.interests : links.match(match))
  })

  app.post(links.takeBack(':interest'), async (request, reply) => {
    await takeInterestBack(deps, leading(request), idFrom(request, 'interest'))
    return seeOther(reply, links.interests)
  })

  app.get(links.match(':match'), async (request, reply) => {
    const viewer = leading(request)
    const id = idFrom<'match'>(request, 'match')
    const match = await inTransaction(deps.db, viewer, (trx) => matchFor(trx, viewer, id))
    if (!match) throw new NotFound('No such match, or not yours.')
    return sendPage(
      reply,
      matchPage(request.shell, { match, warning: warningOf(deps, viewer.council, match) }),
    )
  })

  app.post(links.open(':match'), async (request, reply) => {
    const partnership = await openPartnership(deps, leading(request), idFrom(request, 'match'))
    return seeOther(reply, partnershipLinks.home(partnership))
  })
}

/** What is grand about the two of them; pretend councils have no facts, and so no warning. */
function warningOf({ content }: InterestPages, own: string, match: Match) {
  const councils = content.authorities.filter(({ code }) => code === own || code === match.other)
  const reasons = grandReasons({ services: [match.service], councils, largeSupplier: false })
  return reasons.length === 0
    ? null
    : html`<h2 class="hf-heading">Before you begin</h2>
        ${grandWarning(reasons, casesLike(reasons, content.arrangements, content.authorities, 3))}`
}

function leading(request: FastifyRequest): CouncilViewer {
  const viewer = requireCouncil(request)
  if (!leadsCouncil(viewer)) throw new NotFound('Only for those who lead a council.')
  return viewer
}

function councilOf(request: FastifyRequest): string {
  return request.shell.acting?.council ?? 'your council'
}

async function offered(deps: InterestPages, viewer: CouncilViewer) {
  const known = await inTransaction(deps.db, viewer, (trx) =>
    authoritiesFor(trx.$pickTables<keyof AuthoritiesTables>(), viewer),
  )
  return councilOptions(deps.content, known, { exclude: [viewer.council] })
}

async function drawNew(
  deps: InterestPages,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  refused: readonly InterestRefusal[] = [],
): Promise<FastifyReply> {
  const viewer = leading(request)
  const model = { council: councilOf(request), form, options: await offered(deps, viewer), refused }
  const status = Object.keys(form.errors).length > 0 ? 422 : refused.length > 0 ? 409 : 200
  return sendPage(reply.header('cache-control', 'no-store'), newInterestPage(request.shell, model), status)
}
