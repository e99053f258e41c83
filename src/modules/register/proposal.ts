import {
  isPrivate,
  presentMembers,
  type ApprovalStanding,
  type Partnership,
} from '#modules/partnership/index.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Published, Withdrawal } from './published.ts'
import type { ProposalId } from './tables.ts'

/** What a partnership means to publish, and who has approved these very words. */
export type Proposal = {
  readonly id: ProposalId
  readonly entryId: string
  readonly hash: string
  readonly proposedFor: AuthorityCode
  readonly proposedAt: Date
  readonly content:
    | { readonly kind: 'publish' | 'amend'; readonly words: Published }
    | { readonly kind: 'withdraw'; readonly words: Withdrawal }
  readonly standing: ApprovalStanding
}

export type RegisterRefusal =
  | { readonly type: 'not-leading' }
  | { readonly type: 'not-joined' }
  | { readonly type: 'alone' }
  | { readonly type: 'sandbox' }
  | { readonly type: 'open-already' }
  | { readonly type: 'nothing-open' }
  | { readonly type: 'words-changed' }
  | { readonly type: 'approved-already' }
  | { readonly type: 'nothing-public' }
  | { readonly type: 'not-named' }
  | { readonly type: 'already-claimed' }
  | { readonly type: 'not-claimed' }
  | { readonly type: 'decided-already' }
  | { readonly type: 'no-change' }

type Leader = Pick<Viewer, 'council' | 'role' | 'sandbox'>

/** Why somebody may not act for their council in what the register shows of a partnership. */
export function actingBlockers(partnership: Partnership, by: Leader): RegisterRefusal[] {
  const own = partnership.members.find(({ council }) => council === by.council)
  const refusals: RegisterRefusal[] = []
  if (by.role !== 'lead' && by.role !== 'deputy') refusals.push({ type: 'not-leading' })
  if (!own || own.joinedAt === null || own.leftAt !== null) refusals.push({ type: 'not-joined' })
  if (isPrivate(partnership) || presentMembers(partnership).length < 2) refusals.push({ type: 'alone' })
  if (partnership.sandbox !== null || by.sandbox !== null) refusals.push({ type: 'sandbox' })
  return refusals
}

/** Why nothing can be proposed now. One proposal at a time: what is being approved does not change under anybody's hands. */
export function proposeBlockers(
  partnership: Partnership,
  by: Leader,
  open: Proposal | null,
): RegisterRefusal[] {
  return [...actingBlockers(partnership, by), ...(open ? [{ type: 'open-already' as const }] : [])]
}

/** Why these words cannot be approved: there are none, they are others than those seen, or it was done before. */
export function approveBlockers(
  partnership: Partnership,
  by: Leader,
  open: Proposal | null,
  seenHash: string,
): RegisterRefusal[] {
  const refusals = actingBlockers(partnership, by)
  if (!open) return [...refusals, { type: 'nothing-open' }]
  if (open.hash !== seenHash) return [...refusals, { type: 'words-changed' }]
  const isDone = open.standing.approved.some((council) => council === by.council)
  return isDone ? [...refusals, { type: 'approved-already' }] : refusals
}
