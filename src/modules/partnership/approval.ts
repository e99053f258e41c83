import type { AuthorityCode } from '#platform/id.ts'

/**
 * Several councils approve one hash. What they approve (a round's terms, a baseline, heads of terms) is written down once,
 * hashed, and each council approves that hash. Change a letter and the hash is another: nobody has approved it yet.
 */
export type Approval = {
  readonly council: AuthorityCode
  readonly hash: string
  readonly approvedAt: Date
}

export type ApprovalStanding = {
  /** Every council that must approve has approved this very text. */
  readonly agreed: boolean
  readonly approved: readonly AuthorityCode[]
  readonly waitingFor: readonly AuthorityCode[]
  /** Approved an earlier text, and have yet to approve this one. */
  readonly approvedEarlier: readonly AuthorityCode[]
}

/** Where the approval of one text stands, given everything that was ever approved about its subject. */
export function approvalStanding(
  required: readonly AuthorityCode[],
  approvals: readonly Approval[],
  hash: string,
): ApprovalStanding {
  const has = (council: AuthorityCode, test: (approval: Approval) => boolean) =>
    approvals.some((approval) => approval.council === council && test(approval))
  const approved = required.filter((council) => has(council, (approval) => approval.hash === hash))
  const waitingFor = required.filter((council) => !approved.includes(council))
  const approvedEarlier = waitingFor.filter((council) => has(council, () => true))
  return { agreed: required.length > 0 && waitingFor.length === 0, approved, waitingFor, approvedEarlier }
}
