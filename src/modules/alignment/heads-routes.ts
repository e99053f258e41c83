import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { documentFormats, inFileName, sendDocument, sendPrivately } from '#modules/papers/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendPage,
  textFrom,
} from '#platform/http.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Form } from '#ui/form.ts'
import type { AlignmentPages } from './deps.ts'
import {
  approveHeads,
  approveHeadsBlockers,
  headsFor,
  writeHeads,
  type Choices,
  type HeadsRefusal,
} from './heads-commands.ts'
import { frameFor, leads } from './hub-routes.ts'
import { links } from './links.ts'
import { headsPaper } from './papers/heads-paper.ts'
import { paperHtml } from './papers/plain-html.ts'
import { partnershipWithin, type AlignmentTrx } from './store.ts'
import { headsRefusalWords, namer } from './text.ts'
import { headsPage, writeHeadsPage } from './views/heads-page.ts'

/** Heads of terms: read, written, approved by every council, and saved as a file. */
export function headsRoutes(app: FastifyInstance, deps: AlignmentPages): void {
  app.get(links.heads(':partnership'), async (request, reply) => drawHeads(deps, request, reply, []))

  app.get(links.writeHeads(':partnership'), async (request, reply) => drawWrite(deps, request, reply, null))
  app.post(links.writeHeads(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const posted = readForm(request.body)
    const outcome = await writeHeads(deps, viewer, id, choicesFrom(posted))
    if ('done' in outcome || outcome.refused.every(({ type }) => type === 'already-approved'))
      return seeOther(reply, links.heads(id))
    return drawWrite(deps, request, reply, { values: posted, errors: errorsFrom(outcome.refused) })
  })

  app.post(links.approveHeads(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const id = idFrom<'partnership'>(request, 'partnership')
    const outcome = await approveHeads(deps, viewer, id, readForm(request.body)['hash'] ?? '')
    return 'done' in outcome
      ? seeOther(reply, links.heads(id))
      : drawHeads(deps, request, reply, outcome.refused)
  })

  app.get(links.headsFile(':partnership', ':format'), async (request, reply) => {
    const viewer = requireViewer(request)
    const { partnership, heads } = await readHeads(
      deps,
      viewer,
      idFrom<'partnership'>(request, 'partnership'),
    )
    if (!heads) throw new NotFound('No heads of terms yet, or not yours.')
    const paper = headsPaper(heads, namer(partnership.members))
    const name = `heads-of-terms-${inFileName(partnership.name)}`
    const wanted = textFrom(request, 'format')
    if (wanted === 'html')
      return sendPrivately(reply, `${name}.html`, 'text/html; charset=utf-8', paperHtml(paper))
    const format = documentFormats.find((known) => known === wanted)
    if (!format) throw new NotFound('No such format.')
    return sendDocument(reply, name, format, paper)
  })
}

async function readHeads(deps: AlignmentPages, viewer: Viewer, id: PartnershipId) {
  return inTransaction(deps.db, viewer, async (trx: AlignmentTrx) => ({
    partnership: await partnershipWithin(trx, viewer, id),
    ...(await headsFor(trx, viewer, id)),
  }))
}

/** Each term has two boxes: what was chosen, and a note. */
function choicesFrom(posted: Readonly<Record<string, string>>): Choices {
  const terms = Object.keys(posted).flatMap((name) => (name.startsWith('chosen-') ? [name.slice(7)] : []))
  const notes = Object.keys(posted).flatMap((name) => (name.startsWith('note-') ? [name.slice(5)] : []))
  return Object.fromEntries(
    [...new Set([...terms, ...notes])].map((term) => [
      term,
      { chosen: chosenIn(posted[`chosen-${term}`]), note: posted[`note-${term}`] ?? '' },
    ]),
  )
}

function errorsFrom(refused: readonly HeadsRefusal[]): Record<string, string> {
  return Object.fromEntries(
    refused.map((refusal) => {
      const field =
        refusal.type === 'not-agreeable'
          ? `chosen-${refusal.term}`
          : refusal.type === 'note-long'
            ? `note-${refusal.term}`
            : ''
      return [field, headsRefusalWords(refusal)]
    }),
  )
}

async function drawHeads(
  deps: AlignmentPages,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: readonly HeadsRefusal[],
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const read = await readHeads(deps, viewer, id)
  const frame = await frameFor(deps, request, viewer, id)
  const { heads, board } = read
  const mayApprove =
    heads !== null && leads(viewer) && approveHeadsBlockers(heads, viewer, heads.hash).length === 0
  const page = headsPage(frame, {
    ...read,
    mayWrite: leads(viewer) && board !== null,
    mayApprove,
    reasons: refused.map(headsRefusalWords),
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}

async function drawWrite(
  deps: AlignmentPages,
  request: FastifyRequest,
  reply: FastifyReply,
  wrong: Form | null,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const read = await readHeads(deps, viewer, id)
  const { board, heads, agreeables } = read
  if (!board || !leads(viewer)) return seeOther(reply, links.heads(id))
  const frame = await frameFor(deps, request, viewer, id)
  const page = writeHeadsPage(frame, {
    partnership: read.partnership,
    board,
    agreeables,
    heads,
    form: wrong ?? { values: standing(read), errors: {} },
  })
  return sendPage(reply, page, wrong ? 422 : 200)
}

/** What stands in the boxes at first: the newest text, where it can still be chosen. */
function standing({ heads, agreeables }: Awaited<ReturnType<typeof readHeads>>): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { term, agreed, note } of heads?.content.lines ?? []) {
    const what = agreeables[term]
    if (what?.kind === 'options')
      values[`chosen-${term}`] = what.options.find(({ name }) => name === agreed)?.id ?? 'open'
    if (what?.kind === 'range') values[`chosen-${term}`] = /^\d+/.exec(agreed ?? '')?.[0] ?? ''
    values[`note-${term}`] = note
  }
  return values
}

function chosenIn(text = ''): string {
  return text === 'open' ? '' : text.trim()
}
