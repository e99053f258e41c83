import { partnershipFor, presentMembers, type PartnershipTables } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { NextStep } from '#ui/next-step.ts'
import { links } from './links.ts'
import { speaksForCouncil, standingOf } from './proposal.ts'
import { splitIn, type CostSharingDeps } from './store.ts'

/** A proposed split that waits for the answer of this person's council; null when none does. */
export async function splitToAnswer(
  deps: CostSharingDeps,
  viewer: Viewer,
  id: PartnershipId,
): Promise<NextStep | null> {
  if (!speaksForCouncil(viewer)) return null
  return inTransaction(deps.db, viewer, async (trx) => {
    const partnership = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
    const isIn = partnership && presentMembers(partnership).some(({ council }) => council === viewer.council)
    const split = isIn ? await splitIn(trx, id) : null
    if (!split?.proposal) return null
    const codes = split.proposal.figures.councils.map(({ code }) => code)
    if (!standingOf(split, codes).silent.includes(viewer.council)) return null
    return {
      title: 'Answer the proposed split',
      text: 'A partner has proposed how to share the cost. Agree for your council, or say why not.',
      action: { text: 'Read the proposal', href: links.proposal(id) },
    }
  })
}
