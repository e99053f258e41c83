import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  actionsIn,
  drawingOf,
  reasonWords,
  sealBlockers,
  type Refusal,
  type RoundFace,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendFile,
  sendPage,
  textFrom,
} from '#platform/http.ts'
import { actsForCouncil, type CouncilViewer, type Viewer } from '#platform/viewer.ts'
import type { Form } from '#ui/form.ts'
import { agreeBlockers, completeAnswers, itemIn, saveItem } from './commands.ts'
import type { AlignmentPages } from './deps.ts'
import { itemsOf, readItem, type Typed } from './item.ts'
import { links } from './links.ts'
import { mayRead, nextFor } from './next-step.ts'
import { isOver, ownViewFor, type OwnView } from './queries.ts'
import { saidIn } from './said.ts'
import { exerciseWithin, ownSealedIn } from './store.ts'
import { triesLeft } from './try-queries.ts'
import { checkPage, ownCopyPage, type CheckRow } from './views/check-page.ts'
import { itemPage } from './views/item-page.ts'
import { roundPage } from './views/round-page.ts'

/** A round before it is opened: its own page, each thing to answer, and the check before the seal. */
export function answerRoutes(app: FastifyInstance, deps: AlignmentPages, face: RoundFace): void {
  app.get(links.round(':round'), async (request, reply) => {
    const viewer = requireViewer(request)
    const view = await ownViewFor(deps, viewer, idFrom<'round'>(request, 'round'))
    if (isOver(view.round) && mayRead(view.round, viewer)) return seeOther(reply, links.result(view.round.id))
    const drawing = await drawingOf(deps, face, request, viewer, view.round.id)
    return sendPage(
      reply,
      roundPage(drawing, {
        view,
        viewer,
        next: nextFor(view, viewer, view.progress),
        mayAnswer: actsForCouncil(viewer) && agreeBlockers(view.round, viewer).length === 0,
        more: moreLinks(view, viewer),
        refused: [],
      }),
    )
  })

  app.get(links.answer(':round', ':item'), async (request, reply) =>
    drawItem(deps, face, request, reply, null),
  )
  app.post(links.answer(':round', ':item'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { version, ...typed } = readForm(request.body)
    const id = idFrom<'round'>(request, 'round')
    const item = textFrom(request, 'item')
    const kept = bounded(typed)
    const saved = await saveItem(deps, viewer, { round: id, item, seen: versionOf(version), typed: kept })
    if ('refused' in saved)
      return drawItem(deps, face, request, reply, { typed: kept, refused: saved.refused })
    if ('conflict' in saved)
      return drawItem(deps, face, request, reply, { typed: kept, conflict: saved.conflict.version })
    if (Object.keys(saved.errors).length > 0)
      return drawItem(deps, face, request, reply, { typed: kept, errors: saved.errors })
    return seeOther(reply, await afterItem(deps, viewer, id, item))
  })

  app.get(links.check(':round'), async (request, reply) => {
    const viewer = requireReader(request)
    const view = await ownViewFor(deps, viewer, idFrom<'round'>(request, 'round'))
    if (isOver(view.round)) return seeOther(reply, links.round(view.round.id))
    const drawing = await drawingOf(deps, face, request, viewer, view.round.id)
    return sendPage(
      reply,
      checkPage(drawing, {
        view,
        viewer,
        rows: checkRows(view),
        mayChange: agreeBlockers(view.round, viewer).length === 0,
        maySeal: sealBlockers(view.round, viewer).length === 0,
        missing: await missingOf(deps, viewer, view),
      }),
    )
  })

  ownCopyRoutes(app, deps, face)
}

/** A council’s own copy of what it sealed, for as long as it is kept: of a board, nobody else ever has it. */
function ownCopyRoutes(app: FastifyInstance, deps: AlignmentPages, face: RoundFace): void {
  const read = async (request: FastifyRequest) => {
    const viewer = requireReader(request)
    const id = idFrom<'round'>(request, 'round')
    const found = await inTransaction(deps.db, viewer, async (trx) => ({
      view: await exerciseWithin(trx, viewer, id),
      sealed: await ownSealedIn(trx, viewer, id, deps.instanceKey),
    }))
    if (Object.keys(found.sealed).length === 0) throw new NotFound('Your council has sealed nothing here.')
    const items = itemsOf(found.view).map((item) => ({ item, answer: found.sealed[item.id]?.answer ?? null }))
    return { viewer, items, view: found.view }
  }
  app.get(links.ownCopy(':round'), async (request, reply) => {
    const { viewer, items, view } = await read(request)
    const rows = items.map(({ item, answer }) => ({
      item: item.id,
      name: item.name,
      said: saidIn(view, item, answer),
      missing: null,
    }))
    const drawing = await drawingOf(deps, face, request, viewer, view.round.id)
    return sendPage(reply, ownCopyPage(drawing, { view, viewer, rows }))
  })
  app.get(links.ownFile(':round'), async (request, reply) => {
    const { viewer, items, view } = await read(request)
    const copy = {
      handfast: 'own-copy',
      round: view.round.id,
      title: view.round.title,
      council: viewer.council,
      answers: items.map(({ item, answer }) => ({ item: item.id, name: item.name, answer })),
    }
    return sendFile(reply, {
      name: `our-answers-${view.round.title}.json`,
      type: 'application/json; charset=utf-8',
      bytes: JSON.stringify(copy, null, 2),
    })
  })
}

