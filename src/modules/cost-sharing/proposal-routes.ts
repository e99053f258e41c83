import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLimited, plainMix, readMix } from '#engine/mixed-share.ts'
import { NotFound } from '#platform/errors.ts'
import { readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import { engineVersion } from '#platform/version.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { agreeToRule, dissentFromRule, proposeRule } from './commands.ts'
import type { ReadForm } from './forms.ts'
import { readLimits } from './laboratory-routes.ts'
import { links } from './links.ts'
import { mixValues } from './mix-routes.ts'
import { load, workedOut, type CostSharingPages, type Loaded, type WorkedOut } from './pages.ts'
import { exitWays, potWays, speaksForCouncil, type Proposal, type SplitRefusal } from './proposal.ts'
import { splitBy } from './proposed-split.ts'
import { ruleNames } from './rule.ts'
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

async function readProposal(
  body: unknown,
  worked: WorkedOut,
  by: CouncilViewer,
): Promise<ReadForm<Proposal>> {
  const posted = readForm(body)
  const errors: Record<string, string> = {}
  const { mix, wrong } = readMix((name) => posted[name] ?? '')
  const rule = posted['rule'] === 'mix' ? 'mix' : ruleNames.find((each) => each === posted['rule'])
  if (!rule) errors['rule'] = 'Choose a rule'
  const { limits, wrong: wrongLimits } = readLimits(posted)
  for (const { box, most } of rule === 'mix' ? wrong : wrongLimits)
    errors[box] = `Enter a number from 0 to ${most}`
  const split = rule ? await splitBy(rule, worked, { mix, limits }) : null
  if (rule && !split)
    errors['rule'] ??=
      'That rule has no answer for these figures and limits. Choose another, or change the limits'
  const way = (field: string) => {
    const found = potWays.find((each) => each === posted[field])
    if (!found) errors[field] = 'Choose how it is shared'
    return found ?? 'as-bill'
  }
  const [setUp, savings, overspend] = [way('set-up'), way('savings'), way('overspend')]
  const exit = exitWays.find((each) => each === posted['exit'])
  if (!exit) errors['exit'] = 'Choose what a council that leaves pays'
  const limitText = (posted['rebase-limit'] ?? '').trim()
  const rebaseLimit = limitText === '' ? null : Number(limitText)
  if (rebaseLimit !== null && !(rebaseLimit > 0 && rebaseLimit <= 1000))
    errors['rebase-limit'] = 'Enter a number above 0, like 10, or leave it empty'
  const rebaseYears = Number((posted['rebase'] ?? '').trim() || 'none')
  if (!(Number.isInteger(rebaseYears) && rebaseYears >= 0 && rebaseYears <= 30))
    errors['rebase'] = 'Enter a whole number of years from 0 to 30'
  const reason = (posted['reason'] ?? '').trim()
  if (reason === '' || reason.length > 1000)
    errors['reason'] = 'Say why this rule, in 1,000 characters or fewer'
  if (Object.keys(errors).length > 0 || !rule || !split || !exit) return { form: { values: posted, errors } }
  return {
    value: {
      rule,
      mix: rule === 'mix' ? mix : null,
      limits: rule !== 'mix' && isLimited(limits) ? limits : null,
      setUp,
      savings,
      overspend,
      exit,
      rebaseLimit,
      reason,
      rebaseYears,
      pays: split.pays,
      saves: split.saves,
      holds: split.objections.length === 0,
      figures: worked.figures,
      engineVersion,
      proposedFor: by.council,
      proposedOn: by.now.toISOString().slice(0, 10),
    },
  }
}

/** What stands in the boxes at first: the proposal before, or what most partnerships begin with. */
function proposalValues(before: Proposal | null): Record<string, string> {
  if (!before)
    return {
      rule: 'shapley',
      'set-up': 'as-bill',
      savings: 'as-bill',
      overspend: 'as-bill',
      exit: 'harm',
      rebase: '3',
      ...mixValues(plainMix),
    }
  const { rule, mix, limits, setUp, savings, overspend, exit, rebaseYears, rebaseLimit } = before
  return {
    rule,
    'set-up': setUp,
    savings: savings ?? 'as-bill',
    overspend,
    exit: exit ?? 'harm',
    rebase: String(rebaseYears),
    'rebase-limit': rebaseLimit === null || rebaseLimit === undefined ? '' : String(rebaseLimit),
    ...mixValues(mix ?? { ...plainMix, ...limits }),
  }
}
