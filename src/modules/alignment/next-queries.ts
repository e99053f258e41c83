import { inTransaction } from '#platform/database.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { NextStep } from '#ui/next-step.ts'
import { approveHeadsBlockers, headsFor } from './heads-commands.ts'
import { kinds } from './exercise.ts'
import { links } from './links.ts'
import { nextFor } from './next-step.ts'
import { hubWithin, ownViewWithin, type Hub } from './queries.ts'
import type { AlignmentDeps } from './store.ts'
import { kindWords } from './text.ts'

/** The one next step of this person in a round, and whether it asks anything of them or says that they wait. */
export async function alignmentNextFor(
  deps: AlignmentDeps,
  viewer: Viewer,
  id: RoundId,
): Promise<{ readonly step: NextStep; readonly asks: boolean }> {
  const view = await inTransaction(deps.db, viewer, (trx) => ownViewWithin(deps, trx, viewer, id))
  const step = nextFor(view, viewer, view.progress)
  const title = `${view.round.title}: ${step.title.charAt(0).toLowerCase()}${step.title.slice(1)}`
  return { step: { ...step, title }, asks: step.action !== undefined }
}

/** Heads of terms that wait for this person's council to approve them; null where none do. */
export async function headsToApprove(
  deps: AlignmentDeps,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<NextStep | null> {
  const { heads } = await inTransaction(deps.db, viewer, (trx) => headsFor(trx, viewer, partnership))
  if (!heads || approveHeadsBlockers(heads, viewer, heads.hash).length > 0) return null
  return {
    title: 'Read the heads of terms and approve them',
    text: 'Another council has written down what you agreed. It binds nobody in law.',
    action: { text: 'Read the heads of terms', href: links.heads(partnership) },
  }
}

/** What of aims and terms to begin with: the ladder, then aims, then terms, then writing down what was agreed; null when all is done. */
export async function alignmentToBegin(
  deps: AlignmentDeps,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<NextStep | null> {
  const read = await inTransaction(deps.db, viewer, async (trx) => ({
    hub: await hubWithin(deps, trx, viewer, partnership),
    ...(await headsFor(trx, viewer, partnership)),
  }))
  const kind = kindToBegin(read.hub)
  if (kind !== null) return kind
  return read.board !== null && read.heads === null ? writeHeads(partnership) : null
}

/** The first kind of round that there has not been. */
export function kindToBegin({ partnership, newest }: Hub): NextStep | null {
  const kind = kinds.find((each) => newest[each] === null)
  return kind === undefined
    ? null
    : {
        title: kindWords[kind].start,
        text: kindWords[kind].about,
        action: { text: kindWords[kind].start, href: links.start(partnership.id, kind) },
      }
}

export function writeHeads(partnership: PartnershipId): NextStep {
  return {
    title: 'Write down what you agreed',
    text: 'Heads of terms list what all accept, and what is still to be talked about.',
    action: { text: 'Heads of terms', href: links.heads(partnership) },
  }
}
