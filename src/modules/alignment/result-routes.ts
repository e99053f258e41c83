import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  archiveBlockers,
  drawingOf,
  reasonWords,
  type Drawing,
  type RoundFace,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { idFrom, requireCouncil, requireViewer, seeOther, sendPage, textFrom } from '#platform/http.ts'
import type { RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Html } from '#ui/html.ts'
import { aimsFor } from './aims-queries.ts'
import { boardFor } from './board-queries.ts'
import type { AlignmentPages } from './deps.ts'
import { exerciseOf, type Kind } from './exercise.ts'
import { leads } from './hub-routes.ts'
import { links } from './links.ts'
import { acceptOverlap, type AcceptOutcome } from './overlap-commands.ts'
import { ladderFor } from './queries.ts'
import { resultFiles } from './papers/result-files.ts'
import { aimsPage } from './views/aims-page.ts'
import { boardPage } from './views/board-page.ts'
import { ladderPage } from './views/ladder-page.ts'

/** What a round came to: on the page, in a meeting; and asking to see where ranges overlap. */
export function resultRoutes(app: FastifyInstance, deps: AlignmentPages, face: RoundFace): void {
  const draw = async (request: FastifyRequest, reply: FastifyReply, meeting: boolean) => {
    const drawing = await drawingOf(
      deps,
      face,
      request,
      requireViewer(request),
      idFrom<'round'>(request, 'round'),
    )
    const page = await resultPage(deps, drawing, meeting, [])
    return page ? sendPage(reply, page) : seeOther(reply, links.round(drawing.round.id))
  }
  app.get(links.result(':round'), async (request, reply) => draw(request, reply, false))
  app.get(links.meeting(':round'), async (request, reply) => draw(request, reply, true))

  app.post(links.accept(':round', ':item'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'round'>(request, 'round')
    const outcome = await acceptOverlap(deps, viewer, id, textFrom(request, 'item'))
    if ('done' in outcome) return seeOther(reply, links.result(id))
    const drawing = await drawingOf(deps, face, request, viewer, id)
    const page = await resultPage(deps, drawing, false, acceptWords(drawing, outcome))
    return page ? sendPage(reply, page, 409) : seeOther(reply, links.round(id))
  })
}

export function acceptWords(
  { round }: Pick<Drawing, 'round'>,
  { refused }: Extract<AcceptOutcome, { refused: unknown }>,
): string[] {
  return refused.flatMap((refusal) =>
    refusal.type === 'no-overlap'
      ? ['There is no overlap to show on this term.']
      : reasonWords(round, [refusal]),
  )
}

async function resultPage(
  deps: AlignmentPages,
  drawing: Drawing,
  meeting: boolean,
  reasons: readonly string[],
): Promise<Html | null> {
  const { viewer, round } = drawing
  const kind = exerciseOf(round).kind
  const model = {
    meeting,
    repeat: await repeatOf(deps, viewer, drawing, kind),
    mayArchive: archiveBlockers(round, viewer).length === 0,
    files: resultFiles(round.id),
  }
  // Read in one transaction, drawn after it.
  const drawIt = await inTransaction(deps.db, viewer, async (trx): Promise<(() => Html) | null> => {
    if (kind === 'ladder') {
      const view = await ladderFor(trx, viewer, round.id)
      return view && (() => ladderPage(drawing, view, model))
    }
    if (kind === 'aims') {
      const view = await aimsFor(trx, viewer, round.id)
      return view && (() => aimsPage(drawing, view, model))
    }
    const view = await boardFor(trx, viewer, round.id)
    return view && (() => boardPage(drawing, view, { ...model, viewer, mayAccept: leads(viewer), reasons }))
  })
  return drawIt?.() ?? null
}

/** Asking again begins where the last one ended; only once, and only for those who lead. */
async function repeatOf(
  deps: AlignmentPages,
  viewer: Viewer,
  { round }: Drawing,
  kind: Kind,
): Promise<string | null> {
  if (!leads(viewer)) return null
  const repeated = await inTransaction(deps.db, viewer, (trx) =>
    trx
      .selectFrom('round_round')
      .select('id')
      .where('previous_id', '=', round.id satisfies RoundId)
      .where('state', '!=', 'cancelled')
      .executeTakeFirst(),
  )
  return repeated ? null : `${links.start(round.partnership, kind)}?previous=${round.id}`
}
