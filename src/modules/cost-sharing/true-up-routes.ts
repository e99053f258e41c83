import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { links } from './links.ts'
import { load, workedOut, type CostSharingPages, type Loaded } from './pages.ts'
import { standingOf, writesSplit, type Proposal, type SplitRefusal } from './proposal.ts'
import { hasChanged, rebaseOf } from './rebase.ts'
import { splitOfProposal } from './proposed-split.ts'
import { saveTrueUp } from './true-up-commands.ts'
import { readTrueUp, trueUpForm } from './true-up-form.ts'
import { trueUpsIn, type TrueUpRow } from './true-up-store.ts'
import { rebasePage } from './views/rebase-page.ts'
import { trueUpFormPage, trueUpPage } from './views/true-up-page.ts'

export type Proposed = Loaded & {
  readonly proposal: Proposal
  readonly hash: string
  readonly agreed: boolean
}

/** After the split: what a year really came to, and what the same rule says when the figures have changed. */
export function trueUpRoutes(app: FastifyInstance, deps: CostSharingPages): void {
  app.get(links.trueUp(':partnership'), async (request, reply) => {
    const loaded = await loadProposed(deps, request)
    return sendPage(reply, trueUpPage(request.shell, { ...loaded, years: await yearsOf(deps, loaded) }))
  })

  app.get(links.trueUpYear(':partnership'), async (request, reply) => {
    const loaded = await mayWrite(deps, request)
    const asked = readForm(request.query)['year']
    const row = (await yearsOf(deps, loaded)).find(({ figures }) => figures.year === asked)
    return drawForm(request, reply, loaded, { form: trueUpForm(row?.figures ?? null), seen: row?.seen ?? 0 })
  })

  app.post(links.trueUpYear(':partnership'), async (request, reply) => {
    const loaded = await mayWrite(deps, request)
    const read = readTrueUp(request.body, loaded)
    const posted = readForm(request.body)
    const seen = Number(posted['seen'] ?? 0) || 0
    if ('form' in read) return drawForm(request, reply, loaded, { form: read.form, seen }, 422)
    const at = { partnership: loaded.partnership.id, seen }
    const outcome = await saveTrueUp(deps, requireCouncil(request), at, read.value)
    if ('done' in outcome) return seeOther(reply, links.trueUp(loaded.partnership.id))
    const form: Form = { values: posted, errors: {} }
    return drawForm(request, reply, loaded, { form, seen, refused: outcome.refused }, 409)
  })

  app.get(links.rebase(':partnership'), async (request, reply) => {
    const loaded = await loadProposed(deps, request)
    const worked = await workedOut(loaded)
    const { proposal, split } = loaded
    const names = 'game' in worked ? worked.figures.councils.map(({ name }) => name) : []
    const after = 'game' in worked ? await splitOfProposal(worked, proposal) : null
    const changed = split !== null && hasChanged(proposal, split.figures)
    const isSame = 'game' in worked && sameCouncils(proposal, worked.figures.councils)
    const rebase = after && isSame ? rebaseOf(proposal, after.pays, names) : null
    return sendPage(reply, rebasePage(request.shell, { ...loaded, worked, changed, after, rebase }))
  })
}

function sameCouncils({ figures }: Proposal, councils: readonly { readonly code: string }[]): boolean {
  return figures.councils.map(({ code }) => code).join() === councils.map(({ code }) => code).join()
}

async function loadProposed(deps: CostSharingPages, request: FastifyRequest): Promise<Proposed> {
  const loaded = await load(deps, request)
  const { split } = loaded
  if (!split?.proposal || !split.hash) throw new NotFound('No rule has been proposed.')
  const { proposal, hash } = split
  const codes = proposal.figures.councils.map(({ code }) => code)
  return { ...loaded, proposal, hash, agreed: standingOf(split, codes).agreed }
}

async function mayWrite(deps: CostSharingPages, request: FastifyRequest): Promise<Proposed> {
  requireCouncil(request)
  const loaded = await loadProposed(deps, request)
  if (!writesSplit(loaded.viewer) || !loaded.agreed) throw new NotFound('Not for this person to write now.')
  return loaded
}

async function yearsOf(deps: CostSharingPages, { viewer, partnership }: Loaded): Promise<TrueUpRow[]> {
  return inTransaction(deps.db, viewer, (trx) => trueUpsIn(trx, partnership.id))
}

async function drawForm(
  request: FastifyRequest,
  reply: FastifyReply,
  loaded: Proposed,
  { form, seen, refused = [] }: { form: Form; seen: number; refused?: readonly SplitRefusal[] },
  status = 200,
): Promise<FastifyReply> {
  return sendPage(reply, trueUpFormPage(request.shell, { ...loaded, form, seen, refused }), status)
}