/** Contributors have no part in what a council agrees here, and are shown none of it. */
function requireReader(request: FastifyRequest): CouncilViewer {
  const viewer = requireCouncil(request)
  if (viewer.role === 'contributor') throw new NotFound('Not for contributors.')
  return viewer
}

function versionOf(text: string | undefined): number {
  const version = Number(text)
  return Number.isSafeInteger(version) && version > 0 ? version : 0
}

/** A form of ours has few boxes, and short ones: what is more is not kept. */
function bounded(typed: Typed): Typed {
  return Object.fromEntries(
    Object.entries(typed)
      .slice(0, 60)
      .map(([name, text]) => [name.slice(0, 80), text.slice(0, 5000)]),
  )
}

async function afterItem(
  deps: AlignmentPages,
  viewer: CouncilViewer,
  id: OwnView['round']['id'],
  item: string,
): Promise<string> {
  const view = await ownViewFor(deps, viewer, id)
  const items = itemsOf(view)
  const at = items.findIndex((each) => each.id === item)
  const following = items[at + 1]
  return following ? links.answer(id, following.id) : links.check(id)
}

type Trouble = {
  readonly typed: Typed
  readonly errors?: Form['errors']
  readonly refused?: readonly Refusal[]
  readonly conflict?: number
}

async function drawItem(
  deps: AlignmentPages,
  face: RoundFace,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble | null,
): Promise<FastifyReply> {
  const viewer = requireReader(request)
  const view = await ownViewFor(deps, viewer, idFrom<'round'>(request, 'round'))
  const item = itemIn(view, textFrom(request, 'item'))
  const drawing = await drawingOf(deps, face, request, viewer, view.round.id)
  const refused = trouble?.refused ?? agreeBlockers(view.round, viewer)
  if (trouble === null && refused.length > 0) return seeOther(reply, links.check(view.round.id))
  const held = view.held.find((each) => each.item === item.id)
  const items = itemsOf(view)
  const page = itemPage(drawing, {
    view,
    viewer,
    item,
    form: { values: trouble?.typed ?? held?.typed ?? {}, errors: trouble?.errors ?? {} },
    version: trouble?.conflict ?? held?.version ?? 0,
    position: { number: items.indexOf(items.find(({ id }) => id === item.id) ?? item) + 1, of: items.length },
    carried: trouble === null && held?.carried === true,
    conflict: trouble?.conflict !== undefined,
    triesLeft: await inTransaction(deps.db, viewer, (trx) =>
      triesLeft(trx, viewer, view, item.id, deps.instanceKey),
    ),
    reasons: reasonWords(view.round, trouble?.refused ?? []),
  })
  const status = trouble === null ? 200 : trouble.errors ? 422 : 409
  return sendPage(reply, page, status)
}

function checkRows(view: OwnView): CheckRow[] {
  return itemsOf(view).map((item) => {
    const typed = view.held.find((each) => each.item === item.id)?.typed
    if (!typed) return { item: item.id, name: item.name, said: [], missing: null }
    const read = readItem(view, item, typed)
    return {
      item: item.id,
      name: item.name,
      said: read.errors ? [] : saidIn(view, item, read.answer),
      missing: read.errors ? (Object.values(read.errors)[0] ?? null) : null,
    }
  })
}

async function missingOf(
  deps: AlignmentPages,
  viewer: CouncilViewer,
  view: OwnView,
): Promise<readonly string[]> {
  if (view.round.state !== 'open' || view.round.seals.own?.sealedAt) return []
  const answers = await inTransaction(deps.db, viewer, (trx) =>
    completeAnswers(trx, viewer, view.round, deps.instanceKey),
  )
  return 'missing' in answers ? answers.missing : []
}

function moreLinks({ round }: OwnView, viewer: Viewer): { text: string; href: string }[] {
  const { state } = round
  const reads = viewer.council !== null && viewer.role !== 'contributor'
  return [
    ...(state === 'open' && reads
      ? [{ text: 'Check your council’s answers', href: links.check(round.id) }]
      : []),
    ...(state === 'open' ? [{ text: 'The waiting room', href: links.waiting(round.id) }] : []),
    ...(viewer.role === 'lead' && actionsIn[state].includes('withdraw')
      ? [{ text: 'Leave this round', href: links.withdraw(round.id) }]
      : []),
    ...(viewer.role === 'lead' && actionsIn[state].includes('cancel') && round.createdFor === viewer.council
      ? [{ text: 'Cancel this round', href: links.cancel(round.id) }]
      : []),
  ]
}
