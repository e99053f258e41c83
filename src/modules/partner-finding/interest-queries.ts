import { authoritiesFor, type AuthoritiesTables } from '#modules/authorities/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Interest } from './interest.ts'
import type { FindingDeps } from './interest-commands.ts'
import { asOwner, ownInterests } from './interest-store.ts'
import { matchesOf, type Match } from './match-queries.ts'
import type { PartnerFindingTables } from './tables.ts'

/** The interests of the viewer's own council, its matches, and what the councils are called. */
export async function interestsFor(
  deps: FindingDeps,
  viewer: CouncilViewer,
): Promise<{ held: Interest[]; matches: Match[]; names: ReadonlyMap<AuthorityCode, string> }> {
  return inTransaction(deps.db, viewer, async (all) => {
    const trx = all.$pickTables<keyof PartnerFindingTables>()
    await asOwner(trx, viewer, deps.instanceKey)
    const held = await ownInterests(trx, viewer, deps.instanceKey)
    const known = await authoritiesFor(all.$pickTables<keyof AuthoritiesTables>(), viewer)
    return {
      held,
      matches: await matchesOf(all, viewer),
      names: new Map(known.map(({ code, name }) => [code, name])),
    }
  })
}
