import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Outcome } from './commands.ts'
import { tellPartners } from './mails.ts'
import { standingOf, writesSplit } from './proposal.ts'
import { splitIn, type CostSharingDeps } from './store.ts'
import { trueUpsIn, writeTrueUp } from './true-up-store.ts'
import type { TrueUp } from './true-up.ts'

/** Saves what a year came to, against the split that every council agreed to. */
export async function saveTrueUp(
  deps: CostSharingDeps,
  by: CouncilViewer,
  at: { readonly partnership: PartnershipId; readonly seen: number },
  year: TrueUp,
): Promise<Outcome<null>> {
  if (!writesSplit(by)) return { refused: [{ type: 'role' }] }
  return inTransaction(deps.db, by, async (trx) => {
    const split = await splitIn(trx, at.partnership, { lock: true })
    if (!split) throw new NotFound('No split in this partnership, or not yours.')
    const codes = split.proposal?.figures.councils.map(({ code }) => code) ?? []
    if (!split.proposal || !standingOf(split, codes).agreed) return { refused: [{ type: 'not-agreed' }] }
    if (split.hash !== year.hash) return { refused: [{ type: 'not-this-text' }] }
    const before = (await trueUpsIn(trx, at.partnership)).find(({ figures }) => figures.year === year.year)
    // A year stays held against the text that was agreed for it.
    if (before && before.figures.hash !== year.hash) return { refused: [{ type: 'not-this-text' }] }
    if (!(await writeTrueUp(trx, by, at, year))) return { refused: [{ type: 'changed' }] }
    await append(
      trx,
      by,
      { partnership: at.partnership },
      { event: 'cost-sharing.true-up-saved', facts: { year: year.year } },
    )
    const { partnership } = at
    await tellPartners(trx, by, { partnership, councils: codes }, 'true-up-saved')
    return { done: null }
  })
}
