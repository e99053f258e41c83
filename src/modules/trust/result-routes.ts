import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireCouncil, requireViewer, seeOther, sendPage, textFrom } from '#platform/http.ts'
import type { RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { links } from './links.ts'
import { nameOf } from './next-words.ts'
import type { TrustPages } from './pages.ts'
import { openedFor, type Opened } from './queries.ts'
import { bothWays } from './result.ts'
import { resultFor } from './result-model.ts'
import { pairSentence } from './result-words.ts'
import { seesPair } from './sees.ts'
import { ownBlindSpots, ownSelfViews, showSelf, showSelfBlockers } from './self-commands.ts'
import type { TrustRefusal } from './views/frame.ts'
import { ourselvesPage } from './views/ourselves-page.ts'
import { pairPage } from './views/pair-page.ts'
import { resultPage } from './views/result-page.ts'

/** What came of a round: the result, the sheet of a pair, and how a council sees itself. */
export function resultRoutes(app: FastifyInstance, deps: TrustPages): void {
  app.get(links.result(':round'), async (request, reply) => {
    const viewer = requireViewer(request)
    const opened = await mustSee(deps, viewer, idFrom<'round'>(request, 'round'))
    return sendPage(reply, resultPage(request.shell, await resultFor(deps, viewer, opened)))
  })

  app.get(links.pair(':round', ':council'), async (request, reply) => {
    const viewer = requireViewer(request)
    const opened = await mustSee(deps, viewer, idFrom<'round'>(request, 'round'))
    const [first = '', second = ''] = pairIn(viewer, textFrom(request, 'council'))
    const isSeen = opened.ratings.some(
      ({ giver, about }) => (giver === first && about === second) || (giver === second && about === first),
    )
    if (!isSeen || first === second) throw new NotFound('No such pair, or not opened to you.')
    const [one, other] = [nameOf(opened, first), nameOf(opened, second)]
    const rows = bothWays(opened.ratings, opened.statements.statements, first, second)
    const model = {
      opened,
      first: one,
      second: other,
      rows,
      sentence: pairSentence(rows, one, other),
      sees: seesPair(opened, first, second),
    }
    return sendPage(reply, pairPage(request.shell, model))
  })

  app.get(links.ourselves(':round'), async (request, reply) => drawOurselves(deps, request, reply))

  app.post(links.ourselves(':round'), async (request, reply) => {
    const id = idFrom<'round'>(request, 'round')
    const outcome = await showSelf(deps, requireCouncil(request), id)
    return 'refused' in outcome
      ? drawOurselves(deps, request, reply, outcome.refused)
      : seeOther(reply, links.ourselves(id))
  })
}

/** A pair by its address: one council with the viewer's own, or two joined by "and" where all may be read. */
function pairIn(viewer: Viewer, text: string): readonly string[] {
  const both = text.split('+')
  return both.length === 2 ? both : [viewer.council ?? '', text]
}

/** What was opened to this viewer; where nothing was, there is no such page. */
export async function mustSee(deps: TrustPages, viewer: Viewer, id: RoundId): Promise<Opened> {
  const opened = await openedFor(deps, viewer, id)
  if (opened.ratings.length === 0 && Object.keys(opened.figures).length === 0)
    throw new NotFound('Nothing has been opened to you.')
  return opened
}

async function drawOurselves(
  deps: TrustPages,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly TrustRefusal[] = [],
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const opened = await mustSee(deps, viewer, idFrom<'round'>(request, 'round'))
  if (opened.binding === 'figure') throw new NotFound('With one figure nobody learns how they are seen.')
  const page = ourselvesPage(request.shell, {
    opened,
    council: nameOf(opened, viewer.council),
    views: ownSelfViews(opened, viewer.council),
    spots: ownBlindSpots(opened, viewer.council),
    shown: opened.shown.some(({ council }) => council === viewer.council),
    blocked: showSelfBlockers(deps, opened, viewer),
    refused,
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}
