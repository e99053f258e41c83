import { isLimited, plainMix, readMix } from '#engine/mixed-share.ts'
import { readForm } from '#platform/http.ts'
import { engineVersion } from '#engine/version.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { ReadForm } from './forms.ts'
import { readLimits } from './laboratory-routes.ts'
import { mixValues } from './mix-routes.ts'
import type { WorkedOut } from './pages.ts'
import { exitWays, potWays, type Proposal } from './proposal.ts'
import { splitBy } from './proposed-split.ts'
import { ruleNames } from './rule.ts'

/** A proposal from its boxes, with what the rule comes to. The same for a page, a program and a sandbox. */
export async function readProposal(
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
export function proposalValues(before: Proposal | null): Record<string, string> {
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
