import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { agreeToRule, dissentFromRule, proposeRule } from './commands.ts'
import { links } from './links.ts'
import { load, workedOut, type CostSharingPages, type Loaded, type WorkedOut } from './pages.ts'
import { proposalValues, readProposal } from './proposal-form.ts'
import { speaksForCouncil, type SplitRefusal } from './proposal.ts'
import { proposalPage, proposePage } from './views/proposal-pages.ts'

/** Putting a rule to the councils, and their answers. */
export function proposalRoutes(app: FastifyInstance, deps: CostSharingPages): void {
  app.get(links.propose(':partnership'), async (request, reply) => {
    const { worked, ...loaded } = await mayPropose(deps, request)
    const values = proposalValues(loaded.split?.proposal ?? null)
    return sendPage(
      reply,
      proposePage(request.shell, { ...loaded, worked, form: { values, errors: {} }, refused: [] }),
    )
  })

  app.post(links.propose(':partnership'), async (request, reply) => {
    const { worked, ...loaded } = await mayPropose(deps, request)
    const viewer = requireCouncil(request)
    const read = await readProposal(request.body, worked, viewer)
    const draw = (form: Form, refused: readonly SplitRefusal[], status: number) =>
      sendPage(reply, proposePage(request.shell, { ...loaded, worked, form, refused }), status)
    if ('form' in read) return draw(read.form, [], 422)
    const outcome = await proposeRule(deps, viewer, {
      partnership: loaded.partnership.id,
      seen: Number(readForm(request.body)['seen'] ?? 0),
      proposal: read.value,
    })
    return 'refused' in outcome
      ? draw({ values: readForm(request.body), errors: {} }, outcome.refused, 409)
      : seeOther(reply, links.proposal(loaded.partnership.id))
  })

  app.get(links.proposal(':partnership'), async (request, reply) => drawProposal(deps, request, reply))

  app.post(links.agree(':partnership'), async (request, reply) => {
    const { partnership } = await load(deps, request)
    const hash = readForm(request.body)['hash'] ?? ''
    const outcome = await agreeToRule(deps, requireCouncil(request), { partnership: partnership.id, hash })
    return 'refused' in outcome
      ? drawProposal(deps, request, reply, { refused: outcome.refused, status: 409 })
      : seeOther(reply, links.proposal(partnership.id))
  })

  app.post(links.dissent(':partnership'), async (request, reply) => {
    const { partnership } = await load(deps, request)
    const posted = readForm(request.body)
    const reason = (posted['reason'] ?? '').trim()
    const problem =
      reason === ''
        ? 'Say why your council does not agree'
        : reason.length > 500
          ? 'Use 500 characters or fewer'
          : null
    if (problem)
      return drawProposal(deps, request, reply, {
        form: { values: posted, errors: { reason: problem } },
        status: 422,
      })
    const outcome = await dissentFromRule(deps, requireCouncil(request), {
      partnership: partnership.id,
      hash: posted['hash'] ?? '',
      reason,
    })
    return 'refused' in outcome
      ? drawProposal(deps, request, reply, {
          refused: outcome.refused,
          form: { values: posted, errors: {} },
          status: 409,
        })
      : seeOther(reply, links.proposal(partnership.id))
  })
}

async function mayPropose(
  deps: CostSharingPages,
  request: FastifyRequest,
): Promise<Loaded & { readonly worked: WorkedOut }> {
  requireCouncil(request)
  const loaded = await load(deps, request)
  const worked = await workedOut(loaded)
  if (!speaksForCouncil(loaded.viewer) || !('game' in worked)) throw new NotFound('Nothing to propose here.')
  return { ...loaded, worked }
}

async function drawProposal(
  deps: CostSharingPages,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    refused = [],
    form = emptyForm,
    status = 200,
  }: { refused?: readonly SplitRefusal[]; form?: Form; status?: number } = {},
): Promise<FastifyReply> {
  const loaded = await load(deps, request)
  const proposal = loaded.split?.proposal
  const hash = loaded.split?.hash
  if (!proposal || !hash) throw new NotFound('No rule has been proposed.')
  return sendPage(reply, proposalPage(request.shell, { ...loaded, proposal, hash, refused, form }), status)
}
