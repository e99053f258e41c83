import { isLimited, noLimits, withinLimits, type Limits, type Mix } from '#engine/mixed-share.ts'
import { loadSolver } from '#platform/highs.ts'
import { splitOf, type Split } from './laboratory.ts'
import { splitByMix } from './mix-routes.ts'
import type { WorkedOut } from './pages.ts'
import type { Proposal } from './proposal.ts'

/** What a rule comes to on these figures, within limits; null where it has no answer. A mix has limits of its own. */
export async function splitBy(
  rule: Proposal['rule'],
  worked: WorkedOut,
  { mix, limits }: { readonly mix: Mix | null; readonly limits: Limits },
): Promise<Split | null> {
  if (rule === 'mix') {
    const found = mix && (await splitByMix(worked, mix))
    return found && 'split' in found ? found.split : null
  }
  const row = worked.laboratory.rows.find(({ name }) => name === rule)
  if (!row || !('split' in row)) return null
  if (!isLimited(limits)) return row.split
  const held = withinLimits(row.split.pays, limits, worked.laboratory.alone)
  return held.defined ? splitOf(worked.game, held.pence, await loadSolver()) : null
}

/** The same rule as was proposed, on the figures of today. */
export function splitOfProposal(worked: WorkedOut, { rule, mix, limits }: Proposal): Promise<Split | null> {
  return splitBy(rule, worked, { mix, limits: limits ?? noLimits })
}
