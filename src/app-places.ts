import { alignmentLinks, requiredReturnsFor } from '#modules/alignment/index.ts'
import type { AskedReturn } from '#modules/business-case/index.ts'
import { readinessLinks } from '#modules/readiness/index.ts'
import { roundsOf, type RoundTables } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Deps } from './app-deps.ts'

/** Where a partnership's newest round stands, or where one is started: for the navigation of pages that know no rounds. */
export function readinessPlace(
  deps: Pick<Deps, 'db'>,
): (viewer: Viewer, id: PartnershipId) => Promise<string> {
  return async (viewer, id) => {
    const rounds = await inTransaction(deps.db, viewer, (trx) =>
      roundsOf(trx.$pickTables<keyof RoundTables>(), viewer, id),
    )
    const newest = rounds.find(({ client }) => client === 'readiness')
    return newest ? readinessLinks.round(newest.id) : readinessLinks.start(id)
  }
}

/** What each council must get out of a partnership, from its newest aims as they were opened: for the case that is tested against it. */
export function askedReturns(
  deps: Pick<Deps, 'db'>,
): (viewer: Viewer, id: PartnershipId) => Promise<readonly AskedReturn[]> {
  return async (viewer, id) => {
    const found = await inTransaction(deps.db, viewer, (trx) => requiredReturnsFor(trx, viewer, id))
    return found.map(({ council, savingPence, paybackMonths, other, round }) => ({
      council,
      savingPence,
      paybackMonths,
      other,
      href: alignmentLinks.result(round),
    }))
  }
}
