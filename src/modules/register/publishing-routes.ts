import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  partnershipFor,
  partnershipNav,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  idFrom,
  queryFrom,
  readForm,
  requireCouncil,
  requireViewer,
  seeOther,
  sendPage,
} from '#platform/http.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { entryFormOf, readEntryForm, readWords } from './forms.ts'
import { links } from './links.ts'
import { approveEntry, dropProposal, proposeEntry, proposeWithdrawal } from './proposal-commands.ts'
import { openProposal, publishedEntryOf } from './proposal-store.ts'
import { approveBlockers, proposeBlockers, type Proposal, type RegisterRefusal } from './proposal.ts'
import type { RegisterPages } from './routes.ts'
import { proposalPage } from './views/proposal-page.ts'
import { proposePage } from './views/propose-page.ts'

type Loaded = {
  readonly partnership: Partnership
  readonly open: Proposal | null
  readonly entryId: string | null
}

const doneWords: Readonly<Record<string, string>> = {
  waiting: 'Your council has approved these words. They are public when every council has',
  public: 'Every council has approved. It is public now',
  dropped: 'The proposal is dropped. What is public has not changed',
}

/** What a partnership publishes: propose, approve the same words, drop, take away. */
export function publishingRoutes(app: FastifyInstance, deps: RegisterPages): void {
  app.get(links.publishing(':partnership'), async (request, reply) => draw(deps, request, reply))
  app.get(links.propose(':partnership'), async (request, reply) => drawForm(deps, request, reply))
  app.post(links.propose(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { partnership } = await load(deps, request)
    const codes = partnership.members.map(({ council }) => council)
    const read = readEntryForm(request.body, deps.content.services, codes)
    if ('form' in read) return drawForm(deps, request, reply, read.form)
    return answer(deps, request, reply, await proposeEntry(deps, viewer, partnership.id, read.value))
  })
  app.post(links.approve(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { hash = '' } = readForm(request.body)
    return answer(deps, request, reply, await approveEntry(deps, viewer, partnershipId(request), hash))
  })
  app.post(links.drop(':partnership'), async (request, reply) =>
    answer(deps, request, reply, await dropProposal(deps, requireCouncil(request), partnershipId(request))),
  )
  app.post(links.withdraw(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const read = readWords(request.body, 'why', 5, 500, 'why it should be taken away')
    if ('form' in read) return draw(deps, request, reply, { status: 422, form: read.form })
    return answer(
      deps,
      request,
      reply,
      await proposeWithdrawal(deps, viewer, partnershipId(request), read.value),
    )
  })
}

function partnershipId(request: FastifyRequest): PartnershipId {
  return idFrom<'partnership'>(request, 'partnership')
}

async function load(deps: RegisterPages, request: FastifyRequest): Promise<Loaded> {
  const viewer = requireViewer(request)
  const id = partnershipId(request)
  return inTransaction(deps.db, viewer, async (trx) => {
    const partnership = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
    if (!partnership) throw new NotFound('No such partnership, or not yours.')
    return {
      partnership,
      open: await openProposal(trx, partnership),
      entryId: await publishedEntryOf(trx, id),
    }
  })
}

async function navOf(deps: RegisterPages, viewer: Viewer, id: PartnershipId) {
  return partnershipNav(id, 'where-we-are', await deps.readinessHref(viewer, id))
}

type Again = {
  readonly status?: number
  readonly refused?: readonly RegisterRefusal[]
  readonly form?: Form
}

async function draw(
  deps: RegisterPages,
  request: FastifyRequest,
  reply: FastifyReply,
  again: Again = {},
): Promise<FastifyReply> {
  const viewer = requireViewer(request)
  const { partnership, open, entryId } = await load(deps, request)
  return sendPage(
    reply,
    proposalPage(request.shell, {
      partnership,
      open,
      entryId,
      nav: await navOf(deps, viewer, partnership.id),
      services: deps.content.services,
      cannotPropose: proposeBlockers(partnership, viewer, open),
      cannotApprove: approveBlockers(partnership, viewer, open, open?.hash ?? ''),
      refused: again.refused ?? [],
      form: again.form ?? emptyForm,
      done: doneWords[queryFrom(request, 'done')],
    }),
    again.status ?? 200,
  )
}

async function drawForm(
  deps: RegisterPages,
  request: FastifyRequest,
  reply: FastifyReply,
  again?: Form,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const { partnership, open, entryId } = await load(deps, request)
  const refused = proposeBlockers(partnership, viewer, open)
  if (refused.length > 0) return draw(deps, request, reply, { status: 409, refused })
  const standing =
    entryId === null ? undefined : (await deps.shelf.book()).entries.find(({ id }) => id === entryId)
  const start: Form = standing
    ? entryFormOf({
        ...standing,
        services: [...standing.services],
        forms: [...standing.forms],
        savings: [...standing.savings],
        sources: [...standing.sources],
      })
    : { values: { name: partnership.name }, errors: {} }
  const form = again ?? start
  const nav = await navOf(deps, viewer, partnership.id)
  return sendPage(
    reply,
    proposePage(request.shell, { partnership, nav, services: deps.content.services, form }),
    again ? 422 : 200,
  )
}

async function answer(
  deps: RegisterPages,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: { readonly done: string } | { readonly refused: readonly RegisterRefusal[] },
): Promise<FastifyReply> {
  if ('refused' in outcome) return draw(deps, request, reply, { status: 409, refused: outcome.refused })
  return seeOther(reply, `${links.publishing(partnershipId(request))}?done=${outcome.done}`)
}
