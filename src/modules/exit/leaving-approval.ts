import { approvalsOf, approvalStanding, type ApprovalStanding } from '#modules/partnership/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { partnershipOf, tablesOf } from './commands.ts'
import type { Leaving, LeavingId } from './leaving.ts'
import { loadLeaving } from './leaving-store.ts'
import type { ExitView } from './queries.ts'
import type { ExitTrx } from './store.ts'

/** What every command about a leaving needs: the leaving held, whose agreement counts, and who is told. */

/** A mail to those who lead the other councils. It says that there is something to read, and not what. */
export async function tellPartners(
  trx: ExitTrx,
  by: CouncilViewer,
  { partnership, members }: ExitView,
  leaving: Pick<Leaving, 'id'>,
  template: 'exit-notice' | 'exit-settlement' | 'exit-moved',
): Promise<void> {
  await queueMailToLeads(
    trx,
    by,
    members.map(({ council }) => council).filter((council) => council !== by.council),
    {
      template,
      subject: `There is something to read in “${partnership.name}”`,
      facts: { partnership: partnership.id, leaving: leaving.id, name: partnership.name },
    },
  )
}

/** The councils whose agreement a leaving needs: those that are in, and the one that leaves. */
export function concerned(
  view: Pick<ExitView, 'members'>,
  leaving: Pick<Leaving, 'council'>,
): AuthorityCode[] {
  return [...new Set([...view.members.map(({ council }) => council), leaving.council])].sort()
}

/** Where the approval of a text about a leaving stands. */
export async function leavingApproval(
  trx: ExitTrx,
  _viewer: Viewer,
  leaving: Pick<Leaving, 'partnership' | 'id'>,
  of: { readonly subject: string; readonly hash: string; readonly councils: readonly AuthorityCode[] },
): Promise<ApprovalStanding> {
  const approvals = await approvalsOf(partnershipOf(trx), {
    partnership: leaving.partnership,
    subject: of.subject,
    subjectId: leaving.id,
  })
  return approvalStanding(of.councils, approvals, of.hash)
}

export async function held(
  trx: ExitTrx,
  by: CouncilViewer,
  partnership: PartnershipId,
  id: LeavingId,
): Promise<Leaving> {
  const leaving = await loadLeaving(tablesOf(trx), by, partnership, id, { lock: true })
  if (!leaving) throw new NotFound('No such notice, or not yours to see.')
  return leaving
}
